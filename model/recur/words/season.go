package words

import (
	"slices"
	"time"

	"seamdash/model/rrule"
)

// readSeason reads the months that days are limited to: "weekdays in jun and jul".
func (r *reader) readSeason(p *pattern) error {
	if !r.is("in", "during") || !r.monthAt(1) {
		return nil
	}
	from := r.at
	r.at++
	list, err := r.readMonths()
	if err != nil {
		return err
	}
	p.to, p.bare = r.at, false
	for i := range p.rules {
		d := &p.rules[i]
		if d.Freq != rrule.Weekly && d.Freq != rrule.Daily || len(d.ByMonth) > 0 || d.ByWeekNo != nil || d.ByYearDay != nil {
			return r.mistake(from, r.at, "goes with days and weeks only")
		}
		d.ByMonth = list
	}
	return nil
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
