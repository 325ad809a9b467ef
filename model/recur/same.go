package recur

import (
	"cmp"
	"slices"
	"time"

	"seamdash/model"
	"seamdash/model/rrule"
)

// Clone is a copy that shares nothing with r.
func (r *Rule) Clone() Rule {
	out := *r
	out.Locks, out.Skip, out.Extra, out.Holidays = slices.Clone(r.Locks), slices.Clone(r.Skip), slices.Clone(r.Extra), slices.Clone(r.Holidays)
	out.PIN.PINs = slices.Clone(r.PIN.PINs)
	out.Spans = slices.Clone(r.Spans)
	for i := range out.Spans {
		d := &out.Spans[i].Days
		d.ByMonth, d.ByWeekNo, d.ByYearDay, d.ByMonthDay = slices.Clone(d.ByMonth), slices.Clone(d.ByWeekNo), slices.Clone(d.ByYearDay), slices.Clone(d.ByMonthDay)
		d.ByDay, d.BySetPos = slices.Clone(d.ByDay), slices.Clone(d.BySetPos)
		d.ByHour, d.ByMinute, d.BySecond = slices.Clone(d.ByHour), slices.Clone(d.ByMinute), slices.Clone(d.BySecond)
	}
	return out
}

// Normal is the rule in one fixed form, so that rules which say the same in other words are equal: dates in order and once, spans
// with the same hours and weeks as one, in the order of the week, and what a part does not use empty. It has the same windows, and
// shares nothing with r.
func (r *Rule) Normal() Rule {
	out := r.Clone()
	out.Locks, out.Holidays = once(out.Locks), once(out.Holidays)
	for i := range out.Skip {
		if !out.Skip[i].One {
			out.Skip[i].At = 0
		}
	}
	out.Skip = tidy(out.Skip, func(a, b Skip) int {
		return cmp.Or(cmp.Compare(a.Date, b.Date), compareBool(a.One, b.One), cmp.Compare(a.At, b.At))
	})
	out.Extra = tidy(out.Extra, func(a, b Opening) int { return cmp.Or(cmp.Compare(a.Date, b.Date), compareHours(a.Hours, b.Hours)) })
	switch out.End.Kind {
	case OnDate:
		out.End.Count = 0
	case AfterCount:
		out.End.On = 0
	default:
		out.End = End{Kind: out.End.Kind}
	}
	if !out.Pause.Paused {
		out.Pause = Pause{}
	}
	if out.Pause.Open {
		out.Pause.Until = 0
	}
	if out.PIN.Kind != Fresh {
		out.PIN.Length = 0
	}
	out.Spans = normalSpans(out.Spans, &out)
	return out
}

// normalSpans puts spans of weekdays together by hours and weeks, and all in order.
func normalSpans(spans []Span, r *Rule) []Span {
	var weekly []Span
	var rest []Span
	for _, s := range spans {
		days, every, err := WeekdaysOf(&s.Days, r.Start)
		if err != nil {
			s.Days = s.Days.Normal()
			rest = append(rest, s)
			continue
		}
		of := make([]rrule.Day, 0, len(days))
		for _, d := range days {
			of = append(of, rrule.Day{Weekday: d})
		}
		s.Days = rrule.Rule{Freq: rrule.Weekly, Interval: every, ByDay: of}.Normal()
		same := func(t Span) bool { return t.Hours == s.Hours && t.Days.Interval == s.Days.Interval }
		if at := slices.IndexFunc(weekly, same); at >= 0 {
			weekly[at].Days.ByDay = append(weekly[at].Days.ByDay, s.Days.ByDay...)
			continue
		}
		weekly = append(weekly, s)
	}
	for i := range weekly {
		d := weekly[i].Days.Normal()
		weekly[i].Days = OnWeekdays(d.ByDay, max(d.Interval, 1))
	}
	slices.SortFunc(weekly, func(a, b Span) int {
		return cmp.Or(cmp.Compare(firstOf(&a.Days), firstOf(&b.Days)), compareHours(a.Hours, b.Hours), cmp.Compare(a.Days.Interval, b.Days.Interval))
	})
	slices.SortFunc(rest, func(a, b Span) int {
		return cmp.Or(compareHours(a.Hours, b.Hours), cmp.Compare(a.Days.String(), b.Days.String()))
	})
	return slices.CompactFunc(append(weekly, rest...), func(a, b Span) bool { return a.Hours == b.Hours && sameDays(&a.Days, &b.Days) })
}

// firstOf is the first weekday of a pattern of weekdays, counted from Monday.
func firstOf(d *rrule.Rule) int {
	if len(d.ByDay) == 0 {
		return sinceMonday(time.Monday)
	}
	return sinceMonday(d.ByDay[0].Weekday)
}

// once keeps the first of each, in the order in which they were chosen.
func once[T comparable](list []T) []T {
	var out []T
	for _, v := range list {
		if !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	return out
}

// tidy sorts a list and leaves each value once; an empty one is nil.
func tidy[T comparable](list []T, order func(a, b T) int) []T {
	if len(list) == 0 {
		return nil
	}
	slices.SortFunc(list, order)
	return slices.Compact(list)
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	default:
		return 1
	}
}

func compareHours(a, b Hours) int {
	return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.Until, b.Until))
}

// Equal says that two rules say the same, in whatever words: their [Rule.Normal] is the same.
func Equal(a, b *Rule) bool {
	x, y := a.Normal(), b.Normal()
	return x.Name == y.Name && slices.Equal(x.Locks, y.Locks) && x.Naming == y.Naming && x.PIN.equal(&y.PIN) && sameWindows(&x, &y)
}

// sameWindows says that two rules in their normal form open at the same times, for the same reasons.
func sameWindows(x, y *Rule) bool {
	return x.Zone == y.Zone && x.Start == y.Start && x.End == y.End && x.Pause == y.Pause && x.Before == y.Before && x.After == y.After &&
		slices.Equal(x.Skip, y.Skip) && slices.Equal(x.Extra, y.Extra) && slices.Equal(x.Holidays, y.Holidays) &&
		slices.EqualFunc(x.Spans, y.Spans, func(s, t Span) bool { return s.Hours == t.Hours && sameDays(&s.Days, &t.Days) })
}

func (p *PINPolicy) equal(q *PINPolicy) bool {
	return p.Kind == q.Kind && p.Length == q.Length && slices.EqualFunc(p.PINs, q.PINs, model.PIN.Equal)
}
