package plan

import (
	"time"

	"seamdash/model"
	"seamdash/model/recur"
)

const (
	// briefly and rarely bound how often a code is looked at that is expected to change.
	briefly = 30 * time.Second
	rarely  = 15 * time.Minute
	// askAgain is how long after a removal was asked for it is asked for again.
	askAgain = 30 * time.Minute
	// justAfter is how long after an edge of a window it is looked at: no lock is quicker.
	justAfter = 30 * time.Second
)

// live decides about a series with a live code. It leaves the decision open when the code is gone.
func (d *deciding) live() {
	slot, w := d.want()
	if d.in.Look.At.IsZero() {
		if why := d.curious(slot, w); why != "" {
			d.look(LookCode, why)
			return
		}
		if d.account() {
			d.wait(d.s.LookAt, "the code is as it should be")
		}
		return
	}
	seen := d.in.Look.Code
	if seen == nil {
		d.vanished()
		d.account()
		return
	}
	d.observe(seen)
	d.account()
	switch {
	case !d.s.Code.Leaving.IsZero():
		d.awaitLeaving()
	case d.over():
		d.afterwards(seen, slot, w)
	default:
		d.during(seen, slot, w)
	}
}

// curious says why Seam should be asked about the live code, "" when it need not be.
func (d *deciding) curious(slot Slot, w recur.Window) string {
	switch c := d.s.Code; {
	case d.in.Stirred:
		return "something happened to it"
	case d.s.LookAt.IsZero(), !d.now.Before(d.s.LookAt):
		return "it is time to look"
	case c.Slot.Over(d.now) && !c.Judged:
		return "its window is over"
	case c.Slot.Over(d.now), !c.Leaving.IsZero(), d.s.Halt != nil:
		return ""
	case slot.IsZero():
		return "the rule has no use for it any more"
	default:
		if _, differs := d.change(slot, w); differs {
			return "the rule wants something else"
		}
		return ""
	}
}

// over says that the time that was asked for is past.
func (d *deciding) over() bool { return !d.now.Before(d.s.Code.Asked.Window.Until) }

// observe notes what is to be seen of the live code.
func (d *deciding) observe(seen *model.AccessCode) {
	c := d.s.Code
	d.keepPIN(seen)
	phase := seen.Standing(d.now).Phase
	if c.Leaving.IsZero() && !unconfirmed(seen) {
		d.seenOn(phase)
	}
	if c.Slot.Over(d.now) && !c.Judged {
		d.judge(phase == model.PhaseLingering || phase == model.PhaseRemoving)
	}
	d.trouble(seen)
	d.tooLate()
	c.Seen = d.now
}

// seenOn notes the first time that the code is seen on the lock.
func (d *deciding) seenOn(phase model.Phase) {
	c := d.s.Code
	c.Open = c.Open || phase == model.PhaseSet
	switch {
	case !c.OnLock.IsZero():
	case phase == model.PhaseLingering && !c.Moved: // it was there all the time, and nobody looked
		c.OnLock = later(c.AskedAt, c.Slot.Open)
	case phase == model.PhaseSet, phase == model.PhaseLoaded:
		c.OnLock = d.now
		d.roll(Roll{What: OnLock, Slot: c.Slot, Code: c.ID, Late: d.onLockLate(), Why: phase.String()})
	}
}

// tooLate says once that the window is open and the code not on the lock, although there was time for it.
func (d *deciding) tooLate() {
	c, p := d.s.Code, d.patience()
	due := later(c.Slot.Open.Add(p.Late), c.AskedAt.Add(p.Setting))
	if c.Late || !c.OnLock.IsZero() || !c.Leaving.IsZero() || d.now.Before(due) || c.Slot.Over(d.now) {
		return
	}
	c.Late = true
	d.roll(Roll{What: Late, Slot: c.Slot, Code: c.ID, Late: d.now.Sub(c.Slot.Open), Why: orElse(c.Trouble, "the lock has not taken it yet")})
}

// unconfirmed says that the lock has not confirmed a change of the PIN or the times.
func unconfirmed(c *model.AccessCode) bool {
	for _, p := range c.Pending {
		if p.Code == model.MutationUpdatingCode || p.Code == model.MutationUpdatingTimeFrame {
			return true
		}
	}
	return false
}

// trouble remembers what Seam complains about.
func (d *deciding) trouble(seen *model.AccessCode) {
	c := d.s.Code
	text := ""
	for _, p := range seen.Problems {
		if p.Level == model.Error {
			text = p.Words()
			break
		}
	}
	if text != "" && c.Trouble == "" {
		c.TroubleSince = d.now
	}
	if text != "" || !c.OnLock.IsZero() { // what was wrong stays the reason until the code is on the lock
		c.Trouble = text
	}
}

// awaitLeaving waits for a code whose removal was asked for.
func (d *deciding) awaitLeaving() {
	c := d.s.Code
	if d.now.Before(c.Leaving.Add(askAgain)) || d.s.Halt != nil {
		d.wait(d.now.Add(d.rhythm(d.now.Sub(c.Leaving))), "the code is leaving the lock: "+c.Why)
		return
	}
	if d.backing() {
		return
	}
	d.remove(c.Why)
}

// during decides about a code whose window is not over.
func (d *deciding) during(seen *model.AccessCode, slot Slot, w recur.Window) {
	change, differs := model.CodeChange{}, false
	if !slot.IsZero() {
		change, differs = d.change(slot, w)
	}
	switch {
	case !slot.IsZero() && !differs, d.s.Halt != nil, d.in.Lock == nil && d.in.Rule != nil:
		d.wait(d.next(seen), "the code is as it should be")
	case d.backing():
	case seen.Status == model.StatusRemoving:
		d.wait(d.now.Add(briefly), "somebody had the code removed")
	case slot.IsZero():
		d.remove(d.useless())
	case d.s.Code.Stiff:
		d.remove("Seam does not take the change")
	default:
		why := "the rule was changed"
		if d.s.Code.Judged {
			why = "its window was let pass"
		}
		d.update(change, slot, why)
	}
}

// useless says why the rule has no use for the live code.
func (d *deciding) useless() string {
	if d.in.Rule == nil {
		return "the rule does not have the lock any more"
	}
	return "the rule has no window for it any more"
}

// afterwards decides about a code that lives on after its window.
func (d *deciding) afterwards(seen *model.AccessCode, slot Slot, w recur.Window) {
	c := d.s.Code
	end := c.Asked.Window.Until
	overdue := end.Add(d.patience().Removing)
	off := !d.in.Removed.IsZero() && !d.in.Removed.Before(end.Add(-time.Minute))
	switch {
	case !off && d.now.Before(overdue):
		d.wait(soonest(d.now, overdue, d.now.Add(d.rhythm(d.now.Sub(end)))), "its window is over, and Seam removes it")
	case d.s.Halt != nil:
		d.wait(d.now.Add(rarely), d.s.Halt.Why)
	case d.backing():
	case slot.IsZero() && off:
		d.wait(d.now.Add(d.rhythm(d.now.Sub(end))), "it has left the lock, and is over")
	case slot.IsZero(), c.Stiff, d.in.Lock == nil, seen.Status == model.StatusRemoving:
		d.remove("it should have left the lock by itself")
	default:
		d.onwards(slot, w, off)
	}
}

// onwards moves a living code to the next window.
func (d *deciding) onwards(slot Slot, w recur.Window, off bool) {
	if !d.in.Look.Listed { // a new PIN must suit what is on the lock
		d.look(LookLock, "what is on the lock decides about the next window's code")
		return
	}
	draft, err := d.draft(slot, w)
	if err != nil {
		d.halt(HaltRefused, slot, "no PIN suits the lock: "+err.Error(), "change how the rule takes its PINs, then retry")
		d.wait(slot.Close, d.s.Halt.Why)
		return
	}
	c := d.s.Code
	change := model.CodeChange{Window: draft.Window}
	if draft.Name != c.Asked.Name {
		change.Name = draft.Name
	}
	if draft.PIN.Known() && !draft.PIN.Equal(c.Asked.PIN) {
		change.PIN = draft.PIN
	}
	why := "the window before is over, and the code was not removed"
	if off {
		why = "the window before is over"
	}
	d.update(change, slot, why)
}

// update has the live code changed.
func (d *deciding) update(change model.CodeChange, slot Slot, why string) {
	c := d.s.Code
	d.write(Step{Kind: StepUpdate, Code: c.ID, Wanted: c.Asked.With(change), Slot: slot, Why: why}, change)
}

// remove has the live code removed.
func (d *deciding) remove(why string) {
	c := d.s.Code
	d.write(Step{Kind: StepDelete, Code: c.ID, Wanted: c.Asked, Slot: c.Slot, Why: why}, model.CodeChange{})
}

// next is when to look at a code that is as it should be.
func (d *deciding) next(seen *model.AccessCode) time.Time {
	c := d.s.Code
	late := d.patience().Late
	reading := seen.Reading(d.habit(), d.now)
	at := soonest(d.now, reading.Outlook.At.Add(justAfter), reading.Outlook.Patience.Add(time.Second), c.Slot.Open.Add(justAfter), c.Slot.Open.Add(late+time.Second),
		c.AskedAt.Add(d.patience().Setting+time.Second), c.Asked.Window.Until.Add(justAfter), d.now.Add(longest))
	waits := c.Slot.Open.After(d.now.Add(rarely)) && !seen.InMotion()
	if c.OnLock.IsZero() && !waits {
		at = soonest(d.now, at, d.now.Add(d.rhythm(d.now.Sub(later(c.AskedAt, c.Slot.Open.Add(-rarely))))))
	}
	return at
}

// rhythm is how long to wait before the next look at something that has been going on for so long.
func (d *deciding) rhythm(since time.Duration) time.Duration {
	return min(max(since/4, briefly), rarely)
}

// backing waits for the next try when one failed; false when there is nothing to wait for.
func (d *deciding) backing() bool {
	if !d.now.Before(d.s.NextTry) {
		return false
	}
	d.wait(d.s.NextTry, d.s.Refusal)
	return true
}

func orElse(text, other string) string {
	if text == "" {
		return other
	}
	return text
}
