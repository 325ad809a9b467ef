package plan

import (
	"slices"
	"time"

	"seamdash/model"
	"seamdash/model/recur"
)

// taken makes what a creation gave the live code.
func (d *deciding) taken(c *model.AccessCode, step *Step) {
	asked := step.Wanted
	if !asked.PIN.Known() {
		asked.PIN = c.PIN
	}
	d.s.Code = &Code{ID: c.ID, Slot: step.Slot, Asked: asked, Version: step.Version, AskedAt: step.Begun}
	d.s.Code.Judged, _ = d.spoken(step.Slot)
	if r := d.in.Rule; r != nil && r.Rule.PIN.Kind == recur.Listed {
		d.s.Drawn++
	}
	d.keepPIN(c)
	d.succeeded()
}

// keepPIN remembers the PIN that Seam chose, for the windows to come.
func (d *deciding) keepPIN(c *model.AccessCode) {
	if r := d.in.Rule; r != nil && r.Rule.PIN.Kind == recur.ChosenBySeam && c.PIN.Known() {
		d.s.PIN = c.PIN
	}
	if !d.s.Code.Asked.PIN.Known() {
		d.s.Code.Asked.PIN = c.PIN
	}
}

// moved makes the live code what an update asked for.
func (d *deciding) moved(step *Step) {
	c := d.s.Code
	what := Moved
	if !c.Judged && !c.Slot.Over(d.now) {
		what = Changed
		if !overlap(c.Slot, step.Slot) {
			d.cutShort("the rule was changed")
		}
	}
	if r := d.in.Rule; r != nil && r.Rule.PIN.Kind == recur.Listed && !c.Asked.PIN.Equal(step.Wanted.PIN) {
		d.s.Drawn++
	}
	next := Code{ID: c.ID, Slot: step.Slot, Asked: step.Wanted, Version: step.Version, AskedAt: step.Begun, Moved: true}
	if sameWindow(c.Slot, step.Slot, d.now) && c.Asked.PIN.Equal(step.Wanted.PIN) { // only its name is another
		next.OnLock, next.Open, next.Moved = c.OnLock, c.Open, c.Moved
	}
	late := time.Duration(0)
	if what == Moved {
		late = lateness(d.now, step.Slot)
	}
	next.Judged, _ = d.spoken(step.Slot)
	*c = next
	d.roll(Roll{What: what, Slot: step.Slot, Code: c.ID, Was: c.ID, Step: step.Number, Late: late, Why: step.Why})
	d.succeeded()
}

// leaving notes that a removal was asked for.
func (d *deciding) leaving(step *Step) {
	if c := d.s.Code; c != nil && c.ID == step.Code {
		if !c.Judged && !c.Slot.Over(d.now) {
			d.cutShort(step.Why)
		}
		again := !c.Leaving.IsZero()
		if c.Leaving, c.Why = d.now, step.Why; again { // it is in the history
			d.succeeded()
			return
		}
	}
	d.s.Strays = slices.DeleteFunc(d.s.Strays, func(id model.CodeID) bool { return id == step.Code })
	d.roll(Roll{What: Removed, Slot: step.Slot, Code: step.Code, Step: step.Number, Why: step.Why})
	d.succeeded()
}

// cutShort says the last word about a window that has begun and will not go on.
func (d *deciding) cutShort(why string) {
	c := d.s.Code
	if c.Slot.Open.After(d.now) {
		return
	}
	c.Judged = true
	what := Passed // it was taken away before anybody could miss the code
	switch {
	case !c.OnLock.IsZero():
		what = Kept
	case c.Late:
		what = Missed
	}
	d.roll(Roll{What: what, Slot: c.Slot, Code: c.ID, Late: d.onLockLate(), Why: "cut short: " + why})
	d.spoke(c.Slot, false)
	d.s.SettledTo = later(d.s.SettledTo, d.now)
}

// succeeded forgets the failures before.
func (d *deciding) succeeded() { d.s.Fails, d.s.NextTry, d.s.Refusal = 0, time.Time{}, "" }

// lateness is how long after its opening a window's code was asked for.
func lateness(now time.Time, slot Slot) time.Duration { return max(now.Sub(slot.Open), 0) }

// onLockLate is how long after its opening a window's code was first seen on the lock; 0 where that is within what such locks
// take.
func (d *deciding) onLockLate() time.Duration {
	c := d.s.Code
	if c.OnLock.Sub(c.Slot.Open) <= d.patience().Late {
		return 0
	}
	return c.OnLock.Sub(c.Slot.Open)
}

// patience is how long the lock may take.
func (d *deciding) patience() model.Patience { return d.habit().Patience }

func (d *deciding) habit() model.Habit {
	if d.in.Lock == nil {
		return (&model.Device{}).Habit()
	}
	return d.in.Lock.Device.Habit()
}
