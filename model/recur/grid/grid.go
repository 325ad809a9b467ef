// Package grid shows a recurring schedule as a week that comes again and again, and edits it there.
package grid

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"time"

	"seamdash/model/civil"
	"seamdash/model/recur"
	"seamdash/model/rrule"
)

const (
	minutesDay  = 24 * 60
	minutesWeek = 7 * minutesDay
)

// A Stretch is a window in a [Grid]: minutes since the midnight that its day begins with. From is within the day, Until after From
// and at most as much later as the grid's weeks repeat; one beyond 1440 is on a later day.
type Stretch struct{ From, Until int }

// A Grid is the windows of a rule as a week that comes again and again. Days are numbered from Monday, 0, to Sunday, 6. The
// stretches of a day are in order and do not touch, none overlaps another of any day, and those of different days may touch.
// A Grid is a value: what changes it gives a new one.
type Grid struct {
	// Every is how many weeks lie between two such weeks; 0 is 1.
	Every int
	Days  [7][]Stretch
}

// Of shows a rule as a grid. The error says in words why it cannot be shown so.
func Of(r *recur.Rule) (Grid, error) {
	var g Grid
	var slots []slot
	for i := range r.Spans {
		days, every, err := recur.WeekdaysOf(&r.Spans[i].Days, r.Start)
		if err != nil {
			return Grid{}, err
		}
		if i > 0 && every != g.every() {
			return Grid{}, errors.New("its windows repeat in different weeks")
		}
		g.Every = every
		h := r.Spans[i].Hours
		if h.From%civil.Minute != 0 || h.Until%civil.Minute != 0 {
			return Grid{}, errors.New("its hours have seconds")
		}
		for _, d := range days {
			from := sinceMonday(d) * minutesDay
			slots = append(slots, slot{from + int(h.From/civil.Minute), from + int(h.Until/civil.Minute)})
		}
	}
	out, err := g.with(slots)
	if err != nil {
		return Grid{}, err
	}
	if out.len() != len(slots) && (r.End.Kind == recur.AfterCount || slices.ContainsFunc(r.Skip, func(s recur.Skip) bool { return s.One })) {
		return Grid{}, errors.New("windows of one day follow each other without a pause, and are counted or skipped one by one")
	}
	return out, nil
}

// Into makes the grid the spans of a rule: as few as possible, by their first day and hour. Nothing else of the rule changes.
func (g *Grid) Into(r *recur.Rule) {
	days := map[Stretch][]rrule.Day{}
	var order []Stretch
	for d := range g.Days {
		for _, s := range g.Days[d] {
			if days[s] == nil {
				order = append(order, s)
			}
			days[s] = append(days[s], rrule.Day{Weekday: weekdayOf(d)})
		}
	}
	r.Spans = nil
	for _, s := range order {
		r.Spans = append(r.Spans, recur.Span{
			Days:  recur.OnWeekdays(days[s], g.every()),
			Hours: recur.Hours{From: civil.Clock(s.From) * civil.Minute, Until: civil.Clock(s.Until) * civil.Minute},
		})
	}
}

// Equal says that two grids are the same.
func (g *Grid) Equal(h *Grid) bool {
	for d := range g.Days {
		if !slices.Equal(g.Days[d], h.Days[d]) {
			return false
		}
	}
	return g.every() == h.every()
}

func (g *Grid) len() int {
	n := 0
	for d := range g.Days {
		n += len(g.Days[d])
	}
	return n
}

func (g *Grid) every() int { return max(g.Every, 1) }

// period is how many minutes lie between two weeks of the grid.
func (g *Grid) period() int { return g.every() * minutesWeek }

// sinceMonday is a weekday's number in a grid, weekdayOf the reverse.
func sinceMonday(d time.Weekday) int { return int(d+6) % 7 }

func weekdayOf(day int) time.Weekday { return time.Weekday((day + 1) % 7) }

// A slot is a stretch by the minutes since the week began.
type slot struct{ from, until int }

// String is the slot for people: "Tue 22:00-06:00".
func (s slot) String() string {
	day, from := s.from/minutesDay, s.from%minutesDay
	until := s.until - day*minutesDay
	clock := func(m int) string { return fmt.Sprintf("%02d:%02d", m/60%24, m%60) }
	end := clock(until)
	if until == minutesDay {
		end = "24:00"
	}
	return fmt.Sprintf("%.3s %s-%s", weekdayOf(day%7), clock(from), end)
}

// slots is all stretches of the grid in order.
func (g *Grid) slots() []slot {
	out := make([]slot, 0, g.len())
	for d := range g.Days {
		for _, s := range g.Days[d] {
			out = append(out, slot{d*minutesDay + s.From, d*minutesDay + s.Until})
		}
	}
	return out
}

// with is a grid of the same weeks with these stretches. It refuses those that overlap, and makes one of those that touch on one day.
func (g *Grid) with(slots []slot) (Grid, error) {
	slots = slices.Clone(slots)
	for i := range slots {
		if err := g.place(&slots[i]); err != nil {
			return Grid{}, err
		}
	}
	slices.SortFunc(slots, func(a, b slot) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.until, b.until)) })
	for i := range slots {
		for j := range slots[:i] {
			if g.overlap(slots[i], slots[j]) {
				return Grid{}, fmt.Errorf("%v and %v would overlap", slots[j], slots[i])
			}
		}
	}
	out := Grid{Every: g.Every}
	for _, s := range slots {
		day := s.from / minutesDay
		out.Days[day] = append(out.Days[day], Stretch{s.from - day*minutesDay, s.until - day*minutesDay})
	}
	for d := range out.Days {
		out.Days[d] = touching(out.Days[d])
	}
	return out, nil
}

// place brings a slot into the week, where the week before and after are like it.
func (g *Grid) place(s *slot) error {
	switch {
	case s.until <= s.from:
		return errors.New("a window closes after it opens")
	case s.until-s.from > g.period() || s.until-s.from > int(recur.MaxWindow/civil.Minute):
		return errors.New("a window is shorter than that")
	case s.from >= 0 && s.from < minutesWeek:
		return nil
	case g.every() > 1:
		return fmt.Errorf("the week ends there, and the next one with windows is %d weeks later", g.every())
	}
	by := floorTo(s.from, minutesWeek)
	s.from, s.until = s.from-by, s.until-by
	return nil
}

func floorTo(n, step int) int {
	rest := n % step
	if rest < 0 {
		rest += step
	}
	return n - rest
}

func (g *Grid) overlap(a, b slot) bool {
	for _, by := range []int{-g.period(), 0, g.period()} {
		if a.from < b.until+by && b.from+by < a.until {
			return true
		}
	}
	return false
}

// touching makes one of stretches of a day that touch.
func touching(list []Stretch) []Stretch {
	var out []Stretch
	for _, s := range list {
		if n := len(out); n > 0 && out[n-1].Until == s.From {
			out[n-1].Until = s.Until
			continue
		}
		out = append(out, s)
	}
	return out
}
