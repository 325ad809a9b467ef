package ics

import (
	"errors"
	"fmt"
	"strings"

	"seamdash/model"
	"seamdash/model/civil"
	"seamdash/model/recur"
	"seamdash/model/recur/rfc5545"
)

// maxDates is how many dates of one kind an event has at most: those of a rule.
const maxDates = recur.MaxDates

// build makes a rule of a series of events: the first is the master, the others are changes of single windows of it.
func (z *zones) build(s series, calendar string) (recur.Rule, []string, error) {
	e := s.master
	if e.start.utc && len(e.rules) > 0 {
		calendar = "" // a pattern in UTC is no pattern in another zone
	}
	c, losses, err := z.clockOf(e.start, calendar)
	if err != nil {
		return recur.Rule{}, nil, err
	}
	told, err := c.series(s)
	if err != nil {
		return recur.Rule{}, nil, err
	}
	r, more, err := rfc5545.Read(told, c.at)
	if err != nil {
		return recur.Rule{}, nil, err
	}
	losses = append(losses, more...)
	r.Zone = c.name
	if r.Name = title(e.summary); r.Name != e.summary {
		losses = append(losses, "its title is cut")
	}
	if r.Name == "" {
		r.Name = "Event of " + told.First.From.Date().String()
	}
	if err := sound(r); err != nil {
		return recur.Rule{}, nil, err
	}
	return r, losses, nil
}

// sound says why a rule could not be kept, apart from its having no locks.
func sound(r recur.Rule) error {
	r.Locks = []model.DeviceID{"some"}
	if troubles := r.Check(); len(troubles) > 0 {
		return &troubles[0]
	}
	return nil
}

// title is a name for a rule, cut where it is too long for one.
func title(summary string) string {
	const most = 100 // as recur has it
	if runes := []rune(summary); len(runes) > most {
		return strings.TrimSpace(string(runes[:most-1])) + "…"
	}
	return summary
}

// series are the events of a series by the clock of its start.
func (c clock) series(s series) (out rfc5545.Series, err error) {
	e := s.master
	if len(e.rules) > 0 {
		out.RRule = e.rules[0]
	}
	if out.First, err = c.stretch(e.start, e.end, e.hasEnd, e.length); err != nil {
		return out, err
	}
	for _, x := range e.exdates {
		if x.day {
			out.ExDays = append(out.ExDays, x.wall.Date())
			continue
		}
		w, err := c.wall(x)
		if err != nil {
			return out, fmt.Errorf("its EXDATE: %w", err)
		}
		out.ExDates = append(out.ExDates, w)
	}
	for _, x := range e.rdates {
		added, err := c.added(x, out.First)
		if err != nil {
			return out, fmt.Errorf("its RDATE: %w", err)
		}
		out.Added = append(out.Added, added)
	}
	for _, o := range s.changes {
		changed, err := c.changed(o)
		if err != nil {
			return out, fmt.Errorf("a change of one of its windows: %w", err)
		}
		out.Changed = append(out.Changed, changed)
	}
	return out, nil
}

// stretch is a window that a start and an end or a length tell.
func (c clock) stretch(start, end stamp, hasEnd bool, length civil.Wall) (out rfc5545.Stretch, err error) {
	if out.From, err = c.wall(start); err != nil {
		return out, err
	}
	out.Until = out.From + length
	if hasEnd {
		out.Until, err = c.wall(end)
	}
	return out, err
}

// added is a value of RDATE. What it does not say is as in the first window.
func (c clock) added(x period, first rfc5545.Stretch) (rfc5545.Stretch, error) {
	if !x.hasEnd && x.length == 0 {
		x.length = first.Until - first.From
	}
	if x.start.day {
		x.start = stamp{wall: x.start.wall.Date().At(first.From.Clock())}
	}
	return c.stretch(x.start, x.end, x.hasEnd, x.length)
}

// changed is an event that stands for one window of the series.
func (c clock) changed(e event) (out rfc5545.Change, err error) {
	if e.instance.day {
		return out, errors.New("it names a day and no time")
	}
	if out.Was, err = c.wall(*e.instance); err != nil || e.cancelled {
		return out, err
	}
	if out.Now, err = c.stretch(e.start, e.end, e.hasEnd, e.length); err != nil {
		return out, err
	}
	return out, nil
}
