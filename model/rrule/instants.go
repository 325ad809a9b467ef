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
//
// Instants rise with the wall, but for times that do not exist: those move up, past others or onto them. So each such window
// waits until one comes that begins later.
func (s *Series) ruled(from, last civil.Date, early civil.Wall) iter.Seq[stretch] {
	return func(yield func(stretch) bool) {
		var waiting queue
		for day, clock := range s.nominal(from, last) {
			if day.At(clock) < early {
				continue
			}
			w, turn, ok := s.window(day, clock)
			if !ok || s.late(w.start) {
				continue
			}
			if turn == civil.Skipped {
				waiting.add(w)
				continue
			}
			if len(waiting) > 0 {
				waiting.add(w)
				if !waiting.release(w.start, yield) {
					return
				}
				continue
			}
			if !yield(w) {
				return
			}
		}
		waiting.release(math.MaxInt64, yield)
	}
}

// window is the window that begins at a time on the wall; ok is false where it is over before it begins, or was taken away.
func (s *Series) window(day civil.Date, clock civil.Clock) (w stretch, turn civil.Turn, ok bool) {
	at, turn := civil.Resolve(day.At(clock), s.zone)
	w, ok = s.windowAt(day, clock, at.Unix())
	return w, turn, ok
}

func (s *Series) windowAt(day civil.Date, clock civil.Clock, start int64) (w stretch, ok bool) {
	if s.isWithout(day, start) {
		return stretch{}, false
	}
	w = stretch{start, s.span.end(day, clock, start, s.zone)}
	return w, w.end > w.start
}

func (s *Series) late(start int64) bool {
	return !s.until.IsZero() && !s.until.HasDate && start > s.untilAt
}

func (s *Series) isWithout(day civil.Date, start int64) bool {
	_, found := slices.BinarySearch(s.without, day)
	if !found {
		_, found = slices.BinarySearch(s.withoutStart, start)
	}
	return found
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
