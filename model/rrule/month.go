package rrule

import (
	"math/bits"
	"slices"
	"time"

	"seamdash/model/civil"
)

// A month is one of a year as a pattern sees it.
type month struct {
	year   int
	number time.Month
	first  civil.Date
	days   int
}

func monthOf(year int, number time.Month) month {
	first, _ := civil.MakeDate(year, number, 1)
	return month{year: year, number: number, first: first, days: civil.DaysIn(year, number)}
}

// all is a set of all days of the month, bit 0 is the first.
func (m month) all() uint32 { return 1<<m.days - 1 }

// on is the first day of the month that is such a weekday, counted from 0.
func (m month) on(d time.Weekday) int { return int(d-m.first.Weekday()+7) % 7 }

// bit is the set of one day, empty where it is of another month.
func (m month) bit(d civil.Date) uint32 {
	if d < m.first || d >= m.first+civil.Date(m.days) {
		return 0
	}
	return 1 << (d - m.first)
}

func yearOf(year int) (first, last civil.Date) {
	first, _ = civil.MakeDate(year, time.January, 1)
	last = first + 364
	if civil.Leap(year) {
		last++
	}
	return first, last
}

// in is which days of a month the pattern has, whether its period comes or not.
func (p *pattern) in(m month) uint32 {
	if p.months != 0 && p.months>>m.number&1 == 0 {
		return 0
	}
	set := m.all()
	if p.ahead|p.behind != 0 {
		set &= p.ahead | bits.Reverse32(p.behind)>>(32-m.days)
	}
	if p.weekdays != 0 || len(p.numbered) > 0 {
		set &= p.weekdaysIn(m)
	}
	if len(p.yearDays) > 0 {
		set &= p.yearDaysIn(m)
	}
	if len(p.weekNos) > 0 {
		set &= p.weeksIn(m)
	}
	return set
}

// weekdaysIn unites plain and numbered days: "MO,1TU" is every Monday and the first Tuesday.
func (p *pattern) weekdaysIn(m month) uint32 {
	const everySeventh = 1 | 1<<7 | 1<<14 | 1<<21 | 1<<28
	set := uint32(0)
	for d := time.Sunday; p.weekdays>>d != 0; d++ {
		if p.weekdays>>d&1 == 1 {
			set |= everySeventh << m.on(d)
		}
	}
	for _, d := range p.numbered {
		set |= m.bit(p.nth(d, m))
	}
	return set & m.all()
}

// nth is the date of a numbered day in the month, or in its year. One that they do not have gets a day long before.
func (p *pattern) nth(d Day, m month) civil.Date {
	first, last := m.first, m.first+civil.Date(m.days)-1
	if !p.inMonth {
		first, last = yearOf(m.year)
	}
	var day civil.Date
	if d.N > 0 {
		day = first + civil.Date((d.Weekday-first.Weekday()+7)%7) + civil.Date(d.N-1)*7
	} else {
		day = last - civil.Date((last.Weekday()-d.Weekday+7)%7) + civil.Date(d.N+1)*7
	}
	if day < first || day > last {
		return first - 1000
	}
	return day
}

func (p *pattern) yearDaysIn(m month) uint32 {
	first, last := yearOf(m.year)
	set := uint32(0)
	for _, n := range p.yearDays {
		if n > 0 {
			set |= m.bit(first + civil.Date(n-1)) // day 366 of a common year lies outside of all its months
		} else {
			set |= m.bit(last + civil.Date(n+1))
		}
	}
	return set
}

// weeksIn is the days of the month that lie in the weeks of BYWEEKNO. A week belongs to the year of its fourth day, which also
// gives its number, from the beginning and from the end of the year.
func (p *pattern) weeksIn(m month) uint32 {
	set := uint32(0)
	start := m.first - civil.Date((m.first.Weekday()-p.weekStart+7)%7)
	for ; start < m.first+civil.Date(m.days); start += 7 {
		middle := start + 3
		first, last := yearOf(middle.Year())
		number, fromEnd := int(middle-first)/7+1, -int(last-middle)/7-1
		if !slices.Contains(p.weekNos, number) && !slices.Contains(p.weekNos, fromEnd) {
			continue
		}
		for d := start; d < start+7; d++ {
			set |= m.bit(d)
		}
	}
	return set
}
