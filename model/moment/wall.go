package moment

import "time"

// A wall time is what a clock on the wall shows: a date and a time of day without a zone, held as if it were UTC.

// wallOf is what the wall shows at t in t's own zone.
func wallOf(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), time.UTC)
}

// instants are when the wall shows w in zone, in order: once as a rule, twice when clocks that go back repeat it. When clocks
// that go forward skip it there is none, and moved is as much later as they skip: 03:30 for 02:30.
//
// [time.Date] leaves open which of two instants it gives, so we look at each stretch of time with one offset that may
// matter; no offset is a day or more, and two are enough for the whole days that some zones skipped.
func instants(w time.Time, zone *time.Location) (found []time.Time, moved time.Time) {
	for at := w.Add(-48 * time.Hour); ; {
		start, end := at.In(zone).ZoneBounds()
		_, offset := at.In(zone).Zone()
		t := w.Add(-time.Duration(offset) * time.Second).In(zone)
		switch {
		case !end.IsZero() && !t.Before(end):
			moved = t
		case start.IsZero() || !t.Before(start):
			found = append(found, t)
		}
		if end.IsZero() || end.After(w.Add(48*time.Hour)) {
			return found, moved
		}
		at = end
	}
}
