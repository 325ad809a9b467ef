package words_test

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"seamdash/model"
	"seamdash/model/civil"
	"seamdash/model/recur"
	"seamdash/model/recur/words"
)

// FuzzParse holds what is true of every text: it is a rule that can be said again, or a mistake that is safe to print, whose place
// is in the text and whose guess can be read.
func FuzzParse(f *testing.F) {
	for _, tt := range understood() {
		f.Add(tt.text, int32(20_777))
		f.Add(tt.fixed, int32(0))
	}
	for _, tt := range mistaken() {
		f.Add(tt.text, int32(20_777))
	}
	for _, seed := range []string{"\xff\x00\u202e", "mon 9-13 except '", "mon 9-13 except ''''", "- - -", "rrule", "rrule :", "every every", "29 feb", "the", "mon 9-13 until 29 feb", "1-1 jan", "in jan mon 9-13", "mon 9:-13"} {
		f.Add(seed, int32(21_000))
	}
	f.Fuzz(func(t *testing.T, text string, today int32) {
		c := words.Context{Today: max(0, civil.Date(today%(lastDay+1))), Sets: hard()}
		got, err := words.Parse(text, c)
		for _, w := range words.Complete(text, len(text)/2, c) {
			clean(t, w)
		}
		if err != nil {
			mistakeIsSound(t, text, c, err)
			return
		}
		for _, note := range got.Notes {
			clean(t, note)
		}
		clean(t, words.Sentence(&got.Rule, c))
		fixed := words.Text(&got.Rule, c)
		again, err := words.Parse(fixed, c)
		if err != nil {
			t.Fatalf("%q is %q: %v", text, fixed, err)
		}
		if !recur.Equal(&again.Rule, &got.Rule) {
			t.Fatalf("%q is %q, which is %q", text, fixed, words.Text(&again.Rule, c))
		}
	})
}

func mistakeIsSound(t *testing.T, text string, c words.Context, err error) {
	t.Helper()
	var m *words.Mistake
	if !errors.As(err, &m) || m.Why == "" {
		t.Fatalf("%#v is no mistake with a reason", err)
	}
	for _, part := range []string{m.Word, m.Why, m.Guess} {
		clean(t, part)
	}
	if m.At < 0 || m.Len < 0 || m.At+m.Len > len(text) {
		t.Fatalf("%q: the place %d, %d is not in it", text, m.At, m.Len)
	}
	if m.Guess == "" {
		return
	}
	if _, err := words.Parse(m.Guess, c); err != nil {
		t.Errorf("the guess %q for %q: %v", m.Guess, text, err)
	}
}

// clean checks that a text is safe to print.
func clean(t *testing.T, text string) {
	t.Helper()
	if !utf8.ValidString(text) {
		t.Fatalf("%q is not UTF-8", text)
	}
	for _, word := range strings.Split(text, " ") {
		if model.Clean(word) != word {
			t.Fatalf("%q in %q is not safe to print", word, text)
		}
	}
}

// TestJunk reads as much as is allowed of what makes a reader work most. That it ends, and is refused, is all that is asked: see
// BenchmarkJunk.
func TestJunk(t *testing.T) {
	t.Parallel()
	c := friday(t)
	for _, piece := range junk() {
		text := strings.Repeat(piece, 60_000/len(piece))
		if got, err := words.Parse(text, c); err == nil {
			t.Errorf("60 kB of %q are %q", piece, words.Text(&got.Rule, c))
		}
		if _, err := words.Parse(text+text, c); err == nil || err.Error() != "that is too long for a rule" {
			t.Errorf("120 kB of %q: %v", piece, err)
		}
	}
}

func junk() []string {
	return []string{
		"mon ", "mon 9-13 and ", "1,", "1 and ", "24-26 ", "9:", "first ", "except ", "'", "''", "every ", "rrule ", "-", "é", "\x1b[31m", "\xff", "the ", "dec ", "US ",
		"mon 9-13 except 1,", "also 1 dec, ", "jan and ", "first mon and ",
	}
}
