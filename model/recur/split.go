package recur

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"seamdash/model/civil"
	"seamdash/model/rrule"
)

// SplitAt divides a rule into the windows of the days before one, and those of that day and after, so that the second rule can be
// changed on its own. Together they have the windows of the rule: a count is divided, skips, extra openings and the pause go where
// they belong, and "every 2 weeks" keeps its weeks. Numbers of windows begin anew. The error says in words why it cannot be done.
func SplitAt(r *Rule, day civil.Date) (before, after Rule, err error) {
	bare := Rule{Start: r.Start, Spans: r.Spans, End: r.End}
	s, err := Compile(&bare, Setting{Zone: time.UTC})
	if err != nil {
		return Rule{}, Rule{}, err
	}
	before, after = r.Clone(), r.Clone()
	before.Extra = slices.DeleteFunc(before.Extra, func(e Opening) bool { return e.Date >= day })
	after.Extra = slices.DeleteFunc(after.Extra, func(e Opening) bool { return e.Date < day })
	before.Skip = slices.DeleteFunc(before.Skip, func(s Skip) bool { return s.Date >= day })
	after.Skip = slices.DeleteFunc(after.Skip, func(s Skip) bool { return s.Date < day })
	past := s.past(day)
	switch {
	case past.windows == 0 && len(before.Extra) == 0:
		return Rule{}, Rule{}, fmt.Errorf("the rule has no window before %s: change all of it", dayWords(day))
	case !past.goesOn && len(after.Extra) == 0:
		return Rule{}, Rule{}, fmt.Errorf("the rule has no window from %s on", dayWords(day))
	}
	before.endBefore(day, past.windows)
	before.Pause, after.Pause = r.Pause.split(day)
	if !past.goesOn {
		after.Spans, after.End, after.Start = nil, End{}, day
		return before, after, nil
	}
	if after.End.Kind == AfterCount {
		after.End.Count -= past.windows
	}
	for i := range after.Spans {
		after.Spans[i].Days = after.Spans[i].Days.SpellOut(r.Start)
	}
	if after.Start, err = r.startAgain(day, past, after.Extra); err != nil {
		return Rule{}, Rule{}, err
	}
	return before, after, nil
}

// A past is what a rule was before a day, by its spans.
type past struct {
	windows int
	last    civil.Date // the last day with a window, or the one before the start
	next    civil.Date // the first from the day on
	goesOn  bool       // there is a next one
}

func (s *Schedule) past(day civil.Date) past {
	p := past{last: s.start - 1}
	w := s.walk(s.start)
	for {
		d, ok := w.peek()
		switch {
		case !ok || d > s.end.day:
			return p
		case d >= day:
			p.next, p.goesOn = d, true
			return p
		}
		n := len(w.take(d))
		if d == s.end.day {
			n = min(n, s.end.most)
		}
		p.windows += n
		p.last = d
	}
}

// endBefore ends a rule before a day, before which it has so many windows.
func (r *Rule) endBefore(day civil.Date, windows int) {
	if r.End.Kind == AfterCount && windows > 0 {
		r.End.Count = windows
		return
	}
	if r.End.Kind == OnDate {
		day = min(day, r.End.On+1)
	}
	r.End = End{Kind: OnDate, On: day - 1}
}

// split divides a pause at a day.
func (p Pause) split(day civil.Date) (before, after Pause) {
	if p.Paused && p.From < day {
		before = p
		if p.Open || p.Until > day {
			before.Open, before.Until = false, day
		}
	}
	if p.Paused && (p.Open || p.Until > day) {
		after = p
		after.From = max(p.From, day)
	}
	return before, after
}

// startAgain is a start for the windows from a day on from which all intervals are counted as before: a day on or after it if there
// is one, otherwise one since the last window.
func (r *Rule) startAgain(day civil.Date, p past, extra []Opening) (civil.Date, error) {
	latest := p.next
	for _, e := range extra {
		latest = min(latest, e.Date)
	}
	for d := day; d <= latest; d++ {
		if r.inStep(d) {
			return d, nil
		}
	}
	for d := min(day, latest) - 1; d > p.last; d-- {
		if r.inStep(d) {
			return d, nil
		}
	}
	return 0, errors.New("its windows repeat in different steps, which do not meet there: split it at another day")
}

// inStep says that all intervals counted from d fall on the same days, weeks, months or years as those from the start.
func (r *Rule) inStep(d civil.Date) bool {
	for i := range r.Spans {
		p := &r.Spans[i].Days
		if p.Interval > 1 && periods(p, r.Start, d)%p.Interval != 0 {
			return false
		}
	}
	return true
}

// periods is how many periods of a pattern lie between two days.
func periods(p *rrule.Rule, a, b civil.Date) int {
	ay, am, _ := a.Split()
	by, bm, _ := b.Split()
	switch p.Freq {
	case rrule.Weekly:
		begin := time.Monday
		if p.HasWeekStart {
			begin = p.WeekStart
		}
		week := func(d civil.Date) int { return int(d) - int(d.Weekday()-begin+7)%7 }
		return (week(b) - week(a)) / 7
	case rrule.Monthly:
		return (by-ay)*12 + int(bm-am)
	case rrule.Yearly:
		return by - ay
	default:
		return int(b - a)
	}
}
