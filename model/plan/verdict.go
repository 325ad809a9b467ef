package plan

import (
	"slices"
	"time"

	"seamdash/model/recur"
)

const (
	// manyMissed is how many missed windows get a line of their own; what is older shares one.
	manyMissed = 50
	// memory is how far back missed windows are looked for.
	memory = 2 * 365 * 24 * time.Hour
	// lostFor is how long a lost code counts, and manyLost how many are a loop.
	lostFor  = 24 * time.Hour
	manyLost = 3
)

// judge says the last word about the window of the live code, which is over. Lingers says that the code was still to be seen on the
// lock afterwards.
func (d *deciding) judge(lingers bool) {
	c := d.s.Code
	c.Judged = true
	r := Roll{What: Missed, Slot: c.Slot, Code: c.ID}
	reported := !d.in.Removed.IsZero() && !d.in.Removed.Before(c.Slot.Open)
	switch {
	case (lingers || reported) && !c.Moved, c.Open: // Seam reports no removal of what was never there
		r.What, r.Late = Kept, d.onLockLate()
	case !c.OnLock.IsZero():
		r.What, r.Why = Unseen, "the code was on the lock before, and nobody looked while the window was open"
	case c.Seen.Before(c.Slot.Open.Add(d.patience().Late)):
		r.What, r.Why = Unseen, "the code was asked for, and nobody looked whether it was on the lock"
	default:
		r.Why = orElse(c.Trouble, "the lock never took the code")
	}
	d.roll(r)
	d.s.SettledTo = later(d.s.SettledTo, c.Slot.Close)
}

// vanished deals with a live code that Seam does not have any more.
func (d *deciding) vanished() {
	c := d.s.Code
	over := c.Slot.Over(d.now) || d.over()
	switch {
	case !c.Leaving.IsZero():
	case over && !c.Judged:
		d.judge(false)
	case over:
	case d.in.Lock == nil:
		d.roll(Roll{What: Gone, Slot: c.Slot, Code: c.ID, Why: "the lock is not in the workspace any more"})
	case c.OnLock.IsZero() && c.Trouble != "":
		d.lost()
	default:
		d.halt(HaltGone, c.Slot, "somebody removed the code", "retry to make it again, skip to let this window pass, or pause the rule")
	}
	d.forget()
}

// lost counts a code that Seam gave up, and stops a series that loses one after the other.
func (d *deciding) lost() {
	c := d.s.Code
	recent := d.s.Lost[:0]
	for _, t := range append(d.s.Lost, d.now) {
		if d.now.Sub(t) < lostFor {
			recent = append(recent, t)
		}
	}
	d.s.Lost = recent
	d.roll(Roll{What: Gone, Slot: c.Slot, Code: c.ID, Why: "Seam gave it up: " + c.Trouble})
	d.s.Fails++
	d.s.Refusal, d.s.NextTry = c.Trouble, d.now.Add(patiently(d.s.Fails))
	if len(recent) >= manyLost {
		d.halt(HaltLoop, c.Slot, "the code was lost again and again: "+c.Trouble, "see to the lock, then retry")
	}
}

// account writes down the windows that are over and had no code. It is false when Seam has to be asked first, which is what puts a
// clock right that was set wrong: what is written down can never be taken back.
func (d *deciding) account() (sure bool) {
	if d.in.Rule == nil {
		return true
	}
	missed := d.unsettled()
	if d.in.Look.At.IsZero() && d.in.Lock != nil {
		if len(missed) > 0 {
			d.look(LookLock, "whether a window is over is certain by Seam's clock only")
		}
		return len(missed) == 0
	}
	d.forgetSpoken()
	if len(missed) == 0 {
		return true
	}
	why := d.whyMissed()
	last := missed[len(missed)-1].Close
	if n := len(missed) - manyMissed; n > 0 {
		d.roll(Roll{What: Missed, Slot: SlotOf(&missed[n]), Why: why, More: n})
		missed = missed[n+1:]
	}
	for i := range missed {
		d.roll(Roll{What: Missed, Slot: SlotOf(&missed[i]), Why: why})
	}
	d.s.SettledTo = later(d.s.SettledTo, last.UTC())
	return true
}

// unsettled are the windows that are over and have no last word, but for the one of the live code.
func (d *deciding) unsettled() []recur.Window {
	if !d.s.SettledTo.Before(d.now) {
		return nil
	}
	var out []recur.Window
	for _, w := range d.in.Rule.Schedule.Between(later(d.s.SettledTo, d.now.Add(-memory)), d.now) {
		own := d.s.Code != nil && overlap(SlotOf(&w), d.s.Code.Slot)
		if said, _ := d.spoken(SlotOf(&w)); said {
			continue
		}
		if !own && w.Close.After(d.s.SettledTo) && !w.Close.After(d.now) {
			out = append(out, w)
		}
	}
	return out
}

// spoke notes that a window which is not over has had its last word.
func (d *deciding) spoke(slot Slot, passed bool) {
	d.s.Spoken = append(d.s.Spoken, Spoken{Slot: slot, Passed: passed})
}

// spoken says that a window has had its last word before its end, and whether it passes without a code.
func (d *deciding) spoken(slot Slot) (said, passed bool) {
	for _, s := range d.s.Spoken {
		if s.Slot.Open.Equal(slot.Open) && s.Slot.Close.Equal(slot.Close) {
			said, passed = true, passed || s.Passed
		}
	}
	return said, passed
}

// forgetSpoken forgets those that are over, as everything that is.
func (d *deciding) forgetSpoken() {
	d.s.Spoken = slices.DeleteFunc(d.s.Spoken, func(s Spoken) bool {
		if !s.Slot.Over(d.now) {
			return false
		}
		d.s.SettledTo = later(d.s.SettledTo, s.Slot.Close)
		return true
	})
}

// whyMissed says why there was no code.
func (d *deciding) whyMissed() string {
	switch {
	case d.s.Halt != nil:
		return "it stood still: " + d.s.Halt.Why
	case d.s.Code != nil:
		return "the code before it had not left the lock"
	case d.s.Refusal != "":
		return d.s.Refusal
	case d.in.Lock == nil:
		return "the lock is not in the workspace"
	default:
		return "nobody rolled the schedules"
	}
}
