package plan_test

import (
	"slices"
	"testing"
	"time"

	"seamdash/model"
	"seamdash/model/plan"
	"seamdash/model/recur"
)

// TestPINsOfTheMaker: a lock whose maker gives the PINs is never asked for the one of the rule.
func TestPINsOfTheMaker(t *testing.T) {
	t.Parallel()
	for name, policy := range map[string]recur.PINPolicy{
		"fixed":  {Kind: recur.Fixed, PINs: []model.PIN{model.NewPIN("480163")}},
		"listed": {Kind: recur.Listed, PINs: []model.PIN{model.NewPIN("1357"), model.NewPIN("8642")}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t)
			b.rule.PIN = policy
			b.lock.Rules.Constraints = []model.Constraint{{Type: "cannot_specify_pin_code"}}
			b.until(monday(20).AddDate(0, 0, 2))
			b.want(plan.Made, plan.Kept, plan.Made, plan.Kept, plan.Made)
			if i := slices.IndexFunc(b.asked, func(s plan.Step) bool { return s.Kind == plan.StepCreate && s.Wanted.PIN.Known() }); i >= 0 {
				t.Errorf("step %d asks for a PIN", i)
			}
		})
	}
}

// words are the last words about a window.
func (b *bench) words(open time.Time) (out []plan.RollKind) {
	for _, r := range b.history {
		if r.What.Final() && r.Slot.Open.Equal(open) {
			out = append(out, r.What)
		}
	}
	return out
}

// TestPassedWindowAndEdit: a window that somebody let pass stays so when the rule is edited, and a window before it has its code.
func TestPassedWindowAndEdit(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.until(monday(14))
	b.wish = plan.Wish{Kind: plan.WishSkip, By: "rosa", At: b.now} // that of Wednesday
	b.until(monday(15))
	b.edit(func(r *recur.Rule) {
		r.Name = "Rosa"
		r.Extra = []recur.Opening{{Date: r.Start + 1, Hours: r.Spans[0].Hours}} // Tuesday
	})
	b.until(monday(20).AddDate(0, 0, 4))
	for day, want := range map[int][]plan.RollKind{0: {plan.Kept}, 1: {plan.Kept}, 2: {plan.Passed}, 4: {plan.Kept}} {
		if got := b.words(monday(9).AddDate(0, 0, day)); !slices.Equal(got, want) {
			t.Errorf("about day %d the history has %v, want %v:\n%s", day, got, want, b.told())
		}
	}
	if len(b.state.Spoken) != 0 {
		t.Errorf("remembered is %+v", b.state.Spoken)
	}
}

// TestCutShortAndUndone: an edit that takes away the window that is open, and is undone, brings the code back. The window has had
// its last word then.
func TestCutShortAndUndone(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.until(monday(10))
	days := b.rule.Spans[0].Days
	b.edit(func(r *recur.Rule) {
		r.Spans[0].Days = recur.OnWeekdays([]rruleDay{{Weekday: time.Thursday}}, 1)
	})
	b.until(monday(11))
	b.edit(func(r *recur.Rule) { r.Spans[0].Days = days })
	b.until(monday(12))
	if len(b.codes) != 1 || !b.codes[0].Window.Contains(monday(12)) {
		t.Errorf("the code did not come back: %+v", b.codes)
	}
	b.until(monday(20))
	if got := b.words(monday(9)); !slices.Equal(got, []plan.RollKind{plan.Kept}) {
		t.Errorf("the history has %v:\n%s", got, b.told())
	}
}

// TestNobodyLookedWhileOpen: a code that was on the lock before its window, and is gone when somebody looks again, proves nothing.
func TestNobodyLookedWhileOpen(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.until(monday(8))
	b.state.Code.OnLock = monday(7)
	b.now, b.codes = monday(20), nil
	b.once()
	if got := b.words(monday(9)); !slices.Equal(got, []plan.RollKind{plan.Unseen}) {
		t.Errorf("the history has %v:\n%s", got, b.told())
	}
}

// TestMovedAndLingering: a code that was moved to a window while its lock could not be reached is on that lock with the window
// before, which proves nothing about the new one.
func TestMovedAndLingering(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.until(monday(8))
	b.edit(func(r *recur.Rule) { r.Spans[0].Hours.Until++ })
	b.until(monday(8).Add(time.Minute))
	if b.state.Code == nil || !b.state.Code.Moved {
		t.Fatalf("the code was not moved: %+v", b.state.Code)
	}
	b.state.Code.OnLock = time.Time{}
	b.offline = true
	b.until(monday(12))
	for i := range b.codes { // as Seam takes it off
		b.codes[i].Status = model.StatusRemoving
	}
	b.now = monday(13).Add(2 * time.Minute)
	b.once()
	if got := b.words(monday(9)); !slices.Equal(got, []plan.RollKind{plan.Missed}) {
		t.Errorf("the history has %v:\n%s", got, b.told())
	}
}

// TestClockThatIsAhead: a clock that was set wrong, and that the next answer of Seam puts right, writes nothing into the history.
func TestClockThatIsAhead(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.until(monday(8))
	b.codes, b.stirred = nil, true
	b.until(monday(8).Add(time.Minute))
	if b.state.Halt == nil {
		t.Fatal("it does not stand still")
	}
	lines, right := len(b.history), b.now
	b.now = right.AddDate(0, 0, 40)
	b.looked = func() { b.now = right }
	b.once()
	if len(b.history) != lines || !b.now.Equal(right) {
		t.Errorf("at %s it wrote:\n%s", b.now, b.told())
	}
	b.looked = nil
	b.until(monday(20))
	if got := b.words(monday(9)); !slices.Equal(got, []plan.RollKind{plan.Missed}) {
		t.Errorf("the history has %v:\n%s", got, b.told())
	}
}

// TestRemovalThatTakesLong: it is asked for again and again, and told once.
func TestRemovalThatTakesLong(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.until(monday(10))
	b.offline, b.gone, b.stirred = true, true, true
	b.until(monday(20))
	b.want(plan.Made, plan.Kept, plan.Removed)
	if n := len(b.asked); n < 5 {
		t.Errorf("it was asked for %d times", n-1)
	}
}

// TestAnswerThatWasLostForLong: a code whose answer was lost, and that would have left the lock by now, may have been there.
func TestAnswerThatWasLostForLong(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.answer = func(plan.StepKind) (bool, error) { return true, errLost }
	b.until(monday(0).Add(time.Second))
	b.answer, b.codes = nil, nil // it came and went
	b.now = monday(20)
	b.until(monday(21))
	if got := b.words(monday(9)); !slices.Equal(got, []plan.RollKind{plan.Unseen}) || b.step != nil || len(b.codes) != 1 {
		t.Errorf("the history has %v:\n%s", got, b.told())
	}
}

// TestLedgerThatWasLost: the code of a window is found again on the lock, also where nobody knows any more which PIN it was given.
func TestLedgerThatWasLost(t *testing.T) {
	t.Parallel()
	list := []model.PIN{model.NewPIN("1357"), model.NewPIN("8642")}
	for name, policy := range map[string]recur.PINPolicy{
		"fixed": {Kind: recur.Fixed, PINs: list[:1]}, "Seam's": {}, "fresh": {Kind: recur.Fresh, Length: 6}, "listed": {Kind: recur.Listed, PINs: list},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t)
			b.rule.PIN = policy
			b.until(monday(14)) // the second code of the list
			b.state, b.edited = plan.State{Key: b.state.Key}, b.now
			b.until(monday(15))
			if len(b.codes) != 1 || b.made != 2 || b.state.Code == nil || b.state.Code.ID != "c2" || !b.state.Code.Asked.PIN.Equal(b.codes[0].PIN) {
				t.Errorf("%d made, live %+v:\n%s", b.made, b.state.Code, b.told())
			}
		})
	}
}
