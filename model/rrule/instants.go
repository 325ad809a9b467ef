package rrule

import (
	"cmp"
	"iter"
	"math"
	"slices"

	"seamdash/model/civil"
)

// A stretch is a window in seconds since 1970.
type stretch struct{ start, end int64 }

// ruled is the windows that the rule begins in some days, rising by start. early says of a start on the wall that nobody asks
// for it.
func (s *Series) ruled(from, last civil.Date, early civil.Wall) iter.Seq[stretch] {
	return func(yield func(stretch) bool) {
		line := inLine{yield: yield}
		over := false
		s.times(from, last, func(d civil.Date, i, n int) bool {
			if d.At(s.rule.clocks.at(n-1)) >= early {
				over = !s.openOn(d, i, n, early, &line)
			}
			return !over
		})
		if !over {
			line.waiting.release(math.MaxInt64, yield)
		}
	}
}

// openOn gives the windows of one day; false says that no more are wanted.
func (s *Series) openOn(d civil.Date, i, n int, early civil.Wall, line *inLine) bool {
	today := s.on(d)
	if today.gone {
		return true
	}
	if s.span.toClock && today.endTurn != civil.Skipped {
		n = min(n, s.rule.clocks.before(s.span.until)) // the others are over before they begin, a thousand a day perhaps
	}
	for ; i < n; i++ {
		clock := s.rule.clocks.at(i)
		if d.At(clock) < early {
			continue
		}
		start, turn := civil.Resolve(d.At(clock), s.zone)
		w, ok := s.windowAt(&today, clock, start.Unix())
		if ok && !s.late(w.start) && !line.give(w, turn) {
			return false
		}
	}
	return true
}

// inLine puts windows in the order of their starts that come in that of the wall. Instants rise with the wall, but for times that do
// not exist: those move up, past others or onto them. So each such window waits until one comes that begins no earlier.
type inLine struct {
	waiting queue
	yield   func(stretch) bool
}

func (l *inLine) give(w stretch, turn civil.Turn) bool {
	if turn != civil.Skipped && len(l.waiting) == 0 {
		return l.yield(w)
	}
	l.waiting.add(w)
	return turn == civil.Skipped || l.waiting.release(w.start, l.yield)
}

// A day is what the windows that begin on one have in common.
type day struct {
	date civil.Date
	gone bool // an EXDATE takes all of them away
	// end is when they end, where they do so by the clock, and whether the clock shows that time.
	end     int64
	endTurn civil.Turn
}

func (s *Series) on(date civil.Date) day {
	d := day{date: date}
	if _, d.gone = slices.BinarySearch(s.without, date); !d.gone && s.span.toClock {
		end, turn := civil.Resolve(date.At(s.span.until), s.zone)
		d.end, d.endTurn = end.Unix(), turn
	}
	return d
}

// windowAt is the window that begins at an instant, which is a time of the day; ok is false where it is over before it begins, or
// was taken away.
func (s *Series) windowAt(d *day, clock civil.Clock, start int64) (w stretch, ok bool) {
	if _, found := slices.BinarySearch(s.withoutStart, start); found || d.gone {
		return stretch{}, false
	}
	w = stretch{start: start, end: d.end}
	if !s.span.toClock {
		w.end = s.span.after(d.date, clock, start, s.zone)
	}
	return w, w.end > w.start
}

func (s *Series) late(start int64) bool {
	return !s.until.IsZero() && !s.until.HasDate && start > s.untilAt
}

// all is the windows of the rule in some days with all the extra ones, rising by start.
func (s *Series) all(from, last civil.Date, early civil.Wall) iter.Seq[stretch] {
	return func(yield func(stretch) bool) {
		extra := s.extra
		for w := range s.ruled(from, last, early) {
			for len(extra) > 0 && extra[0].start <= w.start {
				if extra[0].start == w.start {
					w.end = max(w.end, extra[0].end)
				} else if !yield(extra[0]) {
					return
				}
				extra = extra[1:]
			}
			if !yield(w) {
				return
			}
		}
		for _, w := range extra {
			if !yield(w) {
				return
			}
		}
	}
}

// A queue is windows that rise by start, no two with the same.
type queue []stretch

// add keeps the longer of two with the same start.
func (q *queue) add(w stretch) {
	at, found := slices.BinarySearchFunc(*q, w.start, func(have stretch, start int64) int { return cmp.Compare(have.start, start) })
	if found {
		(*q)[at].end = max((*q)[at].end, w.end)
		return
	}
	*q = slices.Insert(*q, at, w)
}

// release gives away those that start no later than an instant; false says that no more are wanted.
func (q *queue) release(start int64, yield func(stretch) bool) bool {
	for len(*q) > 0 && (*q)[0].start <= start {
		w := (*q)[0]
		*q = (*q)[1:]
		if !yield(w) {
			return false
		}
	}
	return true
}
