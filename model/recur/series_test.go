package recur_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"seamdash/model/civil"
	"seamdash/model/recur"
)

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

func TestFromRRule(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		start, until, rule string
		ex, r              []string
		days               []string
		want               []string
		loss               string
		err                string
	}{
		"weekly":             {start: "2027-01-04T09:00", until: "2027-01-04T13:00", rule: "FREQ=WEEKLY;BYDAY=MO,WE;COUNT=3", want: []string{"2027-01-04 09:00-13:00", "2027-01-06 09:00-13:00", "2027-01-11 09:00-13:00"}},
		"over midnight":      {start: "2027-01-04T22:00", until: "2027-01-05T06:00", rule: "FREQ=DAILY;COUNT=1", want: []string{"2027-01-04 22:00-06:00"}},
		"several hours":      {start: "2027-01-04T11:00", until: "2027-01-04T12:00", rule: "FREQ=DAILY;BYHOUR=9,11;COUNT=3", want: []string{"2027-01-04 11:00-12:00", "2027-01-05 09:00-10:00", "2027-01-05 11:00-12:00"}},
		"until an hour":      {start: "2027-01-04T09:00", until: "2027-01-04T10:00", rule: "FREQ=DAILY;BYHOUR=9,11;UNTIL=20270105T100000", want: []string{"2027-01-04 09:00-10:00", "2027-01-04 11:00-12:00", "2027-01-05 09:00-10:00"}},
		"until in UTC":       {start: "2027-01-04T20:00", until: "2027-01-04T21:00", rule: "FREQ=DAILY;UNTIL=20270106T010000Z", want: []string{"2027-01-04 20:00-21:00", "2027-01-05 20:00-21:00"}},
		"just after it":      {start: "2027-01-04T20:00", until: "2027-01-04T21:00", rule: "FREQ=DAILY;UNTIL=20270106T005959Z", want: []string{"2027-01-04 20:00-21:00"}},
		"until a day":        {start: "2027-01-04T20:00", until: "2027-01-04T21:00", rule: "FREQ=DAILY;UNTIL=20270105", want: []string{"2027-01-04 20:00-21:00", "2027-01-05 20:00-21:00"}},
		"dates alone":        {start: "2027-01-04T09:00", until: "2027-01-04T10:00", r: []string{"2027-01-09T12:00"}, want: []string{"2027-01-04 09:00-10:00", "2027-01-09 12:00-13:00"}},
		"taken and added":    {start: "2027-01-04T09:00", until: "2027-01-04T10:00", rule: "FREQ=DAILY;COUNT=3", ex: []string{"2027-01-05T09:00", "2027-01-07T12:00"}, r: []string{"2027-01-05T15:00", "2027-01-07T12:00"}, want: []string{"2027-01-04 09:00-10:00", "2027-01-05 15:00-16:00", "2027-01-06 09:00-10:00"}},
		"a day taken":        {start: "2027-01-04T09:00", until: "2027-01-04T10:00", rule: "FREQ=DAILY;COUNT=3", days: []string{"2027-01-05"}, want: []string{"2027-01-04 09:00-10:00", "2027-01-06 09:00-10:00"}},
		"nothing taken":      {start: "2027-01-04T09:00", until: "2027-01-04T10:00", rule: "FREQ=DAILY;COUNT=1", ex: []string{"2027-01-04T10:00"}, want: []string{"2027-01-04 09:00-10:00"}, loss: "takes nothing away"},
		"a start beside":     {start: "2027-01-05T09:00", until: "2027-01-05T10:00", rule: "FREQ=WEEKLY;BYDAY=MO;COUNT=1", want: []string{"2027-01-11 09:00-10:00"}, loss: "is left out"},
		"positions of hours": {start: "2027-01-04T09:00", until: "2027-01-04T10:00", rule: "FREQ=DAILY;BYHOUR=9,11;BYSETPOS=1", err: "BYSETPOS"},
		"every second":       {start: "2027-01-04T09:00", until: "2027-01-04T10:00", rule: "FREQ=DAILY;BYHOUR=9,11;BYMINUTE=0,1,2,3,4,5,6,7;BYSECOND=1,2,3,4,5,6,7,8", err: "128 windows a day"},
		"hourly":             {start: "2027-01-04T09:00", until: "2027-01-04T10:00", rule: "FREQ=HOURLY", err: "HOURLY"},
		"over before":        {start: "2027-01-04T09:00", until: "2027-01-04T10:00", rule: "FREQ=DAILY;UNTIL=20270104T085959", err: "ends before it starts"},
		"backwards":          {start: "2027-01-04T09:00", until: "2027-01-04T09:00", rule: "FREQ=DAILY", err: "closes after it opens"},
		"before the start":   {start: "2027-01-04T09:00", until: "2027-01-04T10:00", rule: "FREQ=DAILY", r: []string{"2027-01-03T09:00"}, err: "before the start"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := recur.Series{Start: wall(t, c.start), Until: wall(t, c.until), RRule: c.rule, ExDates: all(t, wall, c.ex), ExDays: all(t, date, c.days), RDates: all(t, wall, c.r)}
			local := zone(t, "America/New_York")
			r, losses, err := recur.FromRRule(s, local)
			if text := fmt.Sprint(err); err != nil || c.err != "" {
				if c.err == "" || !strings.Contains(text, c.err) {
					t.Fatalf("got %s, want %q", text, c.err)
				}
				return
			}
			if text := fmt.Sprint(losses); (c.loss == "") != (len(losses) == 0) || !strings.Contains(text, c.loss) {
				t.Errorf("losses %s, want %q", text, c.loss)
			}
			var got []string
			for _, w := range compile(t, &r, recur.Setting{Zone: local}).After(at(t, "2027-01-01T00:00:00Z"), 20) {
				got = append(got, w.Day.String()+" "+w.From.Format("15:04")+"-"+w.Until.Format("15:04"))
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
	s := recur.Series{Start: wall(t, "2027-01-04T09:00"), Until: wall(t, "2027-01-04T10:00"), RRule: "FREQ=DAILY;UNTIL=20270105T000000Z"}
	if _, _, err := recur.FromRRule(s, nil); err == nil || !strings.Contains(err.Error(), "no zone") {
		t.Errorf("got %v, want that an end in UTC needs a zone", err)
	}
}

func TestToRRulesNamesLosses(t *testing.T) {
	t.Parallel()
	r := full(t)
	r.Pause = recur.Pause{Paused: true, From: r.Start + 60, Open: true}
	in := recur.Setting{Zone: zone(t, "America/New_York"), Holidays: sets(map[recur.SetID]recur.Calendar{"us": set{r.Start: "x"}})}
	all, losses, err := recur.ToRRules(&r, in, r.Start+10)
	if err != nil || len(all) != 3 {
		t.Fatalf("%v: %d series, want two spans and the extra opening: %+v", err, len(all), all)
	}
	var got []string
	for _, l := range losses {
		got = append(got, l.What)
	}
	want := []string{"the minutes before and after the windows are left out", "the windows end with the pause from Fri 5 Mar 2027 on", "holidays after Thu 14 Jan 2027 are not told"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if all[0].RRule != "FREQ=WEEKLY;INTERVAL=2;UNTIL=20270304T030000Z;BYDAY=MO,WE" || all[0].ExDates[0] != r.Start.At(clock(t, "22:00")) {
		t.Errorf("got %+v", all[0])
	}
	r.Holidays = []recur.SetID{"eu"}
	if _, _, err := recur.ToRRules(&r, in, r.Start); err == nil {
		t.Error("holidays that are not known were left in")
	}
}

// TestRRulesTellTheSame writes a rule as series, reads each back, and compares all their windows with those of the rule.
func TestRRulesTellTheSame(t *testing.T) {
	t.Parallel()
	written := 0
	rapid.Check(t, func(t *rapid.T) {
		around, local := anyPlace(t)
		if local.String() == "Pacific/Apia" {
			t.Skip("an end in UTC cannot tell a day that Samoa skipped from the day after it")
		}
		r := anyRule(around).Draw(t, "rule")
		r.Before, r.After = 0, 0
		for i := range r.Spans { // of those that open together a rule has the longest, and cannot be kept
			r.Spans[i].Hours.From += civil.Clock(i) * civil.Minute
			r.Spans[i].Hours.Until += civil.Clock(i) * civil.Minute
		}
		in := recur.Setting{Zone: local, Holidays: sets(map[recur.SetID]recur.Calendar{"bank": set{around: "x", around + 2: "y"}})}
		series, _, err := recur.ToRRules(&r, in, around+500)
		if err != nil {
			t.Fatal(err)
		}
		a, b := time.Unix(int64(r.Start-3)*86400, 0), time.Unix(int64(around+400)*86400, 0)
		var got []recur.Window
		for _, s := range series {
			one, losses, err := recur.FromRRule(s, local)
			if err != nil || len(losses) > 0 {
				t.Fatalf("%+v: %v %v", s, err, losses)
			}
			got = append(got, windowsOf(t, &one, in, a, b)...)
			written++
		}
		if diff := cmp.Diff(union(windowsOf(t, &r, in, a, b), b), union(got, b)); diff != "" {
			t.Fatalf("%s\n%+v", diff, series)
		}
	})
	if written == 0 {
		t.Error("nothing was written")
	}
}

func windowsOf(t *rapid.T, r *recur.Rule, in recur.Setting, a, b time.Time) []recur.Window {
	s, err := recur.Compile(r, in)
	if err != nil {
		t.Fatal(err)
	}
	return s.Between(a, b)
}

// union is the times before one at which any of the windows is open.
func union(list []recur.Window, before time.Time) []string {
	slices.SortFunc(list, func(a, b recur.Window) int { return a.Open.Compare(b.Open) })
	var out []recur.Window
	for _, w := range list {
		if w.Close.After(before) {
			w.Close = before
		}
		if n := len(out); n > 0 && !w.Open.After(out[n-1].Close) {
			if w.Close.After(out[n-1].Close) {
				out[n-1].Close = w.Close
			}
			continue
		}
		out = append(out, w)
	}
	return told(out)
}
