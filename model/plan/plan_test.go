package plan_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"seamdash/model"
	"seamdash/model/civil"
	"seamdash/model/plan"
	"seamdash/model/recur"
	"seamdash/model/rrule"
)

type rruleDay = rrule.Day

// TestWeeks: each window gets its own code, as soon as the one before has left, and each is kept.
func TestWeeks(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.until(monday(0).AddDate(0, 0, 14))
	b.want(plan.Made, plan.Kept, plan.Made, plan.Kept, plan.Made, plan.Kept, plan.Made, plan.Kept, plan.Made, plan.Kept, plan.Made, plan.Kept, plan.Made)
	for i, r := range b.history {
		if r.Late != 0 {
			t.Errorf("late: %+v", r)
		}
		if r.What == plan.Made && r.Code != model.CodeID("c"+string(rune('1'+i/3))) {
			t.Errorf("line %d made %s", i, r.Code)
		}
	}
	if s := b.state; s.Code == nil || s.Code.ID != "c7" || !slices.Equal(s.Past, []model.CodeID{"c1", "c2", "c3", "c4", "c5", "c6"}) {
		t.Errorf("kept: %+v", b.state)
	}
	if got := b.state.SettledTo; !got.Equal(monday(13).AddDate(0, 0, 11)) {
		t.Errorf("settled to %s", got)
	}
}

// TestObjectLives: a code that outlives its window is moved to the next one, at once when its removal was reported.
func TestObjectLives(t *testing.T) {
	t.Parallel()
	for name, reported := range map[string]bool{"reported": true, "overdue": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t)
			b.keeps = true
			b.until(monday(13).Add(2 * time.Minute))
			if reported {
				b.removed, b.stirred = monday(13).Add(time.Minute), true
				b.once()
			}
			b.until(monday(14))
			b.want(plan.Made, plan.Kept, plan.Moved)
			if b.made != 1 || b.state.Code.ID != "c1" || !b.codes[0].Window.From.Equal(monday(9).AddDate(0, 0, 2)) {
				t.Errorf("%d made, live %+v", b.made, b.state.Code)
			}
			moved := b.history[len(b.history)-1].At
			if patience := b.lock.Habit().Patience.Removing; reported != moved.Before(monday(13).Add(patience)) {
				t.Errorf("moved at %s", moved)
			}
		})
	}
}

// TestLostAnswers: what became of a call whose answer was lost is read off the lock.
func TestLostAnswers(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		happens bool
		want    []plan.RollKind
		made    int
	}{
		"it happened":       {true, []plan.RollKind{plan.Adopted}, 1},
		"it did not happen": {false, []plan.RollKind{plan.Made}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t)
			lost := 0
			b.answer = func(plan.StepKind) (bool, error) {
				if lost++; lost == 1 {
					return tc.happens, errLost
				}
				return true, nil
			}
			if at := b.once(); !at.Equal(b.now.Add(time.Minute)) || b.step == nil {
				t.Errorf("looks at %s, step %+v", at, b.step)
			}
			b.until(monday(1))
			b.want(tc.want...)
			if b.made != tc.made || b.step != nil || b.state.Code == nil {
				t.Errorf("%d made, step %+v, state %+v", b.made, b.step, b.state)
			}
		})
	}
}

// TestSecondCode: should a lost call have made a second code all the same, it has to go.
func TestSecondCode(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.answer = func(kind plan.StepKind) (bool, error) {
		if kind == plan.StepCreate {
			return true, errLost
		}
		return true, nil
	}
	b.once()
	twin := b.codes[0]
	twin.ID, twin.CreatedAt = "twin", twin.CreatedAt.Add(time.Second)
	b.codes = append(b.codes, twin)
	b.until(monday(1))
	if b.state.Code == nil || b.state.Code.ID != "c1" || len(b.state.Strays) != 1 {
		t.Fatalf("kept %+v", b.state)
	}
	b.keeps = false
	b.until(monday(20))
	if slices.ContainsFunc(b.codes, func(c model.AccessCode) bool { return c.ID == "twin" }) || len(b.state.Strays) != 0 {
		t.Errorf("the second code stays: %+v", b.codes)
	}
}

// TestRemovedByHand: a person who removed the live code is asked, and the answer decides.
func TestRemovedByHand(t *testing.T) {
	t.Parallel()
	for kind, want := range map[plan.WishKind][]plan.RollKind{
		"":             {plan.Made, plan.Halted, plan.Missed, plan.Missed},
		plan.WishRetry: {plan.Made, plan.Halted, plan.Resumed, plan.Made, plan.Kept, plan.Made, plan.Kept, plan.Made},
		plan.WishSkip:  {plan.Made, plan.Halted, plan.Passed, plan.Resumed, plan.Made, plan.Kept, plan.Made},
	} {
		t.Run("wish "+string(kind), func(t *testing.T) {
			t.Parallel()
			b := newBench(t)
			b.until(monday(10))
			b.codes, b.stirred = nil, true
			b.until(monday(11))
			if h := b.state.Halt; h == nil || h.Kind != plan.HaltGone || b.made != 1 {
				t.Fatalf("state %+v, %d made", b.state, b.made)
			}
			b.wish = plan.Wish{Kind: kind, By: "rosa", At: b.now}
			b.until(monday(23).AddDate(0, 0, 2))
			b.want(want...)
			if kind == plan.WishRetry {
				if from := b.asked[1].Wanted.Window.From; !from.Equal(monday(11)) {
					t.Errorf("the rest begins at %s", from)
				}
			}
		})
	}
}

// TestOffline: a lock that never takes the code is late, then missed for that reason, and comes back.
func TestOffline(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.offline = true
	b.until(monday(20))
	b.offline = false
	b.until(monday(20).AddDate(0, 0, 2))
	b.want(plan.Made, plan.Late, plan.Missed, plan.Moved, plan.Kept, plan.Made)
	for _, r := range b.history {
		if (r.What == plan.Late || r.What == plan.Missed) && !strings.Contains(r.Why, "offline") {
			t.Errorf("%s: %q", r.What, r.Why)
		}
	}
}

// TestOffForDays: windows that passed while nobody rolled are in the history, and the one that is open gets its rest.
func TestOffForDays(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.until(monday(8))
	b.now = monday(11).AddDate(0, 0, 7)
	b.until(b.now.Add(time.Minute))
	b.want(plan.Made, plan.Unseen, plan.Missed, plan.Missed, plan.Made)
	last := b.asked[len(b.asked)-1].Wanted.Window
	if !last.From.Equal(monday(11).AddDate(0, 0, 7)) || !last.Until.Equal(monday(13).AddDate(0, 0, 7)) {
		t.Errorf("the rest is %v", last)
	}
	if r := b.history[len(b.history)-2]; r.What != plan.Made || r.Late != 2*time.Hour {
		t.Errorf("late %s:\n%s", r.Late, b.told())
	}
}

// TestEdits: the live code follows the rule.
func TestEdits(t *testing.T) {
	t.Parallel()
	longer := func(r *recur.Rule) { r.Spans[0].Hours.Until += 2 * civil.Hour }
	elsewhere := func(r *recur.Rule) {
		r.Spans[0].Days = recur.OnWeekdays([]rruleDay{{Weekday: time.Thursday}}, 1)
	}
	for name, tc := range map[string]struct {
		at   time.Time
		edit func(*recur.Rule)
		want []plan.RollKind
		live string
	}{
		"longer while open":     {monday(10), longer, []plan.RollKind{plan.Made, plan.Changed}, "Mon 09:00-15:00"},
		"another day, not open": {monday(8), elsewhere, []plan.RollKind{plan.Made, plan.Changed}, "Thu 09:00-13:00"},
		"another day, open":     {monday(10), elsewhere, []plan.RollKind{plan.Made, plan.Kept, plan.Changed}, "Thu 09:00-13:00"},
		"another name":          {monday(10), func(r *recur.Rule) { r.Name = "Rosa" }, []plan.RollKind{plan.Made, plan.Changed}, "Mon 09:00-13:00"},
		"paused for long": {monday(8), func(r *recur.Rule) {
			r.Pause = recur.Pause{Paused: true, From: r.Start, Open: true}
		}, []plan.RollKind{plan.Made, plan.Removed}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t)
			b.until(tc.at)
			b.edit(tc.edit)
			b.until(tc.at.Add(10 * time.Minute))
			b.want(tc.want...)
			live := ""
			if c := b.state.Code; c != nil {
				live = c.Asked.Window.From.Format("Mon 15:04-") + c.Asked.Window.Until.Format("15:04")
			}
			if live != tc.live || b.made != 1 {
				t.Errorf("live is %q, want %q; %d made", live, tc.live, b.made)
			}
		})
	}
}

// TestTakenAwayEarly: a window that is taken away before its code was on the lock was not missed, unless that was late already.
func TestTakenAwayEarly(t *testing.T) {
	t.Parallel()
	for at, want := range map[time.Duration][]plan.RollKind{
		5 * time.Minute: {plan.Made, plan.Passed, plan.Removed},
		time.Hour:       {plan.Made, plan.Late, plan.Missed, plan.Removed},
	} {
		b := newBench(t)
		b.offline = true
		b.until(monday(9).Add(at))
		b.edit(func(r *recur.Rule) { r.Pause = recur.Pause{Paused: true, From: r.Start, Open: true} })
		b.once()
		b.want(want...)
	}
}

// TestRuleGone: without its rule a code leaves the lock, and then nothing is kept.
func TestRuleGone(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.until(monday(10))
	b.gone, b.stirred = true, true
	b.until(monday(12))
	b.want(plan.Made, plan.Kept, plan.Removed)
	in := b.situation()
	if d := plan.Decide(in); !d.Dropped || len(b.codes) != 0 {
		t.Errorf("decision %+v, codes %v", d, b.codes)
	}
}

// TestRefusals: what Seam refuses for good stops the series with its words and without the PIN; what passes never does.
func TestRefusals(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		kind  model.Kind
		halts bool
	}{
		"invalid": {model.KindInvalid, true}, "conflict": {model.KindConflict, true}, "unavailable": {model.KindUnavailable, false},
		"rate limited": {model.KindRateLimited, false}, "unauthorised": {model.KindUnauthorised, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t)
			b.answer = func(plan.StepKind) (bool, error) {
				return false, &model.Fault{Op: "create code", Kind: tc.kind, Message: "480163 is no good"}
			}
			b.until(monday(8))
			if halted := b.state.Halt != nil; halted != tc.halts || tc.halts && len(b.asked) != 3 || !tc.halts && len(b.asked) < 40 {
				t.Fatalf("halt %+v after %d tries", b.state.Halt, len(b.asked))
			}
			if text := b.told() + b.state.Refusal; strings.Contains(text, "480163") || !strings.Contains(text, "is no good") {
				t.Errorf("it says %q", text)
			}
			b.answer = nil
			if tc.halts {
				b.edit(func(r *recur.Rule) { r.Naming.Template = "{rule} {day}" })
			}
			b.until(monday(20))
			if got := b.lines(plan.OnLock); !slices.Contains(got, plan.Kept) {
				t.Errorf("it never came right: %s", b.told())
			}
		})
	}
}

// TestSamePIN: a PIN that another code has is waited for where that is leaving, and a reason to stop otherwise.
func TestSamePIN(t *testing.T) {
	t.Parallel()
	for name, leaves := range map[string]bool{"leaving": true, "staying": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t)
			other := model.AccessCode{ID: "x", DeviceID: "d", Name: "Guest", PIN: model.NewPIN("480163"), Managed: true, Window: model.Window{From: monday(0), Until: monday(2)}}
			if leaves {
				other.Window.Until = monday(0).Add(-30 * time.Second)
			}
			b.codes = []model.AccessCode{other}
			b.until(monday(0).Add(5 * time.Minute))
			if leaves {
				b.want(plan.Made)
			} else if b.want(plan.Halted); !strings.Contains(b.state.Halt.Why, "Guest") {
				t.Errorf("halt %+v", b.state.Halt)
			}
		})
	}
}

// TestPINs: where they come from.
func TestPINs(t *testing.T) {
	t.Parallel()
	list := []model.PIN{model.NewPIN("1357"), model.NewPIN("8642")}
	for name, tc := range map[string]struct {
		policy recur.PINPolicy
		sound  func(pins []string) bool
	}{
		"listed": {recur.PINPolicy{Kind: recur.Listed, PINs: list}, func(p []string) bool { return p[0] == "1357" && p[1] == "8642" && p[2] == "1357" }},
		"fresh":  {recur.PINPolicy{Kind: recur.Fresh, Length: 6}, func(p []string) bool { return len(p[0]) == 6 && p[0] != p[1] && p[1] != p[2] }},
		"Seam":   {recur.PINPolicy{}, func(p []string) bool { return p[0] == "" && p[1] == "739204" && p[2] == "739204" }},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t)
			b.rule.PIN = tc.policy
			b.until(monday(20).AddDate(0, 0, 2))
			var pins []string
			for i := range b.asked {
				pins = append(pins, b.asked[i].Wanted.PIN.Reveal())
			}
			if len(pins) != 3 || !tc.sound(pins) {
				t.Errorf("asked for %q", pins)
			}
		})
	}
}

// TestStiff: a code that lives on and cannot be moved makes way for another.
func TestStiff(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.keeps = true
	b.answer = func(kind plan.StepKind) (bool, error) {
		if kind == plan.StepUpdate {
			return false, &model.Fault{Op: "update code", Kind: model.KindInvalid, Message: "it is over"}
		}
		return true, nil
	}
	b.until(monday(20))
	b.want(plan.Made, plan.Kept, plan.Refused, plan.Removed, plan.Made)
}

// TestLoop: a code that Seam gives up again and again stops the series.
func TestLoop(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.offline = true
	for b.state.Halt == nil && b.now.Before(monday(13)) {
		b.until(later(b.now, monday(9)).Add(20 * time.Minute))
		b.codes, b.stirred = nil, true
		b.once()
	}
	if h := b.state.Halt; h == nil || h.Kind != plan.HaltLoop || b.made != 3 {
		t.Errorf("halt %+v after %d codes", h, b.made)
	}
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// TestUnknown: as long as nobody can tell what a rule wants, nothing is done.
func TestUnknown(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	in := b.situation()
	in.Unknown = "no time zone is known"
	in.Rule, in.State.Halt = nil, &plan.Halt{Kind: plan.HaltGone}
	if d := plan.Decide(in); d.Do != plan.Wait || d.Why != in.Unknown || len(d.Rolls) != 0 || d.State.Halt == nil {
		t.Errorf("decision %+v", d)
	}
}
