package recur_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"seamdash/model/civil"
	"seamdash/model/recur"
)

func TestScopes(t *testing.T) {
	t.Parallel()
	utc := recur.Setting{Zone: time.UTC, Holidays: sets(map[recur.SetID]recur.Calendar{"bank": set{}})}
	r := rule(t, "2027-01-04", "FREQ=WEEKLY;BYDAY=MO,WE", "09:00-13:00", "FREQ=WEEKLY;BYDAY=WE", "13:00-15:00")
	r.Holidays = []recur.SetID{"bank"}
	r.Extra = []recur.Opening{{Date: r.Start + 1, Hours: hours(t, "10:00-11:00")}}
	s := compile(t, &r, utc)
	all := s.After(at(t, "2027-01-01T00:00:00Z"), 4)
	monday, extra, wednesday := all[0], all[1], all[2]
	if wednesday.Parts != 2 {
		t.Fatalf("the windows of Wednesday are not one: %v", told(all))
	}
	after := func(r recur.Rule, err error) []string {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return told(compile(t, &r, utc).After(at(t, "2027-01-01T00:00:00Z"), 3))
	}
	for name, c := range map[string]struct {
		got  []string
		want []string
	}{
		"a day of its own": {after(recur.SkipOne(&r, monday)), []string{"2027-01-05T10:00Z/2027-01-05T11:00Z", "2027-01-06T09:00Z/2027-01-06T15:00Z", "2027-01-11T09:00Z/2027-01-11T13:00Z"}},
		"an extra opening": {after(recur.SkipOne(&r, extra)), []string{"2027-01-04T09:00Z/2027-01-04T13:00Z", "2027-01-06T09:00Z/2027-01-06T15:00Z", "2027-01-11T09:00Z/2027-01-11T13:00Z"}},
		"several parts":    {after(recur.SkipOne(&r, wednesday)), []string{"2027-01-04T09:00Z/2027-01-04T13:00Z", "2027-01-05T10:00Z/2027-01-05T11:00Z", "2027-01-11T09:00Z/2027-01-11T13:00Z"}},
		"other hours":      {after(recur.EditOne(&r, monday, monday.Day, hours(t, "09:00-10:00"))), []string{"2027-01-04T09:00Z/2027-01-04T10:00Z", "2027-01-05T10:00Z/2027-01-05T11:00Z", "2027-01-06T09:00Z/2027-01-06T15:00Z"}},
		"another day":      {after(recur.EditOne(&r, monday, monday.Day+3, hours(t, "22:00-06:00"))), []string{"2027-01-05T10:00Z/2027-01-05T11:00Z", "2027-01-06T09:00Z/2027-01-06T15:00Z", "2027-01-07T22:00Z/2027-01-08T06:00Z"}},
	} {
		if diff := cmp.Diff(c.want, c.got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	skipped, err := recur.SkipOne(&r, monday)
	if want := []recur.Skip{{Date: r.Start}}; err != nil || !slices.Equal(skipped.Skip, want) {
		t.Errorf("got %v %v, want the whole day", skipped.Skip, err)
	}
	if len(r.Skip) > 0 || len(r.Extra) != 1 {
		t.Error("the rule itself was changed")
	}
}

func TestScopesRefuse(t *testing.T) {
	t.Parallel()
	r := rule(t, "2027-01-04", "FREQ=WEEKLY;BYDAY=MO,WE", "09:00-13:00")
	w := compile(t, &r, recur.Setting{Zone: time.UTC}).After(at(t, "2027-01-01T00:00:00Z"), 1)[0]
	none := w
	none.Day, none.From, none.Until = w.Day+1, w.From.AddDate(0, 0, 1), w.Until.AddDate(0, 0, 1)
	r.Skip, r.Pause = []recur.Skip{{Date: r.Start + 3}}, recur.Pause{Paused: true, From: r.Start + 5, Open: true}
	edit := func(w recur.Window, day civil.Date, h recur.Hours) error {
		_, err := recur.EditOne(&r, w, day, h)
		return err
	}
	for want, err := range map[string]error{
		"no such window":             edit(none, none.Day, r.Spans[0].Hours),
		"before the start":           edit(w, w.Day-1, r.Spans[0].Hours),
		"skipped as a whole":         edit(w, w.Day+3, r.Spans[0].Hours),
		"paused on Sat 9 Jan 2027":   edit(w, w.Day+5, r.Spans[0].Hours),
		"closes after it opens":      edit(w, w.Day, recur.Hours{From: 60, Until: 60}),
		"no window before Mon 4 Jan": third(recur.SplitAt(&r, r.Start)),
	} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
	r.End = recur.End{Kind: recur.OnDate, On: r.Start + 9}
	if err := third(recur.SplitAt(&r, r.Start+10)); err == nil || !strings.Contains(err.Error(), "no window from") {
		t.Errorf("got %v, want that nothing is left", err)
	}
	two := rule(t, "2027-01-04", "FREQ=DAILY;INTERVAL=2", "09:00-10:00", "FREQ=DAILY;INTERVAL=3", "12:00-13:00")
	if err := third(recur.SplitAt(&two, two.Start+3)); err == nil || !strings.Contains(err.Error(), "different steps") {
		t.Errorf("got %v, want that the steps do not meet", err)
	}
}

func third(_, _ recur.Rule, err error) error { return err }

func TestSplitKeepsPhases(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ days, start, split string }{
		{"FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR", "2027-01-06", "2027-01-27"},
		{"FREQ=WEEKLY;INTERVAL=2;BYDAY=SU;WKST=SU", "2027-01-06", "2027-01-20"},
		{"FREQ=WEEKLY;INTERVAL=3", "2027-01-06", "2027-01-12"},
		{"FREQ=DAILY;INTERVAL=5", "2027-01-06", "2027-02-01"},
		{"FREQ=MONTHLY;INTERVAL=3", "2027-01-31", "2027-05-02"},
		{"FREQ=MONTHLY;INTERVAL=2;BYDAY=-1FR", "2027-01-31", "2027-05-02"},
		{"FREQ=YEARLY", "2028-02-29", "2029-01-01"},
		{"FREQ=YEARLY;INTERVAL=2;BYMONTH=3", "2027-01-31", "2030-05-02"},
		{"FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "2027-01-31", "2027-05-31"},
	} {
		r := rule(t, c.start, c.days, "22:00-06:00")
		if !checkSplit(t, &r, date(t, c.split)) {
			t.Errorf("%s could not be divided at %s", c.days, c.split)
		}
	}
}

// testingT is what tests and rapid have in common.
type testingT interface {
	Helper()
	Fatal(args ...any)
	Fatalf(format string, args ...any)
}

// checkSplit divides a rule and compares the windows of both halves with those of the whole.
func checkSplit(t testingT, r *recur.Rule, day civil.Date) bool {
	t.Helper()
	before, after, err := recur.SplitAt(r, day)
	if err != nil {
		return false
	}
	in := recur.Setting{Zone: time.UTC, Holidays: sets(map[recur.SetID]recur.Calendar{"bank": set{day: "x", day - 2: "y"}})}
	list := func(r *recur.Rule) []string {
		s, err := recur.Compile(r, in)
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, w := range s.After(time.Unix(0, 0), 60) {
			out = append(out, w.Day.String()+" "+w.From.Format(time.RFC3339)+"/"+w.Until.Format(time.RFC3339))
		}
		return out
	}
	whole, first, second := list(r), list(&before), list(&after)
	for _, line := range first {
		if line >= day.String() {
			t.Fatalf("%s is in the first half, which ends before %v", line, day)
		}
	}
	if len(second) > 0 && second[0] < day.String() {
		t.Fatalf("%s is in the second half, which begins on %v", second[0], day)
	}
	both := slices.Concat(first, second)
	if n := min(len(whole), len(both), 60); !slices.Equal(whole[:n], both[:n]) || len(whole) < 60 && len(both) != len(whole) {
		t.Fatalf("divided at %v:\n%s\n-- whole:\n%s", day, strings.Join(both, "\n"), strings.Join(whole, "\n"))
	}
	return true
}

func TestSplitKeepsEveryWindow(t *testing.T) {
	t.Parallel()
	divided := 0
	rapid.Check(t, func(t *rapid.T) {
		around := civil.Date(20890)
		r := anyRule(around).Draw(t, "rule")
		// windows that become one across the day of the split are two afterwards; so there are none
		r.Before, r.After = 0, 0
		for i := range r.Spans {
			r.Spans[i].Hours = recur.Hours{From: civil.Clock(i) * 3600, Until: civil.Clock(i)*3600 + 1800}
		}
		for i := range r.Extra {
			r.Extra[i].Hours = recur.Hours{From: 20 * 3600, Until: 21 * 3600}
		}
		if checkSplit(t, &r, around+civil.Date(rapid.IntRange(-10, 20).Draw(t, "day"))) {
			divided++
		}
	})
	if divided < 10 && !testing.Short() {
		t.Errorf("only %d rules could be divided", divided)
	}
}
