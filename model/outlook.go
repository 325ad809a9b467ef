package model

import "time"

// A Change is what a code does next by itself.
type Change uint8

// The changes.
const (
	Stays   Change = iota // nothing is expected, or nobody can tell
	Loads                 // Seam begins to load it on the lock
	GetsSet               // the lock takes it
	Opens                 // its window begins
	Ends                  // its window ends, and Seam removes it
	Leaves                // the lock drops it
)

// String is the change in words.
func (c Change) String() string {
	names := [...]string{"stays", "is loaded", "is set", "opens", "ends", "is removed"}
	if int(c) < len(names) {
		return names[c]
	}
	return names[Stays]
}

// An Outlook is the next change of a code that happens by itself.
type Outlook struct {
	Change Change
	// At is about when it is expected; it may have passed. Zero where nobody can tell.
	At time.Time
	// Patience is until when it may take; after that the code is stuck. Zero where no wait is too long.
	Patience time.Time
}

// Outlook says what comes next for a code on a lock of these habits.
func (c *AccessCode) Outlook(on Habit, now time.Time) Outlook { return c.outlook(c.Standing(now), on) }

func (c *AccessCode) outlook(s Standing, on Habit) Outlook {
	switch s.Phase {
	case PhaseSet:
		return c.edge(Ends, c.Window.Until)
	case PhaseLoaded:
		return c.edge(Opens, c.Window.From)
	case PhaseSetting:
		return step(GetsSet, s.Since, on.Usual, on.Patience.Setting)
	case PhaseRemoving, PhaseLingering:
		return step(Leaves, s.Since, on.Usual, on.Patience.Removing)
	case PhaseLate:
		return Outlook{Change: GetsSet, At: s.Since, Patience: s.Since.Add(on.Patience.Late)}
	case PhaseWaiting:
		return c.loading(s, on)
	case PhaseUnknown, PhaseOver, PhaseUnreadable:
		return Outlook{}
	default:
		return Outlook{}
	}
}

func (c *AccessCode) edge(what Change, at time.Time) Outlook {
	if at.IsZero() {
		return Outlook{}
	}
	return Outlook{Change: what, At: at}
}

// step is a change that began at a time, or nobody knows when.
func step(what Change, since time.Time, usual, patience time.Duration) Outlook {
	o := Outlook{Change: what}
	if !since.IsZero() {
		o.At, o.Patience = since.Add(usual), since.Add(patience)
	}
	return o
}

// loading is a code that is not due on the lock yet. When Seam says when it begins, that holds; otherwise the brand's
// lead does. A lock that loads days ahead is never called stuck before the start: Seam says "up to" 72 hours.
func (c *AccessCode) loading(s Standing, on Habit) Outlook {
	at := s.Loads
	if at.IsZero() && on.Scheduling != SchedulingUnknown && !c.Window.From.IsZero() {
		at = c.Window.From.Add(-on.Scheduling.Lead())
		if at.Before(c.CreatedAt) {
			at = c.CreatedAt // made after the time at which Seam would have begun
		}
	}
	o := Outlook{Change: Loads, At: at}
	switch {
	case c.Window.From.IsZero() && at.IsZero():
		return step(GetsSet, s.Since, on.Usual, on.Patience.Waiting)
	case !at.IsZero() && on.Scheduling == JustInTime:
		o.Patience = at.Add(on.Patience.Waiting)
	}
	return o
}
