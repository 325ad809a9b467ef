package ics

import (
	"cmp"
	"slices"

	"seamdash/model/civil"
	"seamdash/model/recur"
	"seamdash/model/rrule"
)

// Properties of our own, by which the events of one rule find together again.
const (
	ownRule  = "X-SEAMDASH-RULE"
	ownStart = "X-SEAMDASH-START"
)

// join puts rules together that [Write] took apart, as far as the result has the same windows.
func join(list []Imported) []Imported {
	var out []Imported
	done := make(map[string]bool)
	for n, i := range list {
		switch {
		case i.own.rule == "":
			out = append(out, i)
		case !done[i.own.rule]:
			done[i.own.rule] = true
			out = append(out, gather(list[n:], i.own.rule)...)
		}
	}
	return out
}

// gather are the rules of one name: a single one, or what is in the list where that could not be kept.
func gather(list []Imported, name string) []Imported {
	list = slices.DeleteFunc(slices.Clone(list), func(i Imported) bool { return i.own.rule != name })
	all := list[0]
	all.Rule = all.Rule.Clone()
	all.restart()
	for _, i := range list[1:] {
		if !all.take(i) {
			return list
		}
	}
	if sound(all.Rule) != nil {
		return list
	}
	return []Imported{all}
}

// restart sets the start of a rule back to what it was before the first window, if that changes nothing.
func (i *Imported) restart() {
	start, err := civil.ParseDate(i.own.start)
	if err == nil && keeps(i.Rule.Spans, i.Rule.Start, start) && i.Rule.End.Kind != recur.AfterCount {
		i.Rule.Start = start
	}
}

// take adds the windows of another rule, if nothing but they differ.
func (i *Imported) take(o Imported) bool {
	a, b := &i.Rule, &o.Rule
	start := min(a.Start, b.Start)
	if s, err := civil.ParseDate(i.own.start); err == nil {
		start = min(start, s)
	}
	switch {
	case a.Zone != b.Zone, len(i.Losses) > 0, len(o.Losses) > 0:
		return false
	case len(a.Spans) > 0 && len(b.Spans) > 0 && (a.End != b.End || a.End.Kind == recur.AfterCount):
		return false
	case !keeps(a.Spans, a.Start, start), !keeps(b.Spans, b.Start, start):
		return false
	case len(a.Spans)+len(b.Spans) > maxClocks, len(a.Skip)+len(b.Skip)+len(a.Extra)+len(b.Extra) > maxDates:
		return false
	}
	a.Skip = append(ones(*a), ones(*b)...)
	a.Start = start
	if len(b.Spans) > 0 {
		a.End = b.End
	}
	a.Spans = append(a.Spans, b.Spans...)
	a.Extra = append(a.Extra, b.Extra...)
	slices.SortFunc(a.Extra, func(x, y recur.Opening) int {
		return cmp.Or(cmp.Compare(x.Date, y.Date), cmp.Compare(x.Hours.From, y.Hours.From), cmp.Compare(x.Hours.Until, y.Hours.Until))
	})
	a.Skip = whole(*a)
	return true
}

// whole are the skips of a rule, with one for a day whose windows all go.
func whole(r recur.Rule) []recur.Skip {
	var out []recur.Skip
	for _, s := range sortSkips(r.Skip) {
		if n := len(out); n > 0 && out[n-1].Date == s.Date && !out[n-1].One {
			continue
		}
		stays := slices.ContainsFunc(r.Extra, func(o recur.Opening) bool { return o.Date == s.Date }) ||
			slices.ContainsFunc(r.Spans, func(span recur.Span) bool {
				return span.Days.On(r.Start, s.Date) && !slices.Contains(r.Skip, recur.Skip{Date: s.Date, One: true, At: span.Hours.From})
			})
		if !stays {
			s = recur.Skip{Date: s.Date}
		}
		out = append(out, s)
	}
	return out
}

// keeps says that spans have the same days when they are counted from an earlier day.
func keeps(spans []recur.Span, was, start civil.Date) bool {
	for _, s := range spans {
		if was != start && !slices.Equal(next(s.Days, was), next(s.Days, start)) {
			return false
		}
	}
	return true
}

// next are the first days of a rule, enough of them to tell two rules apart that differ in their start alone.
func next(r rrule.Rule, start civil.Date) []civil.Date {
	const enough = 64
	var out []civil.Date
	for d := range r.Days(start, start) {
		if out = append(out, d); len(out) == enough {
			break
		}
	}
	return out
}

// ones are the skips of a rule, those of whole days as one for each window.
func ones(r recur.Rule) []recur.Skip {
	var out []recur.Skip
	for _, s := range r.Skip {
		if s.One {
			out = append(out, s)
			continue
		}
		for _, span := range r.Spans {
			if span.Days.On(r.Start, s.Date) {
				out = append(out, recur.Skip{Date: s.Date, One: true, At: span.Hours.From})
			}
		}
	}
	return sortSkips(out)
}

func sortSkips(list []recur.Skip) []recur.Skip {
	slices.SortFunc(list, func(a, b recur.Skip) int { return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(a.At, b.At)) })
	return slices.Compact(list)
}
