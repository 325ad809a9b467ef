package diagnose

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"seamdash/model"
)

// TestVerdicts are sentences to read to somebody on the phone.
func TestVerdicts(t *testing.T) {
	t.Parallel()
	called := func(name string) func(*scene) { return func(s *scene) { s.code.Name = name } }
	setting := func() *scene {
		return well().status(model.StatusSetting).window(58*minute, 9*hour).pending(model.MutationCreating, 24*minute)
	}
	for name, c := range map[string]struct {
		scene *scene
		want  string
	}{
		"a guest is on the way":   {setting(), "The lock has not taken this code yet: programming takes too long. The guest arrives in 58 min."},
		"a cleaner is on the way": {setting().do(called("Cleaning Tue")), "The lock has not taken this code yet: programming takes too long. The cleaner arrives in 58 min."},
		"nobody says for whom":    {setting().do(called("Kim")), "The lock has not taken this code yet: programming takes too long. Its window opens in 58 min, today 12:58."},
		"a guest stands outside":  {well().status(model.StatusUnset).window(-hour, 5*hour), "The lock has not taken this code yet. The guest was due today 11:00, 1 h ago."},
		"works":                   {well().event(eventUnlocked, 2*hour), "It works: the lock has it until Sat 12:00, for 24 h more. It opened the door today 10:00."},
		"works for ever":          {well().do(func(s *scene) { s.code.Window = model.Window{} }), "It works: the lock has it until somebody removes it."},
		"works, on a low battery": {well().do(func(s *scene) { s.lock.Battery.Level = 0.1 }), "It works: the lock has it until Sat 12:00, for 24 h more. Worth a look: the lock's battery is low."},
		"waits on the lock":       {well().window(hour, 5*hour).do(called("Kim")), "The lock has this code and lets it open the door from today 13:00 on. Its window opens in 1 h, today 13:00."},
		"is over":                 {well().status(model.StatusUnset).window(-5*hour, -hour), "It is over: its window ended today 11:00, and it is off the lock."},
		"is gone":                 {well().do(func(s *scene) { s.facts.Gone = true }), "This code is gone from Seam before its time. The guest was due today 11:00, 1 h ago."},
		"a lock that is well":     {well().do(func(s *scene) { s.facts.Code = nil }), "The lock is online, with its battery at 80 %. It has 2 codes."},
		"a lock out of reach": {
			well().status(model.StatusUnset).window(hour, 5*hour).do(func(s *scene) { s.facts.Code, s.lock.Online = nil, model.No }),
			"No new code gets onto this lock: the lock is offline. The next window begins in 1 h, today 13:00.",
		},
	} {
		if got := Of(c.scene.facts).Verdict; got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", name, got, c.want)
		}
	}
}

// TestOrder: what blocks goes first, and of that the root before the leaf and the particular before the general.
func TestOrder(t *testing.T) {
	t.Parallel()
	s := well().status(model.StatusSetting).window(-hour, 5*hour).
		onCode(failure(model.OriginCode, "provider_issue"), failure(model.OriginCode, "duplicate_code_on_device")).
		onLock(warning(model.OriginDevice, "device_has_flaky_connection"), failure(model.OriginDevice, "subscription_required"), failure(model.OriginDevice, "device_disconnected")).
		onAccount(failure(model.OriginAccount, "account_disconnected"))
	var got []Cause
	for _, f := range Of(s.facts).Findings {
		got = append(got, f.Cause)
	}
	want := []Cause{
		"account_disconnected", "device_disconnected", "subscription_required", "duplicate_code_on_device", "provider_issue", "device_has_flaky_connection",
	}
	if diff := cmp.Diff(want, slices.DeleteFunc(got, func(c Cause) bool { return c == CauseContradiction })); diff != "" {
		t.Error(diff)
	}
}

// lines are moments as somebody reads them.
func lines(d *Diagnosis) (out []string) {
	for _, m := range d.Timeline {
		out = append(out, strings.TrimSpace([]string{"", "missing: ", "due: "}[m.Kind]+m.At.UTC().Format("2 15:04 ")+m.Words+" "+string(m.Request)))
	}
	return out
}

// TestTimeline tells a code from when it was asked for on, and what is in two books once.
func TestTimeline(t *testing.T) {
	t.Parallel()
	s := well().status(model.StatusUnset).window(-hour, 5*hour).since(20*hour).
		event(model.EventCodeCreated, 3*hour).event(eventSetFailed, 30*minute).event("device.disconnected", 40*minute, ofNoCode).
		event("lock.locked", 20*minute, ofNoCode).event(eventUnlocked, 10*minute, func(e *model.Event) { e.CodeID = "other" })
	s.code.CreatedAt = s.ago(3 * hour)
	s.facts.Events = append(s.facts.Events, s.facts.Events[0])
	s.facts.Writes = []model.Write{{At: s.ago(3*hour + minute), Code: s.code.ID, Action: "create code", Outcome: model.Accepted, Request: "r1", Took: time.Second}}
	s.facts.Followed = []model.Tracked{{Action: model.ActionCreate, Code: s.code.ID, AskedAt: s.ago(3*hour + minute), AcceptedAt: s.ago(3*hour - time.Second/2), Request: "r1"}}
	d := Of(s.facts)
	want := []string{
		"20 08:59 asked by this program: create code r1", "20 09:00 accepted by Seam r1", "20 09:00 code created",
		"missing: 20 11:00 should have been set on the lock", "20 11:20 lock offline", "20 11:30 could not be set on the lock", "due: 20 17:00 its window ends",
	}
	if diff := cmp.Diff(want, lines(&d)); diff != "" {
		t.Error(diff)
	}
}

// TestTimelineOfABusyDoor keeps the newest, whatever order they come in, and says how many it leaves out.
func TestTimelineOfABusyDoor(t *testing.T) {
	t.Parallel()
	s := well()
	for i := range 2000 {
		s.event(eventUnlocked, time.Duration((i*7)%2000)*minute, func(e *model.Event) { e.ID = model.EventID("busy" + strconv.Itoa(i)) })
	}
	s.event(eventUnlocked, -3*hour)
	d := Of(s.facts)
	if len(d.Timeline) < mostMoments || len(d.Timeline) > mostMoments+4 || d.Earlier < 1700 {
		t.Fatalf("%d moments, %d left out", len(d.Timeline), d.Earlier)
	}
	got := strings.Join(lines(&d), "\n")
	for _, part := range []string{"20 15:00 opened the door, by a clock that is ahead", "20 12:00 opened the door", "due: 21 12:00 its window ends"} {
		if !strings.Contains(got, part) {
			t.Errorf("it lacks %q:\n%s", part, got)
		}
	}
}

// TestDifferences: a change that is not confirmed shows what the lock has from before, and never a PIN.
func TestDifferences(t *testing.T) {
	t.Parallel()
	was := well().facts.Now.Add(-9 * hour)
	changed := well().pending(model.MutationUpdatingCode, minute, func(m *model.PendingMutation) { m.From.PIN = model.NewPIN("907183") }).
		pending(model.MutationUpdatingTimeFrame, minute, func(m *model.PendingMutation) { m.From.Window = model.Window{From: was} }).
		pending(model.MutationUpdatingName, minute, func(m *model.PendingMutation) { m.From.Name = "Kim 4821" })
	for name, c := range map[string]struct {
		scene *scene
		want  []Difference
	}{
		"as it should be": {well(), []Difference{
			{"PIN", "••••", "••••", true}, {"name", "Guest", "Guest", true}, {"from", "today 11:00", "today 11:00", true}, {"to", "Sat 12:00", "Sat 12:00", true},
		}},
		"changed": {changed, []Difference{
			{"PIN", "••••", "another PIN", false}, {"name", "Guest", "Kim ••••", false}, {"from", "today 11:00", "today 03:00", false}, {"to", "Sat 12:00", "until removed", false},
		}},
		"not there": {well().status(model.StatusUnset), []Difference{
			{"PIN", "••••", "", false}, {"name", "Guest", "", false}, {"from", "today 11:00", "", false}, {"to", "Sat 12:00", "", false},
		}},
		"nobody can tell": {well().status(model.StatusUnknown), nil},
		"a lock":          {well().do(func(s *scene) { s.facts.Code = nil }), nil},
	} {
		if diff := cmp.Diff(c.want, Of(c.scene.facts).Differences); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// TestCauseIsToldOnce: what explains a sign of it leaves no room for the sign, and a sign alone is told.
func TestCauseIsToldOnce(t *testing.T) {
	t.Parallel()
	has := func(s *scene, c Cause) bool {
		return slices.ContainsFunc(Of(s.facts).Findings, func(f Finding) bool { return f.Cause == c })
	}
	late := func() *scene { return well().status(model.StatusUnset).window(-hour, 5*hour) }
	for _, c := range []struct {
		scene *scene
		said  Cause
		not   Cause
	}{
		{late().onAccount(failure(model.OriginAccount, "account_disconnected")), "account_disconnected", CauseLate},
		{late().onCode(failure(model.OriginCode, "code_constraints_violated")), "code_constraints_violated", CauseLate},
		{late().onLock(warning(model.OriginDevice, "privacy_mode")), CauseLate, CauseWaiting}, // a lock that refuses PINs takes codes
		{late().do(func(s *scene) { s.lock.Online = model.No }), CauseOfflineSoon, CauseLate},
	} {
		if !has(c.scene, c.said) || has(c.scene, c.not) {
			t.Errorf("%s is told: %v, %s is told: %v", c.said, has(c.scene, c.said), c.not, has(c.scene, c.not))
		}
	}
}
