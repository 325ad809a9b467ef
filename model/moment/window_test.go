package moment

import (
	"errors"
	"testing"
	"time"
)

// friday is when the tables are read: Friday 20 November 2026, 13:58 in Los Angeles, 22:58 in Berlin.
func friday(t *testing.T) time.Time {
	t.Helper()
	return time.Date(2026, 11, 20, 13, 58, 0, 0, zone(t, "America/Los_Angeles"))
}

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

const seen = "Mon 2006-01-02 15:04 MST"

func TestWindow(t *testing.T) {
	t.Parallel()
	now := friday(t)
	tests := []struct{ from, until, start, end string }{
		{"fri 17:00 for 3h", "", "Fri 2026-11-20 17:00 PST", "Fri 2026-11-20 20:00 PST"},
		{"tomorrow 3pm", "+1d 11:00", "Sat 2026-11-21 15:00 PST", "Sun 2026-11-22 11:00 PST"},
		{"tomorrow 3pm", "for 2 nights", "Sat 2026-11-21 15:00 PST", "Mon 2026-11-23 15:00 PST"},
		{"2027-03-13 22:00", "+1d 11:00", "Sat 2027-03-13 22:00 PST", "Sun 2027-03-14 11:00 PDT"},
		{"2027-03-13 22:00", "for 24h", "Sat 2027-03-13 22:00 PST", "Sun 2027-03-14 23:00 PDT"},
	}
	for _, tt := range tests {
		w, _, err := Window(tt.from, tt.until, now, now.Location())
		if err != nil {
			t.Errorf("%q, %q: %v", tt.from, tt.until, err)
			continue
		}
		if start, end := w.From.Format(seen), w.Until.Format(seen); start != tt.start || end != tt.end {
			t.Errorf("%q, %q: %s to %s, want %s to %s", tt.from, tt.until, start, end, tt.start, tt.end)
		}
	}
	_, _, err := Window("tomorrow 3pm", "tomorrow 9am", now, now.Location())
	if m := (*Mistake)(nil); !errors.As(err, &m) || m.Field != End || m.Guess != "+1d 09:00" {
		t.Errorf("an end before the start: %#v", err)
	}
}
