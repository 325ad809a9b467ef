package rrule

import (
	"errors"

	"seamdash/model/civil"
)

// Check says why a series should not be kept, though every question about it has an answer: it has no window at all, one of its
// windows ends before it begins, or two of the rule's own overlap on the wall. Windows that touch, that overlap only because
// clocks change, and RDATEs inside of other windows are fine. The error is an [*Error].
func (s *Series) Check() error {
	if err := s.empty(); err != nil {
		return err
	}
	return s.overlaps()
}

// isEmpty says that an error of [Series.Check] is about windows that are not, which no question about a series minds.
func isEmpty(err error) bool {
	var e *Error
	if !errors.As(err, &e) {
		return false
	}
	switch e.Code {
	case "empty", "never", "until-before-start", "all-excluded", "zero-window":
		return true
	default:
		return false
	}
}

func (s *Series) empty() error {
	if s.rule != nil {
		if err := s.rule.never(); err != nil {
			return err
		}
		if !s.starts() {
			return refuse("until-before-start", "UNTIL", "the rule ends before its first window begins")
		}
	}
	for range s.all(s.start.Date(), s.start.Date()+horizon, s.start) {
		return nil
	}
	if s.rule == nil && len(s.without)+len(s.withoutStart) == 0 {
		return refuse("empty", "rrule", "there is neither a rule nor a date")
	}
	return refuse("all-excluded", "exdates", "no window is left")
}

// starts says that the rule has a start before it ends, whatever its exceptions are.
func (s *Series) starts() bool {
	for day, clock := range s.nominal(s.start.Date(), s.start.Date()+horizon) {
		return !s.isAfterUntil(day, clock)
	}
	return false
}

func (s *Series) isAfterUntil(day civil.Date, clock civil.Clock) bool {
	if day < s.last-2 { // cheap, for the walk over many
		return false
	}
	at, _ := civil.Resolve(day.At(clock), s.zone)
	return s.late(at.Unix())
}

// overlaps looks at the starts on the wall one after the other, as many as show every gap that the rule has.
func (s *Series) overlaps() error {
	if s.rule == nil {
		return nil
	}
	first := s.span.length(s.rule.clocks.at(0))
	if s.rule.clocks.len() == 1 && first > 0 && first <= civil.Wall(civil.Day) {
		return nil
	}
	left := 5000
	var last, end civil.Wall
	for day, clock := range s.nominal(s.start.Date(), s.start.Date()+horizon) {
		at, length := day.At(clock), s.span.length(clock)
		if s.isAfterUntil(day, clock) {
			break
		}
		if at < end {
			return refuse("overlap", "", "the window of %s is still open when that of %s begins", last, at)
		}
		if length <= 0 {
			return refuse("zero-window", "end_wall", "the window of %s would end before it begins", at)
		}
		last, end = at, at+length
		if left--; left == 0 {
			break
		}
	}
	return nil
}
