package moment

import (
	"errors"
	"strings"
	"testing"
	"time"

	"seamdash/model"
)

// friday is when the tables are read: Friday 20 November 2026, 13:58 in Los Angeles, 22:58 in Berlin.
func friday(t *testing.T) time.Time {
	t.Helper()
	return time.Date(2026, 11, 20, 13, 58, 0, 0, zone(t, "America/Los_Angeles"))
}

func zone(tb testing.TB, name string) *time.Location {
	tb.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		tb.Fatal(err)
	}
	return z
}

const seen = "Mon 2006-01-02 15:04 MST"

func TestWindow(t *testing.T) {
	t.Parallel()
	now := friday(t)
	tests := []struct{ from, until, start, end, notes string }{
		{"fri 17:00 for 3h", "", "Fri 2026-11-20 17:00 PST", "Fri 2026-11-20 20:00 PST", ""},
		{"fri 17:00", "for 3h", "Fri 2026-11-20 17:00 PST", "Fri 2026-11-20 20:00 PST", ""},
		{"fri 17:00", "+3h", "Fri 2026-11-20 17:00 PST", "Fri 2026-11-20 20:00 PST", ""},
		{"fri 17:00", "3h", "Fri 2026-11-20 17:00 PST", "Fri 2026-11-20 20:00 PST", ""},
		{"fri 17:00 for 2 nights", "", "Fri 2026-11-20 17:00 PST", "Sun 2026-11-22 17:00 PST", ""},
		{"fri 17:00 for 2 nights 11:00", "", "Fri 2026-11-20 17:00 PST", "Sun 2026-11-22 11:00 PST", ""},
		{"fri 17:00 until sun 11:00", "", "Fri 2026-11-20 17:00 PST", "Sun 2026-11-22 11:00 PST", ""},
		{"today 15:00 till 17:00", "", "Fri 2026-11-20 15:00 PST", "Fri 2026-11-20 17:00 PST", ""},
		{"tomorrow 9am-5pm", "", "Sat 2026-11-21 09:00 PST", "Sat 2026-11-21 17:00 PST", ""},
		{"tomorrow 9:00 - 11:00", "", "Sat 2026-11-21 09:00 PST", "Sat 2026-11-21 11:00 PST", ""},
		{"tomorrow 9:00 to 11:00", "", "Sat 2026-11-21 09:00 PST", "Sat 2026-11-21 11:00 PST", ""},
		{"from Mon 09:00", "until tue 9:00", "Mon 2026-11-23 09:00 PST", "Tue 2026-11-24 09:00 PST", ""},
		{"tomorrow 3pm", "+1d 11:00", "Sat 2026-11-21 15:00 PST", "Sun 2026-11-22 11:00 PST", ""},
		{"tomorrow 3pm", "for 2 nights", "Sat 2026-11-21 15:00 PST", "Mon 2026-11-23 15:00 PST", ""},
		{"tomorrow 3pm", "17:00", "Sat 2026-11-21 15:00 PST", "Sat 2026-11-21 17:00 PST", ""},
		{"tomorrow 3pm", "11:00", "Sat 2026-11-21 15:00 PST", "Sun 2026-11-22 11:00 PST", "11:00 is not after the start on that day: Sun 22 Nov 2026 is meant"},
		{"tomorrow 3pm", "15:00", "Sat 2026-11-21 15:00 PST", "Sun 2026-11-22 15:00 PST", "15:00 is not after the start on that day"},
		{"tomorrow 3pm", "midnight", "Sat 2026-11-21 15:00 PST", "Sun 2026-11-22 00:00 PST", ""},
		{"tomorrow 3pm", "in 3 days", "Sat 2026-11-21 15:00 PST", "Mon 2026-11-23 13:58 PST", "in 3 days counts from now, not from the start"},
		{"now", "in 3 days", "Fri 2026-11-20 13:58 PST", "Mon 2026-11-23 13:58 PST", ""},
		{"now", "tonight 9pm", "Fri 2026-11-20 13:58 PST", "Fri 2026-11-20 21:00 PST", ""},
		{"for 3h", "", "Fri 2026-11-20 13:58 PST", "Fri 2026-11-20 16:58 PST", "no start given: it begins now"},
		{"until sun 11:00", "", "Fri 2026-11-20 13:58 PST", "Sun 2026-11-22 11:00 PST", "no start given: it begins now"},
		{"2027-01-04", "+1d", "Mon 2027-01-04 00:00 PST", "Tue 2027-01-05 00:00 PST", "no hour given"},
		{"2027-01-04 09:00", "fri 17:00", "Mon 2027-01-04 09:00 PST", "Fri 2027-01-08 17:00 PST", ""},
		{"2026-12-30 15:00", "2 jan 11:00", "Wed 2026-12-30 15:00 PST", "Sat 2027-01-02 11:00 PST", "2 jan is not after the start in 2026: Sat 2 Jan 2027 is meant"},
		{"2027-01-04T17:00:00Z", "2027-01-04T19:00:00+00:00", "Mon 2027-01-04 09:00 PST", "Mon 2027-01-04 11:00 PST", ""},
		{"9:00", "tomorrow 9:30", "Sat 2026-11-21 09:00 PST", "Sat 2026-11-21 09:30 PST", "9:00 is past today"},
		// Days are counted on the calendar, hours pass.
		{"2027-03-13 22:00", "+1d 11:00", "Sat 2027-03-13 22:00 PST", "Sun 2027-03-14 11:00 PDT", ""},
		{"2027-03-13 22:00", "+1d", "Sat 2027-03-13 22:00 PST", "Sun 2027-03-14 22:00 PDT", ""},
		{"2027-03-13 22:00", "for 24h", "Sat 2027-03-13 22:00 PST", "Sun 2027-03-14 23:00 PDT", ""},
		{"2027-03-13 22:00", "+1d 2:30", "Sat 2027-03-13 22:00 PST", "Sun 2027-03-14 03:30 PDT", "02:30 does not exist on Sun 14 Mar 2027"},
		{"2027-11-06 22:00", "for 4h", "Sat 2027-11-06 22:00 PDT", "Sun 2027-11-07 01:00 PST", ""},
		{"2027-11-06 22:00", "1:30", "Sat 2027-11-06 22:00 PDT", "Sun 2027-11-07 01:30 PDT", "1:30 is not after the start on that day: Sun 7 Nov 2027 is meant|01:30 comes twice"},
		{"2027-11-07T01:15:00-08:00", "1:30", "Sun 2027-11-07 01:15 PST", "Sun 2027-11-07 01:30 PST", "the second is meant, the first is not after the start"},
	}
	for _, tt := range tests {
		w, notes, err := Window(tt.from, tt.until, now, now.Location())
		if err != nil {
			t.Errorf("%q, %q: %v", tt.from, tt.until, err)
			continue
		}
		if start, end := w.From.Format(seen), w.Until.Format(seen); start != tt.start || end != tt.end {
			t.Errorf("%q, %q: %s to %s, want %s to %s", tt.from, tt.until, start, end, tt.start, tt.end)
		}
		said := strings.Join(notes, "|")
		for _, note := range strings.Split(tt.notes, "|") {
			if !strings.Contains(said, note) || note == "" && said != "" {
				t.Errorf("%q, %q: notes %q, want %q", tt.from, tt.until, notes, note)
			}
		}
	}
}

func TestWindowMistakes(t *testing.T) {
	t.Parallel()
	now := friday(t)
	tests := []struct {
		from, until string
		want        Mistake
	}{
		{"", "", Mistake{Start, "", "say when it shall start", "now"}},
		{"", "+3h", Mistake{Start, "", "say when it shall start", "now"}},
		{"tomorrow 3pm", "", Mistake{End, "", "say when it shall end", ""}},
		{"tomorow 3pm", "wibble", Mistake{Start, "tomorow", "is not understood", "tomorrow 3pm"}},
		{"tomorrow 3pm", "sunn 11:00", Mistake{End, "sunn", "is not understood", "sun 11:00"}},
		{"tomorow 3pm for 3h", "", Mistake{Start, "tomorow", "is not understood", "tomorrow 3pm for 3h"}},
		{"tomorrow 3pm for 2 nigths", "", Mistake{Start, "nigths", "is not understood", "tomorrow 3pm for 2 nights"}},
		{"tomorrow 3pm for 2 months", "", Mistake{Start, "2 months", "is no certain length: say days, or the date", "tomorrow 3pm until 2027-01-21 15:00"}},
		{"tomorrow 3pm for 3", "", Mistake{Start, "for 3", "is no length", "tomorrow 3pm for 3h"}},
		{"tomorrow 3pm until sun", "", Mistake{Start, "sun", "needs an hour", "tomorrow 3pm until sun 15:00"}},
		{"tomorrow 3pm until", "", Mistake{Start, "until", "leads to a second time, and one is asked for here", ""}},
		{"fri 17:00 for 3h", "18:00", Mistake{End, "18:00", `is a second end: the start says "for 3h"`, ""}},
		{"fri 17:00 for 3h for 2h", "", Mistake{Start, "for 2h", `does not go with "for 3h"`, ""}},
		// An end needs its hour, and comes after the start.
		{"tomorrow 3pm", "sun", Mistake{End, "sun", "needs an hour", "sun 15:00"}},
		{"2027-01-04", "2027-01-06", Mistake{End, "2027-01-06", "needs an hour", "2027-01-06 24:00"}},
		{"2027-01-04 9:00", "2027-01-04", Mistake{End, "2027-01-04", "needs an hour", "2027-01-04 24:00"}},
		{"tomorrow 3pm", "tomorrow 9am", Mistake{End, "tomorrow 9am", "is not after the start, Sat 15:00", "+1d 09:00"}},
		{"tomorrow 3pm", "tomorrow 3pm", Mistake{End, "tomorrow 3pm", "is not after the start, Sat 15:00", "+1d 15:00"}},
		{"tomorrow 3pm", "sat 9:00", Mistake{End, "sat 9:00", "is not after the start, Sat 15:00", "+1d 09:00"}},
		{"tomorrow 3pm", "now", Mistake{End, "now", "is not after the start, Sat 15:00", "+1d 13:58"}},
		{"tomorrow 3pm", "in 2 h", Mistake{End, "in 2 h", "is not after the start, Sat 15:00", "+1d 15:58"}},
		{"2027-01-04 15:00", "2027-01-04T08:00:00-08:00", Mistake{End, "2027-01-04T08:00:00-08:00", "is not after the start, 2027-01-04 15:00", "+1d 08:00"}},
		{"2026-12-30 15:00", "30 dec 11:00", Mistake{End, "30 dec", "is not after the start, and without a year nobody knows whether the next is meant", ""}},
		{"tomorrow 3pm until tomorrow 9am", "", Mistake{Start, "tomorrow 9am", "is not after the start, Sat 15:00", "tomorrow 3pm until +1d 09:00"}},
	}
	for _, tt := range tests {
		w, _, err := Window(tt.from, tt.until, now, now.Location())
		var m *Mistake
		if !errors.As(err, &m) {
			t.Errorf("%q, %q is %v, want a mistake", tt.from, tt.until, w)
			continue
		}
		if *m != tt.want || w != (model.Window{}) {
			t.Errorf("%q, %q:\n got %+v\nwant %+v", tt.from, tt.until, *m, tt.want)
		}
	}
}
