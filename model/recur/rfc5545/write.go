package rfc5545

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"time"

	"seamdash/model/civil"
	"seamdash/model/recur"
	"seamdash/model/rrule"
)

// A Told is a rule as series.
type Told struct {
	// Spans has a series for each span of the rule, the zero one for a span of which no window is left.
	Spans []Series
	// Openings are a series for each extra opening that is left, in order.
	Openings []Series
	// Losses are clauses about the rule: what the series do not say.
	Losses []string
}

// Write tells a rule as series, with the nominal hours that people are told. Skips and pauses become ExDates, and so do holidays up
// to the day last. Ends become COUNT, or UNTIL in UTC; in a setting without a zone the times are those of each lock's own clock, and
// so is UNTIL. A pause without an end ends the series, as RFC 5545 has none. The error is that of [recur.Compile].
func Write(r *recur.Rule, in recur.Setting, last civil.Date) (Told, error) {
	o := outlet{rule: r, zone: in.Zone, last: last, days: make(map[civil.Date]bool), ones: make(map[civil.Wall]bool)}
	if in.Zone == nil {
		in.Zone = time.UTC
	}
	s, err := recur.Compile(r, in)
	if err != nil {
		return Told{}, err
	}
	for _, id := range r.Holidays {
		c, _ := in.Holidays(id) // Compile knew it
		o.holidays = append(o.holidays, c)
	}
	o.name()
	o.except()
	o.bound(s)
	for i := range r.Spans {
		o.told.Spans = append(o.told.Spans, o.span(&r.Spans[i]))
	}
	for _, e := range longestFirst(r.Extra) {
		if !o.off(e.Date) {
			o.told.Openings = append(o.told.Openings, Series{First: stretch(e.Date, e.Hours)})
		}
	}
	return o.told, nil
}

// An outlet is series in the making.
type outlet struct {
	rule *recur.Rule
	zone *time.Location // nil is the clock of each lock
	told Told
	// count is COUNT; otherwise no span opens after final where bounded is set.
	count   int
	bounded bool
	final   civil.Wall
	// days and ones are skipped, and holidays left out up to the day last. None is taken away after the day until.
	days        map[civil.Date]bool
	ones        map[civil.Wall]bool
	holidays    []recur.Calendar
	last, until civil.Date
}

func (o *outlet) lose(format string, args ...any) {
	o.told.Losses = append(o.told.Losses, fmt.Sprintf(format, args...))
}

// name names what RFC 5545 cannot hold.
func (o *outlet) name() {
	r := o.rule
	if r.Before > 0 || r.After > 0 {
		o.lose("the %d min before and %d min after its windows are not written", int(r.Before/time.Minute), int(r.After/time.Minute))
	}
	if r.Pause.Paused && r.Pause.Open {
		o.lose("it is paused from %s on and nobody knows until when: its events end there", r.Pause.From)
	}
	if len(r.Holidays) > 0 {
		o.lose("holidays are left out until %s only, and as they are known today", o.last)
	}
}

// except takes over the dates that are taken away.
func (o *outlet) except() {
	o.until = o.last
	for _, s := range o.rule.Skip {
		o.until = max(o.until, s.Date)
		if s.One {
			o.ones[s.Date.At(s.At)] = true
		} else {
			o.days[s.Date] = true
		}
	}
	if p := o.rule.Pause; p.Paused && !p.Open {
		o.until = max(o.until, p.Until)
	}
}

// bound finds the end of all spans: that of the rule, or a pause without an end that begins earlier. A count is that of a series
// only where the rule has a single span.
func (o *outlet) bound(s *recur.Schedule) {
	o.final, o.bounded = s.LastStart()
	p := o.rule.Pause
	switch end := p.From.At(0) - 1; {
	case p.Paused && p.Open && (!o.bounded || end < o.final):
		o.final, o.bounded = end, true
	case o.rule.End.Kind == recur.AfterCount && len(o.rule.Spans) == 1:
		o.count = o.rule.End.Count
	}
}

// span tells one span.
func (o *outlet) span(s *recur.Span) Series {
	var out Series
	left := false
	for day := range o.starts(s) {
		w := day.At(s.Hours.From)
		if o.bounded && w > o.final || left && day > o.until {
			break
		}
		if out.First == (Stretch{}) {
			out.First = stretch(day, s.Hours)
		}
		if !o.off(day) && !o.ones[w] && !o.holiday(day) {
			left = true
			continue
		}
		if len(out.ExDates) == recur.MaxDates {
			o.lose("more than %d of its windows are taken away, those from %s on are not written as such", recur.MaxDates, day)
			left = true
			break
		}
		out.ExDates = append(out.ExDates, w)
	}
	if !left {
		return Series{}
	}
	out.RRule = o.pattern(s)
	return out
}

// starts are the days of a span, also beyond those that a pattern looks ahead.
func (o *outlet) starts(s *recur.Span) iter.Seq[civil.Date] {
	return func(yield func(civil.Date) bool) {
		for from, more := o.rule.Start, true; more; {
			more = false
			for day := range s.Days.Days(o.rule.Start, from) {
				if !yield(day) {
					return
				}
				from, more = day+1, true
			}
		}
	}
}

// pattern is the RRULE of a span.
func (o *outlet) pattern(s *recur.Span) string {
	r := s.Days.SpellOut(o.rule.Start)
	switch {
	case o.count > 0:
		r.Count = o.count
	case o.bounded:
		day, clock := o.final.Split()
		if s.Hours.From > clock {
			day--
		}
		r.Until = o.end(day.At(s.Hours.From))
	}
	return r.String()
}

// end is UNTIL.
func (o *outlet) end(w civil.Wall) rrule.Until {
	if o.zone == nil {
		return rrule.Until{Wall: w, HasWall: true}
	}
	at, _ := civil.Resolve(w, o.zone)
	return rrule.Until{At: at.UTC()}
}

// off says that a whole day is taken away, extra openings with it.
func (o *outlet) off(day civil.Date) bool { return o.days[day] || o.rule.Pause.Covers(day) }

// holiday says that a day has no windows of the spans.
func (o *outlet) holiday(day civil.Date) bool {
	return day <= o.last && slices.ContainsFunc(o.holidays, func(c recur.Calendar) bool { _, is := c.Holiday(day); return is })
}

// longestFirst are extra openings in order; of those that open together the longest stays.
func longestFirst(list []recur.Opening) []recur.Opening {
	out := slices.Clone(list)
	slices.SortFunc(out, func(a, b recur.Opening) int {
		return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(a.Hours.From, b.Hours.From), cmp.Compare(b.Hours.Until, a.Hours.Until))
	})
	return slices.CompactFunc(out, func(a, b recur.Opening) bool { return a.Date == b.Date && a.Hours.From == b.Hours.From })
}
