package ics_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"seamdash/model/civil"
	"seamdash/model/holidays"
	"seamdash/model/ics"
	"seamdash/model/recur"
	"seamdash/model/rrule"
	"seamdash/model/zone"
)

// now is when the calendars of these tests are written.
func now() time.Time { return time.Date(2026, 11, 21, 7, 0, 0, 0, time.UTC) }

// windows are when rules open in their zones, or in that of the lock, within two years: the nominal times. Windows that touch or
// overlap are one, as they are where they are of one rule.
func windows(t *rapid.T, rules []recur.Rule, sets map[recur.SetID]holidays.Set) []string {
	t.Helper()
	from, until := now(), now().AddDate(2, 0, -2)
	var out []string
	for _, r := range rules {
		name := r.Zone
		if name == "" {
			name = "Europe/Lisbon"
		}
		at, err := zone.Load(name)
		if err != nil {
			t.Fatal(err)
		}
		s, err := recur.Compile(&r, recur.Setting{Zone: at, Holidays: func(id recur.SetID) (recur.Calendar, bool) {
			set, ok := sets[id]
			return set.Calendar(), ok
		}})
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range s.Between(from, until) {
			a, b := w.From, w.Until
			if a.Before(from) {
				a = from
			}
			if b.After(until) {
				b = until
			}
			out = append(out, a.UTC().Format(time.RFC3339)+" "+b.UTC().Format(time.RFC3339)+" in "+name)
		}
	}
	slices.Sort(out)
	return merged(out)
}

// aRule draws rules of all that a calendar can hold.
func aRule(t *rapid.T) recur.Rule {
	day := func(label string) civil.Date {
		return civil.Date(rapid.IntRange(20700, 21500).Draw(t, label)) // September 2026 to November 2028
	}
	hours := func(label string) recur.Hours {
		from := civil.Clock(rapid.IntRange(0, 95).Draw(t, label)) * 15 * civil.Minute
		return recur.Hours{From: from, Until: from + civil.Clock(rapid.IntRange(1, 40).Draw(t, label+" long"))*15*civil.Minute}
	}
	r := recur.Rule{
		Name: rapid.SampledFrom([]string{"Cleaners", "a; b, c\\n", "Ünï \"q\""}).Draw(t, "name"), Start: day("start"),
		Zone: rapid.SampledFrom([]string{"", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "America/Santiago", "UTC"}).Draw(t, "zone"),
	}
	patterns := []string{
		"FREQ=WEEKLY;BYDAY=MO,WE,FR", "FREQ=WEEKLY;BYDAY=SA", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU", "FREQ=WEEKLY;INTERVAL=3;BYDAY=SU,MO;WKST=SU", "FREQ=DAILY;INTERVAL=3",
		"FREQ=DAILY", "FREQ=WEEKLY", "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=MONTHLY;INTERVAL=2", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "FREQ=YEARLY", "FREQ=MONTHLY;BYMONTHDAY=1,15",
	}
	for i := range rapid.IntRange(0, 3).Draw(t, "spans") {
		days, err := rrule.Parse(rapid.SampledFrom(patterns).Draw(t, fmt.Sprint("days ", i)))
		if err != nil {
			t.Fatal(err)
		}
		r.Spans = append(r.Spans, recur.Span{Days: days, Hours: hours(fmt.Sprint("hours ", i))})
	}
	switch recur.EndKind(rapid.IntRange(0, 2).Draw(t, "end")) {
	case recur.Never:
	case recur.OnDate:
		r.End = recur.End{Kind: recur.OnDate, On: day("on")}
	case recur.AfterCount:
		r.End = recur.End{Kind: recur.AfterCount, Count: rapid.IntRange(1, 200).Draw(t, "count")}
	}
	for i := range rapid.IntRange(0, 4).Draw(t, "skips") {
		s := recur.Skip{Date: day(fmt.Sprint("skip ", i)), One: rapid.Bool().Draw(t, fmt.Sprint("one ", i))}
		if s.One && len(r.Spans) > 0 {
			s.At = rapid.SampledFrom(r.Spans).Draw(t, fmt.Sprint("at ", i)).Hours.From
		}
		r.Skip = append(r.Skip, s)
	}
	for i := range rapid.IntRange(0, 3).Draw(t, "extras") {
		r.Extra = append(r.Extra, recur.Opening{Date: max(r.Start, day(fmt.Sprint("extra ", i))), Hours: hours(fmt.Sprint("extra hours ", i))})
	}
	if rapid.Bool().Draw(t, "paused") {
		r.Pause = recur.Pause{Paused: true, From: day("pause"), Open: rapid.Bool().Draw(t, "open")}
		r.Pause.Until = r.Pause.From + civil.Date(rapid.IntRange(1, 100).Draw(t, "pause long"))
	}
	if rapid.Bool().Draw(t, "holidays") {
		r.Holidays = []recur.SetID{"us"}
	}
	return r
}

// TestRoundTrip writes rules and reads them back. Their windows are the same, except for those of rules with a loss: what is
// written of holidays and of an open pause is bounded, and lies within the two years here, so that they are the same, too.
func TestRoundTrip(t *testing.T) {
	t.Parallel()
	sets := map[recur.SetID]holidays.Set{"us": {Name: "US holidays", Country: "US"}}
	tried, together, met := 0, 0, 0
	rapid.Check(t, func(t *rapid.T) {
		r := aRule(t)
		checked := r.Clone()
		checked.Locks = append(checked.Locks, "some")
		if len(checked.Check()) > 0 {
			t.Skip("no rule that can be kept")
		}
		tried++
		text := written(t, r, sets)
		back := readBack(t, text)
		if len(back) == 1 && len(r.Spans)+len(r.Extra) > 1 {
			together++
		}
		want := windows(t, []recur.Rule{r}, sets)
		met += len(want)
		if diff := cmp.Diff(want, windows(t, back, nil)); diff != "" {
			t.Fatalf("(-was +is):\n%s\n%s\n%s", diff, rule(r), text)
		}
	})
	if (tried < 20 || together < 5 || met < 500) && !testing.Short() {
		t.Errorf("%d rules were tried, %d found together, %d windows met", tried, together, met)
	}
}

func written(t *rapid.T, r recur.Rule, sets map[recur.SetID]holidays.Set) string {
	var b strings.Builder
	find := func(id recur.SetID) (recur.Calendar, bool) { s, ok := sets[id]; return s.Calendar(), ok }
	losses, err := ics.Write(&b, []ics.Entry{{ID: "r 1", Rule: r}}, ics.WriteOptions{Now: now(), Holidays: find})
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range losses {
		if !strings.Contains(l, "holidays") && !strings.Contains(l, "paused") && !strings.Contains(l, "is left to be") {
			t.Fatalf("lost: %q", l)
		}
	}
	return b.String()
}

func readBack(t *rapid.T, text string) []recur.Rule {
	in, err := ics.Read(strings.NewReader(text), ics.Options{})
	if err != nil || len(in.Refused) > 0 || len(in.Losses) > 0 {
		t.Fatalf("%v %s\n%s", err, tell(in), text)
	}
	var out []recur.Rule
	for _, i := range in.Rules {
		if len(i.Losses) > 0 {
			t.Fatalf("lost: %q\n%s", i.Losses, text)
		}
		out = append(out, i.Rule)
	}
	return out
}

func merged(list []string) []string {
	var out []string
	for _, w := range list {
		if n := len(out); n > 0 {
			a, b := strings.Fields(out[n-1]), strings.Fields(w)
			if b[0] <= a[1] {
				out[n-1] = a[0] + " " + max(a[1], b[1]) + " in " + a[3]
				continue
			}
		}
		out = append(out, w)
	}
	return out
}
