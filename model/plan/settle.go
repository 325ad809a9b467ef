package plan

import (
	"cmp"
	"slices"
	"time"

	"seamdash/model"
)

// settled finds out from the lock what became of the step whose end is not known. It is false as long as that is not certain;
// then the decision is made.
func (d *deciding) settled() bool {
	step := d.in.Step
	certain := step.Begun.Add(settleAfter)
	// A step of a later time is from a clock that was set back since: its call is over, too.
	if wait := certain.Sub(d.now); wait > 0 && wait <= 2*settleAfter {
		d.wait(certain, "nobody knows yet what became of the last call")
		return false
	}
	if d.in.Look.At.IsZero() || !d.in.Look.Listed {
		d.look(LookLock, "what became of the last call is to be seen on the lock")
		return false
	}
	switch step.Kind {
	case StepCreate:
		d.settleCreate(step)
	case StepUpdate:
		d.settleUpdate(step)
	case StepDelete:
		d.settleDelete(step)
	}
	return true
}

// settleCreate adopts the code that the step made, if it did. Should there be several, the first stays.
func (d *deciding) settleCreate(step *Step) {
	var found []model.AccessCode
	for _, c := range d.in.Look.Codes {
		if d.isOurs(c.ID) || !isResult(&c, &step.Wanted) {
			continue
		}
		found = append(found, c)
	}
	slices.SortFunc(found, func(a, b model.AccessCode) int {
		return cmp.Or(a.CreatedAt.Compare(b.CreatedAt), cmp.Compare(a.ID, b.ID))
	})
	if len(found) == 0 {
		d.out.Settled = "it did not happen"
		if step.Slot.Over(d.now) {
			d.tooLateToTell(step)
		}
		return
	}
	d.out.Settled = "it happened, as the lock shows"
	if d.s.Code == nil {
		d.adopt(&found[0], step)
		found = found[1:]
	}
	for _, c := range found {
		d.s.Strays = append(d.s.Strays, c.ID)
	}
}

// tooLateToTell says the last word about a window whose code was asked for and may have come and gone while nobody looked.
func (d *deciding) tooLateToTell(step *Step) {
	d.out.Settled = "nobody can tell: its window is over"
	if said, _ := d.spoken(step.Slot); said || d.in.Rule == nil || !step.Slot.Close.After(d.s.SettledTo) {
		return
	}
	d.roll(Roll{What: Unseen, Slot: step.Slot, Step: step.Number, Why: "the answer was lost, and the window was over before anybody looked"})
	d.spoke(step.Slot, false)
}

// adopt makes a code that was found on the lock the live one.
func (d *deciding) adopt(c *model.AccessCode, step *Step) {
	d.taken(c, step)
	d.roll(Roll{What: Adopted, Slot: step.Slot, Code: c.ID, Step: step.Number, Late: lateness(d.now, step.Slot), Why: "found on the lock"})
	// Once more after what it gives is known: the look that found it tells how it is.
	d.in.Look.Code = c
}

func (d *deciding) settleUpdate(step *Step) {
	c := d.in.Look.Code
	switch {
	case d.s.Code == nil || d.s.Code.ID != step.Code:
		d.out.Settled = "the code is not ours any more"
	case c == nil:
		d.out.Settled = "the code is gone"
	case isResult(c, &step.Wanted):
		d.out.Settled = "it happened, as the lock shows"
		d.moved(step)
	default:
		d.out.Settled = "it did not happen"
	}
}

func (d *deciding) settleDelete(step *Step) {
	c := d.in.Look.Code
	if d.s.Code == nil || d.s.Code.ID != step.Code {
		c = nil
		for i := range d.in.Look.Codes {
			if d.in.Look.Codes[i].ID == step.Code {
				c = &d.in.Look.Codes[i]
			}
		}
	}
	if c != nil && c.Status != model.StatusRemoving {
		d.out.Settled = "it did not happen"
		return
	}
	d.out.Settled = "it happened, as the lock shows"
	d.leaving(step)
}

// isOurs says that a code is the live one, or was.
func (d *deciding) isOurs(id model.CodeID) bool {
	return d.s.Code != nil && d.s.Code.ID == id || slices.Contains(d.s.Past, id) || slices.Contains(d.s.Strays, id)
}

// isResult recognises the code that a step asked for: by lock, name, window to the millisecond, and PIN where both are known.
func isResult(c *model.AccessCode, wanted *model.CodeDraft) bool {
	return c.DeviceID == wanted.DeviceID && c.Name == wanted.Name &&
		sameInstant(c.Window.From, wanted.Window.From) && sameInstant(c.Window.Until, wanted.Window.Until) &&
		(!c.PIN.Known() || !wanted.PIN.Known() || c.PIN.Equal(wanted.PIN))
}

// sameInstant compares as Seam keeps times, which is in milliseconds.
func sameInstant(a, b time.Time) bool {
	return a.Truncate(time.Millisecond).Equal(b.Truncate(time.Millisecond))
}
