package rrule

import (
	"time"

	"seamdash/model/civil"
)

const (
	maxLimit = 1000
	// reach is how many days past a query a search for the next windows looks: 30 years.
	reach = 30*365 + 8
	// widest is how much a query between two instants may span, 60 years: who has a window every few years asks for decades.
	widest = 60 * 366 * 24 * time.Hour
	// slack is how far an instant may lie from where the wall says that it lies: a whole skipped day, and a bit.
	slack = 26 * civil.Wall(civil.Hour)
)

// An Occurrence is one window of a series, in the zone of the series.
type Occurrence struct {
	Start, End time.Time
}

// After is the first windows that begin after t, at most so many, rising by start. It looks 30 years ahead of t, or of the start
// of the series if that is later.
func (s *Series) After(t time.Time, limit int) []Occurrence {
	if limit < 1 {
		return nil
	}
	at := s.wallOf(t)
	from := max(at.Date()-2, s.start.Date())
	var out []Occurrence
	for w := range s.all(from, from+2+reach, at-slack) {
		if w.start <= t.Unix() {
			continue
		}
		if out = append(out, s.occurrence(w)); len(out) == limit {
			break
		}
	}
	return out
}

// Between is the windows that overlap the time from a until b, at most so many, rising by start. One that ends at a or begins at b
// does not.
func (s *Series) Between(a, b time.Time, limit int) []Occurrence {
	at := s.wallOf(a) - (maxDays+1)*civil.Wall(civil.Day)
	var out []Occurrence
	for w := range s.all(at.Date()-2, s.wallOf(b).Date()+1, at-slack) {
		if w.start >= ceiling(b) || len(out) >= limit {
			break
		}
		if w.end > a.Unix() {
			out = append(out, s.occurrence(w))
		}
	}
	return out
}

// ceiling is the first whole second that is not before t.
func ceiling(t time.Time) int64 {
	if t.Nanosecond() > 0 {
		return t.Unix() + 1
	}
	return t.Unix()
}

// wallOf is what the wall shows at t, for times that a series can have anything to do with.
func (s *Series) wallOf(t time.Time) civil.Wall {
	const century = 100 * 366 * 24 * 60 * 60
	first, last := (-civil.Date(century / (24 * 60 * 60))).At(0), lastDay.At(0)+century
	return min(max(civil.WallOf(t.In(s.zone)), first), last)
}

func (s *Series) occurrence(w stretch) Occurrence {
	return Occurrence{Start: time.Unix(w.start, 0).In(s.zone), End: time.Unix(w.end, 0).In(s.zone)}
}

// first is the first windows of all.
func (s *Series) first(limit int) []Occurrence {
	day := s.start.Date()
	return s.After(time.Unix(int64(day.At(0))-2*int64(civil.Day), 0), limit)
}

// ask answers a query. Of more windows than may be in an answer it gives none, because a list that is cut looks whole.
func (s *Series) ask(q Query) ([]Occurrence, error) {
	if len(q.Between) == 0 {
		after, err := readInstant("after", q.After)
		if err != nil {
			return nil, err
		}
		if q.Limit < 1 || q.Limit > maxLimit {
			return nil, refuse("bad-limit", "limit", "%d is not a number from 1 to %d", q.Limit, maxLimit)
		}
		return s.After(after, q.Limit), nil
	}
	a, b, err := q.bounds()
	if err != nil {
		return nil, err
	}
	out := s.Between(a, b, maxLimit+1)
	if len(out) > maxLimit {
		return nil, refuse("bad-range", "between", "more than %d windows lie in it", maxLimit)
	}
	return out, nil
}

func (q *Query) bounds() (a, b time.Time, err error) {
	if len(q.Between) != 2 || q.After != "" || q.Limit != 0 {
		return a, b, refuse("bad-range", "between", "a query has either after and limit, or between with two instants")
	}
	if a, err = readInstant("between", q.Between[0]); err != nil {
		return a, b, err
	}
	if b, err = readInstant("between", q.Between[1]); err != nil {
		return a, b, err
	}
	switch {
	case !a.Before(b):
		return a, b, refuse("bad-range", "between", "the first instant is not before the second")
	case b.Sub(a) > widest:
		return a, b, refuse("bad-range", "between", "it spans more than 60 years")
	}
	return a, b, nil
}

func readInstant(field, text string) (time.Time, error) {
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return time.Time{}, refuse("bad-query", field, "%s is not an instant such as 2027-01-04T14:00:00Z", quoted(text))
	}
	return at, nil
}
