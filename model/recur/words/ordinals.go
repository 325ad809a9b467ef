package words

import (
	"fmt"
	"slices"
	"time"

	"seamdash/model/rrule"
)

type nounKind uint8

const (
	noNoun nounKind = iota
	dayOfMonth
	aWeekday // Monday
	workday  // one of Monday to Friday
)

// An ordinal is "last friday", "15th" or "first weekday" of a month, from the end when n is negative.
type ordinal struct {
	n    int
	noun nounKind
	day  time.Weekday
	at   place
	bare bool // whether it is a word on its own: "first"
}

// freqs is what was said before ordinals: monthly or yearly, and how many of them from one to the next.
type freqs struct {
	freq rrule.Freq // 0 where nothing was said
	n    int
	said bool
}

// ordinalAhead says that "1st", "first" or "last" is next.
func (r *reader) ordinalAhead() bool {
	ahead := 0
	if r.is("the") {
		ahead++
	}
	if _, ok := ordinalWord(r.peek(ahead)); ok || r.isAt(ahead, "last") {
		return true
	}
	return r.peek(ahead).kind == number && ordinalEnding(r.peek(ahead+1)) && !r.monthAt(ahead+2)
}

// readOrdinals reads "first and third monday of the month", "1st and 15th", "2nd sunday of may".
func (r *reader) readOrdinals(from int, f freqs) (pattern, error) {
	list, err := r.readOrdinalList()
	if err != nil {
		return pattern{}, err
	}
	var byMonth []time.Month
	if r.is("of", "in") {
		if byMonth, err = r.readOf(from, &f); err != nil {
			return pattern{}, err
		}
	} else if last := list[len(list)-1]; !f.said && last.bare {
		return pattern{}, r.missing(from, "lacks its day", r.behind(r.at, "day"), r.behind(r.at, "of the month"))
	} else if !f.said {
		r.note(r.words(place{from, r.at}) + " is that of each month")
	}
	if f.freq == rrule.Yearly && byMonth == nil {
		return pattern{}, r.missing(from, "lacks its month", r.behind(r.at, "of "+shortMonth(monthOfDate(r.c.start()))))
	}
	return ordinalRules(list, f, byMonth), nil
}

func (r *reader) readOrdinalList() ([]ordinal, error) {
	var list []ordinal
	for {
		o, err := r.readOrdinal()
		if err != nil {
			return nil, err
		}
		list = append(list, o)
		was := r.at
		if r.comma(); r.ordinalAhead() {
			continue
		}
		if r.at > was && o.noun == aWeekday && r.dayAhead(0) {
			return nil, r.mistake(r.at, r.at+1, "could be one of the month or of every week", r.instead(r.at, r.at, ordinalText(o.n)+" "))
		}
		r.at = was
		return list, r.shareNouns(list)
	}
}

// readOrdinal reads one of them.
func (r *reader) readOrdinal() (ordinal, error) {
	r.takes("the")
	from := r.at
	n, ok := r.readNth()
	if !ok {
		return ordinal{}, r.mistake(from, r.at, "is no day of a month")
	}
	o := ordinal{n: n, bare: r.tokens[from].kind == word}
	most := 31
	d, _, isDay := weekdayOf(r.peek(0))
	switch {
	case isDay:
		o.noun, o.day, most = aWeekday, d, 5
		r.at++
	case r.takes("day", "days"):
		o.noun = dayOfMonth
	case r.takes("weekday", "weekdays", "workday", "workdays"):
		o.noun, most = workday, 23
	case r.is("weekend", "weekends"):
		return o, r.mistake(from, r.at+1, "could be a Saturday or a Sunday", r.instead(r.at, r.at+1, "saturday"))
	}
	o.at, o.bare = place{from, r.at}, o.bare && o.noun == noNoun
	if max(n, -n) > most {
		return o, r.mistake(from, r.at, fmt.Sprintf("does not exist: no month has more than %d", most))
	}
	return o, nil
}

// readNth reads "1st", "first", "last" and "2nd last", which counts from the end.
func (r *reader) readNth() (n int, ok bool) {
	n, ok = ordinalWord(r.peek(0))
	switch {
	case ok:
		r.at++
	case r.peek(0).kind == number:
		n = r.peek(0).n
		ok = n >= 1 && n <= 31 && len(r.peek(0).text) <= 2
		r.at += 2
	default:
		n, ok = 1, true // last
	}
	if r.is("to") && r.isAt(1, "last") {
		r.at++
	}
	if r.takes("last") {
		n = -n
	}
	return n, ok
}

// shareNouns gives those without a noun that of the next one: "first and third monday". What has none then is a day.
func (r *reader) shareNouns(list []ordinal) error {
	var noun ordinal
	for i, o := range slices.Backward(list) {
		if o.noun != noNoun {
			noun = o
			continue
		}
		if noun.noun == noNoun && o.n < 0 {
			return r.missing(o.at.from, "lacks its day", r.behind(o.at.to, "day"))
		}
		list[i].noun, list[i].day = max(noun.noun, dayOfMonth), noun.day
		if list[i].noun == aWeekday && max(o.n, -o.n) > 5 {
			return r.mistake(o.at.from, o.at.to, "does not exist: no month has more than 5 of a weekday")
		}
	}
	return nil
}

// readOf reads "of the month", "of every 2 months" and "of may and jun".
func (r *reader) readOf(from int, f *freqs) ([]time.Month, error) {
	at := r.at
	r.at++
	if r.monthAt(0) {
		list, err := r.readMonths()
		if err == nil && f.freq == rrule.Monthly {
			err = r.mistake(at, r.at, "does not go with monthly: say yearly")
		}
		f.freq = rrule.Yearly
		return list, err
	}
	if r.takes("the"); r.takes("month") {
		return nil, r.unsaid(at, f)
	}
	if !r.takes("every", "each") {
		if r.at == len(r.tokens) {
			return nil, r.missing(from, "lacks its month", r.text+" the month")
		}
		return nil, r.mistake(at, at+1, `leads to no month: say "of the month" or "of may"`, r.instead(at, at+1, "of the month"))
	}
	n, width := r.interval()
	if unit := unitOf(r.peek(width).text); unit != monthsUnit {
		return nil, r.missing(at, `leads to no month: say "of every month"`)
	}
	r.at += width + 1
	if width == 0 {
		return nil, r.unsaid(at, f)
	}
	if f.said || n < 1 || n > mostPeriods {
		return nil, r.mistake(at, r.at, "does not go with what is before it")
	}
	f.freq, f.n, f.said = rrule.Monthly, n, true
	return nil, nil
}

// unsaid refuses "of the month" behind yearly.
func (r *reader) unsaid(at int, f *freqs) error {
	if f.freq == rrule.Yearly {
		return r.mistake(at, r.at, "does not go with yearly", r.instead(at, r.at, "of "+shortMonth(monthOfDate(r.c.start()))))
	}
	return nil
}

// ordinalRules makes one rule of each kind of noun.
func ordinalRules(list []ordinal, f freqs, byMonth []time.Month) pattern {
	base := rrule.Rule{Freq: f.freq, Interval: rhythm(f.n), ByMonth: byMonth}
	if f.freq == 0 {
		base.Freq = rrule.Monthly
	}
	var kinds [workday + 1]*rrule.Rule
	var p pattern
	for _, o := range list {
		d := kinds[o.noun]
		if d == nil {
			one := base
			d = &one
			kinds[o.noun] = d
		}
		switch o.noun {
		case aWeekday:
			d.ByDay = append(d.ByDay, rrule.Day{N: o.n, Weekday: o.day})
		case workday:
			d.BySetPos = append(d.BySetPos, o.n)
		default:
			d.ByMonthDay = append(d.ByMonthDay, o.n)
		}
	}
	if d := kinds[workday]; d != nil {
		d.ByDay = plainDays(week()[:5])
	}
	for _, d := range kinds {
		if d != nil {
			p.rules = append(p.rules, d.Normal())
		}
	}
	return p
}

// noteGaps tells of months and years that lack a day.
func (r *reader) noteGaps(d rrule.Rule) {
	for _, dom := range d.ByMonthDay {
		switch {
		case d.Freq == rrule.Monthly && max(dom, -dom) > 28:
			r.note("months without a " + ordinalText(dom) + " day have no window")
		case dom == 29 && slices.Equal(d.ByMonth, []time.Month{time.February}):
			r.note("29 February is in leap years only")
		}
	}
}

func plainDays(list []time.Weekday) []rrule.Day {
	out := make([]rrule.Day, len(list))
	for i, d := range list {
		out[i].Weekday = d
	}
	return out
}

// ordinalText is "1st", "last" and "2nd last".
func ordinalText(n int) string {
	switch {
	case n == -1:
		return "last"
	case n < 0:
		return nth(-n) + " last"
	default:
		return nth(n)
	}
}
