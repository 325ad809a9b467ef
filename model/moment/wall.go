package moment

import (
	"slices"
	"time"
)

// A wall time is what a clock on the wall shows: a date and a time of day without a zone, held as if it were UTC.

// wallOf is what the wall shows at t in t's own zone.
func wallOf(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), time.UTC)
}

// instants are when the wall shows w in zone, in order: once as a rule, twice when clocks that go back repeat it. When clocks
// that go forward skip it there is none, and moved is as much later as they skip: 03:30 for 02:30.
//
// [time.Date] leaves open which of two instants it gives, and [time.Time.ZoneBounds] gives bounds that do not hold the time
// asked for in some far years, so we look at the offsets of each hour that may matter: no offset is a day or more, and two
// days are enough for the whole days that some zones skipped.
func instants(w time.Time, zone *time.Location) (found []time.Time, moved time.Time) {
	last := -1 << 31
	for hours := -48; hours <= 48; hours++ {
		_, offset := w.Add(time.Duration(hours) * time.Hour).In(zone).Zone()
		if offset == last {
			continue
		}
		last = offset
		t := w.Add(-time.Duration(offset) * time.Second).In(zone)
		switch _, there := t.Zone(); {
		case there == offset && !slices.ContainsFunc(found, t.Equal):
			found = append(found, t)
		case there > offset: // the clocks went forward past w
			moved = t
		}
	}
	return found, moved
}
