package recur_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"seamdash/model/recur"
)

// lines is a preview as text.
func lines(list []recur.Line) []string {
	var out []string
	for _, l := range list {
		line := l.Kind.String() + " " + l.Day.String()
		if l.Kind != recur.LineClock {
			line += " " + l.Window.From.Format("15:04") + "-" + l.Window.Until.Format("15:04")
		}
		if l.Why != "" {
			line += " " + l.Why
		}
		for _, n := range l.Window.Notes {
			line += "; " + n.String()
		}
		out = append(out, line)
	}
	return out
}

func TestPreview(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		spans []string
		with  func(*recur.Rule)
		now   string
		n     int
		want  []string
	}{
		"the picture of the editor": {
			spans: []string{"FREQ=WEEKLY;BYDAY=MO,WE,FR", "09:00-13:00", "FREQ=WEEKLY;BYDAY=SA", "10:00-16:00"},
			with:  func(r *recur.Rule) { r.Holidays = []recur.SetID{"us"} },
			now:   "2026-11-23T20:00:00Z", n: 4,
			want: []string{"opens 2026-11-25 09:00-13:00", "holiday 2026-11-27 09:00-13:00 Day after Thanksgiving", "opens 2026-11-28 10:00-16:00", "opens 2026-11-30 09:00-13:00"},
		},
		"one that is open is the first": {
			spans: []string{"FREQ=DAILY", "09:00-17:00"}, now: "2026-12-01T16:00:00Z", n: 2,
			want: []string{"opens 2026-12-01 09:00-17:00", "opens 2026-12-02 09:00-17:00"},
		},
		"skipped days are said once, skipped windows each": {
			spans: []string{"FREQ=DAILY", "09:00-10:00", "FREQ=DAILY", "12:00-13:00"},
			with: func(r *recur.Rule) {
				r.Skip = []recur.Skip{{Date: r.Start}, {Date: r.Start + 1, One: true, At: clock(t, "12:00")}}
			},
			now: "2026-11-01T00:00:00Z", n: 4,
			want: []string{"clock 2026-11-01 the clocks go back 1 h at 02:00", "skipped 2026-11-23 09:00-10:00 skipped", "opens 2026-11-24 09:00-10:00", "skipped 2026-11-24 12:00-13:00 skipped"},
		},
		"a pause is one line": {
			spans: []string{"FREQ=DAILY", "09:00-10:00"},
			with: func(r *recur.Rule) {
				r.Pause = recur.Pause{Paused: true, From: r.Start + 1, Until: r.Start + 30}
				r.Extra = []recur.Opening{{Date: r.Start + 3, Hours: hours(t, "20:00-21:00")}}
			},
			now: "2026-11-23T00:00:00-05:00", n: 9,
			want: []string{
				"opens 2026-11-23 09:00-10:00", "paused 2026-11-24 09:00-10:00 paused until Wed 23 Dec 2026", "opens 2026-12-23 09:00-10:00", "opens 2026-12-24 09:00-10:00", "opens 2026-12-25 09:00-10:00",
				"opens 2026-12-26 09:00-10:00", "opens 2026-12-27 09:00-10:00", "opens 2026-12-28 09:00-10:00", "opens 2026-12-29 09:00-10:00",
			},
		},
		"a pause without an end is the last line": {
			spans: []string{"FREQ=DAILY", "09:00-10:00"},
			with:  func(r *recur.Rule) { r.Pause = recur.Pause{Paused: true, From: r.Start + 1, Open: true} },
			now:   "2026-11-23T00:00:00-05:00", n: 9,
			want: []string{"opens 2026-11-23 09:00-10:00", "paused 2026-11-24 09:00-10:00 paused until it is resumed"},
		},
		"clocks that change between windows": {
			spans: []string{"FREQ=WEEKLY;BYDAY=SA,MO", "09:00-10:00"}, now: "2027-03-12T00:00:00-05:00", n: 3,
			want: []string{"opens 2027-03-13 09:00-10:00", "clock 2027-03-14 the clocks go forward 1 h at 02:00", "opens 2027-03-15 09:00-10:00"},
		},
		"clocks that change inside a window, or skip its opening": {
			spans: []string{"FREQ=DAILY", "02:30-02:45", "FREQ=DAILY", "22:00-01:30"}, now: "2027-11-06T12:00:00-04:00", n: 2,
			want: []string{"opens 2027-11-06 22:00-01:30; 01:30 comes twice that day, closes the first time", "clock 2027-11-07 the clocks go back 1 h at 02:00"},
		},
		"longer nights": {
			spans: []string{"FREQ=DAILY", "22:00-06:00"}, now: "2027-11-06T12:00:00-04:00", n: 2,
			want: []string{"opens 2027-11-06 22:00-06:00; 1 h longer, the clocks go back", "opens 2027-11-07 22:00-06:00"},
		},
		"shorter nights": {
			spans: []string{"FREQ=DAILY", "22:00-06:00"}, now: "2027-03-13T12:00:00-05:00", n: 1,
			want: []string{"opens 2027-03-13 22:00-06:00; 1 h shorter, the clocks go forward"},
		},
		"hours that do not exist": {
			spans: []string{"FREQ=DAILY", "02:30-03:00", "FREQ=DAILY", "12:00-12:30"}, now: "2027-03-14T00:00:00-05:00", n: 3,
			want: []string{"clock 2027-03-14 the clocks go forward 1 h at 02:00", "dropped 2027-03-14 03:30-03:00 does not take place, its hours do not exist that day", "opens 2027-03-14 12:00-12:30"},
		},
		"an opening and a closing that do not exist": {
			spans: []string{"FREQ=DAILY", "02:15-02:45"}, now: "2027-03-14T00:00:00-05:00", n: 1,
			want: []string{"opens 2027-03-14 03:15-03:45; 02:15 does not exist that day, opens at 03:15; 02:45 does not exist that day, closes at 03:45"},
		},
		"always open": {
			spans: []string{"FREQ=DAILY", "00:00-24:00"}, now: "2027-06-01T00:00:00Z", n: 5,
			want: []string{"opens 2027-01-01 00:00-00:00; 1 h shorter, the clocks go forward; 1 h longer, the clocks go back"},
		},
		"over": {
			spans: []string{"FREQ=DAILY", "09:00-10:00"}, with: func(r *recur.Rule) { r.End = recur.End{Kind: recur.OnDate, On: r.Start} },
			now: "2027-06-01T00:00:00Z", n: 5,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := rule(t, "2026-11-23", c.spans...)
			if c.with != nil {
				c.with(&r)
			}
			us := set{date(t, "2026-11-27"): "Day after Thanksgiving"}
			s := compile(t, &r, recur.Setting{Zone: zone(t, "America/New_York"), Holidays: sets(map[recur.SetID]recur.Calendar{"us": us})})
			if diff := cmp.Diff(c.want, lines(s.Preview(at(t, c.now), c.n))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestPreviewEnds: the preview of each awkward rule is what it should be, also of those that never open.
func TestPreviewEnds(t *testing.T) {
	t.Parallel()
	in := setting(t)
	want := map[string]int{
		"never": 0, "never, daily": 0, "64 that never match": 0, "paused": 1, "always": 1, "always, by the hour": 1, "64 that overlap": 1,
		"10,000 days": 0, "paused for 66 years": 10, "all on holidays": 10, "numbered": 10, "1000 skips": 10,
	}
	for name, r := range awkward(t) {
		n, given := want[name]
		got := compile(t, &r, in).Preview(at(t, "2027-03-15T12:00:00Z"), 10)
		if !given || len(got) != n {
			t.Errorf("%s: %d lines, want %d: %q", name, len(got), n, lines(got))
		}
	}
}

// TestWindowsThatNeverClose are cut at the turn of each year, wherever the question begins.
func TestWindowsThatNeverClose(t *testing.T) {
	t.Parallel()
	for name, start := range map[string]string{"since long": "1990-05-01", "since November": "2026-11-20", "since Christmas": "2026-12-24"} {
		for _, spans := range [][]string{
			{"FREQ=DAILY", "00:00-24:00"},
			{"FREQ=DAILY", "08:00-20:00", "FREQ=DAILY", "20:00-08:00"},
			{"FREQ=WEEKLY;BYDAY=MO", "00:00-24:00", "FREQ=WEEKLY;BYDAY=TU,WE,TH,FR,SA,SU", "00:00-24:00"},
		} {
			r := rule(t, start, spans...)
			r.After = 15 * time.Minute
			s := compile(t, &r, recur.Setting{Zone: zone(t, "Europe/London")})
			all := s.Between(at(t, "2026-11-01T00:00:00Z"), at(t, "2028-10-01T00:00:00Z"))
			if len(all) < 2 || len(all) > 3 {
				t.Fatalf("%s: %d windows, want the years: %v", name, len(all), told(all))
			}
			for i := range all[1:] {
				if !all[i].Close.Equal(all[i+1].Open) {
					t.Errorf("%s: closed between %v", name, told(all[i:i+2]))
				}
			}
			for now := at(t, "2026-12-26T10:00:00Z"); now.Before(at(t, "2028-09-01T00:00:00Z")); now = now.Add(31 * time.Hour) {
				open := slices.IndexFunc(all, func(w recur.Window) bool { return w.Close.After(now) })
				if w, ok := s.Next(now); !ok || !w.Open.Equal(all[open].Open) || !w.Close.Equal(all[open].Close) {
					t.Fatalf("%s: at %v got %v, want %v", name, now, told([]recur.Window{w}), told(all[open:open+1]))
				}
			}
		}
	}
}
