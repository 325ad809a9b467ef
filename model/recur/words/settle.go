package words

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"seamdash/model/civil"
	"seamdash/model/recur"
	"seamdash/model/rrule"
)

// longestRun is how many days dates from one to another may have.
const longestRun = 366

// dates is what the text says on the calendar, until it is known what comes next after what.
type dates struct {
	start, end            *day
	endOfMonth            bool // "the end of june"
	pauseFrom, pauseUntil *day
	skips                 []skipped
	extras                []extra
	less                  []lessDays
}

type skipped struct {
	span daySpan
	one  bool
	at   civil.Clock
}

type extra struct {
	span  daySpan
	hours []recur.Hours
}

// lessDays are weekdays that a rule shall not have: "except sundays".
type lessDays struct {
	days []time.Weekday
	at   place
}

// settle gives dates their years, and the rule what is on them.
func (r *reader) settle() error {
	if d := r.dates.start; d != nil {
		on, err := r.edge(*d, r.c.Today, false)
		if err != nil {
			return err
		}
		r.rule.Start = on
	}
	after := max(r.c.Today, r.rule.Start)
	if d := r.dates.end; d != nil {
		on, err := r.edge(*d, after, true)
		if err != nil {
			return err
		}
		r.rule.End = recur.End{Kind: recur.OnDate, On: on}
	}
	if err := r.settlePause(); err != nil {
		return err
	}
	if err := r.settleSkips(after); err != nil {
		return err
	}
	if err := r.settleExtras(after); err != nil {
		return err
	}
	return r.settleLess()
}

// edge is the date on which a rule starts or ends, where a month is its first or last day.
func (r *reader) edge(d day, after civil.Date, end bool) (civil.Date, error) {
	if d.month == 0 || d.dom > 0 {
		on, err := r.resolve(d, after)
		if err != nil {
			return 0, err
		}
		if !d.isExact && d.month == 0 {
			r.note(fmt.Sprintf("%s is %s", r.words(d.at), longDate(on)))
		}
		return on, nil
	}
	on := monthEdge(d, after, end)
	switch {
	case end && !r.dates.endOfMonth:
		r.note("until " + longDate(on))
	case !end:
		r.note("from " + longDate(on))
	}
	return on, nil
}

// monthEdge is the first or last day of a month, of the first such from after on where its year is not said.
func monthEdge(d day, after civil.Date, end bool) civil.Date {
	for year := cmp.Or(d.year, after.Year()); ; year++ {
		dom := 1
		if end {
			dom = civil.DaysIn(year, d.month)
		}
		if on, _ := civil.MakeDate(year, d.month, dom); d.year > 0 || on >= after || year > lastYear {
			return on
		}
	}
}

// resolve is the date that a day means: without a year the first from after on.
func (r *reader) resolve(d day, after civil.Date) (civil.Date, error) {
	on := d.exact
	switch {
	case d.isExact:
	case d.month == 0:
		return after + civil.Date((d.weekday-after.Weekday()+7)%7), nil
	case d.dom == 0:
		return 0, r.mistake(d.at.from, d.at.to, "lacks its day", r.instead(d.at.from, d.at.to, "1 "+shortMonth(d.month)))
	case d.year > 0:
		on, _ = civil.MakeDate(d.year, d.month, d.dom)
	default:
		on = comes(after, d.month, d.dom)
	}
	if d.hasWeekday && on.Weekday() != d.weekday {
		to := d.at.from + 1
		return 0, r.mistake(d.at.from, d.at.to, "is no "+d.weekday.String()+": "+longDate(on)+" is a "+on.Weekday().String(),
			r.instead(d.at.from, to, shortDay(on.Weekday())))
	}
	return on, nil
}

// comes is the first such date from after on. Each comes within eight years.
func comes(after civil.Date, month time.Month, dom int) civil.Date {
	for year := after.Year(); ; year++ {
		if on, ok := civil.MakeDate(year, month, dom); ok && on >= after || year > lastYear+8 {
			return on
		}
	}
}

// span gives both ends of a run of days.
func (r *reader) span(s daySpan, after civil.Date) (first, last civil.Date, err error) {
	if s.last.year > 0 && s.first.year == 0 && s.first.month > 0 {
		s.first.year = s.last.year
		if s.first.month > s.last.month {
			s.first.year--
		}
		if !s.first.exists() {
			return 0, 0, r.noDate(s.first.at, s.first)
		}
	}
	if first, err = r.resolve(s.first, after); err != nil {
		return 0, 0, err
	}
	if s.first == s.last {
		return first, first, nil
	}
	if last, err = r.resolve(s.last, first); err != nil {
		return 0, 0, err
	}
	switch {
	case last < first:
		err = r.mistake(s.first.at.from, s.last.at.to, "ends before it begins")
	case last-first >= longestRun:
		err = r.mistake(s.first.at.from, s.last.at.to, "is longer than a year: say paused, or two rules")
	}
	return first, last, err
}

func (r *reader) settlePause() error {
	p := &r.rule.Pause
	if !p.Paused {
		return nil
	}
	p.From = r.c.Today
	if d := r.dates.pauseFrom; d != nil {
		on, err := r.resolve(*d, r.c.Today)
		if err != nil {
			return err
		}
		p.From = on
	}
	d := r.dates.pauseUntil
	if d == nil {
		p.Open = true
		return nil
	}
	on, err := r.resolve(*d, p.From)
	if err != nil {
		return err
	}
	if on <= p.From {
		return r.mistake(d.at.from, d.at.to, "is not after "+longDate(p.From)+", on which the pause begins")
	}
	p.Until = on
	r.note("opens again on " + longDate(on))
	return nil
}

func (r *reader) settleSkips(after civil.Date) error {
	for _, s := range r.dates.skips {
		first, last, err := r.span(s.span, after)
		if err != nil {
			return err
		}
		for on := first; on <= last; on++ {
			r.rule.Skip = append(r.rule.Skip, recur.Skip{Date: on, One: s.one, At: s.at})
		}
	}
	slices.SortFunc(r.rule.Skip, bySkip)
	r.rule.Skip = slices.Compact(r.rule.Skip)
	return nil
}

// bySkip sorts by day, and all of a day before one window of it.
func bySkip(a, b recur.Skip) int {
	if a.Date == b.Date && a.One != b.One {
		if a.One {
			return 1
		}
		return -1
	}
	return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(a.At, b.At))
}

func (r *reader) settleExtras(after civil.Date) error {
	for _, e := range r.dates.extras {
		first, last, err := r.span(e.span, after)
		if err != nil {
			return err
		}
		for on := first; on <= last; on++ {
			for _, h := range e.hours {
				r.rule.Extra = append(r.rule.Extra, recur.Opening{Date: on, Hours: h})
			}
		}
	}
	slices.SortFunc(r.rule.Extra, byOpening)
	r.rule.Extra = slices.Compact(r.rule.Extra)
	return nil
}

func byOpening(a, b recur.Opening) int {
	return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(a.Hours.From, b.Hours.From), cmp.Compare(a.Hours.Until, b.Hours.Until))
}

// settleLess takes weekdays out of all days that have them.
func (r *reader) settleLess() error {
	for _, l := range r.dates.less {
		some := false
		var spans []recur.Span
		for _, s := range r.rule.Spans {
			d := &s.Days
			if d.Freq > rrule.Weekly || d.Interval > 1 || len(d.ByMonthDay)+len(d.ByYearDay)+len(d.ByWeekNo)+len(d.BySetPos) > 0 {
				return r.mistake(l.at.from, l.at.to, "can be left out of days of every week only")
			}
			left, found := without(*d, l.days)
			some = some || found
			if s.Days = left; len(left.ByDay) > 0 {
				spans = append(spans, s)
			}
		}
		if r.rule.Spans = spans; !some || spans == nil {
			return r.notAmong(l)
		}
	}
	return nil
}

// notAmong is the mistake of weekdays that cannot be left out, because the days have none of them, or no others.
func (r *reader) notAmong(l lessDays) *Mistake {
	return r.mistake(l.at.from, l.at.to, "leaves out none of the days, or all of them")
}

// note tells something once.
func (r *reader) note(text string) {
	if text = tidy(text); !slices.Contains(r.notes, text) {
		r.notes = append(r.notes, text)
	}
}

// longDate is "30 June 2027".
func longDate(d civil.Date) string {
	year, month, dom := d.Split()
	return fmt.Sprintf("%d %s %d", dom, month, year)
}
