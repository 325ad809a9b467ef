package model

import "time"

// A Window is the half-open span [From, Until) in which a code opens the door. A zero From means "since it was
// made", a zero Until "until removed"; the zero Window is always open, as for an ongoing code.
type Window struct {
	From, Until time.Time
}

// Always says that the window has neither start nor end.
func (w Window) Always() bool { return w.From.IsZero() && w.Until.IsZero() }

// Started says that now is not before the start.
func (w Window) Started(now time.Time) bool { return !now.Before(w.From) }

// Ended says that now is at or past the end.
func (w Window) Ended(now time.Time) bool { return !w.Until.IsZero() && !now.Before(w.Until) }

// Contains says that the window is open at now.
func (w Window) Contains(now time.Time) bool { return w.Started(now) && !w.Ended(now) }

// Overlaps says that some instant lies in both windows.
func (w Window) Overlaps(v Window) bool {
	return (w.Until.IsZero() || v.From.Before(w.Until)) && (v.Until.IsZero() || w.From.Before(v.Until))
}

// Equal compares the edges as instants: the same moment in two zones is equal.
func (w Window) Equal(v Window) bool { return w.From.Equal(v.From) && w.Until.Equal(v.Until) }
