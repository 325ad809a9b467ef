// Package rfc5545 takes recurring schedules from and to RFC 5545, which tells them as series: a first window, an RRULE, and dates that
// are taken away, added or changed. It is the one place that knows how the two differ.
//
// Nothing is dropped in silence. A series that would open doors when it should not, were it kept as a rule, is refused; the rest that
// is lost is named, as clauses about the series ("its start … is left out") or the rule.
package rfc5545

import (
	"errors"

	"seamdash/model/civil"
	"seamdash/model/recur"
)

// A Series is windows as RFC 5545 tells them, by the clock of a rule.
type Series struct {
	// First is the first window (DTSTART and DTEND). All have its length on the wall.
	First Stretch
	// RRule is the rule without "RRULE:"; with "" there are only First and Added.
	RRule string
	// ExDates take away the window that begins then, and ExDays all of a day (EXDATE). What is added goes with them, too.
	ExDates []civil.Wall
	ExDays  []civil.Date
	// Added are windows beside those of the rule (RDATE), each with a length of its own.
	Added []Stretch
	// Changed are windows that are not as the others (RECURRENCE-ID).
	Changed []Change
}

// A Stretch is a window by the clock of the rule.
type Stretch struct{ From, Until civil.Wall }

// A Change stands for the window that begins at Was. Now is what becomes of it; the zero Stretch is nothing.
type Change struct {
	Was civil.Wall
	Now Stretch
}

// check says why a stretch is no window.
func (s Stretch) check() error {
	switch length := s.Until - s.From; {
	case length == 0:
		return errors.New("it has no end")
	case length < 0:
		return errors.New("it ends before it starts")
	case length > civil.Wall(recur.MaxWindow):
		return errors.New("it is longer than 31 days")
	}
	return nil
}

// opening is the stretch as a rule has it.
func (s Stretch) opening() recur.Opening {
	day, from := s.From.Split()
	return recur.Opening{Date: day, Hours: recur.Hours{From: from, Until: from + civil.Clock(s.Until-s.From)}}
}

// stretch is where the hours of a day lie.
func stretch(day civil.Date, h recur.Hours) Stretch {
	return Stretch{From: day.At(h.From), Until: day.At(h.Until)}
}
