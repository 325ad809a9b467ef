package recur

import (
	"cmp"
	"slices"

	"seamdash/model/civil"
	"seamdash/model/rrule"
)

// A group is all hours on days of one pattern.
type group struct {
	days  rrule.Rule
	hours []Hours // by opening
}

// groupsOf puts spans with the same days together, so that each pattern is walked once.
func groupsOf(spans []Span) []group {
	var out []group
	for i := range spans {
		at := slices.IndexFunc(out, func(g group) bool { return sameDays(&g.days, &spans[i].Days) })
		if at < 0 {
			at = len(out)
			out = append(out, group{days: spans[i].Days})
		}
		out[at].hours = append(out[at].hours, spans[i].Hours)
	}
	for i := range out {
		out[i].hours = distinct(out[i].hours)
	}
	return out
}

// distinct sorts hours; of those that open at the same time the longest stays.
func distinct(hours []Hours) []Hours {
	slices.SortFunc(hours, func(a, b Hours) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(b.Until, a.Until)) })
	return slices.CompactFunc(hours, func(a, b Hours) bool { return a.From == b.From })
}

// sameDays says that two patterns are written the same way.
func sameDays(a, b *rrule.Rule) bool {
	return a.Freq == b.Freq && max(a.Interval, 1) == max(b.Interval, 1) && a.HasWeekStart == b.HasWeekStart && a.WeekStart == b.WeekStart &&
		slices.Equal(a.ByMonth, b.ByMonth) && slices.Equal(a.ByWeekNo, b.ByWeekNo) && slices.Equal(a.ByYearDay, b.ByYearDay) &&
		slices.Equal(a.ByMonthDay, b.ByMonthDay) && slices.Equal(a.ByDay, b.ByDay) && slices.Equal(a.BySetPos, b.BySetPos)
}

// A feed hands out the days of one group. It asks for some at a time, which costs little because a question does not depend on how
// long the rule has been running.
type feed struct {
	group *group
	start civil.Date // of the rule
	from  civil.Date // what to ask for next
	days  []civil.Date
	few   [fewDays]civil.Date // room for the first of them
	over  bool
}

const (
	fewDays  = 6
	manyDays = 96
)

// peek is the next day; ok is false when there are none within the 60 years that a pattern looks ahead.
func (f *feed) peek() (d civil.Date, ok bool) {
	if len(f.days) > 0 {
		return f.days[0], true
	}
	if f.over {
		return 0, false
	}
	most := fewDays
	if f.days == nil {
		f.days = f.few[:0]
	} else {
		most = manyDays
		f.days = make([]civil.Date, 0, most)
	}
	for d := range f.group.days.Days(f.start, f.from) {
		f.days = append(f.days, d)
		if len(f.days) == most {
			break
		}
	}
	if f.over = len(f.days) < most; !f.over {
		f.from = f.days[most-1] + 1
	}
	if len(f.days) == 0 {
		return 0, false
	}
	return f.days[0], true
}

// A walk gives the days that have windows by the spans alone, rising.
type walk struct {
	feeds []feed
	hours []Hours // room for those of one day
}

func (s *Schedule) walk(from civil.Date) walk {
	w := walk{feeds: make([]feed, len(s.groups))}
	for i := range s.groups {
		w.feeds[i] = feed{group: &s.groups[i], start: s.start, from: max(from, s.start)}
	}
	return w
}

// peek is the next day.
func (w *walk) peek() (day civil.Date, ok bool) {
	for i := range w.feeds {
		if d, has := w.feeds[i].peek(); has && (!ok || d < day) {
			day, ok = d, true
		}
	}
	return day, ok
}

// take is the hours of the day that peek gave, by opening and without repetition. They are good until the next call.
func (w *walk) take(day civil.Date) []Hours {
	var only []Hours
	w.hours = w.hours[:0]
	for i := range w.feeds {
		f := &w.feeds[i]
		if len(f.days) == 0 || f.days[0] != day {
			continue
		}
		f.days = f.days[1:]
		if only == nil {
			only = f.group.hours
			continue
		}
		if len(w.hours) == 0 {
			w.hours = append(w.hours, only...)
		}
		w.hours = append(w.hours, f.group.hours...)
	}
	if len(w.hours) == 0 {
		return only
	}
	w.hours = distinct(w.hours)
	return w.hours
}
