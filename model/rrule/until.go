package rrule

import (
	"time"

	"seamdash/model/civil"
)

// An Until is the last start that a rule allows, in one of the forms of RFC 5545. At most one of them is set.
type Until struct {
	// At is an instant, which the RFC asks for where a rule has a zone.
	At time.Time
	// Wall is a time by the rule's own clock, Date a whole day of it. Both are common in the wild.
	Wall    civil.Wall
	HasWall bool
	Date    civil.Date
	HasDate bool
}

// IsZero says that the rule has no such end.
func (u Until) IsZero() bool { return u.At.IsZero() && !u.HasWall && !u.HasDate }

// In is the rule in its normal form, its end as an instant, which is what RFC 5545 asks for where a rule has a zone: a day ends
// with its last second, and a local time is resolved like a start.
func (r Rule) In(zone *time.Location) Rule {
	r = r.Normal()
	wall := r.Until.Wall
	if r.Until.HasDate {
		wall = r.Until.Date.At(civil.Day - 1)
	}
	if r.Until.HasDate || r.Until.HasWall {
		at, _ := civil.Resolve(wall, zone)
		r.Until = Until{At: at.UTC()}
	}
	return r
}

// beyond says that the end is later than the day, wherever on earth.
func (u Until) beyond(day civil.Date) bool {
	switch {
	case u.HasWall:
		return u.Wall.Date() > day
	case u.HasDate:
		return u.Date > day
	default:
		return !u.At.IsZero() && civil.DateOf(u.At.UTC()) > day+1
	}
}
