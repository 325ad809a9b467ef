package words

import (
	"fmt"

	"seamdash/model/rrule"
)

// readEvery reads what follows "every".
func (r *reader) readEvery(from int) (pattern, error) {
	n, width := r.interval()
	unit := unitOf(r.peek(width).text)
	if _, ok := partNamed(r.peek(width)); ok {
		unit = days
	}
	if unit == 0 && r.isAt(width, "fortnight", "fortnights") {
		unit, n = weeks, 2*max(n, 1)
	}
	switch {
	case width == 0 && unit == seconds: // "second" is also a number
	case unit != 0:
		return r.readPeriod(from, width+1, unit, max(n, 1-width))
	case r.dayAhead(width):
		return r.readEveryDay(from, n, width)
	}
	if r.ordinalAhead() {
		return r.readEveryOrdinal(from)
	}
	if r.at == len(r.tokens) {
		return pattern{}, r.missing(from, "leads to nothing", r.instead(from, r.at, "every day 9-17"))
	}
	return pattern{}, r.unknown(r.at)
}

// readEveryDay reads the weekdays that follow "every", after a number of width tokens.
func (r *reader) readEveryDay(from, n, width int) (pattern, error) {
	switch {
	case width == 0:
		list, err := r.readDayList(true)
		return pattern{rules: []rrule.Rule{{Freq: rrule.Weekly, ByDay: list}}}, err
	case r.is("other"):
		return r.readOther(from)
	case r.ordinalAhead():
		return r.readEveryOrdinal(from)
	}
	return pattern{}, r.mistake(r.at, r.at+width+1, "could be every few weeks, or of the month", r.instead(r.at, r.at+width, fmt.Sprintf("%d weeks on", n)))
}

// interval reads ahead how many periods there are from one to the next: "2", "two", "other", "3rd". width is how many tokens
// say so.
func (r *reader) interval() (n, width int) {
	if r.is("other") {
		return 2, 1
	}
	if n, ok := r.amount(0); ok {
		if ordinalEnding(r.peek(1)) {
			return n, 2
		}
		return n, 1
	}
	if n, ok := ordinalWord(r.peek(0)); ok && n > 1 {
		return n, 1
	}
	return 0, 0
}

// readOther reads "other friday".
func (r *reader) readOther(from int) (pattern, error) {
	r.at++
	if r.is("weekday", "weekdays", "workday", "workdays") {
		return pattern{}, r.mistake(from, r.at+1, "could be days or weeks apart: say which days")
	}
	list, err := r.readDayList(false)
	return pattern{rules: []rrule.Rule{{Freq: rrule.Weekly, Interval: 2, ByDay: list}}}, err
}

// readEveryOrdinal reads "every first monday", and refuses "every second friday", which could be every other.
func (r *reader) readEveryOrdinal(from int) (pattern, error) {
	at := r.at
	n, width := r.interval()
	p, err := r.readOrdinals(from, freqs{n: 1})
	if err != nil || width == 0 || n < 2 || r.at != at+width+1 {
		return p, err
	}
	day := r.words(place{r.at - 1, r.at})
	return p, r.mistake(from, r.at, fmt.Sprintf("could be the %s of the month or one in %d weeks", r.words(place{at, r.at}), n),
		r.instead(from, r.at, fmt.Sprintf("every %d weeks on %s", n, day)))
}
