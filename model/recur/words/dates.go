package words

import (
	"fmt"
	"time"

	"seamdash/model/civil"
)

// Years that a date may have.
const (
	firstYear = 1970
	lastYear  = 2200
)

// A day is a date as it was written. Only all of the text says which one is meant.
type day struct {
	at place
	// exact is today or tomorrow.
	exact   civil.Date
	isExact bool
	// A year of 0 is the one that makes it come next, a day of month of 0 all of the month; without a month it is the next such
	// weekday.
	year       int
	month      time.Month
	dom        int
	weekday    time.Weekday
	hasWeekday bool
}

// A daySpan is the days from first to last.
type daySpan struct{ first, last day }

// dateAhead says that a date is next.
func (r *reader) dateAhead() bool {
	ahead := 0
	if r.is("the") {
		ahead++
	}
	if _, _, ok := weekdayOf(r.peek(ahead)); ok {
		ahead++
		if r.isAt(ahead, ",") {
			ahead++
		}
	}
	if r.isAt(ahead, "today", "tomorrow") || r.monthAt(ahead) {
		return true
	}
	t := r.peek(ahead)
	if t.kind != number {
		return false
	}
	next := ahead + 1
	if ordinalEnding(r.peek(next)) {
		next++
	}
	if r.isAt(next, "of") {
		next++
	}
	if r.monthAt(next) || r.numericAhead(ahead) {
		return true
	}
	return r.rangeAhead(ahead) || r.sharedAhead(ahead) > 0
}

// numericAhead says that "2027-01-04", "25.12." or "12/25" is next.
func (r *reader) numericAhead(ahead int) bool {
	if !r.isAt(ahead+1, "-", ".", "/") || !r.glued2(ahead+1) {
		return false
	}
	return !r.isAt(ahead+1, "-") || len(r.peek(ahead).text) == 4 || r.isAt(ahead+3, "-") && r.glued2(ahead+3)
}

// glued2 says that a mark follows without a blank, with a number behind it.
func (r *reader) glued2(ahead int) bool {
	return r.peek(ahead).from == r.peek(ahead-1).to && r.peek(ahead+1).kind == number && r.peek(ahead+1).from == r.peek(ahead).to
}

// rangeAhead says that "24-26 dec" is next.
func (r *reader) rangeAhead(ahead int) bool {
	if !r.isAt(ahead+1, "-", "to", "through") || r.peek(ahead+2).kind != number {
		return false
	}
	ahead += 3
	if ordinalEnding(r.peek(ahead)) {
		ahead++
	}
	if r.isAt(ahead, "of") {
		ahead++
	}
	return r.monthAt(ahead)
}

// sharedAhead is how many tokens ahead the month of "25, 26 and 31 dec" is, or 0.
func (r *reader) sharedAhead(ahead int) int {
	for many := false; ; many = true {
		if t := r.peek(ahead); t.kind != number || len(t.text) > 2 {
			return 0
		}
		ahead++
		if ordinalEnding(r.peek(ahead)) {
			ahead++
		}
		if r.monthAt(ahead) && many {
			return ahead
		}
		was := ahead
		for r.isAt(ahead, ",", "and") {
			ahead++
		}
		if ahead == was {
			return 0
		}
	}
}

// readSpans reads one date, some that share a month, or the days from one to another.
func (r *reader) readSpans() ([]daySpan, *Mistake) {
	ahead := r.sharedAhead(0)
	if ahead == 0 {
		s, err := r.readSpan()
		return []daySpan{s}, err
	}
	var out []daySpan
	month, _ := monthOf(r.peek(ahead))
	for end := r.at + ahead; r.at < end; r.at++ {
		if t := r.peek(0); t.kind == number {
			d := day{at: place{r.at, r.at + 1}, month: month, dom: t.n}
			out = append(out, daySpan{d, d})
		}
	}
	r.at++
	year := r.readYear()
	for i := range out {
		out[i].first.year, out[i].last.year = year, year
		if !out[i].first.exists() {
			return nil, r.noDate(out[i].first.at, out[i].first)
		}
	}
	return out, nil
}

// readSpan reads one date or the days from one to another: "24-26 dec", "24 dec - 3 jan".
func (r *reader) readSpan() (daySpan, *Mistake) {
	from := r.at
	r.takes("the")
	if t := r.peek(0); t.kind == number && r.rangeAhead(0) && len(t.text) <= 2 {
		r.at += 2
		last, err := r.readDay()
		first := last
		first.dom, first.at = t.n, place{from, r.at}
		if err == nil && !first.exists() {
			err = r.noDate(place{from, r.at}, first)
		}
		return daySpan{first, last}, err
	}
	first, err := r.readDay()
	if err != nil || !r.is("-", "to", "through", "thru") {
		return daySpan{first, first}, err
	}
	return r.readLast(first)
}

// readLast reads the end of a run of days, where "-" is next.
func (r *reader) readLast(first day) (daySpan, *Mistake) {
	dash := r.at
	r.at++
	switch {
	case r.dateAhead():
		last, err := r.readDay()
		return daySpan{first, last}, err
	case !r.shortNumber(-2) || !r.shortNumber(0): // not dec 24-26
		r.at = dash
		return daySpan{first, first}, nil
	}
	last := first
	last.dom, last.at = r.peek(0).n, place{first.at.from, r.at + 1}
	r.at++
	if last.year = r.readYear(); last.year > 0 {
		first.year = last.year
	}
	if !last.exists() {
		return daySpan{}, r.noDate(last.at, last)
	}
	return daySpan{first, last}, nil
}

// shortNumber says that a token can be a day of the month or an hour.
func (r *reader) shortNumber(ahead int) bool {
	t := r.peek(ahead)
	return t.kind == number && len(t.text) <= 2
}

// readDay reads one date.
func (r *reader) readDay() (day, *Mistake) {
	from := r.at
	r.takes("the")
	d := day{}
	if wd, many, ok := weekdayOf(r.peek(0)); ok && !many {
		d.weekday, d.hasWeekday = wd, true
		r.at++
		if r.is(",") && r.dateBehindComma() {
			r.at++
		}
	}
	err := r.readDate(&d, from)
	d.at = place{from, r.at}
	if err == nil && !d.exists() {
		err = r.noDate(d.at, d)
	}
	return d, err
}

// dateBehindComma says that "fri, 25 dec" goes on.
func (r *reader) dateBehindComma() bool {
	r.at++
	defer func() { r.at-- }()
	return r.dateAhead() && !r.dayAhead(0) && !r.hoursAhead()
}

// readDate reads what follows the weekday of a date, which may be nothing.
func (r *reader) readDate(d *day, from int) *Mistake {
	t := r.peek(0)
	month, named := monthOf(t)
	switch {
	case r.takes("today"):
		d.exact, d.isExact = r.c.Today, true
	case r.takes("tomorrow"):
		d.exact, d.isExact = r.c.Today+1, true
	case named:
		r.readMonthDay(d, month)
	case d.hasWeekday && (!r.dateAhead() || r.hoursAhead()):
	case t.kind == number && r.numericAhead(0):
		return r.readNumeric(d, from)
	case t.kind == number:
		return r.readDayMonth(d)
	case t.kind == nothing:
		return r.missing(from, "say a date such as 25 dec")
	default:
		err := r.unknown(r.at)
		err.Why = "is not a date such as 25 dec"
		return err
	}
	return nil
}

// readMonthDay reads "dec 25", "dec 25, 2027", "june" and "june 2027", where the month is next.
func (r *reader) readMonthDay(d *day, month time.Month) {
	r.at++
	d.month = month
	if !r.shortNumber(0) || r.isAt(1, ":") || r.half(1) != "" {
		d.year = r.readYear()
		return
	}
	d.dom = notZero(r.peek(0).n)
	r.at++
	r.takesEnding()
	if r.is(",") && r.peek(1).kind == number && len(r.peek(1).text) == 4 && !r.isAt(2, "-") {
		r.at++
	}
	d.year = r.readYear()
}

// notZero is a day of the month that exists in no calendar for 0, which stands for none.
func notZero(dom int) int {
	if dom == 0 {
		return -1
	}
	return dom
}

// takesEnding passes over what makes "1st" of "1".
func (r *reader) takesEnding() {
	if ordinalEnding(r.peek(0)) {
		r.at++
	}
}

// readDayMonth reads "25 dec", "25th of december 2027".
func (r *reader) readDayMonth(d *day) *Mistake {
	from, t := r.at, r.peek(0)
	r.at++
	r.takesEnding()
	r.takes("of")
	month, ok := monthOf(r.peek(0))
	if !ok || len(t.text) > 2 {
		guess := ""
		if t.n >= 1 && t.n <= 31 && len(t.text) <= 2 {
			guess = r.instead(from, r.at, fmt.Sprintf("%d %s", t.n, shortMonth(monthOfDate(r.c.Today))))
		}
		return r.missing(from, "lacks its month", guess)
	}
	r.at++
	d.month, d.dom, d.year = month, notZero(t.n), r.readYear()
	return nil
}

// readYear reads a year if there is one, and otherwise gives 0.
func (r *reader) readYear() int {
	t := r.peek(0)
	if t.kind != number || len(t.text) != 4 || t.n < firstYear || t.n > lastYear || r.isAt(1, "-", ":") && r.glued(1) {
		return 0
	}
	r.at++
	return t.n
}

// exists says that some year has the date.
func (d day) exists() bool {
	if d.isExact || d.month == 0 || d.dom == 0 {
		return true
	}
	year := d.year
	if year == 0 {
		year = 2000 // a leap year
	}
	_, ok := civil.MakeDate(year, d.month, d.dom)
	return ok
}

func (r *reader) noDate(at place, d day) *Mistake {
	if d.year == 0 {
		return r.mistake(at.from, at.to, "is no date: the calendar does not have it")
	}
	return r.mistake(at.from, at.to, fmt.Sprintf("is no date: %d does not have it", d.year))
}

func monthOfDate(d civil.Date) time.Month { _, m, _ := d.Split(); return m }
