package rrule

import (
	"iter"
	"time"

	"seamdash/model/civil"
)

// A Series is a rule with its start, zone, length of window and exceptions: the windows of RFC 5545. It never changes, so that
// many may ask it at once.
//
// The rule is unrolled on the wall, which knows no zone. Then each start and each end by the clock becomes the instant that
// [civil.Resolve] says, and what ends no later than it begins is dropped. COUNT counts what was unrolled, UNTIL bounds starts, an
// EXDATE beats an RDATE, and of windows that begin at the same instant the longest stands. Windows that overlap or touch are
// not merged.
type Series struct {
	zone  *time.Location
	start civil.Wall
	span  span

	rule *pattern // none where there are only RDATEs
	// last is the last day on which the rule may begin a window, lastWall what COUNT allows last on it, where it allows any.
	last     civil.Date
	lastWall civil.Wall
	counted  bool
	until    Until
	untilAt  int64 // the instant of until, where it is not a date

	without      []civil.Date // EXDATEs, both rising
	withoutStart []int64
	extra        queue // RDATEs without those that an EXDATE takes away, rising
}

// follow makes the series follow a rule.
func (s *Series) follow(r Rule, day civil.Date, clock civil.Clock) []Note {
	s.rule = newPattern(&r, day, r.clocks(clock))
	if r.Count > 0 {
		s.count(r.Count)
	}
	s.until = r.Until
	switch u := r.Until; {
	case u.HasDate:
		s.last = min(s.last, u.Date)
		return []Note{{"until-date", "UNTIL", "an end without a time of day is the end of that day"}}
	case u.HasWall:
		at, _ := civil.Resolve(u.Wall, s.zone)
		s.untilAt, s.last = at.Unix(), min(s.last, u.Wall.Date()+1)
		return []Note{{"until-local", "UNTIL", "an end without a zone is by the clock of the series"}}
	case !u.At.IsZero():
		// clocks that go back over midnight show the next day before the last start is
		s.untilAt, s.last = u.At.Unix(), min(s.last, civil.DateOf(u.At.In(s.zone))+1)
	}
	return nil
}

// count finds the last of so many starts. It is the only thing that takes as long as there are days with starts, so it is done once.
func (s *Series) count(left int) {
	s.times(s.start.Date(), lastDay, func(d civil.Date, i, n int) bool {
		if left > n-i {
			left -= n - i
			return true
		}
		s.last, s.lastWall, s.counted = d, d.At(s.rule.clocks.at(i+left-1)), true
		return false
	})
}

// times visits the starts of the rule on the wall in some days, rising.
func (s *Series) times(from, last civil.Date, v visit) {
	if s.rule == nil {
		return
	}
	c := &s.rule.clocks
	s.rule.between(from, min(last, s.last), func(d civil.Date, i, n int) bool {
		if d == s.rule.start {
			i = max(i, c.before(s.start.Clock()))
		}
		if s.counted && d == s.last {
			n = min(n, c.before(s.lastWall.Clock()+1))
		}
		return i >= n || v(d, i, n)
	})
}

// nominal is the same one by one.
func (s *Series) nominal(from, last civil.Date) iter.Seq2[civil.Date, civil.Clock] {
	return func(yield func(civil.Date, civil.Clock) bool) {
		s.times(from, last, func(d civil.Date, i, n int) bool {
			for ; i < n; i++ {
				if !yield(d, s.rule.clocks.at(i)) {
					return false
				}
			}
			return true
		})
	}
}
