package rrule

import (
	"iter"
	"math/bits"
	"slices"

	"seamdash/model/civil"
)

// Days are the days of the rule that begins on start, rising, those from from on. They end 60 years later, and with the year
// 2200. COUNT, UNTIL and times of day are not looked at. What it costs does not depend on how far from is after start.
// A rule that [Rule.Check] finds malformed has none.
func (r *Rule) Days(start, from civil.Date) iter.Seq[civil.Date] {
	return func(yield func(civil.Date) bool) {
		if r.sound() {
			newPattern(r, start, clocks{}).walk(from, func(d civil.Date, _, _ int) bool { return yield(d) })
		}
	}
}

// On says that the rule that begins on start has the day, as [Rule.Days] would tell.
func (r *Rule) On(start, day civil.Date) bool {
	found := false
	if r.sound() {
		newPattern(r, start, clocks{}).between(day, day, func(civil.Date, int, int) bool {
			found = true
			return false
		})
	}
	return found
}

// A visit gets a day of a pattern and which of its times of day are meant, those from the ith until before the nth. It says whether
// it wants more.
type visit func(d civil.Date, i, n int) bool

// walk visits the days of the pattern, rising, from from to the horizon.
func (p *pattern) walk(from civil.Date, v visit) {
	from = max(from, p.start)
	p.between(from, from+horizon, v)
}

// between visits the days of the pattern from one day to another, both included.
func (p *pattern) between(from, last civil.Date, v visit) {
	from, last = max(from, p.start), min(last, lastDay)
	if from > last {
		return
	}
	var s period
	for k := p.index(from); p.period(k, last, &s); k++ {
		if !p.each(&s, from, last, v) {
			return
		}
	}
}

// each visits the days of a period; false says that the walk is over.
func (p *pattern) each(s *period, from, last civil.Date, v visit) bool {
	if len(p.setPos) > 0 && p.freq != Daily {
		return p.choose(s, from, last, v)
	}
	for k, set := range s.set[:s.n] {
		for ; set != 0; set &= set - 1 {
			day := s.base[k] + civil.Date(bits.TrailingZeros32(set))
			if day < from {
				continue
			}
			if day > last || !p.on(s, day, v) {
				return false
			}
		}
	}
	return true
}

// on visits one day. A day of a DAILY rule is a period of its own, from whose times BYSETPOS picks.
func (p *pattern) on(s *period, day civil.Date, v visit) bool {
	n := p.clocks.len()
	if len(p.setPos) == 0 || p.freq != Daily {
		return v(day, 0, n)
	}
	for _, i := range p.positions(s, n) {
		if !v(day, i, i+1) {
			return false
		}
	}
	return true
}

// choose visits what BYSETPOS names of a whole period's days and times, one by one.
func (p *pattern) choose(s *period, from, last civil.Date, v visit) bool {
	n := p.clocks.len()
	for _, i := range p.positions(s, s.len()*n) {
		day := s.day(i / n)
		if day < from {
			continue
		}
		if day > last || !v(day, i%n, i%n+1) {
			return false
		}
	}
	return true
}

// positions are what BYSETPOS picks from n things, counted from 0, rising and each once. They are good until the next call.
func (p *pattern) positions(s *period, n int) []int {
	at := s.picked[:0]
	for _, pos := range p.setPos {
		if pos > 0 {
			pos--
		} else {
			pos += n
		}
		if pos >= 0 && pos < n {
			at = append(at, pos)
		}
	}
	slices.Sort(at)
	s.picked = slices.Compact(at)
	return s.picked
}
