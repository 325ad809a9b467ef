package rrule

import (
	"slices"
	"strings"
)

// Limits of what is read. They are the project's own, see the codes "too-long", "bad-interval" and "bad-count".
const (
	maxText     = 512
	maxInterval = 1000
	maxCount    = 10_000
	maxClocks   = 24 * 60 // starts on one day, unless BYSETPOS picks among them
)

// Parse reads one rule, such as "FREQ=WEEKLY;BYDAY=MO,WE". The error is an [*Error] and says what RFC 5545 forbids or does not
// know, and what is beyond our limits. It says nothing of rules that are sound but of no use; [Rule.Check] does.
func Parse(text string) (Rule, error) {
	r, _, err := Read(text)
	return r, err
}

// Read is [Parse] that also tells what it put right: lower case, white space around the rule, a leading "RRULE:", an empty part
// at the end, values that come twice and an UNTIL so far away that it ends nothing.
func Read(text string) (Rule, []Note, error) {
	p := parser{}
	if err := p.read(text); err != nil {
		return Rule{}, nil, err
	}
	return p.rule, p.notes, nil
}

type parser struct {
	rule  Rule
	notes []Note
	seen  []string
}

func (p *parser) note(code, part, text string) {
	p.notes = append(p.notes, Note{Code: code, Part: part, Text: text})
}

func (p *parser) read(text string) error {
	line, err := p.line(text)
	if err != nil {
		return err
	}
	if strings.HasSuffix(line, ";") {
		p.note("empty-part", "", "the semicolon at the end says nothing")
		line = strings.TrimSuffix(line, ";")
	}
	for part := range strings.SplitSeq(line, ";") {
		if err := p.part(part); err != nil {
			return err
		}
	}
	if p.rule.Freq == 0 {
		return refuse("freq-missing", "FREQ", "a rule must say how often: FREQ=DAILY, WEEKLY, MONTHLY or YEARLY")
	}
	if err := p.rule.forbidden(); err != nil {
		return err
	}
	p.rule = p.rule.Normal()
	return nil
}

// line takes away what is around the rule, and refuses what cannot be one line of it.
func (p *parser) line(text string) (string, error) {
	line := strings.Trim(text, " \t")
	if len(line) > maxText {
		return "", refuse("too-long", "", "a rule has at most %d characters, this one has %d", maxText, len(line))
	}
	if strings.ContainsAny(line, "\r\n") {
		return "", refuse("line-break", "", "a rule is one line")
	}
	for _, c := range []byte(line) {
		if c < ' ' || c > '~' {
			return "", refuse("syntax", "", "only letters, digits and ;=,+-: belong in a rule, not the byte %#x", c)
		}
	}
	if line != text {
		p.note("space", "", "white space around the rule")
	}
	upper := strings.ToUpper(line)
	if upper != line {
		p.note("case", "", "lower case letters")
	}
	if rest, found := strings.CutPrefix(upper, "RRULE:"); found {
		p.note("prefix", "", "the rule's property name before it")
		upper = rest
	}
	if upper == "" {
		return "", refuse("empty", "", "there is no rule")
	}
	return upper, nil
}

func (p *parser) part(part string) error {
	name, value, found := strings.Cut(part, "=")
	if !found || strings.Contains(value, "=") || name == "" || strings.Contains(name, " ") {
		return refuse("syntax", "", "%s is not a part of the form NAME=VALUE", quoted(part))
	}
	if slices.Contains(p.seen, name) {
		return refuse("duplicate-part", bounded(name), "it is given twice")
	}
	p.seen = append(p.seen, name)
	return p.value(name, value)
}

func (p *parser) value(name, value string) error {
	switch name {
	case "FREQ":
		return p.freq(value)
	case "INTERVAL":
		return p.number(&p.rule.Interval, value, name, "bad-interval", maxInterval)
	case "COUNT":
		return p.number(&p.rule.Count, value, name, "bad-count", maxCount)
	case "UNTIL":
		return p.until(value)
	case "WKST":
		return p.weekStart(value)
	case "BYDAY":
		return p.days(value)
	default:
		return p.list(name, value)
	}
}

func (p *parser) freq(value string) error {
	switch value {
	case "DAILY":
		p.rule.Freq = Daily
	case "WEEKLY":
		p.rule.Freq = Weekly
	case "MONTHLY":
		p.rule.Freq = Monthly
	case "YEARLY":
		p.rule.Freq = Yearly
	case "HOURLY", "MINUTELY", "SECONDLY":
		return refuse("sub-daily", "FREQ", "%s is no access schedule: take DAILY with BYHOUR", value)
	default:
		return refuse("bad-freq", "FREQ", "%s is not DAILY, WEEKLY, MONTHLY or YEARLY", quoted(value))
	}
	return nil
}

func (p *parser) number(into *int, value, part, code string, most int) error {
	n, ok := digits(value)
	if !ok || n < 1 || n > most {
		return refuse(code, part, "%s is not a number from 1 to %d", quoted(value), most)
	}
	*into = n
	return nil
}

// until reads the last start. One that is past the last day of the calendar here ends nothing, so it is dropped.
func (p *parser) until(value string) error {
	u, ok := readUntil(value)
	if !ok {
		return refuse("bad-until", "UNTIL", "%s is neither 20271231T235959Z nor 20271231T235959 nor 20271231", quoted(value))
	}
	if u.beyond(lastDay) {
		p.note("until-far", "UNTIL", "the end is so far away that the rule has none")
		return nil
	}
	p.rule.Until = u
	return nil
}

func (p *parser) weekStart(value string) error {
	day, ok := weekday(value)
	if !ok {
		return refuse("bad-wkst", "WKST", "%s is not one of MO, TU, WE, TH, FR, SA, SU", quoted(value))
	}
	p.rule.WeekStart, p.rule.HasWeekStart = day, true
	return nil
}

func (p *parser) days(value string) error {
	for item := range strings.SplitSeq(value, ",") {
		day, ok := readDay(item)
		if !ok {
			return refuse("bad-byday", "BYDAY", "%s is neither a day such as MO nor a numbered one such as 2MO or -1FR", quoted(item))
		}
		p.rule.ByDay = addNew(p, p.rule.ByDay, day, "BYDAY")
	}
	return nil
}

// list reads the parts whose values are numbers.
func (p *parser) list(name, value string) error {
	r := &p.rule
	switch name {
	case "BYMONTH":
		return numbers(p, &r.ByMonth, value, bounds{name, 1, 12, false})
	case "BYMONTHDAY":
		return numbers(p, &r.ByMonthDay, value, bounds{name, 1, 31, true})
	case "BYYEARDAY":
		return numbers(p, &r.ByYearDay, value, bounds{name, 1, 366, true})
	case "BYWEEKNO":
		return numbers(p, &r.ByWeekNo, value, bounds{name, 1, 53, true})
	case "BYSETPOS":
		return numbers(p, &r.BySetPos, value, bounds{name, 1, 366, true})
	case "BYHOUR":
		return numbers(p, &r.ByHour, value, bounds{name, 0, 23, false})
	case "BYMINUTE":
		return numbers(p, &r.ByMinute, value, bounds{name, 0, 59, false})
	case "BYSECOND":
		return numbers(p, &r.BySecond, value, bounds{name, 0, 59, false})
	default:
		return refuse("unknown-part", bounded(name), "it is not a part of a rule of RFC 5545")
	}
}

// Bounds are the values that a part may have, counted from the end too where it is signed.
type bounds struct {
	name        string
	least, most int
	signed      bool
}
