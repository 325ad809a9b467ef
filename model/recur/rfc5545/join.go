package rfc5545

import (
	"cmp"
	"slices"

	"seamdash/model/civil"
	"seamdash/model/recur"
	"seamdash/model/rrule"
)

// Join puts rules together that [Write] took apart, as far as the result has the same windows; false says that it would not. A
// rule alone is given back, if it can be with the given start. The start is that of the rule which was taken apart.
func Join(rules []recur.Rule, start civil.Date) (recur.Rule, bool) {
	if len(rules) == 0 {
		return recur.Rule{}, false
	}
	out := rules[0].Clone()
	if out.End.Kind != recur.AfterCount && keeps(out.Spans, out.Start, start) {
		out.Start = start
	}
	for i := range rules[1:] {
		if !take(&out, &rules[i+1], start) {
			return recur.Rule{}, false
		}
	}
	return out, true
}

// take adds the windows of b to a, if nothing but they differ.
func take(a, b *recur.Rule, start civil.Date) bool {
	start = min(start, a.Start, b.Start)
	switch {
	case a.Zone != b.Zone:
		return false
	case len(a.Spans) > 0 && len(b.Spans) > 0 && (a.End != b.End || a.End.Kind == recur.AfterCount):
		return false
	case !keeps(a.Spans, a.Start, start), !keeps(b.Spans, b.Start, start):
		return false
	case len(a.Spans)+len(b.Spans) > recur.MaxSpans, len(a.Skip)+len(b.Skip)+len(a.Extra)+len(b.Extra) > recur.MaxDates:
		return false
	}
	a.Skip = append(ones(a), ones(b)...)
	a.Start = start
	if len(b.Spans) > 0 {
		a.End = b.End
	}
	a.Spans = append(a.Spans, b.Spans...)
	a.Extra = append(a.Extra, b.Extra...)
	slices.SortFunc(a.Extra, func(x, y recur.Opening) int {
		return cmp.Or(cmp.Compare(x.Date, y.Date), cmp.Compare(x.Hours.From, y.Hours.From), cmp.Compare(x.Hours.Until, y.Hours.Until))
	})
	a.Skip = whole(a)
	return true
}

// whole are the skips of a rule in order, with one for a day whose windows all go.
func whole(r *recur.Rule) []recur.Skip {
	list := tidy(r.Skip)
	gone, extra := make(map[recur.Skip]bool), make(map[civil.Date]bool)
	for _, s := range list {
		gone[s] = true
	}
	for _, e := range r.Extra {
		extra[e.Date] = true
	}
	var out []recur.Skip
	for i, s := range list {
		day := recur.Skip{Date: s.Date}
		switch {
		case len(out) > 0 && out[len(out)-1] == day:
			continue
		case i > 0 && list[i-1].Date == s.Date: // was looked at
		case !extra[s.Date] && !slices.ContainsFunc(r.Spans, func(span recur.Span) bool {
			return !gone[recur.Skip{Date: s.Date, One: true, At: span.Hours.From}] && span.Days.On(r.Start, s.Date)
		}):
			s = day
		}
		out = append(out, s)
	}
	return out
}

// ones are the skips of a rule, those of whole days as one for each window.
func ones(r *recur.Rule) []recur.Skip {
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
	return out
}

func tidy(list []recur.Skip) []recur.Skip {
	slices.SortFunc(list, func(a, b recur.Skip) int { return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(a.At, b.At)) })
	return slices.Compact(list)
}

// keeps says that spans have the same days when they are counted from another day.
func keeps(spans []recur.Span, was, start civil.Date) bool {
	for i := range spans {
		if was != start && !slices.Equal(next(&spans[i].Days, was), next(&spans[i].Days, start)) {
			return false
		}
	}
	return true
}

// next are the first days of a pattern, enough of them to tell two apart that differ in their start alone.
func next(r *rrule.Rule, start civil.Date) []civil.Date {
	const enough = 64
	var out []civil.Date
	for d := range r.Days(start, start) {
		if out = append(out, d); len(out) == enough {
			break
		}
	}
	return out
}
