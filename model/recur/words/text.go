package words

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"seamdash/model"
	"seamdash/model/civil"
	"seamdash/model/recur"
	"seamdash/model/rrule"
)

// Text writes a rule so that [Parse] reads it back in the same context. Name, locks, zone, PIN and names of codes are not said,
// nor the start where it is the one that Parse begins with. Rules
// that are equal have the same text. Days that have no words are written as "rrule" with RFC 5545.
func Text(r *recur.Rule, c Context) string {
	rule := r.Normal()
	var parts []string
	if len(rule.Spans) > 0 {
		parts = append(parts, spansText(rule.Spans))
	}
	if rule.Start != c.start() {
		parts = append(parts, "from "+shortDate(rule.Start))
	}
	switch rule.End.Kind {
	case recur.Never:
	case recur.OnDate:
		parts = append(parts, "until "+shortDate(rule.End.On))
	case recur.AfterCount:
		parts = append(parts, fmt.Sprintf("%d times", rule.End.Count))
	}
	if except := exceptText(&rule, c); len(except) > 0 {
		parts = append(parts, "except "+strings.Join(except, ", "))
	}
	for i, o := range rule.Extra {
		lead := "also "
		if i > 0 {
			parts[len(parts)-1] += ","
			lead = ""
		}
		parts = append(parts, lead+shortDate(o.Date)+" "+hoursText(o.Hours))
	}
	if b := bufferText(rule.Before, rule.After); b != "" {
		parts = append(parts, "with "+b)
	}
	if p := rule.Pause; p.Paused {
		text := "paused from " + shortDate(p.From)
		if !p.Open {
			text += " until " + shortDate(p.Until)
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, " ")
}

// spansText is days with their hours, days that come in a row with the same rule once.
func spansText(spans []recur.Span) string {
	var out strings.Builder
	var last string
	sparse := false
	for i, s := range spans {
		key := s.Days.String()
		if i > 0 {
			out.WriteString(" and ")
		}
		if i == 0 || key != last {
			out.WriteString(daysText(s.Days.Normal(), sparse) + " ")
			sparse = pattern{rules: []rrule.Rule{s.Days}}.sparse()
		}
		last = key
		out.WriteString(hoursText(s.Hours))
	}
	return out.String()
}

// hoursText is "9-13", "9:30-13:00", "22-6" and "9-5+1".
func hoursText(h recur.Hours) string {
	days, until := h.Until.Days()
	if until == 0 {
		days, until = days-1, civil.Day
	}
	text := ""
	if h.From%civil.Hour == 0 && until%civil.Hour == 0 && (h.From >= 6*civil.Hour || h.From == 0) {
		text = fmt.Sprintf("%d-%d", h.From/civil.Hour, until/civil.Hour)
	} else {
		text = h.From.String() + "-" + until.String()
		if until == civil.Day {
			text = h.From.String() + "-24:00"
		}
	}
	if days == 0 || days == 1 && until < h.From && h.From >= 13*civil.Hour {
		return text
	}
	return fmt.Sprintf("%s+%d", text, days)
}

// shortDate is "25 dec 2026".
func shortDate(d civil.Date) string {
	year, month, dom := d.Split()
	return fmt.Sprintf("%d %s %d", dom, shortMonth(month), year)
}

// exceptText are sets of holidays, then dates, with days in a row as one.
func exceptText(rule *recur.Rule, c Context) []string {
	var out []string
	for _, id := range rule.Holidays {
		out = append(out, setText(id, c))
	}
	for _, run := range runs(rule.Skip) {
		switch first := run[0]; {
		case first.One:
			at := first.At.String()
			out = append(out, shortDate(first.Date)+" "+at)
		default:
			out = append(out, runText(first.Date, run[len(run)-1].Date))
		}
	}
	return out
}

// runs puts days in a row together, without reaching longestRun.
func runs(skips []recur.Skip) [][]recur.Skip {
	var out [][]recur.Skip
	for _, s := range skips {
		if n := len(out); n > 0 && !s.One && len(out[n-1]) < longestRun {
			if last := out[n-1][len(out[n-1])-1]; !last.One && last.Date+1 == s.Date {
				out[n-1] = append(out[n-1], s)
				continue
			}
		}
		out = append(out, []recur.Skip{s})
	}
	return out
}

func runText(first, last civil.Date) string {
	if first == last {
		return shortDate(first)
	}
	if first.Year() == last.Year() && monthOfDate(first) == monthOfDate(last) {
		_, _, dom := first.Split()
		return fmt.Sprintf("%d-%s", dom, shortDate(last))
	}
	return shortDate(first) + " - " + shortDate(last)
}

// setText is the name of a set, in quotes where it could be read as something else, or its identity where it has no name of its
// own.
func setText(id recur.SetID, c Context) string {
	name, ok := setName(id, c)
	switch {
	case !ok:
		return "set " + quoteName(model.Clean(string(id)))
	case plainName(name, c):
		return name
	default:
		return quoteName(name)
	}
}

// setName is the name of a set; ok is false where none or several have it.
func setName(id recur.SetID, c Context) (string, bool) {
	name, same := "", 0
	for _, s := range c.Sets {
		if s.ID == id {
			name = model.Clean(s.Name)
		}
	}
	for _, s := range c.Sets {
		if strings.EqualFold(model.Clean(s.Name), name) {
			same++
		}
	}
	return name, name != "" && same == 1
}

// plainName says that a name is written without quotes: it can be read so, and no other name begins like it.
func plainName(name string, c Context) bool {
	if !sayable(name) {
		return false
	}
	for _, s := range c.Sets {
		other := strings.ToLower(model.Clean(s.Name))
		if other != strings.ToLower(name) && strings.HasPrefix(other, strings.ToLower(name)) {
			return false
		}
	}
	return true
}

// sayable says that a name can be read without quotes, because it is made of words that mean nothing else.
func sayable(name string) bool {
	words := lex(name)
	known := append(vocabulary(), follow()...)
	other := 0
	for _, w := range words {
		if w.kind != word || w.text != "holidays" && (slices.Contains(known, w.text) || someDays(w) != nil) {
			return false
		}
		if !slices.Contains([]string{"holidays", "holiday", "public", "bank", "set", "on", "for", "at"}, w.text) {
			other++
		}
	}
	return other > 0
}

func quoteName(name string) string { return "'" + strings.ReplaceAll(name, "'", "''") + "'" }

// bufferText is "15 min before and 30 min after", or "".
func bufferText(before, after time.Duration) string {
	var parts []string
	if before != 0 {
		parts = append(parts, span60(before)+" before")
	}
	if after != 0 {
		parts = append(parts, span60(after)+" after")
	}
	return strings.Join(parts, " and ")
}

// span60 is a length in hours, or in minutes where it has some.
func span60(d time.Duration) string {
	if d%time.Hour == 0 {
		return fmt.Sprintf("%d h", d/time.Hour)
	}
	return fmt.Sprintf("%d min", d/time.Minute)
}
