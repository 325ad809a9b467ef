package words

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"seamdash/model/rrule"
)

// dayAhead says that a token names a weekday, or some of them.
func (r *reader) dayAhead(ahead int) bool {
	if _, _, ok := weekdayOf(r.peek(ahead)); ok {
		return true
	}
	return someDays(r.peek(ahead)) != nil
}

// someDays are the days of "weekdays" and "weekends".
func someDays(t token) []time.Weekday {
	if t.kind != word {
		return nil
	}
	switch t.text {
	case "weekday", "weekdays", "workday", "workdays":
		return week()[:5]
	case "weekend", "weekends":
		return week()[5:]
	}
	return nil
}

// readDayList reads "mon wed fri", "mon-thu and sat" and "weekdays". weekly says that "and every sat" goes on with it.
func (r *reader) readDayList(weekly bool) ([]rrule.Day, error) {
	var out []rrule.Day
	for {
		from := r.at
		list, err := r.readSomeDays()
		if err != nil {
			return nil, err
		}
		for _, d := range list {
			if slices.Contains(out, rrule.Day{Weekday: d}) {
				return nil, r.mistake(from, r.at, "says "+d.String()+" a second time", r.dropping(from, r.at))
			}
			out = append(out, rrule.Day{Weekday: d})
		}
		was := r.at
		if r.comma() && weekly && r.dayAhead(1) {
			r.takes("every", "each")
		}
		if !r.dayAhead(0) {
			r.at = was
			break
		}
	}
	return rrule.Rule{ByDay: out}.Normal().ByDay, nil
}

// dropping is the text without some tokens, and without a comma or "and" before them.
func (r *reader) dropping(from, to int) string {
	for from > 0 && (r.tokens[from-1].text == "," || r.tokens[from-1].text == "and") {
		from--
	}
	return r.instead(from, to, " ")
}

// readSomeDays reads one weekday, a run of them, or the word for some.
func (r *reader) readSomeDays() ([]time.Weekday, error) {
	if list := someDays(r.peek(0)); list != nil {
		r.at++
		return list, nil
	}
	from := r.at
	first, _, _ := weekdayOf(r.peek(0))
	r.at++
	if !r.is("-", "to", "through", "thru") {
		return []time.Weekday{first}, nil
	}
	last, _, ok := weekdayOf(r.peek(1))
	if !ok {
		if r.is("-") && r.peek(1).kind == word {
			return nil, r.unknown(r.at + 1)
		}
		if r.takes("-") {
			return nil, r.missing(from, "leads to no day")
		}
		return []time.Weekday{first}, nil
	}
	r.at += 2
	if first == last {
		return nil, r.mistake(from, r.at, "begins and ends on the same day")
	}
	out := []time.Weekday{first}
	for d := first; d != last; {
		d = (d + 1) % 7
		out = append(out, d)
	}
	return out, nil
}

// readAllBut reads the weekdays that are left out of days before their hours: "every day except sunday 9-17".
func (r *reader) readAllBut(p *pattern) error {
	from := r.at
	r.takes("but")
	if !r.takes("except", "not", "without") || !r.dayAhead(0) || len(p.rules) != 1 || p.sparse() {
		r.at = from
		return nil
	}
	list, err := r.readDayList(false)
	if err != nil {
		return err
	}
	if !r.hoursAhead() && !r.seasonAhead() && !r.is(":") {
		r.at = from
		return nil
	}
	less := lessDays{at: place{from, r.at}}
	for _, d := range list {
		less.days = append(less.days, d.Weekday)
	}
	left, found := without(p.rules[0], less.days)
	if !found || len(left.ByDay) == 0 {
		return r.notAmong(less)
	}
	p.rules[0] = left
	return nil
}

// without is days of the week without some of them; found says that it had one of those.
func without(d rrule.Rule, less []time.Weekday) (left rrule.Rule, found bool) {
	if d.Freq == rrule.Daily && len(d.ByDay) == 0 {
		d.Freq, d.ByDay = rrule.Weekly, plainDays(week())
	}
	had := len(d.ByDay)
	d.ByDay = slices.DeleteFunc(slices.Clone(d.ByDay), func(x rrule.Day) bool { return slices.Contains(less, x.Weekday) })
	return d, len(d.ByDay) < had
}

// readRaw reads a recurrence rule as RFC 5545 writes it.
func (r *reader) readRaw() (pattern, error) {
	from := r.at - 1
	t := r.peek(0)
	if t.kind != raw {
		return pattern{}, r.missing(from, "leads to no rule such as FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR")
	}
	r.at++
	rule, err := rrule.Parse(strings.TrimLeft(t.text, ":="))
	if err != nil {
		why := err.Error()
		if e := (*rrule.Error)(nil); errors.As(err, &e) {
			why = "is no rule: " + e.Error()
		}
		return pattern{}, r.mistake(r.at-1, r.at, why)
	}
	if len(rule.ByHour)+len(rule.ByMinute)+len(rule.BySecond) > 0 {
		bare := rule
		bare.ByHour, bare.ByMinute, bare.BySecond = nil, nil, nil
		return pattern{}, r.mistake(r.at-1, r.at, "has times of day: they are said behind it", r.instead(r.at-1, r.at, bare.String()))
	}
	if rule.Count > 0 || !rule.Until.IsZero() {
		bare, end := rule, ""
		if bare.Count, bare.Until = 0, (rrule.Until{}); rule.Count > 0 {
			end = fmt.Sprintf(" %d times", rule.Count)
		}
		return pattern{}, r.mistake(r.at-1, r.at, "has an end: it is said behind the hours", r.instead(r.at-1, r.at, bare.String())+end)
	}
	return pattern{rules: []rrule.Rule{rule}}, nil
}

// nth is "1st", "2nd" and so on.
func nth(n int) string {
	ending := "th"
	if n%100 < 11 || n%100 > 13 {
		switch n % 10 {
		case 1:
			ending = "st"
		case 2:
			ending = "nd"
		case 3:
			ending = "rd"
		}
	}
	return fmt.Sprintf("%d%s", n, ending)
}

func shortDay(d time.Weekday) string { return strings.ToLower(d.String()[:3]) }

func shortMonth(m time.Month) string { return strings.ToLower(m.String()[:3]) }
