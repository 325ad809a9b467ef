package ics

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"slices"

	ical "github.com/arran4/golang-ical"

	"seamdash/model"
	"seamdash/model/civil"
	"seamdash/model/holidays"
	"seamdash/model/recur"
)

// Options are what a file does not say.
type Options struct {
	// Today is the day from which on the days of recurring whole-day events are listed, for [Options.Years].
	Today civil.Date
	// Years is 10 when it is 0.
	Years int
	// Zones are IANA names for zones of the file that nobody knows, by the name in the file.
	Zones map[string]string
}

// An Import is what was found in a calendar, in the order of the file.
type Import struct {
	// Name is the calendar's own, or "".
	Name    string
	Rules   []Imported
	Refused []Refusal
	// Days are those of events that have whole days, fit for a set of holidays: in order and one for each date.
	Days []holidays.Day
	// Losses are about the file and its days; those about a rule are with it.
	Losses []string
	spans  int // of all rules
}

// An Imported is an event as a rule. It has no locks yet.
type Imported struct {
	Rule         recur.Rule
	UID, Summary string
	// Losses are sentences about what the rule does not keep.
	Losses []string
	own    own
}

// ID is that of the rule from which [Write] made the event, "" where another program did.
func (i *Imported) ID() string { return i.own.rule }

// A Refusal is an event that no rule can be made of.
type Refusal struct {
	UID, Summary string
	// Why follows the event as a clause: "it has no end".
	Why string
}

// Read reads a calendar. The error is for a file that cannot be read as a whole or is larger than what is read: 8 MiB, 10,000 events,
// 5,000 days. All texts are safe to print.
func Read(r io.Reader, opt Options) (Import, error) {
	g, err := pass(r)
	if err != nil {
		return Import{}, err
	}
	out := Import{}
	for _, data := range g.calendars {
		c, err := ical.ParseCalendarWithOptions(bytes.NewReader(data), ical.WithUnknownPropertyHandler(ical.AcceptUnknownPropertyHandler))
		if err != nil {
			return Import{}, fmt.Errorf("read the calendar: %s", model.Clean(err.Error()))
		}
		if err := out.add(c, opt); err != nil {
			return Import{}, err
		}
	}
	out.Days = holidays.Set{Days: out.Days}.Normal().Days
	if len(out.Days) > holidays.MaxDays {
		return Import{}, fmt.Errorf("the calendar has %d whole days, and %d are possible", len(out.Days), holidays.MaxDays)
	}
	for _, kind := range slices.Sorted(maps.Keys(g.dropped)) {
		out.Losses = append(out.Losses, fmt.Sprintf("%d of the kind %s are left out", g.dropped[kind], kind))
	}
	out.Rules = join(out.Rules)
	return out, nil
}

// add takes the events of one calendar object.
func (i *Import) add(c *ical.Calendar, opt Options) error {
	properties := make([]ical.IANAProperty, len(c.CalendarProperties))
	for n, p := range c.CalendarProperties {
		properties[n] = ical.IANAProperty(p)
	}
	if i.Name == "" {
		i.Name = model.Clean(first(text(properties, "NAME"), text(properties, "X-WR-CALNAME")))
	}
	if line := text(properties, brokenLine); line != "" {
		i.Losses = append(i.Losses, fmt.Sprintf("line %s cannot be read", short(line)))
	}
	var events []event
	for _, e := range c.Events() {
		events = append(events, readEvent(e))
	}
	all, refused := arrange(events)
	i.Refused = append(i.Refused, refused...)
	z := newZones(c, opt.Zones)
	for _, s := range all {
		i.take(s, z, text(properties, "X-WR-TIMEZONE"), opt)
		switch {
		case len(i.Days) > 10*holidays.MaxDays:
			return fmt.Errorf("the calendar has too many whole days: %d are possible", holidays.MaxDays)
		case i.spans > maxSpans:
			return fmt.Errorf("the calendar has more than %d patterns of windows", maxSpans)
		}
	}
	return nil
}

// take makes of a series what it can be.
func (i *Import) take(s series, z *zones, calendar string, opt Options) {
	e := s.master
	if e.refused == "" && e.cancelled {
		e.refused = "it is cancelled"
	}
	if e.refused != "" {
		i.Refused = append(i.Refused, e.refuse(e.refused))
		return
	}
	if e.start.day {
		days, losses, err := wholeDays(s, opt)
		if err != nil {
			i.Refused = append(i.Refused, e.refuse(err.Error()))
			return
		}
		i.Days = append(i.Days, days...)
		i.Losses = append(i.Losses, losses...)
		return
	}
	rule, losses, err := z.build(s, calendar)
	if err != nil {
		i.Refused = append(i.Refused, e.refuse(err.Error()))
		return
	}
	i.spans += len(rule.Spans)
	i.Rules = append(i.Rules, Imported{Rule: rule, UID: e.uid, Summary: e.summary, Losses: losses, own: e.own})
}

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
