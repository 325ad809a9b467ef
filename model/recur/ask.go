package recur

import (
	"iter"
	"time"

	"seamdash/model/civil"
)

// After is the windows that open after t, by opening, at most limit and at most 1000 of them. It looks 30 years ahead.
func (s *Schedule) After(t time.Time, limit int) []Window {
	limit = min(limit, maxWindows)
	if limit <= 0 {
		return nil
	}
	var out []Window
	for w := range s.closing(t, LastDay, nil) {
		if !w.Open.After(t) {
			continue
		}
		if out = append(out, w); len(out) == limit {
			break
		}
	}
	return out
}

// Between is the windows that are open at some time from a on and before b, by opening. Of more than two years, the first two are
// looked at.
func (s *Schedule) Between(a, b time.Time) []Window {
	if most := a.Add(maxBetween); b.After(most) {
		b = most
	}
	var out []Window
	if !a.Before(b) {
		return out
	}
	for w := range s.closing(a, civil.DateOf(b.In(s.zone))+2, nil) {
		if !w.Open.Before(b) {
			break
		}
		out = append(out, w)
	}
	return out
}

// Next is the window that is open at t or, when none is, the next to open within 30 years.
func (s *Schedule) Next(t time.Time) (Window, bool) {
	for w := range s.closing(t, LastDay, nil) {
		return w, true
	}
	return Window{}, false
}

// closing gives the windows that close after t, by opening, up to 30 years ahead, or until nothing is open after the day quiet. The
// witness may be nil.
func (s *Schedule) closing(t time.Time, quiet civil.Date, see witness) iter.Seq[Window] {
	return func(yield func(Window) bool) {
		today := civil.DateOf(t.In(s.zone))
		q := question{s: s, after: t, quiet: quiet, last: min(today+horizonDays, LastDay), see: see}
		if s.pause.Paused && s.pause.Open && see == nil {
			q.last = min(q.last, s.pause.From-1)
		}
		for try := 0; try <= surest; {
			first := s.back(today, try)
			early, long := q.ask(first, try == surest || first <= s.start, yield)
			switch {
			case !early:
				return
			case long:
				try = surest
			default:
				try++
			}
		}
	}
}

// surest is the try that needs no other.
const surest = 3

// back is where to begin at the given try. The last one is before a turn of the year at which all windows are cut that began
// before December, see [Window.tooOld].
func (s *Schedule) back(today civil.Date, try int) civil.Date {
	switch try {
	case 0:
		return today - s.reach
	case 1:
		return today - 2*s.reach - 8
	case 2:
		return today - 4*s.reach - 60
	default:
		year, _, _ := today.Split()
		november, _ := civil.MakeDate(year-2, time.November, 20)
		return november - 2*s.reach
	}
}

// A question is for the windows that close after a time.
type question struct {
	s           *Schedule
	after       time.Time
	quiet, last civil.Date
	see         witness
}

// ask gives the windows, beginning with a day. That is far enough back to know where the first one opens, unless that turns out to be
// part of a longer one: early says then, where the beginning is not sure, that none was given, and long that the window is open
// for months.
func (q *question) ask(first civil.Date, sure bool, yield func(Window) bool) (early, long bool) {
	if q.see != nil {
		q.see.again()
	}
	// what belongs to earlier days is closed by then
	closed, _ := civil.Resolve((first + q.s.reach).At(0), q.s.zone)
	for w := range q.s.windows(first, q.quiet, q.last, q.see) {
		if !w.Close.After(q.after) {
			continue
		}
		if !sure && !w.Open.After(closed) {
			return true, w.Close.Sub(w.Open) > 60*24*time.Hour
		}
		sure = true
		if !yield(w) {
			break
		}
	}
	return false, false
}
