package ics

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"

	ical "github.com/arran4/golang-ical"

	"seamdash/model"
)

// Bounds of what is read.
const (
	maxBytes  = 8 << 20
	maxEvents = 10_000
	maxDepth  = 8
	// maxSpans is for the spans of all rules together, each of which is held against the others of its rule.
	maxSpans = 20_000
	// maxLine is for one property after unfolding, in bytes; maxHead for its name and parameters.
	maxLine   = 64 << 10
	maxHead   = 512
	maxParams = 16
	// maxTitle is how much of a title is looked at; more is cut.
	maxTitle = 4 << 10
)

// brokenLine is the property by which the gate tells of a line inside an event that cannot be read.
const brokenLine = "X-SEAMDASH-BROKEN"

// A gate lets through what of a file matters, one calendar object after the other, as lines that are safe to parse.
type gate struct {
	number    int // of the line, from 1
	stack     []string
	events    int
	dropped   map[string]int // components that are not events, by kind
	current   bytes.Buffer
	calendars [][]byte
}

// pass reads all of r.
func pass(r io.Reader) (*gate, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxBytes+1))
	if err != nil {
		return nil, fmt.Errorf("read the calendar: %w", err)
	}
	if len(data) > maxBytes {
		return nil, fmt.Errorf("the calendar has more than %d MiB", maxBytes>>20)
	}
	if bytes.IndexByte(data, 0) >= 0 {
		return nil, fmt.Errorf("this is no calendar but binary data")
	}
	g := &gate{dropped: make(map[string]int)}
	if err := g.read(bytes.TrimPrefix(data, []byte("\ufeff"))); err != nil {
		return nil, err
	}
	return g, nil
}

func (g *gate) read(data []byte) error {
	for len(data) > 0 {
		var line []byte
		var lines int
		line, data, lines = unfold(data)
		if err := g.line(line); err != nil {
			return fmt.Errorf("line %d of the calendar: %w", g.number+1, err)
		}
		g.number += lines
	}
	switch {
	case len(g.stack) > 0:
		return fmt.Errorf("the calendar ends inside %s: it is not whole", g.stack[len(g.stack)-1])
	case len(g.calendars) == 0:
		return fmt.Errorf("this is no calendar: there is no BEGIN:VCALENDAR")
	}
	return nil
}

// unfold takes the first property off data, its folded lines put together. What is beyond the bound of a line is dropped, but for
// one byte by which it is seen.
func unfold(data []byte) (line, rest []byte, lines int) {
	for {
		part := data
		if i := bytes.IndexByte(data, '\n'); i >= 0 {
			part, data = data[:i], data[i+1:]
		} else {
			data = nil
		}
		lines++
		part = bytes.TrimSuffix(part, []byte("\r"))
		switch {
		case lines == 1:
			line = part[:min(len(part), maxLine+1):min(len(part), maxLine+1)]
		case len(line) <= maxLine:
			line = append(line, part[1:min(len(part), maxLine+2-len(line))]...)
		}
		if len(data) == 0 || data[0] != ' ' && data[0] != '\t' {
			return line, data, lines
		}
	}
}

// line takes one property.
func (g *gate) line(line []byte) error {
	name, head, value, ok := divide(line)
	switch {
	case len(bytes.TrimSpace(line)) == 0:
		return nil
	case name == "BEGIN":
		return g.begin(component(value))
	case name == "END":
		return g.end(component(value))
	case len(g.stack) == 0:
		return fmt.Errorf("%q stands outside of a calendar", short(string(line)))
	case !g.open():
		return nil
	case !ok:
		g.broken()
		return nil
	case !slices.Contains(wanted(), name):
		return nil
	case len(head) > maxHead || strings.Count(head, ";") > maxParams:
		return fmt.Errorf("%s has too many parameters", name)
	}
	if name == "SUMMARY" { // which may have escape sequences that begin with a control character
		value = model.Clean(value[:min(len(value), maxTitle)])
	}
	if len(head)+len(value) >= maxLine {
		return fmt.Errorf("%s is longer than %d KiB", name, maxLine>>10)
	}
	g.property(name+plain(head[len(name):]), plain(value))
	return nil
}

// property writes a property if the parser can read it: one that it cannot would cost the whole calendar.
func (g *gate) property(head, value string) {
	if p, err := ical.ParseProperty(ical.ContentLine(head + ":" + value)); err != nil || p == nil {
		g.broken()
		return
	}
	g.write(head, value)
}

// wanted are the properties that are looked at.
func wanted() []string {
	return []string{
		"UID", "SUMMARY", "STATUS", "SEQUENCE", "RECURRENCE-ID", "DTSTART", "DTEND", "DURATION", "RRULE", "EXRULE", "RDATE", "EXDATE",
		"TZID", "TZOFFSETTO", "X-LIC-LOCATION", "X-WR-TIMEZONE", "X-WR-CALNAME", "NAME", ownRule, ownStart,
	}
}

// divide takes a property apart at its first colon outside of quotes. The name is in capitals.
func divide(line []byte) (name, head, value string, ok bool) {
	quoted, end := false, -1
	for i, c := range line[:min(len(line), 2*maxHead)] {
		if c == '"' {
			quoted = !quoted
		}
		if c == ':' && !quoted {
			end = i
			break
		}
	}
	if end < 0 {
		return "", "", "", false
	}
	head, value = string(line[:end]), string(line[end+1:])
	name, _, _ = strings.Cut(head, ";")
	if name == "" || strings.Trim(strings.ToUpper(name), "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") != "" {
		return "", "", "", false
	}
	return strings.ToUpper(name), head, value, true
}

// open says that properties of the innermost component are looked at.
func (g *gate) open() bool {
	switch inner := g.stack[len(g.stack)-1]; inner {
	case "VCALENDAR":
		return true
	case "VEVENT", "VTIMEZONE":
		return len(g.stack) == 2
	case "STANDARD", "DAYLIGHT":
		return len(g.stack) == 3 && g.stack[1] == "VTIMEZONE"
	default:
		return false
	}
}

func (g *gate) begin(kind string) error {
	if (len(g.stack) == 0) != (kind == "VCALENDAR") {
		return fmt.Errorf("BEGIN:%s is not where it can be", kind)
	}
	if g.stack = append(g.stack, kind); len(g.stack) > maxDepth {
		return fmt.Errorf("components are nested more than %d deep", maxDepth)
	}
	if g.open() {
		g.write("BEGIN", kind)
	} else if len(g.stack) == 2 {
		g.dropped[kind]++
	}
	if kind != "VEVENT" {
		return nil
	}
	if len(g.stack) > 2 {
		return fmt.Errorf("an event is inside of another component")
	}
	if g.events++; g.events > maxEvents {
		return fmt.Errorf("the calendar has more than %d events", maxEvents)
	}
	return nil
}

func (g *gate) end(kind string) error {
	if len(g.stack) == 0 || g.stack[len(g.stack)-1] != kind {
		return fmt.Errorf("END:%s ends nothing that is open", kind)
	}
	if g.open() {
		g.write("END", kind)
	}
	if g.stack = g.stack[:len(g.stack)-1]; len(g.stack) == 0 {
		g.calendars = append(g.calendars, bytes.Clone(g.current.Bytes()))
		g.current.Reset()
	}
	return nil
}

func (g *gate) broken() { g.write(brokenLine, fmt.Sprint(g.number+1)) }

func (g *gate) write(head, value string) {
	g.current.WriteString(head)
	g.current.WriteByte(':')
	g.current.WriteString(value)
	g.current.WriteString("\r\n")
}

// component is the name of a component as it can be shown and compared.
func component(value string) string {
	return short(strings.ToUpper(strings.TrimSpace(model.Clean(value))))
}

// plain is a value without control characters, which the parser may take for the end of a line.
func plain(value string) string {
	return strings.Map(func(c rune) rune {
		if c < ' ' && c != '\t' {
			return -1
		}
		return c
	}, value)
}

// short is a piece of a file as it is shown.
func short(text string) string {
	const most = 40
	text = model.Clean(text)
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}
