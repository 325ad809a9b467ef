package rrule

import (
	"math/bits"
	"time"

	"seamdash/model/civil"
)

// A period is the days of one year, month or week of a rule, as sets that each begin at a base. The periods of a DAILY rule are
// the months, which hold all its days at once.
type period struct {
	n    int
	base [12]civil.Date
	set  [12]uint32
	// picked is room for what BYSETPOS picks.
	picked []int
}

// index is the number of the period that a day is in or, between two periods, of the one before. The start's is 0.
func (p *pattern) index(d civil.Date) int {
	switch p.freq {
	case Weekly:
		return int(d-p.weekOf(p.start)) / (7 * p.step)
	case Yearly:
		return (d.Year() - p.year) / p.step
	default:
		year, number, _ := d.Split()
		months := (year-p.year)*12 + int(number) - 1 - p.month
		if p.freq == Daily {
			return months
		}
		return months / p.step
	}
}

// weekOf is the first day of the week of d.
func (p *pattern) weekOf(d civil.Date) civil.Date {
	return d - civil.Date((d.Weekday()-p.weekStart+7)%7)
}

// period is the kth; it says whether it begins before the day after the last one.
func (p *pattern) period(k int, last civil.Date, into *period) bool {
	into.n = 0
	switch p.freq {
	case Weekly:
		into.add(p.weekOn(p.weekOf(p.start) + civil.Date(k*7*p.step)))
		return into.base[0] <= last
	case Monthly:
		months := p.month + k*p.step
		m := monthOf(p.year+months/12, time.Month(months%12+1))
		into.add(m.first, p.in(m))
		return m.first <= last
	case Yearly:
		return p.yearOn(p.year+k*p.step, last, into)
	default:
		months := p.month + k
		m := monthOf(p.year+months/12, time.Month(months%12+1))
		into.add(m.first, p.in(m)&p.stepsIn(m))
		return m.first <= last
	}
}

func (s *period) add(base civil.Date, set uint32) {
	s.base[s.n], s.set[s.n] = base, set
	s.n++
}

func (p *pattern) yearOn(year int, last civil.Date, into *period) bool {
	for number := time.January; number <= time.December; number++ {
		if p.months == 0 || p.months>>number&1 == 1 {
			m := monthOf(year, number)
			into.add(m.first, p.in(m))
		}
	}
	return into.n > 0 && into.base[0] <= last
}

// weekOn is the days of the week that begins on a day; only BYDAY and BYMONTH go with WEEKLY.
func (p *pattern) weekOn(first civil.Date) (base civil.Date, set uint32) {
	if p.months == 0 {
		return first, p.week
	}
	for i := range civil.Date(7) {
		if _, number, _ := (first + i).Split(); p.months>>number&1 == 1 {
			set |= 1 << i
		}
	}
	return first, set & p.week
}

// stepsIn is the days of a month that are whole steps of a DAILY rule away from the start.
func (p *pattern) stepsIn(m month) uint32 {
	if p.step == 1 {
		return m.all()
	}
	set := uint32(0)
	ahead := int(p.start-m.first) % p.step
	for i := (ahead + p.step) % p.step; i < m.days; i += p.step {
		set |= 1 << i
	}
	return set
}

// len is how many days the period has.
func (s *period) len() int {
	n := 0
	for _, set := range s.set[:s.n] {
		n += bits.OnesCount32(set)
	}
	return n
}

// day is the ith of the period's days, counted from 0.
func (s *period) day(i int) civil.Date {
	for k, set := range s.set[:s.n] {
		if n := bits.OnesCount32(set); i >= n {
			i -= n
			continue
		}
		for ; i > 0; i-- {
			set &= set - 1
		}
		return s.base[k] + civil.Date(bits.TrailingZeros32(set))
	}
	return 0
}
