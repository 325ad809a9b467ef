package rrule_test

import (
	"slices"
	"testing"

	"seamdash/model/civil"
	"seamdash/model/rrule"
)

// TestDays holds the kinds of rules, each with the first days on or after a day far from and one near its start.
func TestDays(t *testing.T) {
	for _, c := range []struct {
		rule, start, from string
		want              []string
	}{
		{"FREQ=DAILY;INTERVAL=17", "1990-01-01", "2027-03-13", []string{"2027-03-28", "2027-04-14"}},
		{"FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29", "2027-01-01", "2027-01-01", []string{"2028-02-29", "2032-02-29"}},
		{"FREQ=WEEKLY", "2027-01-06", "2027-01-01", []string{"2027-01-06", "2027-01-13"}},
		{"FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,TU;WKST=SU", "1997-08-05", "1997-08-05", []string{"1997-08-05", "1997-08-17", "1997-08-19", "1997-08-31"}},
		{"FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=MO", "1997-08-05", "1997-08-05", []string{"1997-08-05", "1997-08-10", "1997-08-19", "1997-08-24"}},
		{"FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=1", "2027-01-13", "2027-01-13", []string{"2027-01-18", "2027-01-25"}},
		{"FREQ=WEEKLY;BYMONTH=12;BYDAY=MO", "2027-01-01", "2027-01-01", []string{"2027-12-06", "2027-12-13"}},
		{"FREQ=MONTHLY", "2027-01-31", "2027-02-01", []string{"2027-03-31", "2027-05-31"}},
		{"FREQ=MONTHLY;BYDAY=MO,1TU", "2027-01-05", "2027-01-05", []string{"2027-01-05", "2027-01-11", "2027-01-18", "2027-01-25", "2027-02-01", "2027-02-02"}},
		{"FREQ=MONTHLY;BYDAY=-1FR", "1990-01-01", "2027-03-13", []string{"2027-03-26", "2027-04-30"}},
		{"FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "1990-01-01", "2027-01-30", []string{"2027-02-26", "2027-03-31"}},
		{"FREQ=MONTHLY;BYMONTHDAY=-1,15,1", "2027-02-02", "2027-02-02", []string{"2027-02-15", "2027-02-28", "2027-03-01"}},
		{"FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "2027-01-01", "2027-01-01", []string{"2027-08-13", "2028-10-13"}},
		{"FREQ=YEARLY", "1972-02-29", "2097-01-01", []string{"2104-02-29", "2108-02-29"}},
		{"FREQ=YEARLY;BYDAY=20MO", "1997-05-19", "1997-05-19", []string{"1997-05-19", "1998-05-18", "1999-05-17"}},
		{"FREQ=YEARLY;BYDAY=-53MO", "2027-01-01", "2027-01-01", []string{"2029-01-01", "2035-01-01"}},
		{"FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "1990-01-01", "2027-03-13", []string{"2027-03-28", "2028-03-26"}},
		{"FREQ=YEARLY;BYYEARDAY=1,100,-1,366,-366", "2027-06-01", "2027-06-01", []string{"2027-12-31", "2028-01-01", "2028-04-09", "2028-12-31", "2029-01-01"}},
		{"FREQ=YEARLY;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8;INTERVAL=4", "1996-11-05", "2027-01-01", []string{"2028-11-07", "2032-11-02"}},
		{"FREQ=YEARLY;BYDAY=SA,SU;BYSETPOS=10,-10", "2027-01-01", "2027-01-01", []string{"2027-01-31", "2027-11-27"}},
		{"FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO", "2027-01-01", "2027-01-01", []string{"2027-01-04", "2028-01-03", "2029-01-01", "2029-12-31"}},
		{"FREQ=YEARLY;BYWEEKNO=53,-53;BYDAY=FR,SU", "2026-01-01", "2026-06-01", []string{"2027-01-01", "2027-01-03", "2032-01-02", "2032-01-04", "2032-12-31", "2033-01-02"}},
	} {
		rule, err := rrule.Parse(c.rule)
		if err != nil {
			t.Errorf("%s: %v", c.rule, err)
			continue
		}
		var got []string
		for d := range rule.Days(date(t, c.start), date(t, c.from)) {
			if got = append(got, d.String()); len(got) == len(c.want) {
				break
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s from %s: %v, want %v", c.rule, c.start, got, c.want)
		}
		for d := date(t, c.from); d <= date(t, c.want[len(c.want)-1]); d++ {
			if rule.On(date(t, c.start), d) != slices.Contains(c.want, d.String()) {
				t.Errorf("%s: On(%v) disagrees with Days", c.rule, d)
			}
		}
	}
}

func TestDaysEnd(t *testing.T) {
	for _, c := range []struct{ rule, from, last string }{
		{"FREQ=DAILY", "2027-01-01", "2087-01-01"},
		{"FREQ=DAILY", "2200-12-30", "2200-12-31"},
		{"FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31", "2190-01-01", "2200-12-31"},
		{"FREQ=YEARLY", "2201-01-01", ""},
		{"FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "2027-01-01", ""},
		{"FREQ=MONTHLY;BYDAY=6MO", "2027-01-01", ""},
		{"FREQ=WEEKLY;BYDAY=MO;BYSETPOS=2", "2027-01-01", ""},
	} {
		rule, err := rrule.Parse(c.rule)
		if err != nil {
			t.Errorf("%s: %v", c.rule, err)
			continue
		}
		last := ""
		for d := range rule.Days(date(t, "2000-01-01"), date(t, c.from)) {
			last = d.String()
		}
		if last != c.last {
			t.Errorf("%s from %s ends on %q, want %q", c.rule, c.from, last, c.last)
		}
	}
}

func date(t *testing.T, text string) civil.Date {
	t.Helper()
	d, err := civil.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestSpellOut holds that a rule which takes days from its start has the same when it begins again on a later one of them.
func TestSpellOut(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"FREQ=DAILY", "FREQ=WEEKLY", "FREQ=WEEKLY;BYMONTH=2,3", "FREQ=MONTHLY", "FREQ=YEARLY", "FREQ=YEARLY;BYMONTH=1,2", "FREQ=YEARLY;BYWEEKNO=4,5", "FREQ=MONTHLY;BYDAY=2TH"} {
		r, err := rrule.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		start := date(t, "2026-01-29")
		spelt := r.SpellOut(start)
		same := 0
		for d := range r.Days(start, start) {
			if !spelt.On(start, d) || !spelt.On(d-1, d) {
				t.Fatalf("%s: %s does not have %v", text, spelt, d)
			}
			if same++; same == 50 {
				break
			}
		}
		if same == 0 {
			t.Errorf("%s has no day", text)
		}
	}
}
