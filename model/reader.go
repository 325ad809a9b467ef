package model

import "time"

// A Reader is somebody who reads about a lock: the time, the zone in which the lock's times stand, and where the reader's own
// clock is. Without a Home nothing is said about it.
type Reader struct {
	Now  time.Time
	Zone *time.Location
	Home *time.Location
}

// elsewhere says that at a moment the reader's clock shows another time than the lock's. What counts is the time, not the name
// of the zone.
func (r *Reader) elsewhere(at time.Time) bool {
	if r.Home == nil {
		return false
	}
	_, there := at.In(r.Zone).Zone()
	_, here := at.In(r.Home).Zone()
	return there != here
}

// appendHere writes a moment as the reader's clock shows it, with the day only where that is another than at the lock.
func (r *Reader) appendHere(dst []byte, at time.Time) []byte {
	if dayNumber(at.In(r.Zone)) != dayNumber(at.In(r.Home)) {
		return AppendWhen(dst, at, r.Now, r.Home)
	}
	return at.In(r.Home).AppendFormat(dst, "15:04")
}

// place is what to call the zone of the lock's times.
func (t *telling) place() string {
	if t.Zone == time.UTC {
		return "UTC"
	}
	return ZoneLabel(t.lock.TimeZone)
}
