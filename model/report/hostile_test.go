package report_test

import (
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"seamdash/model"
	"seamdash/model/diagnose"
	"seamdash/model/report"
)

// everywhere has a text wherever Seam, a server, a lock or a person can put one, clean as all texts are that get so far.
func everywhere(text string) report.Subject {
	text = model.Clean(text)
	s := okafor()
	d := s.Facts.Lock.Device
	d.ID, d.Name, d.Type, d.Manufacturer, d.ModelName, d.TimeZone, d.Unreadable = model.DeviceID(text), text, text, text, text, text, text
	codes := slices.Clone(s.Facts.Lock.Codes)
	c := &codes[0]
	c.ID, c.Type, c.Status, c.Unreadable = model.CodeID(text), model.CodeType(text), model.Status(text), text
	c.Pending = []model.PendingMutation{{Code: model.MutationCode(text), Message: text, CreatedAt: now()}}
	s.Facts.Lock = model.NewLock(d, codes, true, nil)
	s.Facts.Code, _ = s.Facts.Lock.Code(model.CodeID(text))
	s.Facts.Account = &model.Account{ID: model.AccountID(text), Type: text, TypeName: text}
	s.Facts.Events = []model.Event{{ID: model.EventID(text), Type: model.EventType(text), At: now(), CodeID: model.CodeID(text), Text: text, Method: text, Reason: text}}
	s.Facts.Writes = []model.Write{{Number: 1, At: now(), Who: text, Action: text, Code: model.CodeID(text), Outcome: text, Request: model.RequestID(text)}}
	s.Facts.Feed.Fault = &model.Fault{Op: "list", Kind: model.KindUnavailable, Message: text, Hint: text, Request: model.RequestID(text)}
	s.Workspace = model.Workspace{ID: model.WorkspaceID(text), Name: text}
	s.Program.Place, s.Program.Settings = text, []report.Setting{{Name: "pace", Value: text, From: text}}
	f := &s.Diagnosis.Findings[0]
	f.Cause, f.Title, f.Why, f.Said, f.Root.ID = diagnose.Cause(text), text, text, text, text
	f.Evidence = []diagnose.Evidence{{Fact: text, From: diagnose.FromCode}}
	f.Steps = []diagnose.Step{{Text: text}, {Text: text}}
	s.Diagnosis.Verdict = text + " is not on the lock."
	s.Diagnosis.Timeline = []diagnose.Moment{{At: now(), Words: text, Request: model.RequestID(text), Event: model.EventID(text)}}
	s.Diagnosis.Differences = []diagnose.Difference{{Field: text, Asked: text, OnLock: text}}
	return s
}

// bones are what a reader of Markdown, HTML and tickets acts on in a report, line by line: what begins the line, and the signs that have a
// meaning behind it. Signs behind a backslash have none, nor has what stands in quotes of code, nor have our own words for what is hidden.
func bones(markdown string) string {
	var out strings.Builder
	begins := regexp.MustCompile(`^ *(#+ |[-+=>:] ?|[0-9]+[.)]|\||\t| {4})*`)
	active := regexp.MustCompile("[`*_~<>#!&|@]|\\]\\(|\\]\\[|\\]:|://|(?i:www\\.)")
	hidden := regexp.MustCompile(`\[(name|digits|mail|key|this code)\]`)
	for _, line := range strings.Split(markdown, "\n") {
		line = hidden.ReplaceAllString(escaped(line), "x")
		out.WriteString(begins.FindString(line) + " " + strings.Join(active.FindAllString(line, -1), "") + "\n")
	}
	return out.String()
}

// escaped takes quotes of code, and signs behind a backslash, for a letter, as a reader does from left to right. A bar ends a cell of a
// table also in quotes.
func escaped(line string) string {
	var out strings.Builder
	for i := 0; i < len(line); i++ {
		quote := strings.IndexByte(line[i+1:], '`')
		switch {
		case line[i] == '\\' && i+1 < len(line) && strings.IndexByte("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", line[i+1]) >= 0:
			out.WriteByte('x')
			i++
		case line[i] == '`' && quote >= 0:
			out.WriteByte('x')
			if strings.HasPrefix(line, "|") {
				out.WriteString(strings.Repeat("|", strings.Count(line[i+1:i+1+quote], "|")))
			}
			i += quote + 1
		default:
			out.WriteByte(line[i])
		}
	}
	return out.String()
}

// attacks are texts with which somebody may want to get out of their place in a ticket.
func attacks() map[string]string {
	return map[string]string{
		"html": "<img src=x onerror=alert(1)> <script>x</script> <!-- x --> &lt;b&gt; <details>", "links": "[x](http://evil.example) ![x](y) [x][y] [x]: http://evil.example",
		"a definition": "[x]: <http://evil.example> \"t\"", "bare links": "http://evil.example www.evil.example HTTPS://x (see://x)", "a link with cells": "http://x|y|z @a\\|b", "calls": "@all @org/team #12 org/repo#12 jane@evil.example",
		"code": "`rm -rf` ``x`` ```sh", "emphasis": "**bold** __x__ *i* _i_ ~~gone~~", "cells": "a | b \\| c \\\\| d |", "backslashes": "\\ \\\\ x\\",
		"a heading": "# all is well", "a list": "- all", "another": "+ all", "a numbered list": "12. all", "one with brackets": "1) all", "a rule": "--- ***", "underlined": "=== x",
		"a quote": "> all", "a table": "|---|---|", "a table of one": ":-:", "a fence": "~~~ x", "lines": "x\r\n\n# y\n- z\u2028u", "a box": "[ ] done [x]", "a note": "[^1] [^1]: x", "tabs": "\tx", "entities": "&#60;img&#62; &amp;",
		"orders": "x\x1b[2J\x1b]0;owned\x07\u202ey\u200b", "marks first": "\u0301x", "nothing": "",
	}
}

// TestHostileReports gives a reader of Markdown nothing to act on that harmless text does not.
func TestHostileReports(t *testing.T) {
	t.Parallel()
	all := attacks()
	for _, name := range slices.Sorted(maps.Keys(all)) {
		mustBeText(t, name, all[name])
	}
	if n := strings.Count(report.Of(everywhere("Qzzq")).Markdown(), "Qzzq"); n < 30 {
		t.Errorf("only %d places have the text", n)
	}
}

func mustBeText(t *testing.T, name, text string) {
	t.Helper()
	harmless := "Qzzq"
	if model.Clean(text) == "" {
		harmless = ""
	}
	want, got := report.Of(everywhere(harmless)).Markdown(), report.Of(everywhere(text)).Markdown()
	if bones(got) != bones(want) {
		t.Errorf("%s has a meaning:\n%s\n%s\nand not\n%s", name, got, bones(got), bones(want))
	}
	body, err := report.Of(everywhere(text)).JSON()
	if err != nil || !json.Valid(body) || strings.ContainsAny(string(body), "<>&") {
		t.Errorf("%s: %v\n%s", name, err, body)
	}
}

// FuzzMarkdown puts any text everywhere.
func FuzzMarkdown(f *testing.F) {
	for _, text := range attacks() {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) { mustBeText(t, "it", text) })
}
