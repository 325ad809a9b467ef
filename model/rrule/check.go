package rrule

import (
	"slices"
	"time"

	"seamdash/model/civil"
)

// forbidden says what RFC 5545 section 3.3.10 forbids of parts together.
func (r *Rule) forbidden() error {
	if r.Count > 0 && !r.Until.IsZero() {
		return refuse("count-and-until", "COUNT", "a rule has either COUNT or UNTIL")
	}
	if len(r.BySetPos) > 0 && r.alone() {
		return refuse("bysetpos-alone", "BYSETPOS", "positions need another BY part to pick from")
	}
	if slices.ContainsFunc(r.ByDay, func(d Day) bool { return d.N != 0 }) {
		if r.Freq != Monthly && r.Freq != Yearly {
			return refuse("byday-number", "BYDAY", "numbered days belong in MONTHLY and YEARLY rules, not in %s", r.Freq)
		}
		if len(r.ByWeekNo) > 0 {
			return refuse("byday-number", "BYDAY", "numbered days do not go with BYWEEKNO")
		}
	}
	if n := r.clocks(0); len(r.BySetPos) == 0 && n.len() > maxClocks {
		return refuse("sub-daily", "BYHOUR", "%d starts a day are no access schedule: there may be %d", n.len(), maxClocks)
	}
	return r.misplaced()
}

// misplaced says which parts the frequency does not allow.
func (r *Rule) misplaced() error {
	switch {
	case len(r.ByWeekNo) > 0 && r.Freq != Yearly:
		return refuse("byweekno-freq", "BYWEEKNO", "week numbers belong in YEARLY rules, not in %s", r.Freq)
	case len(r.ByMonthDay) > 0 && r.Freq == Weekly:
		return refuse("bymonthday-weekly", "BYMONTHDAY", "days of the month do not go with WEEKLY")
	case len(r.ByYearDay) > 0 && r.Freq != Yearly:
		return refuse("byyearday-freq", "BYYEARDAY", "days of the year belong in YEARLY rules, not in %s", r.Freq)
	default:
		return nil
	}
}

// alone says that the rule has no BY part but perhaps BYSETPOS.
func (r *Rule) alone() bool {
	return len(r.ByMonth)+len(r.ByWeekNo)+len(r.ByYearDay)+len(r.ByMonthDay)+len(r.ByDay)+len(r.ByHour)+len(r.ByMinute)+len(r.BySecond) == 0
}

// ambiguous says which rules calendars read in different ways, so that a person would be surprised by any reading.
func (r *Rule) ambiguous() error {
	switch {
	case r.Freq == Yearly && len(r.ByMonthDay) > 0 && len(r.ByMonth)+len(r.ByYearDay)+len(r.ByWeekNo) == 0:
		return refuse("ambiguous", "BYMONTHDAY", "calendars do not agree on a YEARLY rule with days of the month but no BYMONTH: take MONTHLY, or name the months")
	case len(r.ByWeekNo) == 0:
		return nil
	case len(r.ByDay) == 0:
		return refuse("ambiguous", "BYWEEKNO", "calendars do not agree on week numbers without BYDAY: name the days")
	case r.Interval > 1:
		return refuse("ambiguous", "BYWEEKNO", "calendars do not agree on which year owns a week when INTERVAL is not 1")
	case len(r.BySetPos) > 0:
		return refuse("ambiguous", "BYWEEKNO", "calendars do not agree on which year owns a week that BYSETPOS picks from")
	default:
		return nil
	}
}

// Check says why the rule should not be kept with this start: what [Parse] refuses, what calendars read in different ways, and
// a rule without a single day in the 60 years after the start. The error is an [*Error].
func (r *Rule) Check(start civil.Date) error {
	if _, err := Parse(r.String()); err != nil {
		return err
	}
	if err := r.ambiguous(); err != nil {
		return err
	}
	return newPattern(r, start, r.clocks(0)).never()
}

// sound says that the rule has a frequency, and no day or month that is none, which a rule that was read never has.
func (r *Rule) sound() bool {
	return r.Freq >= Daily && r.Freq <= Yearly && isDay(r.WeekStart) &&
		!slices.ContainsFunc(r.ByDay, func(d Day) bool { return !isDay(d.Weekday) }) &&
		!slices.ContainsFunc(r.ByMonth, func(m time.Month) bool { return m < time.January || m > time.December }) &&
		!slices.ContainsFunc(r.ByMonthDay, func(d int) bool { return d == 0 || d < -31 || d > 31 })
}

func isDay(d time.Weekday) bool { return d >= time.Sunday && d <= time.Saturday }

func (p *pattern) never() error {
	err := error(refuse("never", "", "no day from %s on matches the rule", p.start))
	p.walk(p.start, func(civil.Date, int, int) bool {
		err = nil
		return false
	})
	return err
}
