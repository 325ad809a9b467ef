package moment

import (
	"errors"
	"strings"
	"testing"

	"seamdash/model/civil"
)

func onDay(t *testing.T, text string) civil.Date {
	t.Helper()
	d, err := civil.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestDay(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, want, rest string }{
		{"25 dec", "2026-12-25", ""},
		{"dec 25", "2026-12-25", ""},
		{"1 jan", "2027-01-01", ""},
		{"20 nov", "2026-11-20", ""}, // today
		{"19 nov", "2027-11-19", ""},
		{"29 feb", "2028-02-29", ""},
		{"29 feb party", "2028-02-29", "party"},
		{"1 Jan 2028", "2028-01-01", ""},
		{"fri 25 dec", "2026-12-25", ""},
		{"25th December 2026 Christmas Day", "2026-12-25", "Christmas Day"},
		{"2027-04-05 Easter Monday", "2027-04-05", "Easter Monday"},
		{"24.12. Heiligabend", "2026-12-24", "Heiligabend"},
		{"25 dec Bob's 1st \x1b[31mday\u202e", "2026-12-25", "Bob's 1st day"},
		{"24.12 Heiligabend", "2026-12-24", "Heiligabend"},
		{"30 jun except mon", "2027-06-30", "except mon"},
	} {
		got, rest, err := Day(c.text, onDay(t, "2026-11-20"))
		if err != nil || got != onDay(t, c.want) || rest != c.rest {
			t.Errorf("%q: %v, %q, %v, want %s, %q", c.text, got, rest, err, c.want, c.rest)
		}
	}
}

func TestNoDay(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, word, why, guess string }{
		{"", "", "say a date", ""},
		{"fri", "fri", "is no date", ""},
		{"24", "24", "is no date", ""},
		{"tomorrow", "tomorrow", "is no date", ""},
		{"30 feb", "30 feb", "the calendar does not have it", ""},
		{"04.01.", "04.01.", "can be 4 January or 1 April", "2027-01-04"},
		{"9.12", "9.12", "can be 9 December or 12 September", "2026-12-09"},
		{"thu 25 dec", "thu", "which is a Friday", "Fri 25 dec"},
		{"25 decc Christmas", "25", "is no date", "25 dec Christmas"},
		{"dce 25", "dce", "is no date", "dec 25"},
	} {
		_, _, err := Day(c.text, onDay(t, "2026-11-20"))
		var m *Mistake
		if !errors.As(err, &m) {
			t.Errorf("%q: %v, want a mistake", c.text, err)
			continue
		}
		if m.Word != c.word || !strings.Contains(m.Why, c.why) || m.Guess != c.guess {
			t.Errorf("%q: %q %q, guess %q, want %q %q, guess %q", c.text, m.Word, m.Why, m.Guess, c.word, c.why, c.guess)
		}
		if m.Guess == "" {
			continue
		}
		if _, _, err := Day(m.Guess, onDay(t, "2026-11-20")); err != nil {
			t.Errorf("%q: the guess %q is not read: %v", c.text, m.Guess, err)
		}
	}
}
