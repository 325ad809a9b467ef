package recur

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"seamdash/model/civil"
	"seamdash/model/rrule"
)

// A Series is windows as RFC 5545 tells them, by the clock of a rule.
type Series struct {
	// Start and Until are DTSTART and DTEND: the first window. All are as long on the wall.
	Start, Until civil.Wall
	// RRule is the rule without "RRULE:"; "" has only Start and RDates.
	RRule string
	// ExDates take away the window that begins then, ExDays all of a day. RDates add windows.
	ExDates []civil.Wall
	ExDays  []civil.Date
	RDates  []civil.Wall
}

// A Loss is what did not come along, as a clause for people.
type Loss struct{ What string }

// FromRRule makes a rule of a series: its start, spans, end, skips and extra openings; the rest is as in the zero Rule. Times of day in
// BYHOUR, BYMINUTE and BYSECOND become a span each. The zone is needed for an UNTIL in UTC only. What cannot be kept exactly is an
// error that says why; losses name what had no effect.
func FromRRule(s Series, zone *time.Location) (Rule, []Loss, error) {
	length := s.Until - s.Start
	if length <= 0 || length > civil.Wall(MaxWindow) {
		return Rule{}, nil, errors.New("a window closes after it opens, and lasts 31 days at most")
	}
	if n := len(s.ExDates) + len(s.ExDays) + len(s.RDates); n > MaxDates {
		return Rule{}, nil, fmt.Errorf("%d dates are too many, %d are possible", n, MaxDates)
	}
	in := intake{series: s, length: civil.Clock(length), zone: zone, rule: Rule{Start: s.Start.Date()}}
	if s.RRule == "" {
		in.series.RDates = append(slices.Clone(s.RDates), s.Start)
	} else if err := in.pattern(); err != nil {
		return Rule{}, nil, err
	}
	if err := in.dates(); err != nil {
		return Rule{}, nil, err
	}
	var found ledger
	if in.rule.limits(&found); len(found) > 0 {
		return Rule{}, nil, &found[0]
	}
	out := in.rule.Normal()
	return out, in.losses, nil
}

// An intake is a rule in the making.
type intake struct {
	series Series
	length civil.Clock
	zone   *time.Location
	rule   Rule
	days   rrule.Rule
	clocks []civil.Clock
	losses []Loss
}

func (in *intake) lose(what string, args ...any) {
	in.losses = append(in.losses, Loss{What: fmt.Sprintf(what, args...)})
}

// hours are those of a window that opens at a time of day.
func (in *intake) hours(from civil.Clock) Hours { return Hours{From: from, Until: from + in.length} }

// on says that the pattern has a day.
func (in *intake) on(day civil.Date) bool {
	for d := range in.days.Days(in.rule.Start, day) {
		return d == day
	}
	return false
}

// pattern takes the RRULE.
func (in *intake) pattern() error {
	read, err := rrule.Parse(in.series.RRule)
	if err == nil {
		err = read.Check(in.rule.Start)
	}
	if err != nil {
		return err
	}
	if in.clocks, err = clocksOf(&read, in.series.Start.Clock()); err != nil {
		return err
	}
	in.days = read
	in.days.Count, in.days.Until, in.days.ByHour, in.days.ByMinute, in.days.BySecond = 0, rrule.Until{}, nil, nil, nil
	for _, c := range in.clocks {
		in.rule.Spans = append(in.rule.Spans, Span{Days: in.days, Hours: in.hours(c)})
	}
	first, early := in.series.Start.Clock(), 0
	if in.on(in.rule.Start) {
		for _, c := range in.clocks {
			if c < first { // before DTSTART there is none, and none is counted
				in.rule.Skip = append(in.rule.Skip, Skip{Date: in.rule.Start, One: true, At: c})
				early++
			}
		}
	}
	if !in.on(in.rule.Start) || !slices.Contains(in.clocks, first) {
		in.lose("the start, %v, is no window of the rule and is left out", in.series.Start)
	}
	switch {
	case read.Count > 0:
		in.rule.End = End{Kind: AfterCount, Count: read.Count + early}
	case !read.Until.IsZero():
		return in.until(read.Until)
	}
	return nil
}

// clocksOf are the times of day of a rule, rising.
func clocksOf(r *rrule.Rule, start civil.Clock) ([]civil.Clock, error) {
	part := func(list []int, own civil.Clock) []int {
		if len(list) == 0 {
			return []int{int(own)}
		}
		return list
	}
	hours, minutes, seconds := part(r.ByHour, start/civil.Hour), part(r.ByMinute, start%civil.Hour/civil.Minute), part(r.BySecond, start%civil.Minute)
	n := len(hours) * len(minutes) * len(seconds)
	switch {
	case n > MaxSpans:
		return nil, fmt.Errorf("the rule has %d windows a day, %d are possible", n, MaxSpans)
	case n > 1 && len(r.BySetPos) > 0:
		return nil, errors.New("BYSETPOS picks among several times of a day, which a schedule cannot")
	}
	out := make([]civil.Clock, 0, n)
	for _, h := range hours {
		for _, m := range minutes {
			for _, s := range seconds {
				out = append(out, civil.Clock(h)*civil.Hour+civil.Clock(m)*civil.Minute+civil.Clock(s))
			}
		}
	}
	return out, nil
}

// until takes the end: the last day with a window, of which those that begin too late are skipped.
func (in *intake) until(u rrule.Until) error {
	if !u.At.IsZero() && in.zone == nil {
		return errors.New("the rule ends at a time in UTC, and no zone is known")
	}
	last := u.Date
	switch {
	case u.HasDate:
	case u.HasWall:
		last = u.Wall.Date()
	default:
		last = civil.DateOf(u.At.In(in.zone)) + 1
	}
	last = min(last, LastDay)
	for last >= in.rule.Start && !in.within(u, last.At(in.clocks[0])) {
		last--
	}
	if last < in.rule.Start {
		return errors.New("the rule ends before it starts")
	}
	in.rule.End = End{Kind: OnDate, On: last}
	for _, c := range in.clocks {
		if !in.within(u, last.At(c)) && in.on(last) {
			in.rule.Skip = append(in.rule.Skip, Skip{Date: last, One: true, At: c})
		}
	}
	return nil
}

// within says that a window which begins at w is not after the end.
func (in *intake) within(u rrule.Until, w civil.Wall) bool {
	switch {
	case u.HasDate:
		return w.Date() <= u.Date
	case u.HasWall:
		return w <= u.Wall
	default:
		at, _ := civil.Resolve(w, in.zone)
		return !at.After(u.At)
	}
}

// dates takes what is added and taken away.
func (in *intake) dates() error {
	for _, day := range in.series.ExDays {
		in.rule.Skip = append(in.rule.Skip, Skip{Date: day})
	}
	for _, w := range in.series.ExDates {
		day, c := w.Split()
		added := slices.Contains(in.series.RDates, w)
		switch {
		case slices.Contains(in.clocks, c) && in.on(day):
			in.rule.Skip = append(in.rule.Skip, Skip{Date: day, One: true, At: c})
		case !added:
			in.lose("the exception %v takes nothing away", w)
		}
	}
	for _, w := range in.series.RDates {
		day, c := w.Split()
		switch {
		case day < in.rule.Start:
			return fmt.Errorf("the extra window %v is before the start", w)
		case slices.Contains(in.series.ExDates, w), slices.Contains(in.clocks, c) && in.on(day) && in.inside(w):
		default:
			in.rule.Extra = append(in.rule.Extra, Opening{Date: day, Hours: in.hours(c)})
		}
	}
	return nil
}

// inside says that a window of the pattern is there without being added: the pattern has no end that might come before it.
func (in *intake) inside(w civil.Wall) bool {
	return in.rule.End.Kind == Never && w >= in.series.Start
}
