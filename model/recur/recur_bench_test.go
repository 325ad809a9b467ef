package recur_test

import (
	"fmt"
	"testing"
	"time"

	"seamdash/model/civil"
	"seamdash/model/recur"
)

// everyDay is a calendar without a working day.
type everyDay struct{}

func (everyDay) Holiday(civil.Date) (string, bool) { return "Holiday", true }

func setting(tb testing.TB) recur.Setting {
	tb.Helper()
	return recur.Setting{Zone: zone(tb, "America/New_York"), Holidays: sets(map[recur.SetID]recur.Calendar{"all": everyDay{}, "bank": set{}})}
}

// mixed is many rules of the kinds that people have, with the awkward ones among them.
func mixed(tb testing.TB, start string, n int) []*recur.Schedule {
	tb.Helper()
	kinds := [][]string{
		{"FREQ=WEEKLY;BYDAY=MO,WE,FR", "09:00-13:00", "FREQ=WEEKLY;BYDAY=SA", "10:00-16:00"},
		{"FREQ=DAILY", "09:00-17:00"},
		{"FREQ=DAILY", "22:00-06:00"},
		{"FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "09:00-12:00", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "14:00-18:00"},
		{"FREQ=MONTHLY;BYDAY=-1FR", "09:00-12:00"},
		{"FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "09:00-12:00"},
		{"FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24", "09:00-12:00"},
		{"FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "08:00-12:00", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH", "13:00-17:00", "FREQ=WEEKLY;BYDAY=SA,SU", "22:00-02:00"},
	}
	in := setting(tb)
	var out []*recur.Schedule
	for i := range n {
		r := rule(tb, start, kinds[i%len(kinds)]...)
		switch i % 10 {
		case 3:
			r.End = recur.End{Kind: recur.AfterCount, Count: 5000}
		case 5:
			r.End = recur.End{Kind: recur.OnDate, On: date(tb, "2030-01-01")}
			r.Before, r.After = 15*time.Minute, 15*time.Minute
		case 7:
			r.Holidays = []recur.SetID{"bank"}
		case 8:
			r.Skip = []recur.Skip{{Date: date(tb, "2027-03-15")}}
		}
		out = append(out, compile(tb, &r, in))
	}
	return out
}

func BenchmarkNextOf10000Rules(b *testing.B) {
	for _, start := range []string{"1990-01-01", "2026-01-05"} {
		b.Run("from "+start[:4], func(b *testing.B) {
			all := mixed(b, start, 10_000)
			t := at(b, "2027-03-13T12:00:00Z")
			found := 0
			for b.Loop() {
				for _, s := range all {
					if _, ok := s.Next(t); ok {
						found++
					}
				}
			}
			if found == 0 {
				b.Fatal("no rule has a next window")
			}
		})
	}
}

// awkward are rules that a careless engine walks for ever.
func awkward(tb testing.TB) map[string]recur.Rule {
	tb.Helper()
	never := rule(tb, "1990-01-01", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "09:00-10:00")
	neverDaily := rule(tb, "1990-01-01", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "09:00-10:00")
	counted := rule(tb, "1990-01-01", "FREQ=DAILY", "09:00-10:00")
	counted.End = recur.End{Kind: recur.AfterCount, Count: 10_000}
	holidays := rule(tb, "1990-01-01", "FREQ=DAILY", "09:00-10:00")
	holidays.Holidays = []recur.SetID{"all"}
	paused := rule(tb, "1990-01-01", "FREQ=DAILY", "09:00-10:00")
	paused.Pause = recur.Pause{Paused: true, From: paused.Start, Open: true}
	long := rule(tb, "1990-01-01", "FREQ=DAILY", "09:00-10:00")
	long.Pause = recur.Pause{Paused: true, From: long.Start, Until: date(tb, "2056-01-01")}
	always := rule(tb, "1990-01-01", "FREQ=DAILY", "00:00-24:00")
	hourly := rule(tb, "1990-01-01")
	for h := range 24 {
		hourly.Spans = append(hourly.Spans, span(tb, "FREQ=DAILY", fmt.Sprintf("%02d:00-%02d:00", h, h+1)))
	}
	overlapping := rule(tb, "1990-01-01")
	for h := range 64 {
		overlapping.Spans = append(overlapping.Spans, span(tb, "FREQ=DAILY", fmt.Sprintf("%02d:%02d-23:59", h/4, h%4*15)))
	}
	overlapping.Before, overlapping.After = time.Hour, time.Hour
	numbered := counted.Clone()
	numbered.End, numbered.Naming.Template = recur.End{}, "{rule} {n}"
	many := rule(tb, "1990-01-01")
	for i := range 64 {
		many.Spans = append(many.Spans, span(tb, fmt.Sprintf("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;INTERVAL=%d", i+1), "09:00-10:00"))
	}
	skips := rule(tb, "2027-01-01", "FREQ=DAILY", "09:00-10:00")
	for i := range 1000 {
		skips.Skip = append(skips.Skip, recur.Skip{Date: skips.Start + civil.Date(i*2), One: true, At: 9 * civil.Hour})
	}
	return map[string]recur.Rule{
		"never": never, "never, daily": neverDaily, "10,000 days": counted, "all on holidays": holidays, "paused": paused, "paused for 66 years": long,
		"always": always, "always, by the hour": hourly, "64 that overlap": overlapping, "numbered": numbered, "64 that never match": many, "1000 skips": skips,
	}
}

// BenchmarkKeystroke is what the editor does with a rule at each key: compile, preview, check.
func BenchmarkKeystroke(b *testing.B) {
	in := setting(b)
	now := at(b, "2027-03-13T12:00:00Z")
	rules := awkward(b)
	rules["cleaners"] = rule(b, "2026-11-23", "FREQ=WEEKLY;BYDAY=MO,WE,FR", "09:00-13:00", "FREQ=WEEKLY;BYDAY=SA", "10:00-16:00")
	for name, r := range rules {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				s, err := recur.Compile(&r, in)
				if err != nil {
					b.Fatal(err)
				}
				s.Preview(now, 10)
				r.Check()
			}
		})
	}
}

func BenchmarkNext(b *testing.B) {
	in := setting(b)
	now := at(b, "2027-03-13T12:00:00Z")
	for name, r := range awkward(b) {
		s := compile(b, &r, in)
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				s.Next(now)
			}
		})
	}
}
