package rfc5545_test

import (
	"fmt"
	"slices"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/google/go-cmp/cmp"

	"seamdash/model/civil"
	"seamdash/model/recur"
	"seamdash/model/recur/rfc5545"
)

func newYork(tb testing.TB) *time.Location {
	tb.Helper()
	at, err := time.LoadLocation("America/New_York")
	if err != nil {
		tb.Fatal(err)
	}
	return at
}

func date(tb testing.TB, text string) civil.Date {
	tb.Helper()
	d, err := civil.ParseDate(text)
	if err != nil {
		tb.Fatal(err)
	}
	return d
}

func wall(tb testing.TB, text string) civil.Wall {
	tb.Helper()
	w, err := civil.ParseWall(text)
	if err != nil {
		tb.Fatal(err)
	}
	return w
}

// all reads each of several texts.
func all[T any](tb testing.TB, read func(testing.TB, string) T, texts []string) []T {
	tb.Helper()
	var out []T
	for _, text := range texts {
		out = append(out, read(tb, text))
	}
	return out
}

// windows are the first windows of a rule: "2027-01-04 09:00-13:00".
func windows(tb testing.TB, r *recur.Rule, zone *time.Location) []string {
	tb.Helper()
	s, err := recur.Compile(r, recur.Setting{Zone: zone})
	if err != nil {
		tb.Fatal(err)
	}
	var out []string
	for _, w := range s.After(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), 20) {
		out = append(out, w.Day.String()+" "+w.From.Format("15:04")+"-"+w.Until.Format("15:04"))
	}
	return out
}

func TestRead(t *testing.T) {
	t.Parallel()
	local := newYork(t)
	for name, c := range map[string]struct {
		start, until, rule string
		ex, r              []string
		days               []string
		want               []string
		loss               string
		err                string
	}{
		"weekly":                            {start: "2027-01-04T09:00", until: "2027-01-04T13:00", rule: "FREQ=WEEKLY;BYDAY=MO,WE;COUNT=3", want: []string{"2027-01-04 09:00-13:00", "2027-01-06 09:00-13:00", "2027-01-11 09:00-13:00"}},
		"over midnight":                     {start: "2027-01-04T22:00", until: "2027-01-05T06:00", rule: "FREQ=DAILY;COUNT=1", want: []string{"2027-01-04 22:00-06:00"}},
		"several hours":                     {start: "2027-01-04T11:00", until: "2027-01-04T12:00", rule: "FREQ=DAILY;BYHOUR=9,11;COUNT=3", want: []string{"2027-01-04 11:00-12:00", "2027-01-05 09:00-10:00", "2027-01-05 11:00-12:00"}},
		"until an hour":                     {start: "2027-01-04T09:00", until: "2027-01-04T10:00", rule: "FREQ=DAILY;BYHOUR=9,11;UNTIL=20270105T100000", want: []string{"2027-01-04 09:00-10:00", "2027-01-04 11:00-12:00", "2027-01-05 09:00-10:00"}},
		"until in UTC":                      {start: "2027-01-04T20:00", until: "2027-01-04T21:00", rule: "FREQ=DAILY;UNTIL=20270106T010000Z", want: []string{"2027-01-04 20:00-21:00", "2027-01-05 20:00-21:00"}},
		"just after it":                     {start: "2027-01-04T20:00", until: "2027-01-04T21:00", rule: "FREQ=DAILY;UNTIL=20270106T005959Z", want: []string{"2027-01-04 20:00-21:00"}},
		"until a day":                       {start: "2027-01-04T20:00", until: "2027-01-04T21:00", rule: "FREQ=DAILY;UNTIL=20270105", want: []string{"2027-01-04 20:00-21:00", "2027-01-05 20:00-21:00"}},
		"dates alone":                       {start: "2027-01-04T09:00", until: "2027-01-04T10:00", r: []string{"2027-01-09T12:00"}, want: []string{"2027-01-04 09:00-10:00", "2027-01-09 12:00-13:00"}},
		"taken and added":                   {start: "2027-01-04T09:00", until: "2027-01-04T10:00", rule: "FREQ=DAILY;COUNT=3", ex: []string{"2027-01-05T09:00", "2027-01-07T12:00"}, r: []string{"2027-01-05T15:00", "2027-01-07T12:00"}, want: []string{"2027-01-04 09:00-10:00", "2027-01-05 15:00-16:00", "2027-01-06 09:00-10:00"}},
		"a day taken":                       {start: "2027-01-04T09:00", until: "2027-01-04T10:00", rule: "FREQ=DAILY;COUNT=3", days: []string{"2027-01-05"}, want: []string{"2027-01-04 09:00-10:00", "2027-01-06 09:00-10:00"}},
		"nothing taken":                     {start: "2027-01-04T09:00", until: "2027-01-04T10:00", rule: "FREQ=DAILY;COUNT=1", ex: []string{"2027-01-04T10:00"}, want: []string{"2027-01-04 09:00-10:00"}, loss: "its exception 2027-01-04T10:00:00 takes nothing away"},
		"a start beside":                    {start: "2027-01-05T09:00", until: "2027-01-05T10:00", rule: "FREQ=WEEKLY;BYDAY=MO;COUNT=1", want: []string{"2027-01-11 09:00-10:00"}, loss: "its start, 2027-01-05T09:00:00, is not a window of its RRULE and is left out"},
		"positions of hours":                {start: "2027-01-04T09:00", until: "2027-01-04T10:00", rule: "FREQ=DAILY;BYHOUR=9,11;BYSETPOS=1", err: "its RRULE chooses among windows of several hours by BYSETPOS"},
		"every second":                      {start: "2027-01-04T09:00", until: "2027-01-04T10:00", rule: "FREQ=DAILY;BYHOUR=9,11;BYMINUTE=0,1,2,3,4,5,6,7;BYSECOND=1,2,3,4,5,6,7,8", err: "its RRULE has 128 windows a day, and 64 are possible"},
		"hourly":                            {start: "2027-01-04T09:00", until: "2027-01-04T10:00", rule: "FREQ=HOURLY", err: "its RRULE: FREQ: HOURLY is no access schedule: take DAILY with BYHOUR"},
		"over before":                       {start: "2027-01-04T09:00", until: "2027-01-04T10:00", rule: "FREQ=DAILY;UNTIL=20270104T085959", err: "its RRULE ends before it starts"},
		"backwards":                         {start: "2027-01-04T09:00", until: "2027-01-04T09:00", rule: "FREQ=DAILY", err: "it has no end"},
		"longer than a month":               {start: "2027-01-04T09:00", until: "2027-02-05T09:00", rule: "FREQ=YEARLY", err: "it is longer than 31 days"},
		"ends before it starts":             {start: "2027-01-04T09:00", until: "2027-01-04T08:00", rule: "FREQ=YEARLY", err: "it ends before it starts"},
		"added before":                      {start: "2027-01-04T09:00", until: "2027-01-04T10:00", rule: "FREQ=WEEKLY;BYDAY=MO;UNTIL=20270112", r: []string{"2027-01-03T09:00"}, want: []string{"2027-01-03 09:00-10:00", "2027-01-04 09:00-10:00", "2027-01-11 09:00-10:00"}},
		"added at a time before the first":  {start: "2027-01-04T11:00", until: "2027-01-04T12:00", rule: "FREQ=DAILY;BYHOUR=9,11;UNTIL=20270104", r: []string{"2027-01-04T09:00"}, want: []string{"2027-01-04 09:00-10:00", "2027-01-04 11:00-12:00"}},
		"added after the end":               {start: "2027-01-04T09:00", until: "2027-01-04T10:00", rule: "FREQ=DAILY;BYHOUR=9,11;UNTIL=20270104T100000", r: []string{"2027-01-04T11:00"}, want: []string{"2027-01-04 09:00-10:00", "2027-01-04 11:00-12:00"}},
		"a day takes what is added":         {start: "2027-01-04T09:00", until: "2027-01-04T10:00", rule: "FREQ=DAILY;COUNT=2", days: []string{"2027-01-05"}, r: []string{"2027-01-05T15:00"}, want: []string{"2027-01-04 09:00-10:00"}},
		"until a time that the clocks skip": {start: "2027-03-13T02:30", until: "2027-03-13T05:00", rule: "FREQ=DAILY;UNTIL=20270314T030000", want: []string{"2027-03-13 02:30-05:00"}},
		"until a time that comes again":     {start: "2027-11-06T01:45", until: "2027-11-06T05:00", rule: "FREQ=DAILY;UNTIL=20271107T063000Z", want: []string{"2027-11-06 01:45-05:00", "2027-11-07 01:45-05:00"}},
		"several exceptions for nothing":    {start: "2027-01-04T09:00", until: "2027-01-04T10:00", rule: "FREQ=DAILY;COUNT=1", ex: []string{"2027-01-04T08:00", "2027-01-04T10:00"}, want: []string{"2027-01-04 09:00-10:00"}, loss: "2 of its exceptions take nothing away, such as 2027-01-04T08:00:00"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := rfc5545.Series{First: rfc5545.Stretch{From: wall(t, c.start), Until: wall(t, c.until)}, RRule: c.rule, ExDates: all(t, wall, c.ex), ExDays: all(t, date, c.days)}
			for _, from := range all(t, wall, c.r) {
				s.Added = append(s.Added, rfc5545.Stretch{From: from, Until: from + s.First.Until - s.First.From})
			}
			r, losses, err := rfc5545.Read(s, local)
			if err != nil || c.err != "" {
				if diff := cmp.Diff(c.err, fmt.Sprint(err)); diff != "" {
					t.Fatal(diff)
				}
				return
			}
			var want []string
			if c.loss != "" {
				want = []string{c.loss}
			}
			if diff := cmp.Diff(want, losses); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(c.want, windows(t, &r, local)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestChanged moves, shortens, lengthens and cancels single windows, one of them into the place of another.
func TestChanged(t *testing.T) {
	t.Parallel()
	local := newYork(t)
	s := rfc5545.Series{First: rfc5545.Stretch{From: wall(t, "2027-01-04T09:00"), Until: wall(t, "2027-01-04T13:00")}, RRule: "FREQ=DAILY;COUNT=5"}
	for _, c := range [][3]string{
		{"2027-01-04T09:00", "2027-01-05T09:00", "2027-01-05T11:00"},
		{"2027-01-05T09:00", "2027-01-05T12:00", "2027-01-05T13:00"},
		{"2027-01-06T09:00", "2027-01-06T09:00", "2027-01-06T10:00"},
		{"2027-01-07T09:00", "2027-01-07T09:00", "2027-01-07T15:00"},
	} {
		s.Changed = append(s.Changed, rfc5545.Change{Was: wall(t, c[0]), Now: rfc5545.Stretch{From: wall(t, c[1]), Until: wall(t, c[2])}})
	}
	s.Changed = append(s.Changed, rfc5545.Change{Was: wall(t, "2027-01-08T09:00")})
	r, losses, err := rfc5545.Read(s, local)
	if err != nil || losses != nil {
		t.Fatal(losses, err)
	}
	want := []string{"2027-01-05 09:00-11:00", "2027-01-05 12:00-13:00", "2027-01-06 09:00-10:00", "2027-01-07 09:00-15:00"}
	if diff := cmp.Diff(want, windows(t, &r, local)); diff != "" {
		t.Error(diff)
	}
	s.Changed[0].Now.Until = s.Changed[0].Now.From - 1
	if _, _, err := rfc5545.Read(s, local); err == nil || err.Error() != "a change of one of its windows: it ends before it starts" {
		t.Errorf("got %v", err)
	}
}

// TestEndWithoutZone holds that an end in UTC is taken by the clock of the lock, and said.
func TestEndWithoutZone(t *testing.T) {
	t.Parallel()
	s := rfc5545.Series{First: rfc5545.Stretch{From: wall(t, "2027-01-04T09:00"), Until: wall(t, "2027-01-04T10:00")}, RRule: "FREQ=DAILY;UNTIL=20270105T085959Z"}
	r, losses, err := rfc5545.Read(s, nil)
	if err != nil || r.End != (recur.End{Kind: recur.OnDate, On: date(t, "2027-01-04")}) {
		t.Errorf("%+v, %v", r.End, err)
	}
	want := []string{"its end is in UTC although its times have no zone; it is taken for 2027-01-05T08:59:59 by the clock of the lock"}
	if diff := cmp.Diff(want, losses); diff != "" {
		t.Error(diff)
	}
}

// TestManyDates holds that the most dates which an event can have are settled, for the most times of day: a lookup for each pair of
// them would take minutes.
func TestManyDates(t *testing.T) {
	t.Parallel()
	s := rfc5545.Series{
		First: rfc5545.Stretch{From: wall(t, "2027-01-01T00:00"), Until: wall(t, "2027-01-01T00:01")},
		RRule: "FREQ=DAILY;BYHOUR=0,1,2,3,4,5,6,7;BYMINUTE=0,1,2,3,4,5,6,7",
	}
	for day := range civil.Date(recur.MaxDates) {
		s.ExDays = append(s.ExDays, s.First.From.Date()+day)
	}
	for range 20 {
		r, _, err := rfc5545.Read(s, nil)
		if err != nil || len(r.Skip) != recur.MaxDates || slices.ContainsFunc(r.Skip, func(s recur.Skip) bool { return s.One }) {
			t.Fatalf("%d skips, %v", len(r.Skip), err)
		}
	}
}
