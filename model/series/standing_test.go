package series_test

import (
	"testing"
	"time"

	"seamdash/model"
	"seamdash/model/plan"
	"seamdash/model/series"
)

func friday() time.Time { return time.Date(2026, 11, 20, 14, 0, 0, 0, time.UTC) }

func at(hours float64) time.Time { return friday().Add(time.Duration(hours * float64(time.Hour))) }

// locked is a lock with the codes that a picture has of it.
func locked(codes ...model.AccessCode) *model.Lock {
	return model.NewLock(model.Device{ID: "d", Name: "Front Door"}, codes, true, nil)
}

func TestStand(t *testing.T) {
	t.Parallel()
	code := func(status model.Status, from, until float64) model.AccessCode {
		return model.AccessCode{ID: "c", DeviceID: "d", Status: status, Window: model.Window{From: at(from), Until: at(until)}}
	}
	asked := plan.Code{ID: "c", AskedAt: at(-1)}
	seen, late, leaving := asked, asked, asked
	seen.OnLock = at(-5.5)
	late.Late = true
	leaving.Leaving, leaving.Why = at(-0.1), "the rule is paused"
	troubled := seen
	troubled.Trouble = "another code has this PIN"
	deferred := code(model.StatusUnset, 40, 48)
	deferred.Pending = []model.PendingMutation{{Code: model.MutationDeferringCreation, ScheduledAt: at(30)}}
	for _, tc := range []struct {
		name  string
		state plan.State
		lock  *model.Lock
		level series.Level
		text  string
	}{
		{"nothing kept", plan.State{}, locked(), series.Idle, "no code at present"},
		{"nothing before the lead", plan.State{LookAt: at(70)}, locked(), series.Idle, "no code before Mon 12:00"},
		{"seen on the lock", plan.State{Code: &seen}, locked(code(model.StatusSet, -5, 2)), series.Well, "on the lock since 08:30"},
		{"seen, and the picture is still to come", plan.State{Code: &seen}, nil, series.Well, "on the lock since 08:30"},
		{"there by the picture alone", plan.State{Code: &asked}, locked(code(model.StatusSet, -5, 2)), series.Well, "on the lock"},
		{"asked for", plan.State{Code: &asked}, locked(), series.Coming, "asked for 13:00, not seen yet"},
		{"asked for, no picture", plan.State{Code: &asked}, nil, series.Coming, "asked for 13:00"},
		{"to be loaded later", plan.State{Code: &asked}, locked(deferred), series.Coming, "loads Sat"},
		{"it was there and is leaving", plan.State{Code: &seen}, locked(code(model.StatusRemoving, -5, 2)), series.Coming, "removing"},
		{"late", plan.State{Code: &late}, locked(code(model.StatusUnset, -0.5, 2)), series.Broken, "late, the window is open: late 30m"},
		{"late, and there meanwhile", plan.State{Code: &late}, locked(code(model.StatusSet, -0.5, 2)), series.Well, "on the lock"},
		{"taken away by us", plan.State{Code: &leaving}, locked(), series.Coming, "leaves the lock: the rule is paused"},
		{"trouble", plan.State{Code: &troubled}, locked(), series.Uneasy, "on the lock since 08:30; another code has this PIN"},
		{"refused", plan.State{Fails: 2, NextTry: at(0.5), Refusal: "Seam could not be reached"}, locked(), series.Uneasy, "retry 14:30 after 2 refusals: Seam could not be reached"},
		{"refused, and due", plan.State{Fails: 2, NextTry: at(-0.5)}, locked(), series.Uneasy, "retry now after 2 refusals"},
		{"a change refused", plan.State{Code: &seen, Fails: 1, NextTry: at(20)}, locked(), series.Uneasy, "on the lock since 08:30; retry Sat 10:00"},
		{"halted", plan.State{Code: &seen, Fails: 1, Halt: &plan.Halt{Why: "somebody removed the code"}}, locked(), series.Broken, "halted: somebody removed the code"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			got := series.Stand(&tc.state, tc.lock, friday(), time.UTC)
			if got.Level != tc.level || got.Text != tc.text {
				t.Errorf("level %d, %q; want %d, %q", got.Level, got.Text, tc.level, tc.text)
			}
		})
	}
}
