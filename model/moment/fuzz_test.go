package moment

import (
	"errors"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"seamdash/model"
)

// FuzzParse holds what is true of every text: it is a moment in a year of the calendar, or a mistake that is safe to print
// and whose guess can be read.
func FuzzParse(f *testing.F) {
	for _, tt := range onFriday {
		f.Add(tt.text, "+1d 11:00", int64(1795211880))
	}
	for _, seed := range []string{"fri 17:00 for 3h", "tomorow 9am", "04.01. 9:00", "9:00-25:00", "\xff\x00\u202e", "tonight on", "+ + +", "24. . dec", "midnight tonight at", "9:00 → fri for"} {
		f.Add(seed, "", int64(1795211880))
	}
	here := zone(f, "America/Los_Angeles")
	f.Fuzz(func(t *testing.T, text, until string, unix int64) {
		now := time.Unix(unix%(1<<33), 0)
		m, err := Parse(text, now, here)
		sound(t, err)
		if year := m.At.UTC().Year(); err == nil && (year < 1 || year > 9999) {
			t.Errorf("%q is %v", text, m.At)
		}
		if guess := guessOf(err); guess != "" {
			if _, err := Parse(guess, now, here); err != nil {
				t.Errorf("the guess %q for %q: %v", guess, text, err)
			}
		}
		w, _, err := Window(text, until, now, here)
		sound(t, err)
		if err == nil && !w.Until.After(w.From) {
			t.Errorf("%q, %q is %v", text, until, w)
		}
		guessed(t, text, until, err, func(from, until string) error {
			_, _, err := Window(from, until, now, here)
			return err
		})
	})
}

// sound checks that an error is a mistake that is safe to print.
func sound(t *testing.T, err error) {
	t.Helper()
	var m *Mistake
	if err == nil {
		return
	}
	if !errors.As(err, &m) || m.Why == "" {
		t.Fatalf("%#v is no mistake with a reason", err)
	}
	for _, text := range []string{m.Word, m.Why, m.Guess} {
		if !utf8.ValidString(text) || model.Clean(text) != text {
			t.Errorf("%q is not safe to print", text)
		}
	}
}

// guessed checks that the guess for a field mends that field: what is left is right, or a mistake of the other one.
func guessed(t *testing.T, from, until string, err error, read func(from, until string) error) {
	t.Helper()
	var m, again *Mistake
	if !errors.As(err, &m) || m.Guess == "" {
		return
	}
	was := [2]string{from, until}
	was[m.Field] = m.Guess
	if err := read(was[0], was[1]); errors.As(err, &again) && (m.Field == End || again.Field == Start) {
		t.Errorf("%q, %q: %v %q, and with the guess: %v %v", from, until, m.Field, m.Guess, again.Field, again)
	}
}

func guessOf(err error) string {
	if m := (*Mistake)(nil); errors.As(err, &m) {
		return m.Guess
	}
	return ""
}

// TestJunk reads ten kilobytes of what makes a reader work most. That it ends is all that is asked: see BenchmarkJunk.
func TestJunk(t *testing.T) {
	t.Parallel()
	now := friday(t)
	for _, piece := range junk() {
		text := strings.Repeat(piece, 10_000/len(piece))
		if m, err := Parse(text, now, now.Location()); err == nil {
			t.Errorf("ten kilobytes of %q are %v", piece, m)
		}
		if w, _, err := Window(text, text, now, now.Location()); err == nil {
			t.Errorf("two fields of %q are %v", piece, w)
		}
	}
}

func junk() []string {
	return []string{"fri ", "+1d", "1.", "9:", "tomorow ", "for ", "until ", "-", "24dec", "é", "\x1b[31m", "\u0301", "in a ", "\xff", "9am-"}
}

func BenchmarkJunk(b *testing.B) {
	here, err := time.LoadLocation("America/Los_Angeles")
	if err != nil {
		b.Fatal(err)
	}
	now := time.Date(2026, 11, 20, 13, 58, 0, 0, here)
	for _, piece := range junk() {
		text := strings.Repeat(piece, 10_000/len(piece))
		b.Run(piece, func(b *testing.B) {
			for b.Loop() {
				_, _, err = Window(text, text, now, here)
			}
		})
	}
	if err == nil {
		b.Error("junk is a window")
	}
}

func BenchmarkParse(b *testing.B) {
	here, err := time.LoadLocation("America/Los_Angeles")
	if err != nil {
		b.Fatal(err)
	}
	now := time.Date(2026, 11, 20, 13, 58, 0, 0, here)
	for _, text := range []string{"fri 17:00", "2027-01-04 09:00", "tomorow 9am"} {
		b.Run(text, func(b *testing.B) {
			for b.Loop() {
				_, err = Parse(text, now, here)
			}
		})
	}
	if err == nil {
		b.Error("the last is a mistake")
	}
}
