package recur_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"seamdash/model/recur"
)

func TestAfter(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		zone  string
		start string
		spans []string
		with  func(*recur.Rule)
		after string
		limit int
		want  []string
	}{
		"different hours per day, the outcome's rule": {
			zone: "America/New_York", start: "2027-01-04", spans: []string{"FREQ=WEEKLY;BYDAY=MO,WE,FR", "09:00-13:00", "FREQ=WEEKLY;BYDAY=SA", "10:00-16:00"},
			after: "2027-01-07T00:00:00Z", limit: 3,
			want: []string{"2027-01-08T14:00Z/2027-01-08T18:00Z", "2027-01-09T15:00Z/2027-01-09T21:00Z", "2027-01-11T14:00Z/2027-01-11T18:00Z"},
		},
		"after is strict": {
			zone: "UTC", start: "2027-01-04", spans: []string{"FREQ=DAILY", "09:00-10:00"},
			after: "2027-01-04T09:00:00Z", limit: 1, want: []string{"2027-01-05T09:00Z/2027-01-05T10:00Z"},
		},
		"touching windows are one": {
			zone: "UTC", start: "2027-01-04", spans: []string{"FREQ=DAILY", "20:00-24:00", "FREQ=DAILY", "00:00-06:00"},
			after: "2027-01-04T12:00:00Z", limit: 2, want: []string{"2027-01-04T20:00Z/2027-01-05T06:00Z", "2027-01-05T20:00Z/2027-01-06T06:00Z"},
		},
		"buffers join windows": {
			zone: "UTC", start: "2027-01-04", spans: []string{"FREQ=DAILY", "09:00-12:00", "FREQ=DAILY", "13:00-15:00"},
			with:  func(r *recur.Rule) { r.Before, r.After = 30*60e9, 30*60e9 },
			after: "2027-01-04T12:00:00Z", limit: 1, want: []string{"2027-01-05T08:30Z/2027-01-05T15:30Z"},
		},
		"the clocks skip the opening": {
			zone: "America/New_York", start: "2027-03-12", spans: []string{"FREQ=DAILY", "02:30-09:00"},
			after: "2027-03-13T12:00:00Z", limit: 2, want: []string{"2027-03-14T07:30Z/2027-03-14T13:00Z", "2027-03-15T06:30Z/2027-03-15T13:00Z"},
		},
		"the clocks skip all of it": {
			zone: "America/New_York", start: "2027-03-12", spans: []string{"FREQ=DAILY", "02:30-03:00"},
			after: "2027-03-13T12:00:00Z", limit: 1, want: []string{"2027-03-15T06:30Z/2027-03-15T07:00Z"},
		},
		"windows meet where the clocks skip": {
			zone: "America/New_York", start: "2027-03-14", spans: []string{"FREQ=DAILY", "02:30-03:00", "FREQ=DAILY", "03:00-05:00"},
			after: "2027-03-13T12:00:00Z", limit: 1, want: []string{"2027-03-14T07:00Z/2027-03-14T09:00Z"},
		},
		"windows meet at a time that is skipped": {
			zone: "America/New_York", start: "2027-03-14", spans: []string{"FREQ=DAILY", "01:00-02:30", "FREQ=DAILY", "02:30-03:15"},
			after: "2027-03-13T12:00:00Z", limit: 1, want: []string{"2027-03-14T06:00Z/2027-03-14T07:30Z"},
		},
		"half an hour on Lord Howe": {
			zone: "Australia/Lord_Howe", start: "2027-04-03", spans: []string{"FREQ=DAILY", "01:45-03:00"},
			after: "2027-04-03T00:00:00Z", limit: 1, want: []string{"2027-04-03T14:45Z/2027-04-03T16:30Z"},
		},
		"midnight does not exist in Santiago": {
			zone: "America/Santiago", start: "2027-09-01", spans: []string{"FREQ=WEEKLY;BYDAY=SU", "00:00-09:00"},
			after: "2027-09-01T00:00:00Z", limit: 1, want: []string{"2027-09-05T04:00Z/2027-09-05T12:00Z"},
		},
		"a day that Samoa skipped": {
			zone: "Pacific/Apia", start: "2011-12-29", spans: []string{"FREQ=DAILY", "10:00-11:00"},
			after: "2011-12-29T00:00:00Z", limit: 3, want: []string{"2011-12-29T20:00Z/2011-12-29T21:00Z", "2011-12-30T20:00Z/2011-12-30T21:00Z", "2011-12-31T20:00Z/2011-12-31T21:00Z"},
		},
		"a count is over all spans, and what is skipped is counted": {
			zone: "UTC", start: "2027-01-04", spans: []string{"FREQ=WEEKLY;BYDAY=MO,WE", "09:00-10:00", "FREQ=WEEKLY;BYDAY=MO", "14:00-15:00"},
			with: func(r *recur.Rule) {
				r.End = recur.End{Kind: recur.AfterCount, Count: 4}
				r.Skip = []recur.Skip{{Date: r.Start, One: true, At: 14 * 3600}}
			},
			after: "2027-01-01T00:00:00Z", limit: 9, want: []string{"2027-01-04T09:00Z/2027-01-04T10:00Z", "2027-01-06T09:00Z/2027-01-06T10:00Z", "2027-01-11T09:00Z/2027-01-11T10:00Z"},
		},
		"an extra opening is beyond end and holidays, but a skipped day takes it": {
			zone: "UTC", start: "2027-01-04", spans: []string{"FREQ=DAILY", "09:00-10:00"},
			with: func(r *recur.Rule) {
				r.End = recur.End{Kind: recur.OnDate, On: r.Start}
				r.Holidays = []recur.SetID{"bank"}
				h := recur.Hours{From: 12 * 3600, Until: 13 * 3600}
				r.Extra = []recur.Opening{{Date: r.Start, Hours: h}, {Date: r.Start + 9, Hours: h}, {Date: r.Start + 8, Hours: h}}
				r.Skip = []recur.Skip{{Date: r.Start + 8}}
			},
			after: "2027-01-01T00:00:00Z", limit: 9, want: []string{"2027-01-04T12:00Z/2027-01-04T13:00Z", "2027-01-13T12:00Z/2027-01-13T13:00Z"},
		},
		"a pause": {
			zone: "UTC", start: "2027-01-04", spans: []string{"FREQ=DAILY", "22:00-06:00"},
			with: func(r *recur.Rule) {
				r.Pause = recur.Pause{Paused: true, From: r.Start + 1, Until: r.Start + 3}
			},
			after: "2027-01-01T00:00:00Z", limit: 2, want: []string{"2027-01-04T22:00Z/2027-01-05T06:00Z", "2027-01-07T22:00Z/2027-01-08T06:00Z"},
		},
		"a pause without an end": {
			zone: "UTC", start: "2027-01-04", spans: []string{"FREQ=DAILY", "09:00-10:00"},
			with:  func(r *recur.Rule) { r.Pause = recur.Pause{Paused: true, From: r.Start + 1, Open: true} },
			after: "2027-01-01T00:00:00Z", limit: 2, want: []string{"2027-01-04T09:00Z/2027-01-04T10:00Z"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := rule(t, c.start, c.spans...)
			if c.with != nil {
				c.with(&r)
			}
			s := compile(t, &r, recur.Setting{Zone: zone(t, c.zone), Holidays: sets(map[recur.SetID]recur.Calendar{"bank": set{r.Start: "Bank Holiday"}})})
			if diff := cmp.Diff(c.want, told(s.After(at(t, c.after), c.limit))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestCompileRefuses(t *testing.T) {
	t.Parallel()
	r := rule(t, "2027-01-04", "FREQ=DAILY", "09:00-10:00")
	if _, err := recur.Compile(&r, recur.Setting{}); err == nil {
		t.Error("a rule without a zone was compiled")
	}
	r.Holidays = []recur.SetID{"bank"}
	_, err := recur.Compile(&r, recur.Setting{Zone: zone(t, "UTC")})
	var unknown *recur.UnknownSet
	if !errors.As(err, &unknown) || unknown.ID != "bank" {
		t.Errorf("got %v, want that the set is unknown", err)
	}
	r.Holidays, r.Spans[0].Hours.Until = nil, 0
	_, err = recur.Compile(&r, recur.Setting{Zone: zone(t, "UTC")})
	var trouble *recur.Trouble
	if !errors.As(err, &trouble) || trouble.Code != "bad-hours" {
		t.Errorf("got %v, want bad hours", err)
	}
}

func TestLastStart(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		end  recur.End
		want string
		ok   bool
	}{
		"never":    {end: recur.End{}},
		"on a day": {end: recur.End{Kind: recur.OnDate, On: date(t, "2027-01-06")}, want: "2027-01-06T23:59:59", ok: true},
		"counted":  {end: recur.End{Kind: recur.AfterCount, Count: 5}, want: "2027-01-06T09:00:00", ok: true},
		"a day of": {end: recur.End{Kind: recur.AfterCount, Count: 4}, want: "2027-01-05T22:00:00", ok: true},
	} {
		r := rule(t, "2027-01-04", "FREQ=DAILY", "22:00-06:00", "FREQ=DAILY", "09:00-13:00")
		r.End, r.Skip = c.end, []recur.Skip{{Date: date(t, "2027-01-05")}}
		got, ok := compile(t, &r, recur.Setting{Zone: zone(t, "UTC")}).LastStart()
		if ok != c.ok || ok && got.String() != c.want {
			t.Errorf("%s: %v %v, want %s", name, got, ok, c.want)
		}
	}
}
