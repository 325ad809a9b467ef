package rrule_test

import (
	"slices"
	"testing"
	"time"

	"seamdash/model/rrule"
	"seamdash/model/zone"
)

// The oracle is a second reading of RFC 5545, slow and plain: it looks at all days of a period one by one, counts weekdays by
// walking, and learns what a zone does to clocks by watching the wall minute by minute. It shares nothing with the engine but
// the types of a rule. A time on the wall is a time in UTC here.

// oracleStarts are the times on the wall at which the rule begins something, in the periods from that of one day to that of
// another, without those before the start. COUNT is not looked at.
func oracleStarts(r *rrule.Rule, start, from, last time.Time) []time.Time {
	var starts []time.Time
	for d := midnight(from); !d.After(last); {
		first, end := periodOf(r, d)
		var all []time.Time
		for day := first; inTurn(r, start, d) && !day.After(end); day = day.AddDate(0, 0, 1) {
			if fits(r, start, day) {
				all = append(all, timesOf(r, start, day)...)
			}
		}
		starts = append(starts, positioned(r, all)...)
		d = end.AddDate(0, 0, 1)
	}
	return slices.DeleteFunc(starts, func(at time.Time) bool { return at.Before(start) })
}

func midnight(t time.Time) time.Time { return t.Truncate(24 * time.Hour) }

func weekStart(r *rrule.Rule) time.Weekday {
	if r.HasWeekStart {
		return r.WeekStart
	}
	return time.Monday
}

// periodOf is the first and the last day of the day, week, month or year that d lies in.
func periodOf(r *rrule.Rule, d time.Time) (first, last time.Time) {
	switch r.Freq {
	case rrule.Weekly:
		for d.Weekday() != weekStart(r) {
			d = d.AddDate(0, 0, -1)
		}
		return d, d.AddDate(0, 0, 6)
	case rrule.Monthly:
		first = time.Date(d.Year(), d.Month(), 1, 0, 0, 0, 0, time.UTC)
		return first, first.AddDate(0, 1, -1)
	case rrule.Yearly:
		first = time.Date(d.Year(), 1, 1, 0, 0, 0, 0, time.UTC)
		return first, first.AddDate(1, 0, -1)
	default:
		return d, d
	}
}

// inTurn says that the period of d is a whole number of intervals after that of the start.
func inTurn(r *rrule.Rule, start, d time.Time) bool {
	step := max(r.Interval, 1)
	a, _ := periodOf(r, midnight(start))
	b, _ := periodOf(r, d)
	days := int(b.Sub(a) / (24 * time.Hour))
	switch r.Freq {
	case rrule.Weekly:
		return days/7%step == 0
	case rrule.Monthly:
		return ((b.Year()-a.Year())*12+int(b.Month())-int(a.Month()))%step == 0
	case rrule.Yearly:
		return (b.Year()-a.Year())%step == 0
	default:
		return days%step == 0
	}
}

// fits says that a day is what each part of the rule asks for, and where parts are missing what the start gives.
func fits(r *rrule.Rule, start, d time.Time) bool {
	yearEnd := time.Date(d.Year(), 12, 31, 0, 0, 0, 0, time.UTC)
	monthEnd := time.Date(d.Year(), d.Month()+1, 0, 0, 0, 0, 0, time.UTC)
	return anyOf(r.ByMonth, func(m time.Month) bool { return m == d.Month() }) &&
		anyOf(r.ByYearDay, func(n int) bool { return n == d.YearDay() || n == d.YearDay()-yearEnd.YearDay()-1 }) &&
		anyOf(r.ByMonthDay, func(n int) bool { return n == d.Day() || n == d.Day()-monthEnd.Day()-1 }) &&
		anyOf(r.ByDay, func(day rrule.Day) bool { return isDay(r, d, day) }) &&
		(len(r.ByYearDay)+len(r.ByMonthDay)+len(r.ByDay) > 0 || likeStart(r, start, d)) &&
		anyOf(r.ByWeekNo, func(n int) bool { return inWeek(r, d, n) })
}

// anyOf says that one of a part's values is met; a part that is missing asks for nothing.
func anyOf[T any](part []T, met func(T) bool) bool {
	return len(part) == 0 || slices.ContainsFunc(part, met)
}

// likeStart says that a day is to its week, month or year what the start's is.
func likeStart(r *rrule.Rule, start, d time.Time) bool {
	switch r.Freq {
	case rrule.Weekly:
		return d.Weekday() == start.Weekday()
	case rrule.Monthly:
		return d.Day() == start.Day()
	case rrule.Yearly:
		return d.Day() == start.Day() && (len(r.ByMonth) > 0 || d.Month() == start.Month())
	default:
		return true
	}
}

// isDay counts, for a numbered day, how many of its kind there are up to d and from d on.
func isDay(r *rrule.Rule, d time.Time, day rrule.Day) bool {
	if d.Weekday() != day.Weekday {
		return false
	}
	within := func(e time.Time) bool {
		return e.Year() == d.Year() && (r.Freq == rrule.Yearly && len(r.ByMonth) == 0 || e.Month() == d.Month())
	}
	before, behind := 0, 0
	for e := d; within(e); e = e.AddDate(0, 0, -7) {
		before++
	}
	for e := d; within(e); e = e.AddDate(0, 0, 7) {
		behind++
	}
	return day.N == 0 || day.N == before || day.N == -behind
}

// inWeek counts the weeks of the year that owns the week of d, which is the one with most of its days.
func inWeek(r *rrule.Rule, d time.Time, n int) bool {
	for d.Weekday() != weekStart(r) {
		d = d.AddDate(0, 0, -1)
	}
	owner := func(week time.Time) int {
		first, last := week.Year(), week.AddDate(0, 0, 6).Year()
		inLast := 0
		for i := range 7 {
			if week.AddDate(0, 0, i).Year() == last {
				inLast++
			}
		}
		if inLast >= 4 {
			return last
		}
		return first
	}
	number, fromEnd := 0, 0
	for w := d; owner(w) == owner(d); w = w.AddDate(0, 0, -7) {
		number++
	}
	for w := d; owner(w) == owner(d); w = w.AddDate(0, 0, 7) {
		fromEnd--
	}
	return n == number || n == fromEnd
}

// timesOf tries every second of the day that could be a start.
func timesOf(r *rrule.Rule, start, day time.Time) []time.Time {
	or := func(list []int, missing int) []int {
		if len(list) == 0 {
			return []int{missing}
		}
		return list
	}
	var out []time.Time
	for _, h := range or(r.ByHour, start.Hour()) {
		for _, m := range or(r.ByMinute, start.Minute()) {
			for _, s := range or(r.BySecond, start.Second()) {
				at := day.Add(time.Duration(h)*time.Hour + time.Duration(m)*time.Minute + time.Duration(s)*time.Second)
				if !slices.ContainsFunc(out, at.Equal) {
					out = append(out, at)
				}
			}
		}
	}
	slices.SortFunc(out, time.Time.Compare)
	return out
}

func positioned(r *rrule.Rule, all []time.Time) []time.Time {
	if len(r.BySetPos) == 0 {
		return all
	}
	var out []time.Time
	for i, at := range all {
		if slices.Contains(r.BySetPos, i+1) || slices.Contains(r.BySetPos, i-len(all)) {
			out = append(out, at)
		}
	}
	return out
}

// A stretch of time in which a wall clock runs without a jump.
type run struct{ instant, wall, length int64 }

// watch looks at a wall from one instant to another, minute by minute in the hours in which the clock jumps.
func watch(tb testing.TB, name string, from, to time.Time) []run {
	tb.Helper()
	loc, err := zone.Load(name)
	if err != nil {
		tb.Fatal(err)
	}
	shown := func(u int64) int64 {
		at := time.Unix(u, 0).In(loc)
		return time.Date(at.Year(), at.Month(), at.Day(), at.Hour(), at.Minute(), at.Second(), 0, time.UTC).Unix()
	}
	const minute, hour = 60, 3600
	runs := []run{{from.Unix(), shown(from.Unix()), 0}}
	for u := from.Unix(); u < to.Unix(); {
		step := int64(minute)
		if u%hour == 0 && shown(u+hour) == shown(u)+hour {
			step = hour
		}
		last := &runs[len(runs)-1]
		last.length += step
		u += step
		if shown(u) != last.wall+last.length {
			runs = append(runs, run{u, shown(u), 0})
		}
	}
	return runs
}

// A jump is what a wall clock does at a time on it.
type jump int

const (
	none jump = iota
	gap
	fold
)

// instantOf is the first instant at which the wall shows w; where none does, as much later as w is in the gap. After the last
// minute that was watched the wall is taken to run on.
func instantOf(runs []run, w int64) (int64, jump) {
	if last := runs[len(runs)-1]; w >= last.wall+last.length {
		return last.instant + w - last.wall, none
	}
	at, kind := int64(0), none
	for i, r := range runs {
		switch {
		case w >= r.wall && w < r.wall+r.length && at == 0:
			at = r.instant + w - r.wall
		case w >= r.wall && w < r.wall+r.length:
			kind = fold
		case i > 0 && at == 0 && w < r.wall && w >= runs[i-1].wall+runs[i-1].length:
			at, kind = r.instant+w-(runs[i-1].wall+runs[i-1].length), gap
		}
	}
	return at, kind
}
