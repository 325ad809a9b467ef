package rrule

import (
	"cmp"
	"slices"
	"time"

	"seamdash/model/civil"
)

// Normal is the rule in one fixed form: lists sorted and without repetition, an INTERVAL of 1 and a week that begins on Monday
// left out, an end in UTC and whole seconds. It means the same, and shares no list with r.
func (r Rule) Normal() Rule {
	r.ByMonth, r.ByWeekNo, r.ByYearDay = sorted(r.ByMonth), sorted(r.ByWeekNo), sorted(r.ByYearDay)
	r.ByMonthDay, r.BySetPos = sorted(r.ByMonthDay), sorted(r.BySetPos)
	r.ByHour, r.ByMinute, r.BySecond = sorted(r.ByHour), sorted(r.ByMinute), sorted(r.BySecond)
	r.ByDay = unique(r.ByDay, func(a, b Day) int {
		return cmp.Or(forwardFirst(a.N, b.N), cmp.Compare(sinceMonday(a.Weekday), sinceMonday(b.Weekday)))
	})
	if r.Interval == 1 {
		r.Interval = 0
	}
	if !r.HasWeekStart || r.WeekStart == time.Monday {
		r.WeekStart, r.HasWeekStart = 0, false
	}
	if !r.Until.At.IsZero() {
		r.Until.At = r.Until.At.UTC().Truncate(time.Second)
	}
	return r
}

func sorted[T ~int](list []T) []T { return unique(list, forwardFirst[T]) }

func unique[T comparable](list []T, order func(a, b T) int) []T {
	if len(list) == 0 {
		return nil
	}
	out := slices.Clone(list)
	slices.SortFunc(out, order)
	return slices.Compact(out)
}

// forwardFirst puts what is counted from the end after what is counted from the beginning: 1, 15, -1.
func forwardFirst[T ~int](a, b T) int {
	if (a < 0) != (b < 0) {
		return cmp.Compare(b, a)
	}
	return cmp.Compare(a, b)
}

func sinceMonday(d time.Weekday) int { return int(d+6) % 7 }

// SpellOut is the rule with what it takes from its start (RFC 5545 section 3.3.10) written into it, so that another start does not
// change it.
func (r Rule) SpellOut(start civil.Date) Rule {
	if len(r.ByDay)+len(r.ByMonthDay)+len(r.ByYearDay) > 0 {
		return r
	}
	_, month, day := start.Split()
	switch {
	case r.Freq == Weekly || r.Freq == Yearly && len(r.ByWeekNo) > 0:
		r.ByDay = []Day{{Weekday: start.Weekday()}}
	case r.Freq == Monthly:
		r.ByMonthDay = []int{day}
	case r.Freq == Yearly:
		r.ByMonthDay = []int{day}
		if len(r.ByMonth) == 0 {
			r.ByMonth = []time.Month{month}
		}
	default:
	}
	return r
}
