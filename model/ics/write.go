package ics

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	ical "github.com/arran4/golang-ical"

	"seamdash/model"
	"seamdash/model/civil"
	"seamdash/model/recur"
	"seamdash/model/recur/rfc5545"
	"seamdash/model/zone"
)

// An Entry is a rule with what it is known by, from which the UIDs of its events are made.
type Entry struct {
	ID   string
	Rule recur.Rule
}

// WriteOptions are what a rule does not say.
type WriteOptions struct {
	// Now is when the calendar is written.
	Now time.Time
	// Holidays finds the sets that rules name; nil knows none.
	Holidays func(recur.SetID) (recur.Calendar, bool)
	// Until is the last day for which holidays are left out; the zero date is three years from Now.
	Until civil.Date
	// Name is the calendar's, "" for none.
	Name string
}

// Write writes one event for each span and extra opening of the rules, with the nominal hours that people are told. Skips and pauses
// become EXDATEs, and so do holidays, up to [WriteOptions.Until]. What a calendar cannot hold is named in the losses, each beginning
// with the name of its rule; neither locks nor PINs are ever written. Rules without a zone get times without one.
//
// A zone is named as IANA does, which the common calendar programs know, and described (VTIMEZONE) by its clock changes from the
// first event until Until, as RFC 5545 asks. The events of one rule carry its ID in a property of our own, by which [Read] puts
// them together again. Written twice, the same rules give the same UIDs.
func Write(w io.Writer, rules []Entry, opt WriteOptions) (losses []string, err error) {
	if opt.Until == 0 {
		opt.Until = civil.DateOf(opt.Now.UTC()) + 3*366
	}
	c := newCalendar(opt.Name)
	out := &writer{opt: opt, calendar: c, zones: make(map[string]civil.Date)}
	for _, e := range rules {
		out.rule(e)
	}
	out.describe()
	return out.losses, output(w, c)
}

func newCalendar(name string) *ical.Calendar {
	c := ical.NewCalendar()
	c.SetProductId("-//seamdash//seamdash//EN")
	c.SetMethod(ical.MethodPublish)
	if name = model.Clean(name); name != "" {
		c.SetXWRCalName(name)
	}
	return c
}

// output writes the calendar whole or not at all: the library does not look at all errors of a writer.
func output(w io.Writer, c *ical.Calendar) error {
	var b bytes.Buffer
	if err := c.SerializeTo(&b, ical.WithNewLineWindows); err != nil { // RFC 5545 has lines end so everywhere
		return fmt.Errorf("write the calendar: %w", err)
	}
	if _, err := w.Write(b.Bytes()); err != nil {
		return fmt.Errorf("write the calendar: %w", err)
	}
	return nil
}

// A writer collects events.
type writer struct {
	opt      WriteOptions
	calendar *ical.Calendar
	losses   []string
	// zones have the first day on which each is needed.
	zones map[string]civil.Date
}

// A job is one rule being written.
type job struct {
	*writer
	id   string
	rule recur.Rule
	at   *time.Location // nil for the clock of each lock
}

func (j *job) lose(format string, args ...any) {
	j.losses = append(j.losses, j.rule.Name+": "+fmt.Sprintf(format, args...))
}

func (w *writer) rule(e Entry) {
	j := &job{writer: w, id: safe(e.ID), rule: e.Rule}
	j.rule.Name = model.Clean(e.Rule.Name)
	if e.Rule.Zone != "" {
		at, known := zone.Lookup(e.Rule.Zone)
		if !known {
			j.lose("it is not written, as its zone %q is not known", short(e.Rule.Zone))
			return
		}
		j.at = at
	}
	told, err := rfc5545.Write(&j.rule, recur.Setting{Zone: j.at, Holidays: w.opt.Holidays}, w.opt.Until)
	if err != nil {
		j.lose("it is not written: %s", model.Clean(err.Error()))
		return
	}
	j.name()
	for _, loss := range told.Losses {
		j.lose("%s", loss)
	}
	before := len(j.calendar.Components)
	for n, s := range told.Spans {
		if s.RRule != "" {
			j.series(fmt.Sprintf("s%02d", n), s)
		}
	}
	for _, s := range told.Openings {
		j.series(format(s.First.From), s)
	}
	if len(j.calendar.Components) == before {
		j.lose("no window of it is left to be written")
	}
}

// series adds the event of a series, which has a name within its rule.
func (j *job) series(name string, s rfc5545.Series) {
	e := j.event(name, s.First)
	if s.RRule != "" {
		e.AddRrule(s.RRule)
	}
	gone := make([]string, len(s.ExDates))
	for i, w := range s.ExDates {
		gone[i] = format(w)
	}
	if len(gone) > 0 {
		e.AddProperty(ical.ComponentPropertyExdate, strings.Join(gone, ","), j.zone()...)
	}
}

// name names what no calendar holds.
func (j *job) name() {
	r := &j.rule
	if n := len(r.Locks); n > 0 {
		j.lose("which locks it is for is not written")
	}
	if r.PIN.Kind != recur.ChosenBySeam || len(r.PIN.PINs) > 0 {
		j.lose("PINs are not written")
	}
	if r.Naming != (recur.Naming{}) {
		j.lose("what its codes are called is not written")
	}
}

// event adds an event with everything but what makes it recur.
func (j *job) event(name string, first rfc5545.Stretch) *ical.VEvent {
	e := j.calendar.AddEvent(j.id + "-" + name + "@seamdash")
	e.SetDtStampTime(j.opt.Now)
	e.SetSummary(j.rule.Name)
	e.AddProperty(ical.ComponentPropertyDtStart, format(first.From), j.zone()...)
	e.AddProperty(ical.ComponentPropertyDtEnd, format(first.Until), j.zone()...)
	e.AddProperty(ownRule, j.id)
	e.AddProperty(ownStart, j.rule.Start.String())
	day := first.From.Date()
	if earliest, known := j.zones[j.rule.Zone]; j.at != nil && (!known || day < earliest) {
		j.zones[j.rule.Zone] = day
	}
	return e
}

func (j *job) zone() []ical.PropertyParameter {
	if j.at == nil {
		return nil
	}
	return []ical.PropertyParameter{ical.WithTZID(j.rule.Zone)}
}

// describe adds a VTIMEZONE for each zone that is used.
func (w *writer) describe() {
	names := make([]string, 0, len(w.zones))
	for name := range w.zones {
		names = append(names, name)
	}
	slices.Sort(names)
	var out []ical.Component
	for _, name := range names {
		from := w.zones[name].At(0)
		out = append(out, timezone(name, time.Unix(int64(from), 0), time.Unix(int64((w.opt.Until+1).At(0)), 0)))
	}
	w.calendar.Components = append(out, w.calendar.Components...)
}

// safe is an ID of letters, digits and a few marks.
func safe(id string) string {
	return strings.Map(func(c rune) rune {
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_' || c == '.' {
			return c
		}
		return '-'
	}, id)
}
