package series_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"seamdash/model"
	"seamdash/model/civil"
	"seamdash/model/plan"
	"seamdash/model/recur"
	"seamdash/model/recur/words"
	"seamdash/model/series"
)

func rule(t *testing.T, text string, locks ...model.DeviceID) *recur.Rule {
	t.Helper()
	base := recur.Rule{Name: "Cleaner", Locks: locks, Start: civil.DateOf(friday()) - 28}
	read, err := words.Parse(text, words.Context{Today: civil.DateOf(friday()), Base: base})
	if err != nil {
		t.Fatal(err)
	}
	return &read.Rule
}

// TestTouched: what is told of an edit is what becomes of each live code, and nothing of those that stay as they are.
func TestTouched(t *testing.T) {
	t.Parallel()
	const text = "mon wed fri 9-16"
	device := func(id, name string) *model.Lock {
		return model.NewLock(model.Device{ID: model.DeviceID(id), Name: name, TimeZone: "UTC"}, nil, true, nil)
	}
	picture := model.NewSnapshot(model.Workspace{}, []*model.Lock{device("a", "Front"), device("b", "Back"), device("c", "Patio")}, model.FeedState{}, 1)
	live := func(lock string, from, until float64) plan.State {
		slot := plan.Slot{Open: at(from), Close: at(until), From: at(from), Until: at(until)}
		return plan.State{
			Key:  plan.Key{Rule: "r", Lock: model.DeviceID(lock)},
			Code: &plan.Code{ID: "x", Slot: slot, Asked: model.CodeDraft{Name: "Cleaner", PIN: model.NewPIN("4711"), Window: model.Window{From: at(from), Until: at(until)}}},
		}
	}
	states := map[plan.Key]plan.State{}
	back := live("b", 67, 74)
	back.SettledTo = at(2) // today's window is past there: somebody let it pass
	for _, st := range []plan.State{live("a", -5, 2), back, {Key: plan.Key{Rule: "r", Lock: "c"}}} {
		states[st.Key] = st
	}
	paused, fixed, renamed := rule(t, text, "a", "b", "c"), rule(t, text, "a", "b", "c"), rule(t, text, "a", "b", "c")
	paused.Pause = recur.Pause{Paused: true, Open: true, From: civil.DateOf(friday())}
	fixed.PIN = recur.PINPolicy{Kind: recur.Fixed, PINs: []model.PIN{model.NewPIN("1234")}}
	renamed.Name = "Cleaning crew"
	const onFront, onBack = "Front: the code that is open now, today 09:00-16:00,", "Back: the code for Mon 09:00-16:00"
	for name, tc := range map[string]struct {
		after *recur.Rule
		want  []string
	}{
		"gone":                {nil, []string{onFront + " leaves the lock", onBack + " leaves the lock"}},
		"nothing":             {rule(t, text, "a"), []string{onBack + " leaves the lock"}},
		"paused":              {paused, []string{onFront + " leaves the lock", onBack + " leaves the lock"}},
		"other hours":         {rule(t, "mon wed fri 9-18", "a"), []string{onFront + " becomes today 09:00-18:00", onBack + " leaves the lock"}},
		"other days":          {rule(t, "tue 8-9", "a", "c"), []string{onFront + " becomes Tue 08:00-09:00", onBack + " leaves the lock"}},
		"another PIN":         {fixed, []string{onFront + " gets another PIN", onBack + " gets another PIN"}},
		"another name":        {renamed, []string{onFront + " is called “Cleaning crew”", onBack + " is called “Cleaning crew”"}},
		"a rule nobody reads": {&recur.Rule{Locks: []model.DeviceID{"a", "b"}, Zone: "Mars/Olympus"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := series.Touched(&series.Edit{
				ID: "r", Before: rule(t, text, "a", "b", "c"), After: tc.after, States: states, Picture: picture, Now: friday(),
				Zone: func(name string) *time.Location {
					if name != "UTC" {
						return nil
					}
					return time.UTC
				},
			})
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("touched (-want +got):\n%s", diff)
			}
		})
	}
}
