package ics

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"seamdash/model"
	"seamdash/model/civil"
	"seamdash/model/recur"
	"seamdash/model/rrule"
)

// Bounds of one event, which are those of a rule.
const (
	maxDates  = recur.MaxDates
	maxClocks = recur.MaxSpans
	maxLength = civil.Wall(recur.MaxWindow)
)

// A draft is a rule in the making.
type draft struct {
	rule   recur.Rule
	clock  clock
	length civil.Wall
	start  civil.Wall
	losses []string
	// gone are the starts that are taken away, days those of which all windows are, added the windows beside the pattern, and
	// moved those that stand for one of the pattern.
	gone         []civil.Wall
	days         []civil.Date
	added, moved []stretch
}

// A stretch is a window by the clock of the rule.
type stretch struct{ from, until civil.Wall }

func (d *draft) lose(format string, args ...any) {
	d.losses = append(d.losses, fmt.Sprintf(format, args...))
}

// build makes a rule of a series of events: the first is the master, the others are changes of single windows of it.
func (z *zones) build(s series, calendar string) (recur.Rule, []string, error) {
	d := &draft{}
	e := s.master
	if e.start.utc && len(e.rules) > 0 {
		calendar = "" // a pattern in UTC is no pattern in another zone
	}
	var err error
	if d.clock, d.losses, err = z.clockOf(e.start, calendar); err != nil {
		return recur.Rule{}, nil, err
	}
	for _, step := range []func(event) error{d.hours, d.pattern, d.exceptions} {
		if err := step(e); err != nil {
			return recur.Rule{}, nil, err
		}
	}
	for _, o := range s.changes {
		if err := d.change(o); err != nil {
			return recur.Rule{}, nil, fmt.Errorf("a change of one of its windows: %w", err)
		}
	}
	if err := d.settle(); err != nil {
		return recur.Rule{}, nil, err
	}
	d.title(e.summary)
	if err := sound(d.rule); err != nil {
		return recur.Rule{}, nil, err
	}
	return d.rule, d.losses, nil
}

// sound says why a rule could not be kept, apart from its having no locks.
func sound(r recur.Rule) error {
	r.Locks = []model.DeviceID{"some"}
	if troubles := r.Check(); len(troubles) > 0 {
		return &troubles[0]
	}
	return nil
}

// title names the rule by the title of its event.
func (d *draft) title(summary string) {
	const most = 100 // as recur has it
	d.rule.Name = summary
	if runes := []rune(summary); len(runes) > most {
		d.rule.Name = strings.TrimSpace(string(runes[:most-1])) + "…"
		d.lose("its title is cut")
	}
	if d.rule.Name == "" {
		d.rule.Name = "Event of " + d.rule.Start.String()
	}
}

// hours reads when the event starts and how long it is.
func (d *draft) hours(e event) (err error) {
	if d.start, err = d.clock.wall(e.start); err != nil {
		return err
	}
	d.rule.Zone, d.rule.Start = d.clock.name, d.start.Date()
	d.length, err = d.clock.length(d.start, e.end, e.hasEnd, e.length)
	return err
}

// length is how long a window is on the clock.
func (c clock) length(start civil.Wall, end stamp, hasEnd bool, length civil.Wall) (civil.Wall, error) {
	if hasEnd {
		until, err := c.wall(end)
		if err != nil {
			return 0, err
		}
		length = until - start
	}
	switch {
	case length == 0:
		return 0, errors.New("it has no end")
	case length < 0:
		return 0, errors.New("it ends before it starts")
	case length > maxLength:
		return 0, errors.New("it is longer than 31 days")
	}
	return length, nil
}

// pattern reads the RRULE into spans and an end.
func (d *draft) pattern(e event) error {
	if len(e.rules) == 0 {
		d.added = append(d.added, stretch{d.start, d.start + d.length})
		return nil
	}
	r, err := rrule.Parse(e.rules[0])
	if err == nil {
		err = r.Check(d.start.Date())
	}
	if err != nil {
		return fmt.Errorf("its RRULE: %w", err)
	}
	clocks, err := clocksOf(r, d.start.Clock())
	if err != nil {
		return err
	}
	until, count := r.Until, r.Count
	r.Until, r.Count, r.ByHour, r.ByMinute, r.BySecond = rrule.Until{}, 0, nil, nil, nil
	for _, c := range clocks {
		d.rule.Spans = append(d.rule.Spans, recur.Span{Days: r, Hours: recur.Hours{From: c, Until: c + civil.Clock(d.length)}})
	}
	d.begin(r, clocks)
	if count > 0 {
		d.rule.End = recur.End{Kind: recur.AfterCount, Count: count + len(d.gone)}
	}
	if !until.IsZero() {
		return d.until(until, clocks)
	}
	return nil
}

// clocksOf are the times of day at which windows of a rule begin.
func clocksOf(r rrule.Rule, start civil.Clock) ([]civil.Clock, error) {
	part := func(list []int, own civil.Clock) []int {
		if len(list) == 0 {
			return []int{int(own)}
		}
		return list
	}
	hours := part(r.ByHour, start/civil.Hour)
	minutes := part(r.ByMinute, start%civil.Hour/civil.Minute)
	seconds := part(r.BySecond, start%civil.Minute)
	n := len(hours) * len(minutes) * len(seconds)
	switch {
	case n > maxClocks:
		return nil, fmt.Errorf("its RRULE has %d windows a day, and %d are possible", n, maxClocks)
	case n > 1 && len(r.BySetPos) > 0:
		return nil, errors.New("its RRULE chooses among windows of several hours by BYSETPOS")
	}
	var out []civil.Clock
	for _, h := range hours {
		for _, m := range minutes {
			for _, s := range seconds {
				out = append(out, civil.Clock(h)*civil.Hour+civil.Clock(m)*civil.Minute+civil.Clock(s))
			}
		}
	}
	return out, nil
}

// begin sees to the first day: what is earlier than the start of the series is not part of it, and a start that is no window of the
// pattern is a window all the same for some programs.
func (d *draft) begin(r rrule.Rule, clocks []civil.Clock) {
	day := d.start.Date()
	if !r.On(day, day) || !slices.Contains(clocks, d.start.Clock()) {
		d.lose("its start, %s, is not a window of its RRULE and is left out", d.start)
	}
	if !r.On(day, day) {
		return
	}
	for _, c := range clocks {
		if c < d.start.Clock() {
			d.gone = append(d.gone, day.At(c))
		}
	}
}

// until is the last start that the rule allows, as a last day.
func (d *draft) until(u rrule.Until, clocks []civil.Clock) error {
	last := u.Wall
	switch {
	case u.HasDate:
		last = u.Date.At(civil.Day - 1)
	case !u.At.IsZero() && d.clock.at == nil:
		last = civil.WallOf(u.At.UTC())
		d.lose("its end is in UTC although its times have no zone; it is taken for %s by the clock of the lock", last)
	case !u.At.IsZero():
		last = civil.WallOf(u.At.In(d.clock.at))
	}
	day, clock := last.Split()
	if clocks[0] > clock && len(clocks) == 1 {
		day--
	} else {
		for _, c := range clocks {
			if c > clock {
				d.gone = append(d.gone, day.At(c))
			}
		}
	}
	if day < d.start.Date() {
		return errors.New("its RRULE ends before it starts")
	}
	d.rule.End = recur.End{Kind: recur.OnDate, On: day}
	return nil
}

// exceptions reads EXDATE and RDATE.
func (d *draft) exceptions(e event) error {
	for _, x := range e.exdates {
		if x.day {
			d.days = append(d.days, x.wall.Date())
			continue
		}
		w, err := d.clock.wall(x)
		if err != nil {
			return fmt.Errorf("its EXDATE: %w", err)
		}
		d.gone = append(d.gone, w)
	}
	for _, x := range e.rdates {
		w, err := d.clock.wall(x.start)
		if err != nil {
			return fmt.Errorf("its RDATE: %w", err)
		}
		length := d.length
		if x.start.day {
			w = w.Date().At(d.start.Clock())
		}
		if x.hasEnd || x.length > 0 {
			if length, err = d.clock.length(w, x.end, x.hasEnd, x.length); err != nil {
				return fmt.Errorf("its RDATE: %w", err)
			}
		}
		d.added = append(d.added, stretch{w, w + length})
	}
	return nil
}
