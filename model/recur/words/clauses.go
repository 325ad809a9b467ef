package words

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"seamdash/model/civil"
	"seamdash/model/recur"
)

// readStart reads what follows "from", which is the token numbered from.
func (r *reader) readStart(from int) error {
	r.takes("on")
	s, err := r.readSpan()
	if err != nil {
		return err
	}
	r.dates.start = &s.first
	if err := r.claim(ofStart, from); err != nil || s.first == s.last {
		return err
	}
	r.dates.end = &s.last
	return r.claim(ofEnd, from)
}

// readEnd reads what follows "until".
func (r *reader) readEnd(from int) error {
	r.takes("on", "in")
	at := r.at
	if r.takes("the"); r.takes("end") {
		r.takes("of")
		if r.dates.endOfMonth = true; !r.monthAt(0) || r.peek(1).kind == number && len(r.peek(1).text) <= 2 {
			return r.endless(from)
		}
	} else {
		r.at = at
	}
	if t := r.peek(0); t.kind == number && len(t.text) == 4 && t.n >= firstYear && t.n <= lastYear && !r.numericAhead(0) {
		return r.mistake(r.at, r.at+1, "could be the beginning or the end of the year", r.instead(r.at, r.at+1, "31 dec "+t.text))
	}
	d, err := r.readDay()
	if err != nil {
		return err
	}
	r.dates.end = &d
	return r.claim(ofEnd, from)
}

// endless is the mistake of "until the end of" without a month; years have an end too.
func (r *reader) endless(from int) *Mistake {
	year := r.peek(0).n
	r.takes("the", "this")
	if r.takes("year") {
		r.at--
		year = r.c.Today.Year()
	}
	if year < firstYear || year > lastYear {
		return r.missing(from, `leads to no month: say "until the end of june"`)
	}
	r.at++
	return r.mistake(from, r.at, `leads to no month: say "until the end of december"`, r.instead(from, r.at, fmt.Sprintf("until 31 dec %d", year)))
}

// countAhead says that "10 times", "10x" or a length such as "for 3 weeks" is next.
func (r *reader) countAhead() bool {
	ahead := 0
	if r.is("for") {
		ahead = 1
	}
	if _, ok := r.amount(ahead); !ok {
		return false
	}
	return ahead == 1 || r.isAt(1, "times", "time", "x", "windows", "visits", "occurrences")
}

func (r *reader) readCount(from int) error {
	r.takes("for")
	n, _ := r.amount(0)
	r.at++
	if unit := unitOf(r.peek(0).text); unit >= days {
		r.at++
		why := "does not say which is the last day"
		if slices.ContainsFunc(r.tokens[r.at:], func(t token) bool { return t.text == "from" || strings.HasPrefix(t.text, "start") }) {
			return r.mistake(from, r.at, why)
		}
		return r.mistake(from, r.at, why, r.instead(from, r.at, "until "+shortDate(r.endAfter(n, unit))))
	}
	if !r.takes("times", "time", "x", "windows", "visits", "occurrences") {
		return r.missing(from, "is how many of what?", r.instead(from, r.at, fmt.Sprintf("%d times", n)))
	}
	if n < 1 || n > 10_000 {
		return r.mistake(from, r.at, "is not between 1 and 10,000 times")
	}
	r.rule.End = recur.End{Kind: recur.AfterCount, Count: n}
	return r.claim(ofEnd, from)
}

// endAfter is the last day of a length from the start on.
func (r *reader) endAfter(n int, unit unitKind) civil.Date {
	start := r.c.start()
	if d := r.dates.start; d != nil {
		if on, err := r.resolve(*d, r.c.Today); err == nil {
			start = on
		}
	}
	n = min(n, 10_000)
	switch {
	case unit == weeks:
		n *= 7
	case unit > weeks:
		if unit == years {
			n *= 12
		}
		year, month, dom := start.Split()
		return civil.DateOf(time.Date(year, month, dom, 0, 0, 0, 0, time.UTC).AddDate(0, min(n, 1200), 0)) - 1
	}
	return start + civil.Date(n) - 1
}

// bufferAhead says that "15 min before" is next.
func (r *reader) bufferAhead() bool {
	_, ok := r.amount(0)
	unit := unitOf(r.peek(1).text)
	return ok && (unit == minutes || unit == hours) && r.isAt(2, "before", "after", "early", "earlier", "late", "later", "around")
}

// readBuffers reads "15 min before and 30 min after".
func (r *reader) readBuffers(from int) error {
	r.takes("a")
	for first := true; ; first = false {
		was := r.at
		if !first {
			r.comma()
		}
		if !r.bufferAhead() {
			if first {
				return r.missing(from, `leads to nothing: say "with 15 min before"`, r.dropping(from, r.at))
			}
			r.at = was
			return r.claim(ofBuffers, from)
		}
		if err := r.readBuffer(); err != nil {
			return err
		}
	}
}

func (r *reader) readBuffer() error {
	from := r.at
	n, _ := r.amount(0)
	each := time.Minute
	if unitOf(r.peek(1).text) == hours {
		each = time.Hour
	}
	by := time.Duration(n) * each
	r.at += 2
	before, after := r.readSides()
	if by < time.Minute || by > 24*time.Hour {
		return r.mistake(from, r.at, "is not between a minute and a day")
	}
	if before && r.rule.Before > 0 || after && r.rule.After > 0 {
		return r.mistake(from, r.at, "is said twice")
	}
	if before {
		r.rule.Before = by
	}
	if after {
		r.rule.After = by
	}
	return nil
}

// readSides reads on which sides of a window a buffer is.
func (r *reader) readSides() (before, after bool) {
	switch {
	case r.takes("around"):
		return true, true
	case r.takes("after", "late", "later"):
		return false, true
	}
	r.at++ // before, early
	if r.is("and") && r.isAt(1, "after") {
		r.at += 2
		return true, true
	}
	return true, false
}

// readPause reads what follows "paused".
func (r *reader) readPause(from int) error {
	r.rule.Pause.Paused = true
	r.takes("now")
	for {
		var into **day
		at := r.at
		switch {
		case r.takes("from", "since", "starting"):
			into = &r.dates.pauseFrom
		case r.takes("until", "till", "til"):
			into = &r.dates.pauseUntil
		}
		if into == nil || *into != nil {
			r.at = at
			return r.claim(ofPause, from)
		}
		d, err := r.readDay()
		if err != nil {
			return err
		}
		*into = &d
	}
}
