package plan

import "seamdash/model"

// A Touch is what becomes of a live code when its rule is changed.
type Touch struct {
	// Removed says that it will leave the lock; otherwise it will be changed, for the window Slot.
	Removed bool
	Change  model.CodeChange
	Slot    Slot
}

// Foresee says what a rule does to the live code of a series, before it is kept, so that a person can be asked: in has the rule as
// it would be, or none when it would be gone. It is nil when the code stays as it is, or there is none whose window is to come or
// goes on.
func Foresee(in Situation) *Touch { //nolint:gocritic // as in Decide
	d := &deciding{in: &in, now: in.Now, s: in.State.Clone()}
	c := d.s.Code
	if c == nil || !c.Leaving.IsZero() || c.Slot.Over(d.now) || in.Unknown != "" {
		return nil
	}
	slot, w := d.want()
	if slot.IsZero() {
		return &Touch{Removed: true}
	}
	change, differs := d.change(slot, w)
	switch {
	case !differs:
		return nil
	case c.Stiff:
		return &Touch{Removed: true}
	default:
		return &Touch{Change: change, Slot: slot}
	}
}
