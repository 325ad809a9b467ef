package rrule_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"seamdash/model/civil"
	"seamdash/model/rrule"
)

func TestNormalForm(t *testing.T) {
	for text, want := range map[string]string{
		"freq=daily": "FREQ=DAILY",
		"RRULE:BYDAY=FR,MO;INTERVAL=1;FREQ=WEEKLY;":    "FREQ=WEEKLY;BYDAY=MO,FR",
		"FREQ=WEEKLY;WKST=MO;BYDAY=SU":                 "FREQ=WEEKLY;BYDAY=SU",
		"FREQ=WEEKLY;WKST=SU;INTERVAL=02":              "FREQ=WEEKLY;INTERVAL=2;WKST=SU",
		"FREQ=MONTHLY;BYDAY=-1FR,+2MO,SU,TU,1FR":       "FREQ=MONTHLY;BYDAY=TU,SU,1FR,2MO,-1FR",
		"FREQ=MONTHLY;BYMONTHDAY=-1,15,-3,1":           "FREQ=MONTHLY;BYMONTHDAY=1,15,-3,-1",
		"FREQ=YEARLY;BYSETPOS=-1;BYMONTH=12,1":         "FREQ=YEARLY;BYMONTH=1,12;BYSETPOS=-1",
		"FREQ=DAILY;UNTIL=20271231T235959Z":            "FREQ=DAILY;UNTIL=20271231T235959Z",
		"FREQ=DAILY;UNTIL=20271231T235959":             "FREQ=DAILY;UNTIL=20271231T235959",
		"FREQ=DAILY;UNTIL=20271231":                    "FREQ=DAILY;UNTIL=20271231",
		"FREQ=DAILY;UNTIL=22010101T000000Z":            "FREQ=DAILY;UNTIL=22010101T000000Z", // west of Greenwich still in 2200
		"FREQ=DAILY;UNTIL=22010102T000000Z":            "FREQ=DAILY",
		"FREQ=DAILY;BYHOUR=9,09,8;BYMINUTE=30;COUNT=4": "FREQ=DAILY;COUNT=4;BYHOUR=8,9;BYMINUTE=30",
	} {
		r, err := rrule.Parse(text)
		if err != nil || r.String() != want {
			t.Errorf("%q: %q, %v, want %q", text, r, err, want)
		}
	}
}

// TestErrorsAreSafeToPrint reads nonsense that would spoil a terminal or a log.
func TestErrorsAreSafeToPrint(t *testing.T) {
	long := strings.Repeat("9", 400)
	for _, text := range []string{
		"FREQ=\x1b[2J", "FREQ=DAILY;BYDAY=\u202eOM", "FREQ=DAILY;INTERVAL=" + long, "FREQ=DAILY;" + long + "=1", "FREQ=DAILY\x00", "\xff\xfe",
		strings.Repeat("FREQ=DAILY;", 1000), "FREQ=DAILY;COUNT=1;COUNT=2", "FREQ=WEEKLY;BYDAY=1MO", "=", "FREQ=DAILY;;COUNT=1",
	} {
		_, err := rrule.Parse(text)
		var e *rrule.Error
		if !errors.As(err, &e) || e.Code == "" || e.Why == "" {
			t.Errorf("%.40q: %v is no *Error with a code and a reason", text, err)
			continue
		}
		if s := err.Error(); len(s) > 200 || strings.ContainsFunc(s, func(c rune) bool { return c < ' ' || c > '~' && c != '…' }) {
			t.Errorf("%.40q: %q may not be printed", text, s)
		}
	}
}

func TestCheck(t *testing.T) {
	for _, c := range []struct{ rule, start, code string }{
		{"FREQ=WEEKLY;BYDAY=MO", "2027-01-01", ""},
		{"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO", "2077-01-01", ""}, // for 40 years there is none
		{"FREQ=YEARLY;BYMONTHDAY=15;BYYEARDAY=15", "2027-01-01", ""},
		{"FREQ=YEARLY;BYMONTHDAY=15", "2027-01-01", "ambiguous"},
		{"FREQ=YEARLY;BYWEEKNO=20", "2027-01-01", "ambiguous"},
		{"FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO;INTERVAL=2", "2027-01-01", "ambiguous"},
		{"FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO;BYSETPOS=1", "2027-01-01", "ambiguous"},
		{"FREQ=MONTHLY;BYDAY=6MO", "2027-01-01", "never"},
		{"FREQ=YEARLY;INTERVAL=2;BYMONTH=2;BYMONTHDAY=29", "2027-01-01", "never"},
		{"FREQ=YEARLY;INTERVAL=2;BYMONTH=2;BYMONTHDAY=29", "2026-01-01", ""},
		{"FREQ=DAILY;BYHOUR=9;BYSETPOS=2", "2027-01-01", "never"},
		{"FREQ=DAILY;BYHOUR=9,10;BYSETPOS=2", "2027-01-01", ""},
	} {
		r, err := rrule.Parse(c.rule)
		if err != nil {
			t.Errorf("%s: %v", c.rule, err)
			continue
		}
		code := ""
		var e *rrule.Error
		if errors.As(r.Check(date(t, c.start)), &e) {
			code = e.Code
		}
		if code != c.code {
			t.Errorf("%s from %s: %q, want %q", c.rule, c.start, code, c.code)
		}
	}
}

// TestMalformedRules are those that only a program can make.
func TestMalformedRules(t *testing.T) {
	for _, r := range []rrule.Rule{
		{},
		{Freq: 9},
		{Freq: rrule.Weekly, ByDay: []rrule.Day{{Weekday: 7}}},
		{Freq: rrule.Weekly, ByDay: []rrule.Day{{Weekday: -1}}},
		{Freq: rrule.Weekly, WeekStart: -9, HasWeekStart: true},
		{Freq: rrule.Yearly, ByMonth: []time.Month{-1}},
		{Freq: rrule.Yearly, ByMonth: []time.Month{13}},
		{Freq: rrule.Monthly, ByMonthDay: []int{0}},
		{Freq: rrule.Monthly, ByMonthDay: []int{-99}},
	} {
		if r.Check(0) == nil {
			t.Errorf("%v is sound", r)
		}
		for d := range r.Days(0, 0) {
			t.Errorf("%v has the day %v", r, d)
		}
	}
	numbered := rrule.Rule{Freq: rrule.Weekly, ByDay: []rrule.Day{{N: 2, Weekday: time.Monday}}}
	if numbered.Check(0) == nil {
		t.Errorf("%v is sound", numbered)
	}
}

// TestDaysProperty asks for days far from the start, which the oracle finds by looking at each period there.
func TestDaysProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		first := time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC)
		start := first.AddDate(0, 0, rapid.IntRange(0, 60*365).Draw(t, "start"))
		from := start.AddDate(0, 0, rapid.IntRange(0, 120*365).Draw(t, "from"))
		r := rules(start, from).Draw(t, "rule")
		r.ByHour, r.ByMinute, r.BySecond, r.Count, r.Until = nil, nil, nil, 0, rrule.Until{}
		until := from.AddDate(6, 0, 0)
		var want, got []string
		for _, day := range oracleStarts(r, start, from, until) {
			if !day.Before(from) && !day.After(until) {
				want = append(want, day.Format(onDay))
			}
		}
		for day := range r.Days(civil.DateOf(start), civil.DateOf(from)) {
			if day > civil.DateOf(until) {
				break
			}
			got = append(got, day.String())
		}
		if !slices.Equal(want, got) {
			t.Fatalf("%s from %s, on and after %s: %s", r, start.Format(onDay), from.Format(onDay), gocmp.Diff(want, got))
		}
	})
}

// FuzzParse begins with every rule of the truth. Whatever is read is bounded and has one fixed form, and every question ends.
func FuzzParse(f *testing.F) {
	lines := append(readLines(f, "testdata/recur-invalid.jsonl", 232), readLines(f, "testdata/recur-public.jsonl", 529)...)
	for _, line := range lines {
		var l struct {
			RRule string
			Input struct{ RRule string }
		}
		if err := json.Unmarshal(line, &l); err != nil {
			f.Fatal(err)
		}
		f.Add(l.RRule + l.Input.RRule)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r, notes, err := rrule.Read(text)
		if err != nil {
			if len(err.Error()) > 300 {
				t.Fatalf("an error of %d bytes", len(err.Error()))
			}
			return
		}
		if len(notes) > 30 {
			t.Fatalf("%d notes", len(notes))
		}
		readsBack(t, r)
		daysRise(t, r)
	})
}

func readsBack(t *testing.T, r rrule.Rule) {
	t.Helper()
	again, err := rrule.Parse(r.String())
	if diff := gocmp.Diff(r, again); diff != "" || err != nil || again.String() != r.String() {
		t.Fatalf("%q is read back as another: %v\n%s", r.String(), err, diff)
	}
}

func daysRise(t *testing.T, r rrule.Rule) {
	t.Helper()
	start, _ := civil.MakeDate(2027, time.January, 4)
	if err := r.Check(start); err != nil && r.String() == "" {
		t.Fatal("a rule that is refused has no text")
	}
	from := start + 5000
	last := from - 1
	for day := range r.Days(start, from) {
		if day <= last {
			t.Fatalf("%s: %s after %s", r, day, last)
		}
		last = day
	}
}
