package recur

import (
	"slices"
	"time"

	"seamdash/model/civil"
	"seamdash/model/rrule"
)

// ToRRules tells a rule as series of RFC 5545: one for each span, and one for extra openings of the same hours. Skips, a pause and
// holidays up to the day last become EXDATEs. Ends are written as COUNT, or as UNTIL, in UTC
// where the setting has a zone. The
// losses name what RFC 5545 cannot hold: buffers, holidays after the day last, and a pause without an end, before which the series
// end.
func ToRRules(r *Rule, in Setting, last civil.Date) ([]Series, []Loss, error) {
	floating := in.Zone == nil
	if floating {
		in.Zone = time.UTC
	}
	s, err := Compile(r, in)
	if err != nil {
		return nil, nil, err
	}
	out := outlet{s: s, rule: r, last: last, floating: floating}
	if r.Before > 0 || r.After > 0 {
		out.lose("the minutes before and after the windows are left out")
	}
	if r.Pause.Paused && r.Pause.Open {
		out.lose("the windows end with the pause from " + dayWords(r.Pause.From) + " on")
	}
	for i := range r.Spans {
		out.span(&r.Spans[i])
	}
	out.extras()
	return out.all, out.losses, nil
}

// An outlet is series in the making.
type outlet struct {
	s      *Schedule
	rule   *Rule
	last   civil.Date
	all    []Series
	losses []Loss
	// floating says that times are by the clock of each lock.
	floating bool
}

// lose names a loss, each once.
func (o *outlet) lose(what string) {
	if l := (Loss{What: what}); !slices.Contains(o.losses, l) {
		o.losses = append(o.losses, l)
	}
}

// span writes the windows of one span.
func (o *outlet) span(s *Span) {
	first, final, n := o.bounds(s)
	if n == 0 {
		return
	}
	d := s.Days.Normal()
	spellOut(&d, o.rule.Start)
	if o.rule.End.Kind == AfterCount && len(o.rule.Spans) == 1 && !o.rule.Pause.Open {
		d.Count = o.rule.End.Count
	} else if final < LastDay {
		d.Until = o.until(final.At(s.Hours.From))
	}
	one := Series{Start: first.At(s.Hours.From), Until: first.At(s.Hours.Until), RRule: d.String(), ExDates: o.exceptions(s, first, final)}
	if len(o.rule.Holidays) > 0 && final > o.last {
		o.lose("holidays after " + dayWords(o.last) + " are not told")
	}
	o.all = append(o.all, one)
}

// exceptions are the windows of a span that do not take place.
func (o *outlet) exceptions(s *Span, first, last civil.Date) []civil.Wall {
	var out []civil.Wall
	last = min(last, o.lastException())
	for day := range s.Days.Days(o.rule.Start, first) {
		switch {
		case day > last:
			return out
		case !o.without(day, s.Hours.From):
		case len(out) == MaxDates:
			o.lose("of the days without windows only the first 1000 are told")
			return out
		default:
			out = append(out, day.At(s.Hours.From))
		}
	}
	return out
}

// bounds are the first and the last day of a span, and whether there is any: n is 1 or more. A span without an end has LastDay.
func (o *outlet) bounds(s *Span) (first, last civil.Date, n int) {
	end := o.s.end.day
	if p := o.rule.Pause; p.Paused && p.Open {
		end = min(end, p.From-1)
	}
	for first = range s.Days.Days(o.rule.Start, o.rule.Start) {
		if first <= end {
			n = 1
		}
		break
	}
	if n == 0 || end >= LastDay {
		return first, LastDay, n
	}
	// the last day itself may not be the span's, or be counted off
	for d := end; d >= first; d-- {
		if s.has(o.rule.Start, d) && !o.countedOff(d, s.Hours.From) {
			return first, d, n
		}
	}
	return first, first, 0
}

func (s *Span) has(start, day civil.Date) bool {
	for d := range s.Days.Days(start, day) {
		return d == day
	}
	return false
}

// countedOff says that on the last day of a rule with a count a window is one too many.
func (o *outlet) countedOff(day civil.Date, from civil.Clock) bool {
	if day != o.s.end.day {
		return false
	}
	w := o.s.walk(day)
	if d, ok := w.peek(); !ok || d != day {
		return false
	}
	at := slices.IndexFunc(w.take(day), func(h Hours) bool { return h.From == from })
	return at >= o.s.end.most
}

// until is the end of a span whose last window opens then.
func (o *outlet) until(last civil.Wall) rrule.Until {
	if o.floating {
		return rrule.Until{Wall: last, HasWall: true}
	}
	at, _ := civil.Resolve(last, o.s.zone)
	return rrule.Until{At: at}
}

// lastException is a day after which no window is taken away.
func (o *outlet) lastException() civil.Date {
	last := max(o.last, o.s.pause.Until)
	for _, skip := range o.rule.Skip {
		last = max(last, skip.Date)
	}
	return last
}

// without says that the window of a day does not take place.
func (o *outlet) without(day civil.Date, from civil.Clock) bool {
	_, one := slices.BinarySearch(o.s.offOnes, day.At(from))
	lost := o.s.lost(day)
	return one || lost == paused || lost == skipped || lost == holiday && day <= o.last
}

// extras writes the extra openings, those with the same hours as one series.
func (o *outlet) extras() {
	at := map[Hours]int{}
	for _, e := range o.s.extra {
		if lost := o.s.lost(e.Date); lost == paused || lost == skipped {
			continue
		}
		i, known := at[e.Hours]
		if !known {
			at[e.Hours] = len(o.all)
			o.all = append(o.all, Series{Start: e.Date.At(e.Hours.From), Until: e.Date.At(e.Hours.Until)})
			continue
		}
		o.all[i].RDates = append(o.all[i].RDates, e.Date.At(e.Hours.From))
	}
}
