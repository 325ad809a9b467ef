package words

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"seamdash/model/civil"
)

// readExcept reads what follows "except": dates, sets of holidays and weekdays.
func (r *reader) readExcept(from int) error {
	for first := true; ; first = false {
		was := r.at
		if !first && !r.comma() || r.at == len(r.tokens) && !first {
			r.at = was
			return nil
		}
		r.takes("on", "for")
		done, err := r.readException(from, first)
		if err != nil {
			return err
		}
		if !done {
			r.at = was
			return nil
		}
	}
}

// readException reads one of them. Only the first has to be one.
func (r *reader) readException(from int, must bool) (bool, error) {
	at := r.at
	if id, ok, err := r.readSet(); ok || err != nil {
		if err == nil && slices.Contains(r.rule.Holidays, id) {
			err = r.mistake(at, r.at, "is said twice", r.dropping(at, r.at))
		}
		r.rule.Holidays = append(r.rule.Holidays, id)
		return true, err
	}
	if done, err := r.readLess(must); done || err != nil {
		return done, err
	}
	if r.dateAhead() {
		return true, r.readSkips()
	}
	switch {
	case !must:
		return false, nil
	case r.at == len(r.tokens):
		return false, r.missing(from, "leads to nothing", r.dropping(from, r.at))
	}
	guesses := r.unquoted()
	return false, r.mistake(at, at+1, "is not a date"+r.setList(), guesses...)
}

// readSkips reads dates.
func (r *reader) readSkips() error {
	at := r.at
	spans, err := r.readSpans()
	if err != nil {
		return err
	}
	if s := spans[0].first; s.dom == 0 && !s.isExact {
		return r.dateless(s, at)
	}
	for _, s := range spans {
		r.dates.skips = append(r.dates.skips, skipped{span: s})
	}
	return r.readSkippedWindow(spans)
}

// dateless is the mistake of a month or a weekday where a date is asked for.
func (r *reader) dateless(d day, at int) *Mistake {
	if d.month == 0 {
		on := shortDate(r.c.Today + civil.Date((d.weekday-r.c.Today.Weekday()+7)%7))
		return r.mistake(at, r.at, "is one weekday: say its date", r.instead(at, r.at, on))
	}
	return r.mistake(at, r.at, "is a whole month: say its days", r.instead(at, r.at, fmt.Sprintf("1-%d %s", civil.DaysIn(2001, d.month), shortMonth(d.month))))
}

// readSkippedWindow reads the time of day at which the one window opens that is skipped, if there is one.
func (r *reader) readSkippedWindow(spans []daySpan) error {
	from := r.at
	if r.hoursAhead() {
		if _, err := r.readHours(); err != nil {
			return err
		}
		return r.mistake(from, r.at, "is more than the time at which the skipped window opens", r.instead(from+1, r.at, ""))
	}
	if !r.takes("at") && !r.clearClock() {
		return nil
	}
	if r.peek(0).kind != number && !r.is("noon", "midnight") {
		return r.missing(from, "leads to no time of day")
	}
	c, err := r.readClock()
	if err != nil {
		return err
	}
	if c.at == civil.Day {
		return r.mistake(c.from, c.to, "could be the beginning or the end of the day", r.instead(c.from, c.to, "0:00"))
	}
	last := &r.dates.skips[len(r.dates.skips)-1]
	if len(spans) > 1 || last.span.first != last.span.last {
		return r.mistake(from, r.at, "goes with one date")
	}
	last.one, last.at = true, c.at
	return nil
}

// clearClock says that what is next can be nothing but a time of day.
func (r *reader) clearClock() bool {
	return r.is("noon", "midnight") || r.peek(0).kind == number && (r.isAt(1, ":") || r.isAt(1, "h") && r.glued(1) || r.half(1) != "")
}

// readLess reads "sundays" behind "except". must says that nothing else has to be meant.
func (r *reader) readLess(must bool) (bool, error) {
	from := r.at
	d, many, ok := weekdayOf(r.peek(0))
	list := []time.Weekday{d}
	if some := someDays(r.peek(0)); some != nil {
		list, many, ok = some, true, true
	}
	if !ok || !many && r.dateBehindDay() {
		return false, nil
	}
	r.at++
	if r.hoursAhead() || !many && !must { // days with hours of their own
		r.at = from
		return false, nil
	}
	if !many {
		return false, r.mistake(from, r.at, "could be one or all of them", r.instead(from, r.at, strings.ToLower(d.String())+"s"))
	}
	r.dates.less = append(r.dates.less, lessDays{list, place{from, r.at}})
	return true, nil
}

// dateBehindDay says that a weekday is followed by its date.
func (r *reader) dateBehindDay() bool {
	r.at++
	defer func() { r.at-- }()
	if r.is(",") {
		return false
	}
	return r.dateAhead() && !r.hoursAhead()
}
