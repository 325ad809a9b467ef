package rrule

import (
	"time"

	"seamdash/model/civil"
)

// lastDay is 31 December 2200: no day after it belongs to any rule, so that an end beyond it is none.
const lastDay civil.Date = 84370

// horizon is how far a search for days looks, in days: 60 years. The longest wait of a rule that has days at all and comes every
// year is 40 years, for a 29 February on one weekday across the year 2100, which is none.
const horizon = 60*365 + 15

// A pattern is a rule with its start, made ready for finding days: what the rule leaves out is taken from the start, and lists
// of days are sets of bits.
type pattern struct {
	freq  Freq
	step  int
	start civil.Date
	// year and month of the start, the month counted from that January.
	year, month int

	months        uint16 // bit 1 is January; none is all
	ahead, behind uint32 // days of the month: bit 0 is the first and the last
	weekdays      uint8
	week          uint32 // the same of a WEEKLY rule, bit 0 is the day that its weeks begin with
	numbered      []Day
	inMonth       bool // numbered days count within the month, not the year
	yearDays      []int
	weekNos       []int
	weekStart     time.Weekday
	setPos        []int
	clocks        clocks
}

func newPattern(r *Rule, start civil.Date, times clocks) *pattern {
	p := &pattern{
		freq: r.Freq, step: max(r.Interval, 1), start: start,
		yearDays: r.ByYearDay, weekNos: r.ByWeekNo, setPos: r.BySetPos, weekStart: time.Monday, clocks: times,
		inMonth: r.Freq == Monthly || len(r.ByMonth) > 0,
	}
	if r.HasWeekStart {
		p.weekStart = r.WeekStart
	}
	year, month, day := start.Split()
	p.year, p.month = year, int(month)-1
	for _, m := range r.ByMonth {
		p.months |= 1 << m
	}
	for _, d := range r.ByMonthDay {
		if d > 0 {
			p.ahead |= 1 << (d - 1)
		} else {
			p.behind |= 1 << (-d - 1)
		}
	}
	for _, d := range r.ByDay {
		if d.N == 0 {
			p.weekdays |= 1 << d.Weekday
		} else {
			p.numbered = append(p.numbered, d)
		}
	}
	p.fillIn(month, day)
	for i := range time.Weekday(7) {
		p.week |= uint32(p.weekdays>>((p.weekStart+i)%7)&1) << i
	}
	return p
}

// fillIn takes from the start what the rule does not say (RFC 5545 section 3.3.10: "information, not contained in the rule").
func (p *pattern) fillIn(month time.Month, day int) {
	if p.weekdays != 0 || len(p.numbered) > 0 || p.ahead|p.behind != 0 || len(p.yearDays) > 0 {
		return
	}
	switch {
	case p.freq == Weekly || p.freq == Yearly && len(p.weekNos) > 0:
		p.weekdays = 1 << p.start.Weekday()
	case p.freq == Monthly:
		p.ahead = 1 << (day - 1)
	case p.freq == Yearly:
		p.ahead = 1 << (day - 1)
		if p.months == 0 {
			p.months = 1 << month
		}
	}
}
