package words

import (
	"fmt"
	"slices"

	"seamdash/model/recur"
	"seamdash/model/rrule"
)

// mostPeriods is how many days, weeks, months or years there may be from one to the next.
const mostPeriods = 1000

// A pattern is which days are meant. Dates of several months are several rules.
type pattern struct {
	rules    []rrule.Rule
	from, to int // its tokens
	// bare are weekdays on their own, without a word that says how often they come.
	bare bool
}

// sparse says that a pattern has a rhythm other than weeks, so that bare weekdays behind it could be meant in the same.
func (p pattern) sparse() bool {
	return slices.ContainsFunc(p.rules, func(d rrule.Rule) bool { return d.Interval > 1 || d.Freq != rrule.Weekly && d.Freq != rrule.Daily })
}

// readGroup reads days with their hours: "mon wed 9-13 and 14-17", or "9-13 on mon wed".
func (r *reader) readGroup() error {
	from := r.at
	windows, err := r.leadingHours()
	if err != nil {
		return err
	}
	p, err := r.readPattern()
	if err != nil {
		return err
	}
	if err := r.readAllBut(&p); err != nil {
		return err
	}
	if err := r.readSeason(&p); err != nil {
		return err
	}
	p.from, p.to = from, r.at
	if p.bare && r.before.sparse() {
		how := r.words(place{r.before.from, r.before.to})
		return r.mistake(from, r.at, fmt.Sprintf("could come every week, or as in %q", how), r.instead(from, from, "every "))
	}
	if windows, err = r.trailingHours(from, windows); err != nil {
		return err
	}
	if err := r.checkParts(p, windows); err != nil {
		return err
	}
	for _, d := range p.rules {
		r.noteGaps(d)
		for _, h := range windows {
			r.rule.Spans = append(r.rule.Spans, recur.Span{Days: d, Hours: h})
		}
	}
	r.before = p
	r.groups++
	return nil
}

// leadingHours reads hours that stand before their days, if there are any.
func (r *reader) leadingHours() ([]recur.Hours, error) {
	from := r.at
	if !r.hoursAhead() {
		return nil, nil
	}
	windows, err := r.readAllHours()
	if err != nil || r.patternAhead() {
		return windows, err
	}
	to := r.at
	if r.takes("on"); r.peek(0).kind == word && !slices.Contains(follow(), r.peek(0).text) {
		return nil, r.unknown(r.at)
	}
	r.at = to
	return nil, r.missing(from, "lacks its days", r.instead(from, from, "every day "))
}

// trailingHours reads the hours behind days, which have to have them before or behind.
func (r *reader) trailingHours(from int, leading []recur.Hours) ([]recur.Hours, error) {
	if to := r.at; r.takes(":") && !r.hoursAhead() { // mon: 9-13
		r.at = to
	}
	switch ahead := r.hoursAhead(); {
	case ahead && leading != nil:
		return nil, r.mistake(r.at, r.at+1, `are hours of "`+r.words(place{from, r.at})+`", which has hours before it`)
	case ahead:
		return r.readAllHours()
	case leading == nil:
		return nil, r.hourless(from)
	}
	return leading, nil
}

// readAllHours reads one window or more: "8-12 and 13-17".
func (r *reader) readAllHours() ([]recur.Hours, error) {
	var out []recur.Hours
	for {
		h, err := r.readHours()
		if err != nil {
			return nil, err
		}
		out = append(out, h)
		was := r.at
		if r.comma(); !r.hoursAhead() {
			r.at = was
			return out, nil
		}
	}
}

// hourless is the mistake of days without hours.
func (r *reader) hourless(from int) *Mistake {
	to := r.at
	r.takes("at", "from", "between", "open")
	if r.dateAhead() && r.peek(0).kind == number {
		if _, err := r.readSpan(); err != nil {
			return err
		}
		return r.mistake(to, r.at, "is a date, and hours are asked for here", r.instead(from, from, "also "))
	}
	if at := r.at; r.clockShape() && !r.monthAt(0) {
		if r.at < len(r.tokens) {
			return r.mistake(at, r.at, `lacks the time at which it closes: say "9-13"`)
		}
		return r.missing(at, `lacks the time at which it closes: say "9-13"`)
	}
	r.at = to
	hours := "9-17"
	if d, ok := partNamed(r.tokens[to-1]); ok {
		hours = d.typical
	}
	m := r.missing(from, "lacks its hours", r.behind(to, hours))
	if r.at < len(r.tokens) {
		if t := r.peek(0); t.kind == word && !slices.Contains(follow(), t.text) {
			return r.unknown(r.at)
		}
	}
	return m
}

// follow is what can stand behind days with their hours.
func follow() []string {
	return []string{"and", "until", "till", "til", "through", "from", "starting", "since", "except", "not", "but", "without", "with", "also", "plus", "for", "paused"}
}

func (r *reader) patternAhead() bool {
	was := r.at
	defer func() { r.at = was }()
	r.takes("on")
	r.takes("the")
	return r.dayAhead(0) || r.ordinalAhead() || r.is("every", "each", "daily", "weekly", "monthly", "quarterly", "yearly", "annually", "fortnightly", "mornings", "evenings", "nights", "rrule")
}

// readPattern reads which days are meant.
func (r *reader) readPattern() (pattern, error) {
	from := r.at
	r.takes("on")
	r.takes("the")
	switch {
	case r.dayAhead(0):
		list, err := r.readDayList(false)
		return pattern{rules: []rrule.Rule{{Freq: rrule.Weekly, ByDay: list}}, bare: true}, err
	case r.takes("every", "each"):
		return r.readEvery(from)
	case r.takes("rrule"):
		return r.readRaw()
	case r.ordinalAhead():
		return r.readOrdinals(from, freqs{n: 1})
	case r.dateAhead():
		return pattern{}, r.dateOnly(from)
	}
	return r.readAdverb(from)
}

// readAdverb reads "daily", "monthly" and the like.
func (r *reader) readAdverb(from int) (pattern, error) {
	switch r.peek(0).text {
	case "daily", "mornings", "evenings", "nights":
		return r.readPeriod(from, 1, days, 1)
	case "weekly":
		return r.readPeriod(from, 1, weeks, 1)
	case "fortnightly":
		return r.readPeriod(from, 1, weeks, 2)
	case "monthly":
		return r.readPeriod(from, 1, monthsUnit, 1)
	case "quarterly":
		return r.readPeriod(from, 1, monthsUnit, 3)
	case "yearly", "annually":
		return r.readPeriod(from, 1, years, 1)
	case "biweekly":
		return pattern{}, r.mistake(r.at, r.at+1, "could be twice a week or every 2 weeks", r.instead(r.at, r.at+1, "every 2 weeks"))
	case "bimonthly":
		return pattern{}, r.mistake(r.at, r.at+1, "could be twice a month or every 2 months", r.instead(r.at, r.at+1, "every 2 months"))
	}
	if r.at == len(r.tokens) {
		return pattern{}, r.missing(from, "leads to nothing")
	}
	return pattern{}, r.unknown(r.at)
}

// dateOnly is the mistake of a date that does not say what is with it.
func (r *reader) dateOnly(from int) *Mistake {
	if _, err := r.readSpan(); err != nil {
		return err
	}
	var guesses []string
	for _, lead := range []string{"also ", "yearly on ", "except "} {
		begin := from
		if lead != "yearly on " && r.peek(from-r.at-1).text == "and" {
			begin--
		}
		guesses = append(guesses, r.instead(begin, from, lead))
	}
	return r.mistake(from, r.at, "is on the calendar, and not among days that come again: say also, except or yearly on before it", guesses...)
}

// readPeriod reads what follows "every 2 weeks", which ends width tokens ahead.
func (r *reader) readPeriod(from, width int, unit unitKind, n int) (pattern, error) {
	r.at += width
	if n < 1 || n > mostPeriods {
		return pattern{}, r.mistake(from, r.at, "is not between 1 and 1,000")
	}
	f := freqs{n: n, said: true}
	switch unit {
	case days:
		return pattern{rules: []rrule.Rule{{Freq: rrule.Daily, Interval: rhythm(n)}}}, nil
	case weeks:
		r.takes("on")
		if r.takes("the"); !r.dayAhead(0) {
			return pattern{}, r.missing(from, "lacks the day of the week", r.behind(r.at, "on "+shortDay(r.c.start().Weekday())))
		}
		list, err := r.readDayList(false)
		return pattern{rules: []rrule.Rule{{Freq: rrule.Weekly, Interval: rhythm(n), ByDay: list}}}, err
	case monthsUnit:
		f.freq = rrule.Monthly
	case years:
		f.freq = rrule.Yearly
	default:
		return pattern{}, r.mistake(from, r.at, "is more often than a schedule for a door can be")
	}
	r.takes("on")
	if r.takes("the"); r.ordinalAhead() {
		return r.readOrdinals(from, f)
	}
	if unit == years && r.dateAhead() {
		return r.readYearly(n)
	}
	return pattern{}, r.periodDayless(from, f)
}

// periodDayless is the mistake of "monthly" or "yearly" without a day.
func (r *reader) periodDayless(from int, f freqs) *Mistake {
	start := r.c.start()
	_, month, day := start.Split()
	to := r.at
	if r.isAt(-1, "on", "the") {
		to--
	}
	if f.freq == rrule.Yearly {
		return r.missing(from, "lacks its date", r.behind(to, fmt.Sprintf("on %d %s", day, shortMonth(month))))
	}
	if t := r.peek(0); r.isAt(-1, "on", "the") && t.kind == number && t.n >= 1 && t.n <= 31 {
		return r.mistake(r.at, r.at+1, "could be a day or an hour", r.instead(r.at, r.at+1, nth(t.n)))
	}
	if r.dayAhead(0) {
		return r.mistake(from, r.at+1, "does not say which of the month", r.instead(r.at, r.at, "the first "))
	}
	return r.missing(from, "lacks the day of the month", r.behind(to, "on the "+nth(day)))
}

// rhythm is an interval as rules have it, where 0 is 1.
func rhythm(n int) int {
	if n == 1 {
		return 0
	}
	return n
}
