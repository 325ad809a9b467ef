package recur_test

import (
	"testing"
	"time"
	_ "time/tzdata"

	"seamdash/model"
	"seamdash/model/civil"
	"seamdash/model/recur"
	"seamdash/model/rrule"
)

// zone loads a zone of the standard library.
func zone(tb testing.TB, name string) *time.Location {
	tb.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		tb.Fatal(err)
	}
	return z
}

func date(tb testing.TB, text string) civil.Date {
	tb.Helper()
	d, err := civil.ParseDate(text)
	if err != nil {
		tb.Fatal(err)
	}
	return d
}

func clock(tb testing.TB, text string) civil.Clock {
	tb.Helper()
	c, err := civil.ParseClock(text)
	if err != nil {
		tb.Fatal(err)
	}
	return c
}

// hours reads "09:00-13:00"; an end that is not later is of the next day.
func hours(tb testing.TB, text string) recur.Hours {
	tb.Helper()
	h := recur.Hours{From: clock(tb, text[:5]), Until: clock(tb, text[6:])}
	if h.Until <= h.From {
		h.Until += civil.Day
	}
	return h
}

func span(tb testing.TB, days, times string) recur.Span {
	tb.Helper()
	d, err := rrule.Parse(days)
	if err != nil {
		tb.Fatal(err)
	}
	return recur.Span{Days: d, Hours: hours(tb, times)}
}

// rule is one that can be kept, with spans given as pairs of days and hours.
func rule(tb testing.TB, start string, spans ...string) recur.Rule {
	tb.Helper()
	r := recur.Rule{Name: "Cleaners", Locks: []model.DeviceID{"lock-1"}, Start: date(tb, start)}
	for i := 0; i < len(spans); i += 2 {
		r.Spans = append(r.Spans, span(tb, spans[i], spans[i+1]))
	}
	return r
}

func compile(tb testing.TB, r *recur.Rule, in recur.Setting) *recur.Schedule {
	tb.Helper()
	s, err := recur.Compile(r, in)
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

func at(tb testing.TB, text string) time.Time {
	tb.Helper()
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		tb.Fatal(err)
	}
	return t
}

// set is a calendar of named days.
type set map[civil.Date]string

func (s set) Holiday(d civil.Date) (string, bool) { name, is := s[d]; return name, is }

// sets finds calendars.
func sets(all map[recur.SetID]recur.Calendar) func(recur.SetID) (recur.Calendar, bool) {
	return func(id recur.SetID) (recur.Calendar, bool) { c, ok := all[id]; return c, ok }
}

// told is windows as lines for comparing: "2027-01-04 09:00+00:00/4h0m0s".
func told(list []recur.Window) []string {
	var out []string
	for _, w := range list {
		out = append(out, w.Open.UTC().Format("2006-01-02T15:04Z")+"/"+w.Close.UTC().Format("2006-01-02T15:04Z"))
	}
	return out
}
