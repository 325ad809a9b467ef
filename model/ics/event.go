package ics

import (
	"fmt"
	"strconv"
	"strings"

	ical "github.com/arran4/golang-ical"

	"seamdash/model"
	"seamdash/model/civil"
)

// An event is a VEVENT as it stands in the file.
type event struct {
	// key is the UID as it is, by which events belong together: those of one program may differ in their ends only. uid is as it is shown.
	key, uid, summary string
	sequence          int
	cancelled         bool
	// start has no meaning when refused is not "", which is why the event cannot be read.
	start, end stamp
	hasEnd     bool
	length     civil.Wall // of DURATION, 0 for none
	rules      []string
	exrule     bool
	exdates    []stamp
	rdates     []period
	instance   *stamp // RECURRENCE-ID
	following  bool   // RANGE=THISANDFUTURE
	own        own
	refused    string
}

// A period is a value of RDATE: a start, and perhaps an end or a length.
type period struct {
	start, end stamp
	hasEnd     bool
	length     civil.Wall
}

// longestID is how long the id of a rule may be.
const longestID = 128

// own is what our own [Write] adds.
type own struct {
	rule, start string
}

// readEvent reads what an event says. What cannot be read makes it refused: an end or an exception that is overlooked would open doors.
func readEvent(e *ical.VEvent) event {
	out := event{}
	seen := make(map[string]bool)
	for _, p := range e.Properties {
		name := strings.ToUpper(p.IANAToken)
		err := out.take(name, p.BaseProperty)
		if err == nil && seen[name] && once(name) {
			err = fmt.Errorf("it has a second %s", name)
		}
		seen[name] = true
		if err != nil && out.refused == "" {
			out.refused = err.Error()
		}
	}
	if out.refused == "" {
		out.refused = out.contradiction(seen["DTSTART"])
	}
	return out
}

// contradiction is why an event of which all can be read makes no sense, or "".
func (e *event) contradiction(started bool) string {
	switch {
	case !started:
		return "it has no start"
	case e.hasEnd && e.length > 0:
		return "it has an end and a length"
	case e.hasEnd && e.end.day != e.start.day:
		return "it starts with a date and ends with a time, or the other way round"
	case len(e.rules) > 1:
		return "it has more than one RRULE"
	case e.exrule:
		return "it takes days away by EXRULE, which nobody writes any more; take them away by EXDATE"
	case e.following:
		return "it changes this and all following windows (RANGE=THISANDFUTURE); end the one and begin another"
	}
	return ""
}

func once(name string) bool {
	switch name {
	case "UID", "DTSTART", "DTEND", "DURATION", "RECURRENCE-ID", "STATUS":
		return true
	}
	return false
}

func (e *event) take(name string, p ical.BaseProperty) (err error) {
	switch name {
	case "UID":
		e.key, e.uid = strings.TrimSpace(p.Value), short(p.Value)
	case "SUMMARY":
		e.summary = model.Clean(p.Value)
	case "STATUS":
		e.cancelled = strings.EqualFold(strings.TrimSpace(p.Value), "CANCELLED")
	case "SEQUENCE":
		e.sequence, err = strconv.Atoi(strings.TrimSpace(p.Value))
		if err != nil {
			err = fmt.Errorf("its SEQUENCE is no number")
		}
	case brokenLine:
		err = fmt.Errorf("line %s of it cannot be read", short(p.Value))
	case ownRule:
		if safe(p.Value) == p.Value && len(p.Value) <= longestID { // as we write it
			e.own.rule = p.Value
		}
	case ownStart:
		e.own.start = short(p.Value)
	default:
		return e.takeTimes(name, p)
	}
	return err
}

func (e *event) takeTimes(name string, p ical.BaseProperty) (err error) {
	switch name {
	case "DTSTART":
		e.start, err = single(p)
	case "DTEND":
		e.end, err = single(p)
		e.hasEnd = true
	case "DURATION":
		e.length, err = parseLength(p.Value)
	case "RRULE":
		e.rules = append(e.rules, p.Value)
	case "EXRULE":
		e.exrule = true
	case "RECURRENCE-ID":
		var at stamp
		at, err = single(p)
		e.instance = &at
		e.following = parameter(p, "RANGE") != ""
	case "EXDATE":
		e.exdates, err = each(e.exdates, p, func(text string) (stamp, error) { return value(text, p) })
	case "RDATE":
		e.rdates, err = each(e.rdates, p, func(text string) (period, error) { return parsePeriod(text, p) })
	}
	if err != nil {
		return fmt.Errorf("its %s: %w", name, err)
	}
	return nil
}

// each reads the values of a list.
func each[T any](list []T, p ical.BaseProperty, read func(string) (T, error)) ([]T, error) {
	for text := range strings.SplitSeq(p.Value, ",") {
		v, err := read(text)
		if err != nil {
			return list, err
		}
		if list = append(list, v); len(list) > maxDates {
			return list, fmt.Errorf("more than %d dates", maxDates)
		}
	}
	return list, nil
}

func single(p ical.BaseProperty) (stamp, error) { return value(p.Value, p) }

func value(text string, p ical.BaseProperty) (stamp, error) {
	s, err := parseStamp(text, strings.TrimSpace(parameter(p, "TZID")))
	if err == nil && s.day != strings.EqualFold(parameter(p, "VALUE"), "DATE") && parameter(p, "VALUE") != "" {
		return stamp{}, fmt.Errorf("%q is not of the kind %s", short(text), short(parameter(p, "VALUE")))
	}
	return s, err
}

// parsePeriod reads a value of RDATE: a start, a start and an end, or a start and a length.
func parsePeriod(text string, p ical.BaseProperty) (out period, err error) {
	first, second, both := strings.Cut(text, "/")
	if !both {
		out.start, err = value(text, p)
		return out, err
	}
	tzid := strings.TrimSpace(parameter(p, "TZID"))
	if out.start, err = parseStamp(first, tzid); err != nil {
		return out, err
	}
	if strings.HasPrefix(strings.TrimSpace(second), "P") {
		out.length, err = parseLength(second)
		return out, err
	}
	out.hasEnd = true
	out.end, err = parseStamp(second, tzid)
	if err == nil && (out.start.day || out.end.day) {
		err = fmt.Errorf("%q is a period of days", short(text))
	}
	return out, err
}

// parameter is the value of a parameter of a property, or "".
func parameter(p ical.BaseProperty, name string) string {
	for key, values := range p.ICalParameters {
		if strings.EqualFold(key, name) && len(values) > 0 {
			return values[0]
		}
	}
	return ""
}
