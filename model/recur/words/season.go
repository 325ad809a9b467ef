package words

import (
	"slices"
	"time"

	"seamdash/model/rrule"
)

// seasonAhead says that months are next that days are limited to.
func (r *reader) seasonAhead() bool { return r.is("in", "during") && r.monthAt(1) }

// readSeason reads the months that days are limited to: "weekdays in jun and jul".
func (r *reader) readSeason(p *pattern) error {
	if !r.seasonAhead() {
		return nil
	}
	from := r.at
	r.at++
	list, err := r.readMonths()
	if err != nil {
		return err
	}
	p.bare = false
	for i := range p.rules {
		if err := r.limit(&p.rules[i], list, from); err != nil {
			return err
		}
	}
	return nil
}

// limit gives days the months that the tokens from one up to the next say.
func (r *reader) limit(d *rrule.Rule, list []time.Month, from int) error {
	if d.Freq != rrule.Weekly && d.Freq != rrule.Daily || len(d.ByMonth)+len(d.ByWeekNo)+len(d.ByYearDay) > 0 {
		return r.mistake(from, r.at, "goes with days and weeks that have no months yet")
	}
	d.ByMonth = list
	return nil
}

// readLateSeason reads months behind hours: "weekdays 9-17 in july". They are certain where there is one group of days.
func (r *reader) readLateSeason(from int) error {
	r.at++
	list, err := r.readMonths()
	if err != nil {
		return err
	}
	if err := r.alone(from); err != nil {
		return err
	}
	for i := range r.rule.Spans {
		if err := r.limit(&r.rule.Spans[i].Days, list, from); err != nil {
			return err
		}
	}
	return nil
}

// rhythmAhead says that "every 2 weeks" is next, without days of its own.
func (r *reader) rhythmAhead() bool {
	if !r.is("every") || r.groups == 0 {
		return false
	}
	was := r.at
	defer func() { r.at = was }()
	r.at++
	_, width := r.interval()
	if r.at += width; unitOf(r.peek(0).text) != weeks {
		return false
	}
	r.at++
	return !r.is("on") && !r.dayAhead(0)
}

// readRhythm reads "every 2 weeks" behind weekdays and their hours.
func (r *reader) readRhythm(from int) error {
	r.at++
	n, width := r.interval()
	r.at += width + 1
	if n = max(n, 1-width); n < 1 || n > mostPeriods {
		return r.mistake(from, r.at, "is not between 1 and 1,000")
	}
	if err := r.alone(from); err != nil {
		return err
	}
	for i := range r.rule.Spans {
		d := &r.rule.Spans[i].Days
		if d.Freq != rrule.Weekly || d.Interval > 1 || !r.before.bare {
			return r.mistake(from, r.at, `does not go with "`+r.words(place{r.before.from, r.before.to})+`"`)
		}
		d.Interval = rhythm(n)
	}
	return nil
}

// alone refuses what could be said of one group of days or of all.
func (r *reader) alone(from int) error {
	if r.groups == 1 {
		return nil
	}
	last := r.words(place{r.before.from, r.before.to})
	return r.mistake(from, r.at, `could be said of all days or of "`+last+`" only: say it before the hours of each`)
}

// readMonths reads "jun and jul" and "may-sep", where a month is next.
func (r *reader) readMonths() ([]time.Month, error) {
	var out []time.Month
	for {
		from := r.at
		first, _ := monthOf(r.peek(0))
		last := first
		r.at++
		if r.is("-", "to", "through") && r.monthAt(1) {
			last, _ = monthOf(r.peek(1))
			r.at += 2
		}
		for m := first; ; m = m%12 + 1 {
			if slices.Contains(out, m) {
				return nil, r.mistake(from, r.at, "says a month twice")
			}
			if out = append(out, m); m == last {
				break
			}
		}
		was := r.at
		if r.comma(); !r.monthAt(0) {
			r.at = was
			slices.Sort(out)
			return out, nil
		}
	}
}
