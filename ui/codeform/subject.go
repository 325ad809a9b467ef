package codeform

import (
	"time"

	"seamdash/model"
	"seamdash/model/moment"
)

// A subject is the code that is being changed.
type subject struct {
	// before is the code that the changes are meant against, theirs as the newest picture has it.
	before, theirs model.AccessCode
	gone           bool
}

// follow takes the code as a picture has it.
func (s *subject) follow(lock *model.Lock) {
	code, ok := lock.Code(s.before.ID)
	s.gone = !ok
	if ok {
		s.theirs = *code
	}
}

// differs says that somebody else changed what a row is about since the form was opened.
func (s *subject) differs(r row) bool {
	a, b := &s.before, &s.theirs
	switch r {
	case rowName:
		return a.Name != b.Name
	case rowPIN:
		return !a.PIN.Equal(b.PIN)
	case rowKind:
		return a.Window.Always() != b.Window.Always()
	case rowFrom:
		return !a.Window.From.Equal(b.Window.From)
	case rowUntil:
		return !a.Window.Until.Equal(b.Window.Until)
	case rowExternal:
		return a.Traits.ExternalChangeAllowed != b.Traits.ExternalChangeAllowed
	default:
		return false
	}
}

// accept takes what a row is about from theirs into before.
func (s *subject) accept(r row) {
	a, b := &s.before, &s.theirs
	switch r {
	case rowName:
		a.Name = b.Name
	case rowPIN:
		a.PIN = b.PIN
	case rowFrom:
		a.Window.From = b.Window.From
	case rowUntil:
		a.Window.Until = b.Window.Until
	case rowExternal:
		a.Traits.ExternalChangeAllowed = b.Traits.ExternalChangeAllowed
	default:
	}
}

// values are the code as it stands in the form. Its PIN is left out: what is typed there is a new one. While nobody knows the
// zone, which is nil then, the times say which they mean.
func (s *subject) values(zone *time.Location) values {
	w := s.before.Window
	write := func(t time.Time) string { return moment.Exact(t, zone) }
	if zone == nil && !w.Always() {
		write = func(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }
	}
	return values{
		name: s.before.Name, from: write(w.From), until: write(w.Until), always: w.Always(),
		native: true, external: s.before.Traits.ExternalChangeAllowed,
	}
}

// change is what the fields make of the code. What is as it was is left alone; the window always goes with it.
func (f *Form) change(w model.Window) model.CodeChange {
	c := model.CodeChange{Window: w}
	if f.task == convert {
		return c
	}
	if name := f.text(rowName); name != f.subject.before.Name {
		c.Name = name
	}
	if pin := model.NewPIN(f.text(rowPIN)); !pin.Equal(f.subject.before.PIN) {
		c.PIN = pin
	}
	if f.set.external != f.subject.before.Traits.ExternalChangeAllowed {
		c.ExternalChangeAllowed = model.No
		if f.set.external {
			c.ExternalChangeAllowed = model.Yes
		}
	}
	return c
}

// changes says that the change would change something.
func (f *Form) changes(c *model.CodeChange) bool {
	return c.Name != "" || c.PIN.Known() || c.ExternalChangeAllowed != model.Unknown || !c.Window.Equal(f.subject.before.Window)
}

// disputed are the rows that somebody else changed meanwhile and nobody has decided about.
func (f *Form) disputed() []row {
	if f.task == create {
		return nil
	}
	var out []row
	for _, r := range f.shown() {
		if f.subject.differs(r) {
			out = append(out, r)
		}
	}
	return out
}

// settle decides about a row that somebody else changed: what stands in the field stays, or theirs comes into it.
func (f *Form) settle(r row, take bool) {
	if !f.subject.differs(r) || r == rowKind {
		return
	}
	f.subject.accept(r)
	theirs := f.subject.values(f.doors[0].clock(f.config.Zones))
	if take {
		f.remember(noRow)
		v := f.values()
		copyRow(r, &v, &theirs)
		f.put(v)
	}
	copyRow(r, &f.begun, &theirs)
	f.judge()
}

func copyRow(r row, to, from *values) {
	switch r {
	case rowName:
		to.name = from.name
	case rowPIN:
		to.pin = from.pin
	case rowFrom:
		to.from = from.from
	case rowUntil:
		to.until = from.until
	case rowExternal:
		to.external = from.external
	default:
	}
}
