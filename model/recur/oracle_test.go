package recur_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"seamdash/model"
	"seamdash/model/civil"
	"seamdash/model/recur"
	"seamdash/model/rrule"
)

// A place is a zone and a day on which its clocks change.
type place struct{ zone, change string }

func places() []place {
	return []place{
		{"America/New_York", "2027-03-14"},
		{"America/New_York", "2027-11-07"},
		{"Europe/London", "2027-03-28"},
		{"Europe/London", "2027-10-31"},
		{"Australia/Lord_Howe", "2027-04-04"},
		{"Australia/Lord_Howe", "2027-10-03"},
		{"America/Santiago", "2027-04-04"},
		{"America/Santiago", "2027-09-05"},
		{"Pacific/Apia", "2011-12-30"},
		{"UTC", "2027-06-01"},
	}
}

// anyPlace is a zone and a day on which its clocks change.
func anyPlace(t *rapid.T) (civil.Date, *time.Location) {
	at := rapid.SampledFrom(places()).Draw(t, "place")
	around, err := civil.ParseDate(at.change)
	if err != nil {
		t.Fatal(err)
	}
	local, err := time.LoadLocation(at.zone)
	if err != nil {
		t.Fatal(err)
	}
	return around, local
}

// anyHours are hours of a window, often at night, when clocks change.
func anyHours() *rapid.Generator[recur.Hours] {
	return rapid.Custom(func(t *rapid.T) recur.Hours {
		if rapid.IntRange(0, 9).Draw(t, "gap") == 0 { // New York skips all of this, and opens no door
			return recur.Hours{From: 2*civil.Hour + 30*civil.Minute, Until: 3 * civil.Hour}
		}
		most := rapid.SampledFrom([]int{12, 95}).Draw(t, "quarters")
		from := civil.Clock(rapid.IntRange(0, most).Draw(t, "from")) * 15 * civil.Minute
		long := rapid.SampledFrom([]int{1, 2, 4, 8, 24, 48, 96, 130}).Draw(t, "long")
		return recur.Hours{From: from, Until: from + civil.Clock(rapid.IntRange(1, long).Draw(t, "for"))*15*civil.Minute}
	})
}

// anyDays is a pattern that the oracle knows.
func anyDays() *rapid.Generator[rrule.Rule] {
	weekdays := rapid.SliceOfNDistinct(rapid.IntRange(0, 6), 1, 7, rapid.ID)
	return rapid.Custom(func(t *rapid.T) rrule.Rule {
		r := rrule.Rule{Interval: rapid.SampledFrom([]int{0, 0, 1, 2, 3}).Draw(t, "interval")}
		switch rapid.IntRange(0, 3).Draw(t, "freq") {
		case 0:
			r.Freq = rrule.Daily
		case 1:
			r.Freq, r.ByMonthDay = rrule.Monthly, []int{rapid.IntRange(1, 31).Draw(t, "day of month")}
		default:
			r.Freq = rrule.Weekly
			for _, d := range weekdays.Draw(t, "days") {
				r.ByDay = append(r.ByDay, rrule.Day{Weekday: time.Weekday(d)})
			}
		}
		return r.Normal()
	})
}

// anyRule is a rule whose first windows are around a day. Its windows may overlap.
func anyRule(around civil.Date) *rapid.Generator[recur.Rule] {
	near := func(t *rapid.T, label string) civil.Date {
		return around + civil.Date(rapid.IntRange(-4, 6).Draw(t, label))
	}
	return rapid.Custom(func(t *rapid.T) recur.Rule {
		r := recur.Rule{Name: "Cleaners", Locks: []model.DeviceID{"lock-1"}, Start: around - civil.Date(rapid.IntRange(0, 30).Draw(t, "before"))}
		for range rapid.IntRange(0, 4).Draw(t, "spans") {
			r.Spans = append(r.Spans, recur.Span{Days: anyDays().Draw(t, "days"), Hours: anyHours().Draw(t, "hours")})
		}
		switch rapid.IntRange(0, 3).Draw(t, "end") {
		case 0:
			r.End = recur.End{Kind: recur.AfterCount, Count: rapid.IntRange(1, 40).Draw(t, "count")}
		case 1:
			r.End = recur.End{Kind: recur.OnDate, On: near(t, "last")}
		}
		for range rapid.IntRange(0, 2).Draw(t, "skips") {
			s := recur.Skip{Date: near(t, "skip"), One: rapid.Bool().Draw(t, "one")}
			if s.One && len(r.Spans) > 0 {
				s.At = r.Spans[0].Hours.From
			}
			r.Skip = append(r.Skip, s)
		}
		for range rapid.IntRange(0, 2).Draw(t, "extras") {
			r.Extra = append(r.Extra, recur.Opening{Date: near(t, "extra"), Hours: anyHours().Draw(t, "extra hours")})
		}
		if rapid.Bool().Draw(t, "holidays") {
			r.Holidays = []recur.SetID{"bank"}
		}
		if rapid.Bool().Draw(t, "buffers") {
			r.Before = time.Duration(rapid.IntRange(0, 120).Draw(t, "early")) * time.Minute
			r.After = time.Duration(rapid.IntRange(0, 120).Draw(t, "late")) * time.Minute
		}
		if rapid.IntRange(0, 2).Draw(t, "pause") == 0 {
			from := near(t, "pause")
			r.Pause = recur.Pause{Paused: true, From: from, Until: from + 2, Open: rapid.Bool().Draw(t, "open")}
		}
		if rapid.Bool().Draw(t, "numbered") {
			r.Naming.Template = "{rule} {n}"
		}
		return r
	})
}

// An oracle answers by walking through every minute around a change of the clocks and looking at the wall.
type oracle struct {
	rule   *recur.Rule
	zone   *time.Location
	around civil.Date
	off    set
	first  int64   // the minute of Unix time with which walls begins
	walls  []int64 // what the wall shows, in minutes, minute by minute
	met    map[string]int
}

func newOracle(zone *time.Location, around civil.Date) *oracle {
	o := &oracle{zone: zone, around: around, off: set{around: "Change", around + 3: "Bank"}, first: int64(around-12) * 24 * 60, met: map[string]int{}}
	for m := range int64(26 * 24 * 60) {
		local := time.Unix((o.first+m)*60, 0).In(zone)
		_, offset := local.Zone()
		o.walls = append(o.walls, o.first+m+int64(offset/60))
	}
	return o
}

// instant is the first minute at which the wall shows a time; where it never does, as long after the last minute before the gap.
func (o *oracle) instant(wall int64) int64 {
	before := -1
	for i := max(0, int(wall-o.first)-40*60); i < len(o.walls); i++ {
		w := o.walls[i]
		switch {
		case w == wall:
			if slices.Contains(o.walls[i+1:min(i+200, len(o.walls))], wall) {
				o.met["fold"]++
			}
			return o.first + int64(i)
		case w < wall:
			before = i
		}
	}
	o.met["gap"]++
	return o.first + int64(before) + wall - o.walls[before]
}

// matches says that a day is in a pattern, by the calendar of the standard library.
func matches(p *rrule.Rule, start, d civil.Date) bool {
	at := func(d civil.Date) time.Time { return time.Unix(int64(d)*86400, 0).UTC() }
	a, b := at(start), at(d)
	step := max(p.Interval, 1)
	switch p.Freq {
	case rrule.Daily:
		return int(b.Sub(a).Hours()/24)%step == 0
	case rrule.Monthly:
		return (b.Year()*12+int(b.Month())-a.Year()*12-int(a.Month()))%step == 0 && b.Day() == p.ByMonthDay[0]
	default:
		for a.Weekday() != time.Monday {
			a = a.AddDate(0, 0, -1)
		}
		week := int(b.Sub(a).Hours() / 24 / 7)
		return week%step == 0 && slices.ContainsFunc(p.ByDay, func(day rrule.Day) bool { return day.Weekday == b.Weekday() })
	}
}

// A nominal is a window on the wall, in minutes.
type nominal struct {
	day         civil.Date
	from, until int64
	extra       bool
}

// nominals are the windows of the rule up to a day, before any is taken away.
func (o *oracle) nominals(last civil.Date) []nominal {
	var out []nominal
	counted := 0
	for d := o.rule.Start; d <= last; d++ {
		today := map[int64]int64{}
		for i := range o.rule.Spans {
			if s := &o.rule.Spans[i]; matches(&s.Days, o.rule.Start, d) {
				from := int64(s.Hours.From / 60)
				today[from] = max(today[from], int64(s.Hours.Until/60))
			}
		}
		for from := range int64(24 * 60) {
			until, is := today[from]
			if !is {
				continue
			}
			counted++
			if o.rule.End.Kind == recur.AfterCount && counted > o.rule.End.Count {
				o.met["counted off"]++
				continue
			}
			if o.rule.End.Kind == recur.OnDate && d > o.rule.End.On {
				continue
			}
			out = append(out, nominal{day: d, from: int64(d)*24*60 + from, until: int64(d)*24*60 + until})
		}
	}
	for _, e := range o.rule.Extra {
		if e.Date >= o.rule.Start {
			midnight := int64(e.Date) * 24 * 60
			out = append(out, nominal{day: e.Date, from: midnight + int64(e.Hours.From/60), until: midnight + int64(e.Hours.Until/60), extra: true})
		}
	}
	return out
}

// takenAway says why a window does not take place, "" if it does.
func (o *oracle) takenAway(n nominal) string {
	if p := o.rule.Pause; p.Paused && n.day >= p.From && (p.Open || n.day < p.Until) {
		return "paused"
	}
	if slices.Contains(o.rule.Skip, recur.Skip{Date: n.day}) {
		return "skipped"
	}
	one := recur.Skip{Date: n.day, One: true, At: civil.Clock(n.from-int64(n.day)*24*60) * 60}
	if !n.extra && slices.Contains(o.rule.Skip, one) {
		return "skipped"
	}
	if _, is := o.off[n.day]; is && len(o.rule.Holidays) > 0 && !n.extra {
		return "holiday"
	}
	return ""
}

// note counts what is worth meeting.
func (o *oracle) note(n nominal) {
	if n.until/24/60 > n.from/24/60 && n.until%(24*60) != 0 {
		o.met["overnight"]++
	}
	if o.rule.Before+o.rule.After > 0 {
		o.met["buffers"]++
	}
	if n.extra {
		o.met["extra"]++
	}
}

// open is the minutes at which the lock is open, by their number since first.
func (o *oracle) open() []bool {
	out := make([]bool, len(o.walls))
	for _, n := range o.nominals(civil.Date(o.first/24/60) + 24) {
		if int64(n.day)*24*60 < o.first+2*24*60 {
			continue
		}
		if why := o.takenAway(n); why != "" {
			o.met[why]++
			continue
		}
		from, until := o.instant(n.from), o.instant(n.until)
		if until <= from {
			o.met["empty"]++
			continue
		}
		o.note(n)
		for m := from - int64(o.rule.Before.Minutes()); m < until+int64(o.rule.After.Minutes()); m++ {
			if i := m - o.first; i >= 0 && i < int64(len(out)) {
				if out[i] {
					o.met["overlap"]++
				}
				out[i] = true
			}
		}
	}
	return out
}

// covered is the minutes of windows that are said to be between two times.
func (o *oracle) covered(t rapid.TB, windows []recur.Window, a, b time.Time) []bool {
	out := make([]bool, len(o.walls))
	for i, w := range windows {
		if !w.Open.Before(b) || !w.Close.After(a) || !w.Open.Before(w.Close) {
			t.Fatalf("window %d, %v to %v, is outside", i, w.Open, w.Close)
		}
		for m := w.Open.Unix()/60 - o.first; m < w.Close.Unix()/60-o.first; m++ {
			if m >= 0 && m < int64(len(out)) {
				out[m] = true
			}
		}
	}
	return out
}

// A scene is some rules around a change of the clocks.
type scene struct {
	around civil.Date
	local  *time.Location
	rules  []recur.Rule
}

func scenes() *rapid.Generator[scene] {
	return rapid.Custom(func(t *rapid.T) scene {
		var s scene
		s.around, s.local = anyPlace(t)
		for range 6 {
			s.rules = append(s.rules, anyRule(s.around).Draw(t, "rule"))
		}
		return s
	})
}

// play compares all rules of the scene with a walk over the wall, and gives what was met on the way.
func (s *scene) play(t rapid.TB) map[string]int {
	o := newOracle(s.local, s.around)
	for i := range s.rules {
		o.compare(t, &s.rules[i])
	}
	return o.met
}

// TestWindowsCoverWhatTheWallSays compares every minute of a week around a change of the clocks with a walk over the wall.
func TestWindowsCoverWhatTheWallSays(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := scenes().Draw(t, "scene")
		s.play(t)
	})
}

// TestWhatTheWallMeets plays scenes that are the same in every run, and asks whether they went where it is difficult.
func TestWhatTheWallMeets(t *testing.T) {
	t.Parallel()
	met, all := map[string]int{}, scenes()
	for i := range 100 {
		s := all.Example(i)
		for k, n := range s.play(t) {
			met[k] += n
		}
	}
	for _, what := range []string{"gap", "fold", "overnight", "counted off", "holiday", "paused", "skipped", "buffers", "extra", "overlap", "empty"} {
		if met[what] == 0 {
			t.Errorf("no window met: %s", what)
		}
	}
}

func (o *oracle) compare(t rapid.TB, r *recur.Rule) {
	o.rule = r
	want := o.open()
	s, err := recur.Compile(r, recur.Setting{Zone: o.zone, Holidays: sets(map[recur.SetID]recur.Calendar{"bank": o.off})})
	if err != nil {
		t.Fatal(err)
	}
	a, b := time.Unix(int64(o.around-5)*86400, 0), time.Unix(int64(o.around+6)*86400, 0)
	got := o.covered(t, s.Between(a, b), a, b)
	for m := a.Unix()/60 - o.first; m < b.Unix()/60-o.first; m++ {
		if got[m] != want[m] {
			t.Fatalf("at %v the lock is open: %v, by the wall %v", time.Unix((o.first+m)*60, 0).In(o.zone), got[m], want[m])
		}
	}
}

// TestQuestionsAgree asks the same in different ways.
func TestQuestionsAgree(t *testing.T) {
	t.Parallel()
	many := 0
	rapid.Check(t, func(t *rapid.T) {
		around, local := anyPlace(t)
		r := anyRule(around).Draw(t, "rule")
		s, err := recur.Compile(&r, recur.Setting{Zone: local, Holidays: sets(map[recur.SetID]recur.Calendar{"bank": set{around: "Change"}})})
		if err != nil {
			t.Fatal(err)
		}
		from := time.Unix(int64(around)*86400+int64(rapid.IntRange(-9*86400, 9*86400).Draw(t, "from")), 0)
		until := from.AddDate(0, 2, 0)
		all := s.Between(from, until)
		many += len(all)
		apart(t, all)
		first, ok := s.Next(from)
		if ok != (len(s.After(from, 1)) > 0 || len(all) > 0) || len(all) > 0 && !same(first, all[0]) {
			t.Fatalf("next is %v %v, between %v", told([]recur.Window{first}), ok, told(all))
		}
		opening := slices.DeleteFunc(slices.Clone(all), func(w recur.Window) bool { return !w.Open.After(from) })
		if after := s.After(from, len(opening)); !slices.EqualFunc(after, opening, same) {
			t.Fatalf("after %v\nbetween %v", told(after), told(opening))
		}
		lines := previewed(s, from, until)
		if len(lines) > len(all) || !slices.EqualFunc(lines, all[:len(lines)], same) || len(lines) < min(len(all), 300) {
			t.Fatalf("preview %v\nbetween %v", told(lines), told(all))
		}
	})
	if many == 0 && !testing.Short() {
		t.Error("no rule had a window")
	}
}

// apart fails where two windows touch that are not of different years.
func apart(t *rapid.T, all []recur.Window) {
	for i := range len(all) - 1 {
		if !all[i].Close.Before(all[i+1].Open) && all[i+1].Day.Year() == all[i].Day.Year() {
			t.Fatalf("%v and %v are not two", told(all[i:i+1]), told(all[i+1:i+2]))
		}
	}
}

// previewed is the windows of a preview that open before a time.
func previewed(s *recur.Schedule, from, until time.Time) []recur.Window {
	var out []recur.Window
	for _, l := range s.Preview(from, 1000) {
		if l.Kind == recur.LineOpens && l.Window.Open.Before(until) {
			out = append(out, l.Window)
		}
	}
	return out
}

func same(a, b recur.Window) bool {
	return a.Open.Equal(b.Open) && a.Close.Equal(b.Close) && a.From.Equal(b.From) && a.Until.Equal(b.Until) && a.Day == b.Day &&
		a.Number == b.Number && a.Parts == b.Parts && slices.Equal(a.Notes, b.Notes)
}
