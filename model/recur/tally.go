package recur

import (
	"slices"

	"seamdash/model/civil"
)

// noLimit is more windows than any day has.
const noLimit = MaxSpans + 1

// A tally is the end of a rule: its last day with windows by the spans, and how many there are on that day at most.
type tally struct {
	day  civil.Date
	most int
}

// LastStart is the time on the wall after which no window of the spans opens; ok is false where they go on for ever. What is
// taken away does not count, nor do extra openings.
func (s *Schedule) LastStart() (w civil.Wall, ok bool) {
	last := s.end
	if last.most == noLimit {
		return last.day.At(civil.Day - 1), last.day < LastDay
	}
	walk := s.walk(last.day)
	if day, found := walk.peek(); !found || day != last.day {
		return 0, false
	}
	return last.day.At(walk.take(last.day)[last.most-1].From), true
}

// A mark says how many windows there were before a day.
type mark struct {
	day    civil.Date
	before int
}

// markEvery is how many windows lie between two marks, more or less: what numbering one costs.
const markEvery = 64

// replay counts windows by the spans from the start on, those included that are taken away. It ends after most of them, and gives
// the end that follows and marks on the way.
func (s *Schedule) replay(most int) ([]mark, tally) {
	marks := []mark{{day: s.start}}
	end := tally{day: LastDay, most: noLimit}
	w := s.walk(s.start)
	for n := 0; ; {
		day, ok := w.peek()
		if !ok {
			return marks, end
		}
		if n >= marks[len(marks)-1].before+markEvery {
			marks = append(marks, mark{day: day, before: n})
		}
		today := len(w.take(day))
		if n+today >= most {
			return marks, tally{day: day, most: most - n}
		}
		n += today
	}
}

// countBefore is how many windows there were before a day, and whether that is known.
func (s *Schedule) countBefore(day civil.Date) (int, bool) {
	if len(s.marks) == 0 {
		return 0, false
	}
	i, found := slices.BinarySearchFunc(s.marks, day, func(m mark, d civil.Date) int { return int(m.day - d) })
	if !found {
		i--
	}
	if i < 0 {
		return 0, true
	}
	n := s.marks[i].before
	w := s.walk(s.marks[i].day)
	for {
		d, ok := w.peek()
		if !ok || d >= day {
			return n, true
		}
		n += len(w.take(d))
		if n > MaxCount {
			return 0, false
		}
	}
}
