package plan

import (
	"slices"
	"time"

	"seamdash/model"
	"seamdash/model/fit"
	"seamdash/model/recur"
)

// aheadOf is how far in the future the start of a window in progress is put on locks that take no past one.
const aheadOf = 2 * time.Minute

// want is the window whose code should be on the lock or come next, and its slot; both are zero when there is none.
func (d *deciding) want() (Slot, recur.Window) {
	if d.in.Rule == nil {
		return Slot{}, recur.Window{}
	}
	for at := later(d.now, d.s.SettledTo); ; {
		w, ok := d.in.Rule.Schedule.Next(at)
		if !ok || !w.Close.After(d.now) {
			return Slot{}, recur.Window{}
		}
		slot := SlotOf(&w)
		if said, passed := d.spoken(slot); !said || !passed {
			return slot, w
		}
		at = w.Close
	}
}

// name is what the code of a window is called on the lock.
func (d *deciding) name(w recur.Window) string {
	limit := 0
	if d.in.Lock != nil {
		limit = d.in.Lock.Device.Rules.NameLimit()
	}
	return model.Clean(d.in.Rule.Rule.CodeName(limit, w))
}

// start is what a code's window begins with on the lock: its opening, or for one that is open already the present.
func (d *deciding) start(slot Slot) time.Time {
	if slot.Open.After(d.now) {
		return slot.Open
	}
	now := d.now.UTC().Truncate(time.Second)
	if d.in.Lock == nil {
		return now
	}
	probe := model.CodeDraft{Window: model.Window{From: now, Until: slot.Close}}
	for _, f := range fit.Create(d.in.Lock, &probe, d.now, func(string) (*time.Location, bool) { return nil, false }) {
		if f.Refuses && f.Field == fit.OfStart {
			return now.Add(aheadOf)
		}
	}
	return now
}

// draft is the code to make for a window. The error is for people.
func (d *deciding) draft(slot Slot, w recur.Window) (model.CodeDraft, error) {
	pin, err := d.pin()
	return model.CodeDraft{
		DeviceID: d.s.Key.Lock, Name: d.name(w), PIN: pin, Window: model.Window{From: d.start(slot), Until: slot.Close},
	}, err
}

// pin is the one for a new window.
func (d *deciding) pin() (model.PIN, error) {
	policy := d.in.Rule.Rule.PIN
	if d.assigned() {
		return model.PIN{}, nil
	}
	switch policy.Kind {
	case recur.Fixed:
		if len(policy.PINs) > 0 {
			return policy.PINs[0], nil
		}
	case recur.Listed:
		return policy.Listed(d.s.Drawn + 1), nil
	case recur.Fresh:
		return fit.Suggest([]*model.Lock{d.stocked()}, policy.Length, d.in.Random)
	case recur.ChosenBySeam:
		return d.s.PIN, nil
	}
	return model.PIN{}, nil
}

// assigned says that the lock's maker gives the PINs and takes none.
func (d *deciding) assigned() bool {
	return d.in.Lock != nil && d.in.Lock.Device.Rules.Demands("cannot_specify_pin_code")
}

// stocked is the lock with the codes that were just seen on it.
func (d *deciding) stocked() *model.Lock {
	codes := slices.Clone(d.in.Look.Codes)
	for i := range d.in.Lock.Codes {
		if c := &d.in.Lock.Codes[i]; !c.Managed {
			codes = append(codes, *c)
		}
	}
	return model.NewLock(d.in.Lock.Device, codes, true, nil)
}

// keptPIN is the PIN that the live code should have while its window goes on; the zero PIN leaves it.
func (d *deciding) keptPIN() model.PIN {
	policy, has := d.in.Rule.Rule.PIN, d.s.Code.Asked.PIN
	switch {
	case d.assigned():
		return model.PIN{}
	case policy.Kind == recur.Fixed && len(policy.PINs) > 0 && !policy.PINs[0].Equal(has):
		return policy.PINs[0]
	case policy.Kind == recur.Listed && !slices.ContainsFunc(policy.PINs, has.Equal):
		return policy.Listed(d.s.Drawn + 1)
	default:
		return model.PIN{}
	}
}

// change is how the live code has to be changed for a window, and whether it has to be at all.
func (d *deciding) change(slot Slot, w recur.Window) (model.CodeChange, bool) {
	c := d.s.Code
	change := model.CodeChange{PIN: d.keptPIN(), Window: c.Asked.Window}
	needed := change.PIN.Known()
	if name := d.name(w); name != c.Asked.Name {
		change.Name, needed = name, true
	}
	switch {
	case sameWindow(c.Slot, slot, d.now):
	case !slot.Open.After(d.now) && !c.Asked.Window.From.After(d.now): // it is open, and goes on being
		change.Window.Until, needed = slot.Close, true
	default:
		change.Window, needed = model.Window{From: d.start(slot), Until: slot.Close}, true
	}
	return change, needed
}

// sameWindow says that a lock cannot tell two windows apart from now on.
func sameWindow(a, b Slot, now time.Time) bool {
	open := a.Open.Equal(b.Open) || !a.Open.After(now) && !b.Open.After(now)
	return open && a.Close.Equal(b.Close)
}

// overlap says that two windows have a moment in common.
func overlap(a, b Slot) bool { return a.Open.Before(b.Close) && b.Open.Before(a.Close) }
