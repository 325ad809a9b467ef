package plan

import (
	"slices"
	"time"

	"seamdash/model"
	"seamdash/model/recur"
)

// vacant decides about a series that has no live code.
func (d *deciding) vacant() {
	if !d.account() || d.rid() {
		return
	}
	slot, w := d.want()
	switch {
	case d.in.Rule == nil:
		d.out.Dropped = true
		d.wait(slot.Close, "the rule does not have the lock any more")
	case slot.IsZero():
		d.ended()
	case d.in.Lock == nil:
		d.wait(slot.Close, "the lock is not in the workspace")
	case d.s.Halt != nil:
		d.wait(slot.Close, d.s.Halt.Why)
	case d.now.Before(d.s.NextTry):
		d.wait(soonest(d.now, d.s.NextTry, slot.Close), d.s.Refusal)
	case !d.in.Look.Listed:
		d.look(LookLock, "what is on the lock decides about the next window's code")
	default:
		d.create(slot, w)
	}
}

// rid has codes removed that came to be beside the live one.
func (d *deciding) rid() bool {
	if len(d.s.Strays) == 0 || d.now.Before(d.s.NextTry) {
		return false
	}
	d.write(Step{Kind: StepDelete, Code: d.s.Strays[0], Wanted: model.CodeDraft{DeviceID: d.s.Key.Lock}, Why: "it is a second code of the same window"}, model.CodeChange{})
	return true
}

// ended says once that the rule has no further windows.
func (d *deciding) ended() {
	if p := d.in.Rule.Rule.Pause; !p.Paused && (d.s.Last == nil || d.s.Last.What != Ended) {
		d.roll(Roll{What: Ended, Why: "the rule has no further windows"})
	}
	d.wait(time.Time{}, "the rule has no further windows")
}

// create has the code of a window made, unless the lock has it.
func (d *deciding) create(slot Slot, w recur.Window) {
	draft, err := d.draft(slot, w)
	if err != nil {
		d.halt(HaltRefused, slot, "no PIN suits the lock: "+err.Error(), "change how the rule takes its PINs, then retry")
		d.wait(slot.Close, d.s.Halt.Why)
		return
	}
	for i := range d.in.Look.Codes {
		c := &d.in.Look.Codes[i]
		if d.answers(c, &draft, slot) {
			d.adopt(c, &Step{Key: d.s.Key, Kind: StepCreate, Wanted: model.DraftOf(c), Slot: slot, Version: d.in.Rule.Version, Begun: d.now})
			d.look(LookCode, "how the code is that was found")
			return
		}
	}
	if other := d.samePIN(draft.PIN); other != nil {
		d.occupied(other, slot)
		return
	}
	why := "the next window"
	if !slot.Open.After(d.now) {
		why = "the rest of a window that is open"
	}
	d.write(Step{Kind: StepCreate, Wanted: draft, Slot: slot, Why: why}, model.CodeChange{})
}

// answers says that a code of the lock is the one that is to be made: the ledger has lost it.
func (d *deciding) answers(c *model.AccessCode, draft *model.CodeDraft, slot Slot) bool {
	if d.isOurs(c.ID) || c.Status == model.StatusRemoving {
		return false
	}
	like := *draft
	if k := d.in.Rule.Rule.PIN.Kind; k == recur.Fresh || k == recur.Listed {
		like.PIN = model.PIN{} // which one it was is lost, too
	}
	if c.Window.From.Before(like.Window.From) && !c.Window.From.Before(slot.Open) {
		like.Window.From = c.Window.From // its making was late, too
	}
	return isResult(c, &like)
}

// samePIN finds another code on the lock with a PIN, which Seam takes only once, whatever the windows.
func (d *deciding) samePIN(pin model.PIN) *model.AccessCode {
	if !pin.Known() {
		return nil
	}
	i := slices.IndexFunc(d.in.Look.Codes, func(c model.AccessCode) bool { return c.PIN.Equal(pin) })
	if i < 0 {
		return nil
	}
	return &d.in.Look.Codes[i]
}

// occupied waits for the code that has the PIN when it is about to leave, and stops otherwise.
func (d *deciding) occupied(other *model.AccessCode, slot Slot) {
	leaves := slices.Contains(d.s.Past, other.ID) || other.Status == model.StatusRemoving || other.Window.Ended(d.now)
	if leaves {
		d.s.Refusal = "the PIN had not left the lock"
		d.wait(soonest(d.now, d.now.Add(briefly), slot.Close), "the PIN has not left the lock yet")
		return
	}
	d.halt(HaltConflict, slot, "another code of the lock has the same PIN: "+other.Name, "give the rule another PIN or remove that code, then retry")
	d.wait(slot.Close, d.s.Halt.Why)
}
