package ics

import (
	"errors"
	"fmt"
	"slices"

	"seamdash/model/civil"
	"seamdash/model/holidays"
	"seamdash/model/rrule"
)

const (
	// longest is how many days one event may have in a row.
	longest = 366
	// years is for how long recurring days are listed.
	years = 10
)

// wholeDays are the days of an event without times of day.
func wholeDays(s series, opt Options) (out []holidays.Day, losses []string, err error) {
	e := s.master
	n, err := e.days()
	if err != nil {
		return nil, nil, err
	}
	starts, losses, err := e.startDays(opt)
	if err != nil {
		return nil, nil, err
	}
	for _, x := range e.rdates {
		starts = append(starts, x.start.wall.Date())
	}
	gone := make(map[civil.Date]bool)
	for _, x := range e.exdates {
		gone[x.wall.Date()] = true
	}
	for _, c := range s.changes {
		gone[c.instance.wall.Date()] = true
	}
	starts = slices.DeleteFunc(starts, func(d civil.Date) bool { return gone[d] })
	for _, d := range starts {
		out = append(out, run(d, n, e.summary)...)
	}
	for _, c := range s.changes {
		n, err := c.days()
		switch {
		case c.cancelled:
		case err != nil:
			return nil, nil, fmt.Errorf("a change of one of its days: %w", err)
		case !c.start.day:
			return nil, nil, errors.New("a change of one of its days has times")
		default:
			out = append(out, run(c.start.wall.Date(), n, c.summary)...)
		}
	}
	return out, losses, nil
}

// days is how many days the event has in a row.
func (e event) days() (civil.Date, error) {
	n := civil.Date(1)
	switch {
	case e.hasEnd:
		n = max(1, e.end.wall.Date()-e.start.wall.Date()) // some programs end a day on itself
	case e.length > 0 && e.length%civil.Wall(civil.Day) != 0:
		return 0, errors.New("it starts with a date and its length is not in days")
	case e.length > 0:
		n = civil.Date(e.length / civil.Wall(civil.Day))
	}
	if e.hasEnd && e.end.wall < e.start.wall {
		return 0, errors.New("it ends before it starts")
	}
	if n > longest {
		return 0, errors.New("it is longer than a year")
	}
	return n, nil
}

func run(from civil.Date, n civil.Date, name string) []holidays.Day {
	var out []holidays.Day
	for d := from; d < from+n; d++ {
		out = append(out, holidays.Day{Date: d, Name: name})
	}
	return out
}

// startDays are the days on which the event begins: one, or those of its pattern for some years from today.
func (e event) startDays(opt Options) ([]civil.Date, []string, error) {
	start := e.start.wall.Date()
	if len(e.rules) == 0 {
		return []civil.Date{start}, nil, nil
	}
	r, err := rrule.Parse(e.rules[0])
	if err == nil {
		err = r.Check(start)
	}
	if err == nil && len(r.ByHour)+len(r.ByMinute)+len(r.BySecond) > 0 {
		err = errors.New("it has hours, and its event whole days")
	}
	if err != nil {
		return nil, nil, fmt.Errorf("its RRULE: %w", err)
	}
	ahead := opt.Years
	if ahead <= 0 {
		ahead = years
	}
	from, last := max(start, opt.Today), max(start, opt.Today)+civil.Date(ahead*366)
	if r.Count > 0 {
		from = start
	}
	out, cut := daysOf(r, start, from, last)
	if cut {
		return out, []string{fmt.Sprintf("%q goes on: its days after %s are left out", short(e.summary), last)}, nil
	}
	return out, nil, nil
}

// daysOf are the days of a rule up to the last, and whether there are more.
func daysOf(r rrule.Rule, start, from, last civil.Date) (out []civil.Date, cut bool) {
	n := 0
	for d := range r.Days(start, from) {
		n++
		switch {
		case r.Count > 0 && n > r.Count, past(r.Until, d):
			return out, false
		case d > last || len(out) > holidays.MaxDays:
			return out, true
		}
		out = append(out, d)
	}
	return out, false
}

// past says that a day is after the last that a rule of whole days has.
func past(u rrule.Until, d civil.Date) bool {
	switch {
	case u.HasDate:
		return d > u.Date
	case u.HasWall:
		return d > u.Wall.Date()
	case !u.At.IsZero():
		return d > civil.DateOf(u.At.UTC())
	}
	return false
}
