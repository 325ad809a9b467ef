package words

import (
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"seamdash/model"
	"seamdash/model/civil"
	"seamdash/model/recur"
	"seamdash/model/rrule"
)

// listed is how many dates a sentence lists; more are counted.
const listed = 6

// Sentence tells people when a rule opens doors: "Mondays and Wednesdays 09:00 to 13:00, until 30 June 2027, except US holidays."
// The start is told where it is to come, and where days or windows are counted from it. More than six skipped dates, or
// extra openings, are counted only.
func Sentence(r *recur.Rule, c Context) string {
	rule := r.Normal()
	var parts []string
	if len(rule.Spans) > 0 {
		parts = append(parts, spansProse(rule.Spans))
	}
	if s := startProse(&rule, c); s != "" {
		parts = append(parts, s)
	}
	switch rule.End.Kind {
	case recur.Never:
	case recur.OnDate:
		parts = append(parts, "until "+longDate(rule.End.On))
	case recur.AfterCount:
		parts = append(parts, count(rule.End.Count, "window")+" in all")
	}
	if e := exceptProse(&rule, c); e != "" {
		parts = append(parts, "except "+e)
	}
	if e := extraProse(rule.Extra, len(rule.Spans) == 0); e != "" {
		parts = append(parts, e)
	}
	if b := bufferProse(rule.Before, rule.After); b != "" {
		parts = append(parts, "on the lock from "+b)
	}
	if rule.Pause.Paused {
		parts = append(parts, pauseProse(rule.Pause, c.Today))
	}
	if len(parts) == 0 {
		return "Never."
	}
	return capital(strings.Join(parts, ", ")) + "."
}

func capital(text string) string {
	c, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(c)) + text[size:]
}

// spansProse is days with their hours, days that come in a row with the same rule once.
func spansProse(spans []recur.Span) string {
	var groups []string
	var last string
	crowded, sparse := false, false
	for i, s := range spans {
		key := s.Days.String()
		hours := hoursProse(s.Hours)
		if i > 0 && key == last {
			groups[len(groups)-1] += " and " + hours
			crowded = true
			continue
		}
		last = key
		days, plain := daysProse(s.Days.Normal(), sparse)
		sparse = pattern{rules: []rrule.Rule{s.Days}}.sparse()
		crowded = crowded || !plain
		groups = append(groups, days+" "+hours)
	}
	if len(groups) == 2 && !crowded {
		return strings.Join(groups, " and ")
	}
	return strings.Join(groups, "; ")
}

// hoursProse is "09:00 to 13:00" and "22:00 to 06:00 the next day".
func hoursProse(h recur.Hours) string {
	if h.From == 0 && h.Until == civil.Day {
		return "all day"
	}
	days, until := h.Until.Days()
	end := until.String()
	if until == 0 {
		days, end = days-1, "24:00"
	}
	text := h.From.String() + " to " + end
	switch days {
	case 0:
		return text
	case 1:
		return text + " the next day"
	default:
		return fmt.Sprintf("%s %d days later", text, days)
	}
}

// startProse tells a start that is to come or that is counted from.
func startProse(rule *recur.Rule, c Context) string {
	if rule.Start > c.Today {
		return "from " + longDate(rule.Start)
	}
	counted, needed := rule.End.Kind == recur.AfterCount, false
	for _, s := range rule.Spans {
		counted = counted || s.Days.Interval > 1
		needed = needed || implied(s.Days)
	}
	if needed || counted && rule.Start != c.Today {
		return "counted from " + longDate(rule.Start)
	}
	return ""
}

func exceptProse(rule *recur.Rule, c Context) string {
	var out []string
	for _, id := range rule.Holidays {
		name, ok := setName(id, c)
		if !ok {
			name = "the holidays of set " + quoteName(model.Clean(string(id)))
		}
		out = append(out, name)
	}
	all := runs(rule.Skip)
	if len(all) > listed {
		return and(append(out, count(len(rule.Skip), "date")))
	}
	for _, run := range all {
		first, last := run[0], run[len(run)-1]
		switch {
		case first.One:
			out = append(out, longDate(first.Date)+" at "+first.At.String())
		default:
			out = append(out, longRun(first.Date, last.Date))
		}
	}
	return and(out)
}

// longRun is "24 to 26 December 2026".
func longRun(first, last civil.Date) string {
	switch {
	case first == last:
		return longDate(first)
	case first.Year() == last.Year() && monthOfDate(first) == monthOfDate(last):
		_, _, dom := first.Split()
		return fmt.Sprintf("%d to %s", dom, longDate(last))
	default:
		return longDate(first) + " to " + longDate(last)
	}
}

func extraProse(list []recur.Opening, only bool) string {
	lead := "also "
	if only {
		lead = "only on "
	}
	if len(list) > listed {
		return lead + count(len(list), "single date")
	}
	var out []string
	for _, o := range list {
		out = append(out, longDate(o.Date)+" "+hoursProse(o.Hours))
	}
	if len(out) == 0 {
		return ""
	}
	return lead + and(out)
}

// bufferProse is "15 minutes before until 30 minutes after".
func bufferProse(before, after time.Duration) string {
	switch {
	case before > 0 && after > 0:
		return minutesProse(before) + " before until " + minutesProse(after) + " after"
	case before > 0:
		return minutesProse(before) + " before"
	case after > 0:
		return "the start until " + minutesProse(after) + " after"
	}
	return ""
}

func minutesProse(d time.Duration) string {
	if d%time.Hour == 0 {
		return count(int(d/time.Hour), "hour")
	}
	return count(int(d/time.Minute), "minute")
}

func pauseProse(p recur.Pause, today civil.Date) string {
	over := !p.Open && p.Until <= today
	lead := "paused"
	if over {
		lead = "was paused"
	}
	switch {
	case p.From > today || over:
		lead += " from " + longDate(p.From)
	default:
		lead += " since " + longDate(p.From)
	}
	if p.Open {
		return lead
	}
	return lead + " until " + longDate(p.Until)
}

// count is "1 window", "12 windows".
func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
