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
		var (
			waiting queue
			today   day
		)
		for date, clock := range s.nominal(from, last) {
			if date.At(clock) < early {
				continue
			}
			if !today.known || today.date != date {
				today = s.on(date)
			}
			w, turn, ok := s.window(&today, clock)
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

// A day is what the windows that begin on one have in common.
type day struct {
	date  civil.Date
	known bool
	gone  bool // an EXDATE takes all of them away
	// end is when they end, where they do so by the clock, and whether the clock shows that time.
	end     int64
	endTurn civil.Turn
}

func (s *Series) on(date civil.Date) day {
	d := day{date: date, known: true}
	if _, d.gone = slices.BinarySearch(s.without, date); !d.gone && s.span.toClock {
		end, turn := civil.Resolve(date.At(s.span.until), s.zone)
		d.end, d.endTurn = end.Unix(), turn
	}
	return d
}

// window is the window that begins at a time of the day; ok is false where it is over before it begins, or was taken away.
func (s *Series) window(d *day, clock civil.Clock) (w stretch, turn civil.Turn, ok bool) {
	if d.gone || s.span.toClock && clock >= s.span.until && d.endTurn != civil.Skipped {
		return w, turn, false // cheap, because a rule may have a thousand such times a day for years
	}
	start, turn := civil.Resolve(d.date.At(clock), s.zone)
	w, ok = s.windowAt(d, clock, start.Unix())
	return w, turn, ok
}

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
