package rrule

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"seamdash/model/civil"
)

// change reads the dates that take windows away and those that add some.
func (s *Series) change(q Request) ([]Note, error) {
	notes, err := eachDate("exdates", q.ExDates, s.takeAway)
	if err != nil {
		return nil, err
	}
	s.without, s.withoutStart = rising(s.without), rising(s.withoutStart)
	var rdates []extra
	more, err := eachDate("rdates", q.RDates, func(text string) ([]Note, error) {
		e, notes, err := s.addOne(text)
		rdates = append(rdates, e)
		return notes, err
	})
	if err != nil {
		return nil, err
	}
	return slices.Concat(notes, more, s.missed(rdates)), nil
}

func rising[T cmp.Ordered](list []T) []T {
	slices.Sort(list)
	return slices.Compact(list)
}

func eachDate(field string, dates []string, read func(string) ([]Note, error)) ([]Note, error) {
	if len(dates) > maxDates {
		return nil, refuse("too-many", field, "a series has at most %d, not %d", maxDates, len(dates))
	}
	var notes []Note
	seen := make(map[string]bool, len(dates))
	for _, text := range dates {
		more, err := read(text)
		if err != nil {
			return nil, err
		}
		notes = append(notes, more...)
		if seen[text] {
			notes = append(notes, Note{"duplicate", field, text + " is given twice and counts once"})
		}
		seen[text] = true
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

// An extra is when an RDATE begins.
type extra struct {
	date  civil.Date // on the wall
	start int64
}

// addOne reads an RDATE: a time on the wall, or an instant.
func (s *Series) addOne(text string) (extra, []Note, error) {
	at, notes, err := s.instant("rdate", text)
	if err != nil {
		return extra{}, nil, err
	}
	wall, err := civil.ParseWall(text) // what a clock that skips it never shows
	if err != nil {
		wall = civil.WallOf(at)
	}
	date, clock := wall.Split()
	switch {
	case wall < s.start:
		return extra{}, nil, refuse("rdate-before", "rdates", "%s is before the series begins", wall)
	case date > lastDay:
		return extra{}, nil, refuse("bad-date", "rdates", "%s is after the year 2200", wall)
	case s.span.length(clock) <= 0:
		return extra{}, nil, refuse("rdate-end", "rdates", "the window on %s would end before it begins", wall)
	}
	today := s.on(date)
	if w, ok := s.windowAt(&today, clock, at.Unix()); ok {
		s.extra.add(w)
	}
	return extra{date, at.Unix()}, notes, nil
}

// missed tells of EXDATEs that take nothing away, neither from the rule nor from the RDATEs: perhaps their time is wrong.
func (s *Series) missed(rdates []extra) []Note {
	var notes []Note
	miss := func(what string) {
		notes = append(notes, Note{"exdate-nomatch", "exdates", "nothing begins on " + what})
	}
	for _, date := range s.without {
		if !s.begins(date, date, rdates, func(d civil.Date, _ int64) bool { return d == date }) {
			miss(date.String())
		}
	}
	for _, start := range s.withoutStart {
		at := time.Unix(start, 0).In(s.zone)
		date := civil.DateOf(at)
		if !s.begins(date-1, date+1, rdates, func(_ civil.Date, begin int64) bool { return begin == start }) {
			miss(civil.WallOf(at).String())
		}
	}
	return notes
}

// begins says that the rule on some days, or an RDATE, has such a start.
func (s *Series) begins(from, last civil.Date, rdates []extra, such func(civil.Date, int64) bool) bool {
	for date, clock := range s.nominal(from, last) {
		at, _ := civil.Resolve(date.At(clock), s.zone)
		if such(date, at.Unix()) {
			return true
		}
	}
	return slices.ContainsFunc(rdates, func(e extra) bool { return such(e.date, e.start) })
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
