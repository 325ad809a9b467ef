package main

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"seamdash/model"
	"seamdash/model/diagnose"
)

// writeTo tells the answer: the verdict, then what is wrong with what to try, then what happened, then what the lock has.
func (c *consultation) writeTo(w io.Writer) error {
	lines := []string{c.name() + c.hours(), c.Verdict}
	for i := range c.Findings {
		lines = append(lines, "")
		lines = c.appendFinding(lines, &c.Findings[i])
	}
	if _, err := fmt.Fprintln(w, strings.Join(lines, "\n")); err != nil {
		return err
	}
	for _, part := range []struct {
		title string
		lines table
	}{{"WHAT HAPPENED, in " + c.clock(), c.happened()}, {"VALUES", c.values()}} {
		if len(part.lines) == 0 {
			continue
		}
		if _, err := fmt.Fprintln(w, "\n"+part.title); err != nil {
			return err
		}
		if err := part.lines.writeTo(w); err != nil {
			return err
		}
	}
	return nil
}

// hours are those of the code.
func (c *consultation) hours() string {
	if c.Code == nil {
		return ""
	}
	text := ", " + window(c.Code.Window, c.Zone)
	if !c.Code.Window.Always() {
		text += " " + c.clock()
	}
	return text
}

func (c *consultation) clock() string { return model.ZoneLabel(c.Zone.String()) }

func (c *consultation) at(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return ", since " + t.In(c.Zone).Format("2006-01-02 15:04") + " " + c.clock()
}

func (c *consultation) appendFinding(lines []string, f *diagnose.Finding) []string {
	const indent = "   "
	lines = append(lines, strings.ToUpper(weight(f))+": "+f.Title+c.at(f.Since))
	say := func(text string) {
		if text != "" {
			lines = append(lines, indent+text)
		}
	}
	say(f.Why)
	if f.Said != "" && f.Said != f.Why {
		say("Seam says: " + f.Said)
	}
	for _, e := range f.Evidence {
		say("because " + e.Fact + c.at(e.Since) + " (" + e.From.String() + ")")
	}
	if retries, known := f.Retries.Bool(); known && f.Severity > diagnose.Note {
		say(map[bool]string{true: "Seam goes on trying by itself.", false: "Seam does not try again by itself."}[retries])
	}
	for i, s := range f.Steps {
		text := strconv.Itoa(i+1) + ". " + s.Text
		if command := c.patient().command(&s); command != "" {
			text += ": " + command
		}
		say(text)
	}
	return lines
}

// weight is how much a finding matters, in a word.
func weight(f *diagnose.Finding) string {
	switch {
	case f.Blocks:
		return "blocks"
	case f.Open:
		return "leaves it open"
	default:
		return f.Severity.String()
	}
}

// happened is the timeline. What should have happened and did not is marked, and so is what is to come.
func (c *consultation) happened() table {
	var t table
	for i := range c.Timeline {
		m := &c.Timeline[i]
		words := m.Words
		if m.Request != "" {
			words += " (request " + string(m.Request) + ")"
		}
		t.row(m.At.In(c.Zone).Format(time.DateTime), momentWord(m.Kind), words)
	}
	return t
}

func momentWord(k diagnose.MomentKind) string {
	switch k {
	case diagnose.Happened:
		return ""
	case diagnose.Missing:
		return "missing"
	case diagnose.Due:
		return "due"
	default:
		return ""
	}
}

// values are what was asked for against what is on the lock.
func (c *consultation) values() table {
	var t table
	for _, d := range c.Differences {
		if len(t) == 0 {
			t.row("", "ASKED FOR", "ON THE LOCK")
		}
		differs := ""
		if !d.Same {
			differs = "differs"
		}
		t.row(d.Field, orDash(d.Asked), orDash(d.OnLock), differs)
	}
	return t
}

// A diagnosisFacts is the answer for scripts.
type diagnosisFacts struct {
	AccessCodeID *string           `json:"access_code_id"`
	Name         *string           `json:"name"`
	DeviceID     string            `json:"device_id"`
	DeviceName   *string           `json:"device_name"`
	Health       string            `json:"health"`
	Verdict      string            `json:"verdict"`
	Blocked      bool              `json:"blocked"`
	Findings     []findingFacts    `json:"findings"`
	Timeline     []momentFacts     `json:"timeline"`
	Differences  []differenceFacts `json:"differences"`
}

type momentFacts struct {
	At        *string `json:"at"`
	What      string  `json:"what"`
	Kind      string  `json:"kind"` // happened, missing or due
	EventID   *string `json:"event_id"`
	RequestID *string `json:"request_id"`
}

type differenceFacts struct {
	Field    string  `json:"field"`
	AskedFor *string `json:"asked_for"`
	OnLock   *string `json:"on_lock"`
	Same     bool    `json:"same"`
}

func (c *consultation) facts() diagnosisFacts {
	f := diagnosisFacts{
		DeviceID: string(c.Lock.Device.ID), DeviceName: known(c.Lock.Device.Name), Health: c.Health.String(), Verdict: c.Verdict, Blocked: c.Blocked(),
		Findings: make([]findingFacts, len(c.Findings)), Timeline: make([]momentFacts, len(c.Timeline)),
		Differences: make([]differenceFacts, len(c.Differences)),
	}
	if c.Code != nil {
		f.AccessCodeID, f.Name = known(string(c.Code.ID)), known(c.Code.Name)
	}
	for i := range c.Findings {
		f.Findings[i] = factsOfFinding(&c.Findings[i], c.patient())
	}
	for i, m := range c.Timeline {
		kind := momentWord(m.Kind)
		if kind == "" {
			kind = "happened"
		}
		f.Timeline[i] = momentFacts{instant(m.At), m.Words, kind, known(string(m.Event)), known(string(m.Request))}
	}
	for i, d := range c.Differences {
		f.Differences[i] = differenceFacts{d.Field, known(d.Asked), known(d.OnLock), d.Same}
	}
	return f
}
