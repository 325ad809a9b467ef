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
		if !r.sound() {
			return
		}
		for d := range newPattern(r, start, clocks{}).walk(from) {
			if !yield(d) {
				return
			}
		}
	}
}

// On says that the rule that begins on start has the day, as [Rule.Days] would tell.
func (r *Rule) On(start, day civil.Date) bool {
	if r.Freq < Daily || r.Freq > Yearly {
		return false
	}
	for range newPattern(r, start, clocks{}).between(day, day) {
		return true
	}
	return false
}

// walk is the days and times of day of the pattern, rising, those from the day from to the horizon.
func (p *pattern) walk(from civil.Date) iter.Seq2[civil.Date, civil.Clock] {
	from = max(from, p.start)
	return p.between(from, from+horizon)
}

// between is the days and times of day of the pattern from one day to another, both included.
func (p *pattern) between(from, last civil.Date) iter.Seq2[civil.Date, civil.Clock] {
	from, last = max(from, p.start), min(last, lastDay)
	return func(yield func(civil.Date, civil.Clock) bool) {
		if from > last {
			return
		}
		var s period
		for k := p.index(from); p.period(k, last, &s); k++ {
			if !p.each(&s, from, last, yield) {
				return
			}
		}
	}
}

// each gives what a period has; false says that the walk is over.
func (p *pattern) each(s *period, from, last civil.Date, yield func(civil.Date, civil.Clock) bool) bool {
	if len(p.setPos) > 0 && p.freq != Daily {
		return p.choose(s, from, last, yield)
	}
	for k, set := range s.set[:s.n] {
		for ; set != 0; set &= set - 1 {
			day := s.base[k] + civil.Date(bits.TrailingZeros32(set))
			if day < from {
				continue
			}
			if day > last || !p.times(s, day, yield) {
				return false
			}
		}
	}
	return true
}

// times gives the times of one day. A day of a DAILY rule is a period of its own, from whose times BYSETPOS picks.
func (p *pattern) times(s *period, day civil.Date, yield func(civil.Date, civil.Clock) bool) bool {
	n := p.clocks.len()
	if len(p.setPos) > 0 && p.freq == Daily {
		for _, i := range p.positions(s, n) {
			if !yield(day, p.clocks.at(i)) {
				return false
			}
		}
		return true
	}
	for i := range n {
		if !yield(day, p.clocks.at(i)) {
			return false
		}
	}
	return true
}

// choose gives those of a whole period's days and times that BYSETPOS names.
func (p *pattern) choose(s *period, from, last civil.Date, yield func(civil.Date, civil.Clock) bool) bool {
	n := p.clocks.len()
	for _, i := range p.positions(s, s.len()*n) {
		day := s.day(i / n)
		if day < from {
			continue
		}
		if day > last || !yield(day, p.clocks.at(i%n)) {
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
