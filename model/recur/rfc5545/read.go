package rfc5545

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"seamdash/model/civil"
	"seamdash/model/recur"
	"seamdash/model/rrule"
)

// A draft is a rule in the making.
type draft struct {
	series Series
	zone   *time.Location // nil is the clock of each lock
	rule   recur.Rule
	losses []string
	days   rrule.Rule // of all spans
	clocks []civil.Clock
	// cut are starts of the pattern before the first and after the last of the series, gone those that are taken away. Added are the
	// windows beside the pattern, and moved those that stand for one of it.
	cut, gone    map[civil.Wall]bool
	added, moved []Stretch
}

func (d *draft) lose(format string, args ...any) {
	d.losses = append(d.losses, fmt.Sprintf(format, args...))
}

// Read makes a rule of a series: its start, spans, end, skips and extra openings; the rest is as in the zero Rule. Times of day in
// BYHOUR, BYMINUTE and BYSECOND become a span each. The zone says what an end means; without one, times are those of each lock's own
// clock. What cannot be kept exactly is an error; the losses name what had no effect, or another than the series says.
//
// Whether the rule is one that can be kept is for [recur.Rule.Check].
func Read(s Series, zone *time.Location) (recur.Rule, []string, error) {
	if err := s.First.check(); err != nil {
		return recur.Rule{}, nil, err
	}
	d := &draft{series: s, zone: zone, rule: recur.Rule{Start: s.First.From.Date()}, cut: make(map[civil.Wall]bool), gone: make(map[civil.Wall]bool)}
	for _, step := range []func() error{d.pattern, d.dates, d.settle} {
		if err := step(); err != nil {
			return recur.Rule{}, nil, err
		}
	}
	return d.rule, d.losses, nil
}

// has says that the pattern has a window that begins at w, whether or not it is over by then.
func (d *draft) has(w civil.Wall) bool {
	day, clock := w.Split()
	return slices.Contains(d.clocks, clock) && d.days.On(d.rule.Start, day)
}

// pattern reads the RRULE into spans and an end.
func (d *draft) pattern() error {
	if d.series.RRule == "" {
		d.added = append(d.added, d.series.First)
		return nil
	}
	start := d.series.First.From
	r, err := rrule.Parse(d.series.RRule)
	if err == nil {
		err = r.Check(start.Date())
	}
	if err != nil {
		return fmt.Errorf("its RRULE: %w", err)
	}
	if d.clocks, err = clocksOf(&r, start.Clock()); err != nil {
		return err
	}
	d.days = r
	d.days.Until, d.days.Count, d.days.ByHour, d.days.ByMinute, d.days.BySecond = rrule.Until{}, 0, nil, nil, nil
	length := civil.Clock(d.series.First.Until - start)
	for _, c := range d.clocks {
		d.rule.Spans = append(d.rule.Spans, recur.Span{Days: d.days, Hours: recur.Hours{From: c, Until: c + length}})
	}
	d.begin()
	switch {
	case r.Count > 0:
		d.rule.End = recur.End{Kind: recur.AfterCount, Count: r.Count + len(d.cut)}
	case !r.Until.IsZero():
		return d.until(r.Until)
	}
	return nil
}

// clocksOf are the times of day at which windows of a rule begin, rising.
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
	case n > recur.MaxSpans:
		return nil, fmt.Errorf("its RRULE has %d windows a day, and %d are possible", n, recur.MaxSpans)
	case n > 1 && len(r.BySetPos) > 0:
		return nil, errors.New("its RRULE chooses among windows of several hours by BYSETPOS")
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

// begin sees to the first day: what is earlier than the start of the series is not part of it and not counted, and a start that is
// no window of the pattern is a window all the same for some programs.
func (d *draft) begin() {
	start := d.series.First.From
	if !d.has(start) {
		d.lose("its start, %s, is not a window of its RRULE and is left out", start)
	}
	if !d.days.On(d.rule.Start, d.rule.Start) {
		return
	}
	for _, c := range d.clocks {
		if c < start.Clock() {
			d.cut[d.rule.Start.At(c)] = true
		}
	}
}

// until is the last start that the RRULE allows, as a last day. What begins too late on that day is taken away.
func (d *draft) until(u rrule.Until) error {
	u, last := d.ending(u)
	last = min(last, recur.LastDay)
	for last >= d.rule.Start && d.over(u, last.At(d.clocks[0])) {
		last--
	}
	if last < d.rule.Start {
		return errors.New("its RRULE ends before it starts")
	}
	d.rule.End = recur.End{Kind: recur.OnDate, On: last}
	for _, c := range d.clocks {
		if w := last.At(c); d.over(u, w) {
			d.cut[w] = true
		}
	}
	return nil
}

// ending is what UNTIL means by the clock of the rule, and a day after which it allows no start.
func (d *draft) ending(u rrule.Until) (rrule.Until, civil.Date) {
	switch {
	case u.HasDate:
		return u, u.Date
	case d.zone != nil:
		if u.HasWall { // it is resolved like a start
			u = rrule.Rule{Until: u}.In(d.zone).Until
		}
		return u, civil.DateOf(u.At.In(d.zone)) + 1 // the clocks may go back over midnight
	case !u.HasWall:
		u = rrule.Until{Wall: civil.WallOf(u.At.UTC()), HasWall: true}
		d.lose("its end is in UTC although its times have no zone; it is taken for %s by the clock of the lock", u.Wall)
	}
	return u, u.Wall.Date()
}

// over says that a start comes after the last that is allowed.
func (d *draft) over(u rrule.Until, w civil.Wall) bool {
	switch {
	case u.HasDate:
		return w.Date() > u.Date
	case u.HasWall:
		return w > u.Wall
	default:
		at, _ := civil.Resolve(w, d.zone)
		return at.After(u.At)
	}
}
