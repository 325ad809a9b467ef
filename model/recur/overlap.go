package recur

import (
	"time"

	"seamdash/model/civil"
	"seamdash/model/rrule"
)

// checkOverlap says when two windows of the spans are open at the same time by the clock of the wall. Touching is no overlap, and
// extra openings may overlap anything.
func (r *Rule) checkOverlap(l *ledger) {
	day, a, b, found := r.overlap()
	if !found {
		return
	}
	l.add(FieldSpans, "overlap", "shorten or remove one of them", "windows overlap: %s %v-%v meets %v-%v", dayWords(day), a.From, a.Until, b.From, b.Until)
}

// dayWords is a date for people: "Mon 4 Jan 2027".
func dayWords(d civil.Date) string {
	year, month, day := d.Split()
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Format("Mon 2 Jan 2006")
}

// overlap finds the day of a window that is still open when another opens, or opens with it. Of days and weeks the answer is
// exact; where months or years play a part, the windows of 60 years are walked through.
func (r *Rule) overlap() (day civil.Date, a, b Hours, found bool) {
	s, err := Compile(&Rule{Start: r.Start, Spans: r.Spans, End: r.End}, Setting{Zone: time.UTC})
	if err != nil {
		return 0, a, b, false
	}
	var cycles []cycle
	plain := true
	for i := range r.Spans {
		of, ok := cyclesOf(&r.Spans[i], r.Start)
		plain = plain && ok
		cycles = append(cycles, of...)
	}
	if plain {
		return meeting(cycles, s.end)
	}
	if day, a, b, found = r.together(); found {
		return day, a, b, found
	}
	return s.walkForOverlap(r.Start)
}

// together finds spans with the same days that open together, which are one to a walk.
func (r *Rule) together() (day civil.Date, a, b Hours, found bool) {
	for i := range r.Spans {
		for j := range r.Spans[:i] {
			s, t := &r.Spans[i], &r.Spans[j]
			if s.Hours.From != t.Hours.From || !sameDays(&s.Days, &t.Days) {
				continue
			}
			for d := range s.Days.Days(r.Start, r.Start) {
				return d, t.Hours, s.Hours, true
			}
		}
	}
	return 0, a, b, false
}

// walkLimit is how many days with windows are looked at where no calculation helps.
const walkLimit = 25_000

// walkForOverlap walks through the windows of the spans.
func (s *Schedule) walkForOverlap(from civil.Date) (day civil.Date, a, b Hours, found bool) {
	w := s.walk(from)
	open, last := civil.Date(0), Hours{}
	var until civil.Wall
	for range walkLimit {
		d, ok := w.peek()
		if !ok || d > s.end.day || d > from+2*horizonDays {
			break
		}
		if x, y, twice := w.opensTwice(d); twice {
			return d, x, y, true
		}
		for _, h := range w.take(d) {
			if until > d.At(h.From) {
				return open, last, h, true
			}
			open, last, until = d, h, d.At(h.Until)
		}
	}
	return 0, a, b, false
}

// opensTwice says that two groups have windows that open together on the day that the walk is at.
func (w *walk) opensTwice(d civil.Date) (a, b Hours, twice bool) {
	for i := range w.feeds {
		for j := range w.feeds[:i] {
			f, g := &w.feeds[i], &w.feeds[j]
			if len(f.days) == 0 || len(g.days) == 0 || f.days[0] != d || g.days[0] != d {
				continue
			}
			for _, a := range f.group.hours {
				for _, b := range g.group.hours {
					if a.From == b.From {
						return a, b, true
					}
				}
			}
		}
	}
	return a, b, false
}

// A cycle is a window that comes every so many days.
type cycle struct {
	first civil.Date
	every int
	hours Hours
}

// cyclesOf is a span as cycles, where it is nothing but days or weekdays every so many days or weeks.
func cyclesOf(s *Span, start civil.Date) ([]cycle, bool) {
	d := &s.Days
	if d.Freq == rrule.Daily && len(d.ByDay) == 0 && len(d.ByMonth)+len(d.ByMonthDay)+len(d.BySetPos) == 0 {
		return []cycle{{first: start, every: max(d.Interval, 1), hours: s.Hours}}, true
	}
	monday := *d
	monday.HasWeekStart = false // is no obstacle here
	days, every, err := WeekdaysOf(&monday, start)
	if err != nil {
		return nil, false
	}
	begin := time.Monday
	if d.HasWeekStart {
		begin = d.WeekStart
	}
	week := start - civil.Date((start.Weekday()-begin+7)%7)
	out := make([]cycle, 0, len(days))
	for _, wd := range days {
		c := cycle{first: week + civil.Date((wd-begin+7)%7), every: 7 * every, hours: s.Hours}
		if c.first < start {
			c.first += civil.Date(c.every)
		}
		out = append(out, c)
	}
	return out, true
}

// meeting is the first time that windows of two cycles, or of one, are open together, up to the end of the rule.
func meeting(cycles []cycle, end tally) (day civil.Date, a, b Hours, found bool) {
	day = end.day + 1
	for i := range cycles {
		for j := range cycles[:i+1] {
			x, y := &cycles[i], &cycles[j]
			if d, x, y, ok := x.meets(y, i == j); ok && d < day {
				day, a, b, found = d, x, y, true
			}
		}
	}
	return day, a, b, found
}

// meets is the day of the first window of c or o during which, or with which, one of the other opens.
func (c *cycle) meets(o *cycle, same bool) (day civil.Date, a, b Hours, found bool) {
	// o opens by days after c, which is fewer than none where it opens before
	least, _ := (c.hours.From - o.hours.Until).Days()
	most, _ := (c.hours.Until - o.hours.From).Days()
	for by := least; by <= most+1; by++ {
		from, until := o.hours.From+civil.Clock(by)*civil.Day, o.hours.Until+civil.Clock(by)*civil.Day
		if from >= c.hours.Until || c.hours.From >= until || same && by <= 0 {
			continue
		}
		d, ok := firstBoth(c, &cycle{first: o.first - civil.Date(by), every: o.every})
		if !ok || found && d >= day {
			continue
		}
		// the later of the two must be within the rule as well: the day told is that of the later
		found, day, a, b = true, d+civil.Date(max(by, 0)), c.hours, o.hours
	}
	return day, a, b, found
}

// firstBoth is the first day that is in both cycles, by the Chinese remainder theorem.
func firstBoth(c, o *cycle) (civil.Date, bool) {
	g, p := gcd(c.every, o.every)
	apart := int(o.first - c.first)
	if apart%g != 0 {
		return 0, false
	}
	step := o.every / g
	k := (apart / g % step) * (p % step) % step
	if k < 0 {
		k += step
	}
	day, both := int(c.first)+k*c.every, c.every*step
	if late := int(o.first) - day; late > 0 {
		day += (late + both - 1) / both * both
	}
	return civil.Date(min(day, int(LastDay)+1)), day <= int(LastDay)
}

// gcd is the greatest common divisor of a and b, and x so that a*x is it plus a multiple of b.
func gcd(a, b int) (g, x int) {
	x, y := 1, 0
	for b != 0 {
		q := a / b
		a, b = b, a-q*b
		x, y = y, x-q*y
	}
	return a, x
}
