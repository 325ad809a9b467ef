package rfc5545_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"seamdash/model/civil"
	"seamdash/model/recur"
	"seamdash/model/recur/rfc5545"
	"seamdash/model/rrule"
)

// days is a calendar.
type days []civil.Date

func (d days) Holiday(day civil.Date) (string, bool) { return "", slices.Contains(d, day) }

// bank knows one set.
func bank(list ...civil.Date) func(recur.SetID) (recur.Calendar, bool) {
	return func(id recur.SetID) (recur.Calendar, bool) { return days(list), id == "bank" }
}

func hours(from, until civil.Clock) recur.Hours {
	return recur.Hours{From: from * civil.Hour, Until: until * civil.Hour}
}

func TestWriteNamesLosses(t *testing.T) {
	t.Parallel()
	start := date(t, "2027-01-04") // a Monday
	r := recur.Rule{
		Start: start, Before: 10 * time.Minute, Holidays: []recur.SetID{"bank"}, Pause: recur.Pause{Paused: true, From: start + 60, Open: true},
		Spans: []recur.Span{{Days: rrule.Rule{Freq: rrule.Weekly, Interval: 2}, Hours: hours(22, 30)}, {Days: rrule.Rule{Freq: rrule.Monthly}, Hours: hours(8, 9)}},
		Extra: []recur.Opening{{Date: start + 1, Hours: hours(8, 9)}, {Date: start + 61, Hours: hours(8, 9)}},
	}
	told, err := rfc5545.Write(&r, recur.Setting{Zone: newYork(t), Holidays: bank(start, start+14, start+28)}, start+20)
	want := rfc5545.Told{
		Spans: []rfc5545.Series{
			{First: first(start, 22, 30), RRule: "FREQ=WEEKLY;INTERVAL=2;UNTIL=20270305T030000Z;BYDAY=MO", ExDates: []civil.Wall{start.At(22 * civil.Hour), (start + 14).At(22 * civil.Hour)}},
			{First: first(start, 8, 9), RRule: "FREQ=MONTHLY;UNTIL=20270304T130000Z;BYMONTHDAY=4", ExDates: []civil.Wall{start.At(8 * civil.Hour)}},
		},
		Openings: []rfc5545.Series{{First: first(start+1, 8, 9)}},
		Losses: []string{
			"the 10 min before and 0 min after its windows are not written",
			"it is paused from 2027-03-05 on and nobody knows until when: its events end there",
			"holidays are left out until 2027-01-24 only, and as they are known today",
		},
	}
	if diff := cmp.Diff(want, told); diff != "" || err != nil {
		t.Error(err, diff)
	}
	r.Holidays = []recur.SetID{"eu"}
	var unknown *recur.UnknownSet
	if _, err := rfc5545.Write(&r, recur.Setting{Holidays: bank()}, start); !errors.As(err, &unknown) {
		t.Errorf("holidays that are not known were left in: %v", err)
	}
}

func first(day civil.Date, from, until civil.Clock) rfc5545.Stretch {
	return rfc5545.Stretch{From: day.At(from * civil.Hour), Until: day.At(until * civil.Hour)}
}

// TestWriteTheMostExceptions holds that what is one too many is said, and what is not, not.
func TestWriteTheMostExceptions(t *testing.T) {
	t.Parallel()
	r := recur.Rule{Start: date(t, "1970-01-01"), Spans: []recur.Span{{Days: rrule.Rule{Freq: rrule.Daily}, Hours: hours(9, 10)}}}
	last := r.Start + recur.MaxDates - 1
	for _, n := range []civil.Date{0, 1} {
		r.Pause = recur.Pause{Paused: true, From: r.Start, Until: last + 1 + n}
		told, err := rfc5545.Write(&r, recur.Setting{}, r.Start)
		if err != nil || len(told.Spans[0].ExDates) != recur.MaxDates || len(told.Losses) != int(n) {
			t.Errorf("%d exceptions, %q, %v", len(told.Spans[0].ExDates), told.Losses, err)
		}
	}
	r.Pause = recur.Pause{}
	r.Skip = []recur.Skip{{Date: r.Start + 70*366}} // farther than a pattern looks ahead
	told, err := rfc5545.Write(&r, recur.Setting{}, r.Start)
	if err != nil || len(told.Spans[0].ExDates) != 1 {
		t.Errorf("%+v, %v", told, err)
	}
}

// anyRule is a rule around a day. Its windows may overlap, but for those that open together: of them a rule has the longest.
func anyRule(t *rapid.T, around civil.Date) recur.Rule {
	near := func(label string) civil.Date { return around + civil.Date(rapid.IntRange(-10, 40).Draw(t, label)) }
	r := recur.Rule{Start: around - civil.Date(rapid.IntRange(0, 60).Draw(t, "before"))}
	clocks := func(i int) recur.Hours {
		from := civil.Clock(rapid.IntRange(0, 12).Draw(t, "from"))*15*civil.Minute + civil.Clock(i)*civil.Minute
		return recur.Hours{From: from, Until: from + civil.Clock(rapid.IntRange(1, 130).Draw(t, "for"))*15*civil.Minute}
	}
	patterns := []string{
		"FREQ=DAILY", "FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY", "FREQ=WEEKLY;INTERVAL=2", "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO,TH", "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=SU",
		"FREQ=MONTHLY", "FREQ=MONTHLY;BYDAY=-1FR,2MO", "FREQ=YEARLY", "FREQ=MONTHLY;BYDAY=MO,TU,WE;BYSETPOS=-1", "FREQ=YEARLY;BYMONTH=3",
	}
	for i := range rapid.IntRange(0, 3).Draw(t, "spans") {
		d, err := rrule.Parse(rapid.SampledFrom(patterns).Draw(t, "days"))
		if err != nil {
			t.Fatal(err)
		}
		r.Spans = append(r.Spans, recur.Span{Days: d, Hours: clocks(i)})
	}
	r.End = rapid.SampledFrom([]recur.End{{}, {Kind: recur.OnDate, On: near("last")}, {Kind: recur.AfterCount, Count: rapid.IntRange(1, 60).Draw(t, "count")}}).Draw(t, "end")
	for range rapid.IntRange(0, 3).Draw(t, "skips") {
		s := recur.Skip{Date: near("skip"), One: rapid.Bool().Draw(t, "one")}
		if s.One && len(r.Spans) > 0 {
			s.At = r.Spans[0].Hours.From
		}
		r.Skip = append(r.Skip, s)
	}
	for range rapid.IntRange(0, 2).Draw(t, "extras") {
		r.Extra = append(r.Extra, recur.Opening{Date: max(r.Start, near("extra")), Hours: clocks(0)})
	}
	if rapid.Bool().Draw(t, "holidays") {
		r.Holidays = []recur.SetID{"bank"}
	}
	if rapid.IntRange(0, 2).Draw(t, "pause") == 0 {
		r.Pause = recur.Pause{Paused: true, From: near("pause"), Open: rapid.Bool().Draw(t, "open")}
		r.Pause.Until = r.Pause.From + 3
	}
	return r
}

// TestSeriesTellTheSame writes rules as series, reads each back, and holds that all their windows together are those of the rule, in
// zones whose clocks change then. So are those of the rules that can be put together again.
func TestSeriesTellTheSame(t *testing.T) {
	t.Parallel()
	read, joined, counted := 0, 0, 0
	rapid.Check(t, func(t *rapid.T) {
		at := rapid.SampledFrom([][2]string{{"America/New_York", "2027-03-14"}, {"Europe/London", "2027-10-31"}, {"Australia/Lord_Howe", "2027-04-04"}, {"America/Santiago", "2027-09-05"}}).Draw(t, "place")
		local, err := time.LoadLocation(at[0])
		if err != nil {
			t.Fatal(err)
		}
		around, err := civil.ParseDate(at[1])
		if err != nil {
			t.Fatal(err)
		}
		r := anyRule(t, around)
		in := recur.Setting{Zone: local, Holidays: bank(around, around+2)}
		told, err := rfc5545.Write(&r, in, around+500)
		if err != nil {
			t.Fatal(err)
		}
		rules := readAll(t, append(told.Openings, told.Spans...), local)
		read += len(rules)
		if r.End.Kind == recur.AfterCount {
			counted += len(rules)
		}
		want := opens(t, []recur.Rule{r}, in, around)
		if diff := cmp.Diff(want, opens(t, rules, in, around)); diff != "" {
			t.Fatalf("%s\n%+v", diff, told)
		}
		one, ok := rfc5545.Join(rules, r.Start)
		if !ok {
			return
		}
		if len(rules) > 1 {
			joined++
		}
		if diff := cmp.Diff(want, opens(t, []recur.Rule{one}, in, around)); diff != "" {
			t.Fatalf("together: %s\n%+v", diff, told)
		}
	})
	if min(read/5, joined, counted) < 10 && !testing.Short() {
		t.Errorf("%d series were read, %d of counted rules, %d rules joined", read, counted, joined)
	}
}

// readAll reads the series of which something is left.
func readAll(t *rapid.T, list []rfc5545.Series, zone *time.Location) []recur.Rule {
	var out []recur.Rule
	for _, s := range list {
		if s.First == (rfc5545.Stretch{}) {
			continue
		}
		r, losses, err := rfc5545.Read(s, zone)
		if err != nil || len(losses) > 0 {
			t.Fatalf("%+v: %q %v", s, losses, err)
		}
		out = append(out, r)
	}
	return out
}

// opens are the times in the two years about a day at which any of the rules is open.
func opens(t *rapid.T, rules []recur.Rule, in recur.Setting, around civil.Date) []string {
	a, b := time.Unix(int64(around-365)*86400, 0), time.Unix(int64(around+365)*86400, 0)
	var list []recur.Window
	for i := range rules {
		s, err := recur.Compile(&rules[i], in)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, s.Between(a, b)...)
	}
	slices.SortFunc(list, func(x, y recur.Window) int { return x.Open.Compare(y.Open) })
	var out []string
	for i := 0; i < len(list); {
		until := list[i].Close
		from := list[i].Open
		for i++; i < len(list) && !list[i].Open.After(until); i++ {
			if list[i].Close.After(until) {
				until = list[i].Close
			}
		}
		if until.After(b) {
			until = b
		}
		out = append(out, from.UTC().Format(time.RFC3339)+" "+until.UTC().Format(time.RFC3339))
	}
	return out
}
