package words

import (
	"slices"
	"time"

	"seamdash/model/rrule"
)

// readYearly reads the dates that follow "yearly on".
func (r *reader) readYearly(n int) (pattern, error) {
	from := r.at
	spans, err := r.readDates()
	if err != nil {
		return pattern{}, err
	}
	var p pattern
	for _, s := range spans {
		if !s.everyYear() {
			return p, r.mistake(from, r.at, "is not a date of every year, such as 24 dec")
		}
		p.addYearly(n, s.first.month, s.first.dom, s.last.dom)
	}
	for i := range p.rules {
		p.rules[i] = p.rules[i].Normal()
	}
	return p, nil
}

// everyYear says that some days are of one month and of no certain year.
func (s daySpan) everyYear() bool {
	return s.first.year+s.last.year == 0 && s.first.dom > 0 && s.first.month == s.last.month && s.first.dom <= s.last.dom && !s.first.hasWeekday
}

// addYearly adds days to the rule of their month.
func (p *pattern) addYearly(n int, month time.Month, first, last int) {
	i := slices.IndexFunc(p.rules, func(d rrule.Rule) bool { return d.ByMonth[0] == month })
	if i < 0 {
		i = len(p.rules)
		p.rules = append(p.rules, rrule.Rule{Freq: rrule.Yearly, Interval: rhythm(n), ByMonth: []time.Month{month}})
	}
	for dom := first; dom <= last; dom++ {
		p.rules[i].ByMonthDay = append(p.rules[i].ByMonthDay, dom)
	}
}
