package rrule

import (
	"slices"
	"strings"
	"time"

	"seamdash/model/civil"
)

// change reads the dates that take windows away and those that add some.
func (s *Series) change(q Request) ([]Note, error) {
	if len(q.ExDates) > maxDates || len(q.RDates) > maxDates {
		return nil, refuse("too-many", "exdates, rdates", "a series has at most %d of each", maxDates)
	}
	var notes []Note
	for i, text := range q.ExDates {
		more, err := s.takeAway(text)
		if err != nil {
			return nil, err
		}
		notes = append(notes, more...)
		if slices.Contains(q.ExDates[:i], text) {
			notes = append(notes, Note{"duplicate", "exdates", "a date that is given twice counts once"})
		}
	}
	slices.Sort(s.without)
	slices.Sort(s.withoutStart)
	for i, text := range q.RDates {
		more, err := s.addOne(text)
		if err != nil {
			return nil, err
		}
		notes = append(notes, more...)
		if slices.Contains(q.RDates[:i], text) {
			notes = append(notes, Note{"duplicate", "rdates", "a date that is given twice counts once"})
		}
	}
	return notes, nil
}

// takeAway reads an EXDATE: a day, a time on the wall, or an instant.
func (s *Series) takeAway(text string) ([]Note, error) {
	if day, err := civil.ParseDate(text); err == nil {
		s.without = append(s.without, day)
		return nil, nil
	}
	at, notes, err := s.instant("exdate", text)
	if err == nil {
		s.withoutStart = append(s.withoutStart, at.Unix())
	}
	return notes, err
}

// addOne reads an RDATE: a time on the wall, or an instant.
func (s *Series) addOne(text string) ([]Note, error) {
	at, notes, err := s.instant("rdate", text)
	if err != nil {
		return nil, err
	}
	wall := civil.WallOf(at)
	if len(notes) == 0 { // a time that does not exist keeps its nominal one, from which the end is counted
		wall, _ = civil.ParseWall(text)
	}
	if wall < s.start {
		return nil, refuse("rdate-before", "rdates", "%s is before the series begins", wall)
	}
	if wall.Date() > lastDay {
		return nil, refuse("bad-date", "rdates", "%s is after the year 2200", wall)
	}
	day, clock := wall.Split()
	if s.span.length(clock) <= 0 {
		return nil, refuse("rdate-end", "rdates", "the window on %s would end before it begins", wall)
	}
	if w, ok := s.windowAt(day, clock, at.Unix()); ok {
		s.extra.add(w)
	}
	return notes, nil
}

// instant reads a time on the wall, or an instant with a zone of its own, which is told.
func (s *Series) instant(kind, text string) (time.Time, []Note, error) {
	if w, err := civil.ParseWall(text); err == nil {
		at, _ := civil.Resolve(w, s.zone)
		return at, nil, nil
	}
	at, err := time.Parse(time.RFC3339, text)
	if err != nil || strings.Contains(text, ".") {
		return time.Time{}, nil, refuse("bad-date", kind+"s", "%s is neither a date nor a date and time such as 2027-01-04T09:00:00", quoted(text))
	}
	return at.In(s.zone), []Note{{kind + "-utc", kind + "s", "an instant was put on the clock of the series"}}, nil
}
