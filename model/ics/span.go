package ics

import (
	"iter"
	"slices"
	"strings"
	"time"

	ical "github.com/arran4/golang-ical"

	"seamdash/model/civil"
	"seamdash/model/recur"
	"seamdash/model/rrule"
)

// span adds the event of one span.
func (j *job) span(n int, s recur.Span) {
	first, ok := firstDay(s.Days, j.rule.Start)
	if !ok {
		return
	}
	if !keeps([]recur.Span{s}, j.rule.Start, first) {
		j.lose("the days of %s are not written: they depend on its start in a way that calendars do not know", s.Days)
		return
	}
	rule := s.Days
	if !j.end(&rule, s, first) {
		return
	}
	days := j.gone(s, rule)
	if !j.survives(s, rule, days) {
		return
	}
	e := j.event(j.id+"-"+ordinal(n), first, s.Hours)
	e.AddRrule(rule.String())
	var gone []string
	for _, d := range days {
		gone = append(gone, format(d.At(s.Hours.From)))
	}
	if len(gone) > 0 {
		e.AddProperty(ical.ComponentPropertyExdate, strings.Join(gone, ","), j.zone()...)
	}
}

// survives says that a span has a window when the days in gone are taken away.
func (j *job) survives(s recur.Span, r rrule.Rule, gone []civil.Date) bool {
	for d := range j.starts(s, r) {
		if _, is := slices.BinarySearch(gone, d); !is {
			return true
		}
	}
	return false
}

// starts are the days of a span up to the end of the rule, which r has as it is written.
func (j *job) starts(s recur.Span, r rrule.Rule) iter.Seq[civil.Date] {
	last := j.last()
	return func(yield func(civil.Date) bool) {
		n := 0
		for d := range s.Days.Days(j.rule.Start, j.rule.Start) {
			n++
			over := r.Count > 0 && n > r.Count || last.set && (d > last.day || d == last.day && s.Hours.From > last.from)
			if over || !yield(d) {
				return
			}
		}
	}
}

func ordinal(n int) string { return string([]byte{'s', byte('0' + n/10), byte('0' + n%10)}) }

func firstDay(r rrule.Rule, start civil.Date) (civil.Date, bool) {
	for d := range r.Days(start, start) {
		return d, true
	}
	return 0, false
}

// end writes when the rule ends into an RRULE; false says that the span has no window before that.
func (j *job) end(r *rrule.Rule, s recur.Span, first civil.Date) bool {
	last := j.last()
	switch {
	case j.rule.End.Kind == recur.AfterCount && len(j.rule.Spans) == 1 && !last.set:
		r.Count = j.rule.End.Count
		return true
	case !last.set:
		return true
	}
	day := last.day
	if s.Hours.From > last.from {
		day--
	}
	if day < first {
		return false
	}
	w := day.At(s.Hours.From)
	if j.at == nil {
		r.Until = rrule.Until{Wall: w, HasWall: true}
	} else {
		at, _ := civil.Resolve(w, j.at)
		r.Until = rrule.Until{At: at.UTC()}
	}
	return true
}

// An ending is the last day that may have a window, and the time of day after which none begins on it.
type ending struct {
	set  bool
	day  civil.Date
	from civil.Clock
}

// last is where all spans of the rule end: by its date, by its count where that is of several spans, or by a pause without an end.
func (j *job) last() ending {
	r := &j.rule
	out := ending{}
	switch {
	case r.End.Kind == recur.OnDate:
		out = ending{true, r.End.On, civil.Day}
	case r.End.Kind == recur.AfterCount && len(r.Spans) > 1:
		out = nth(r.Spans, r.Start, r.End.Count)
	}
	if r.Pause.Paused && r.Pause.Open && (!out.set || r.Pause.From <= out.day) && !j.ends(r.Pause.From) {
		out = ending{true, r.Pause.From - 1, civil.Day}
	}
	return out
}

// ends says that a single span has had all the windows of its count before a day.
func (j *job) ends(day civil.Date) bool {
	r := &j.rule
	if r.End.Kind != recur.AfterCount || len(r.Spans) != 1 {
		return false
	}
	last := nth(r.Spans, r.Start, r.End.Count)
	return last.set && last.day < day
}

// nth is when the nth window of all spans begins, in the order of their starts.
func nth(spans []recur.Span, start civil.Date, n int) ending {
	days := make(map[civil.Date][]civil.Clock)
	for _, s := range spans {
		k := 0
		for d := range s.Days.Days(start, start) {
			days[d] = append(days[d], s.Hours.From)
			if k++; k == n {
				break
			}
		}
	}
	order := make([]civil.Date, 0, len(days))
	for d := range days {
		order = append(order, d)
	}
	slices.Sort(order)
	for _, d := range order {
		clocks := days[d]
		if n > len(clocks) {
			n -= len(clocks)
			continue
		}
		slices.Sort(clocks)
		return ending{true, d, clocks[n-1]}
	}
	return ending{}
}

// Exceptions are the days of a rule without windows, but for holidays.
type exceptions struct {
	days  map[civil.Date]bool
	ones  map[civil.Wall]bool
	pause recur.Pause
}

func (j *job) exceptions() exceptions {
	x := exceptions{days: make(map[civil.Date]bool), ones: make(map[civil.Wall]bool), pause: j.rule.Pause}
	for _, s := range j.rule.Skip {
		if s.One {
			x.ones[s.Date.At(s.At)] = true
		} else {
			x.days[s.Date] = true
		}
	}
	if p := j.rule.Pause; p.Paused && p.Open {
		j.lose("it is paused from %s on and nobody knows until when: its events end there", p.From)
	}
	if len(j.rule.Holidays) > 0 {
		j.lose("holidays are left out until %s only, and as they are known today", j.opt.Until)
	}
	return x
}

// takes says that a window of the day that opens then is taken away.
func (x exceptions) takes(d civil.Date, from civil.Clock) bool {
	return x.all(d) || x.ones[d.At(from)]
}

// all says that the whole day is taken away, extra openings with it.
func (x exceptions) all(d civil.Date) bool {
	return x.days[d] || x.pause.Paused && d >= x.pause.From && (x.pause.Open || d < x.pause.Until)
}

// gone are the days of a span that are written as EXDATEs.
func (j *job) gone(s recur.Span, r rrule.Rule) []civil.Date {
	calendars := j.calendars()
	last := j.opt.Until
	for d := range j.days.days {
		last = max(last, d)
	}
	for w := range j.days.ones {
		last = max(last, w.Date())
	}
	if p := j.rule.Pause; p.Paused && !p.Open {
		last = max(last, p.Until)
	}
	var out []civil.Date
	for d := range j.starts(s, r) {
		if d > last {
			break
		}
		off := d <= j.opt.Until && holiday(calendars, d)
		if !off && !j.days.takes(d, s.Hours.From) {
			continue
		}
		if out = append(out, d); len(out) == maxDates {
			j.lose("more than %d of its windows are taken away, those after %s are not written as such", maxDates, d)
			break
		}
	}
	return out
}

func (j *job) calendars() []recur.Calendar {
	var out []recur.Calendar
	for _, id := range j.rule.Holidays {
		if j.opt.Holidays == nil {
			break
		}
		if c, ok := j.opt.Holidays(id); ok {
			out = append(out, c)
		}
	}
	return out
}

func holiday(calendars []recur.Calendar, d civil.Date) bool {
	return slices.ContainsFunc(calendars, func(c recur.Calendar) bool { _, is := c.Holiday(d); return is })
}

// describe adds a VTIMEZONE for each zone that is used.
func (w *writer) describe() {
	names := make([]string, 0, len(w.zones))
	for name := range w.zones {
		names = append(names, name)
	}
	slices.Sort(names)
	var out []ical.Component
	for _, name := range names {
		from := w.zones[name].At(0)
		out = append(out, timezone(name, time.Unix(int64(from), 0), time.Unix(int64((w.opt.Until+1).At(0)), 0)))
	}
	w.calendar.Components = append(out, w.calendar.Components...)
}
