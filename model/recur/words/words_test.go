package words_test

import (
	"errors"
	"strings"
	"testing"

	"seamdash/model/civil"
	"seamdash/model/recur/words"
)

// friday is 20 November 2026, with two sets of holidays.
func friday(tb testing.TB) words.Context {
	tb.Helper()
	return words.Context{
		Today:  on(tb, "2026-11-20"),
		Sets:   []words.SetName{{ID: "us", Name: "US holidays"}, {ID: "school", Name: "School holidays"}},
		Likely: "us",
	}
}

func on(tb testing.TB, text string) civil.Date {
	tb.Helper()
	d, err := civil.ParseDate(text)
	if err != nil {
		tb.Fatal(err)
	}
	return d
}

func TestUnderstood(t *testing.T) {
	t.Parallel()
	c := friday(t)
	for _, tt := range understood() {
		got, err := words.Parse(tt.text, c)
		if err != nil {
			t.Errorf("%s: %v", tt.text, err)
			continue
		}
		if fixed := words.Text(&got.Rule, c); fixed != tt.fixed {
			t.Errorf("%s\n is %s\nnot %s", tt.text, fixed, tt.fixed)
		}
		if sentence := words.Sentence(&got.Rule, c); sentence != tt.sentence {
			t.Errorf("%s\n is %s\nnot %s", tt.text, sentence, tt.sentence)
		}
		if notes := strings.Join(got.Notes, "; "); notes != tt.notes {
			t.Errorf("%s\n notes %q, not %q", tt.text, notes, tt.notes)
		}
		again, err := words.Parse(tt.fixed, c)
		if err != nil {
			t.Errorf("%s\n is %s: %v", tt.text, tt.fixed, err)
			continue
		}
		if fixed := words.Text(&again.Rule, c); fixed != tt.fixed {
			t.Errorf("%s\n becomes %s", tt.fixed, fixed)
		}
	}
}

func TestMistakes(t *testing.T) {
	t.Parallel()
	c := friday(t)
	for _, tt := range mistaken() {
		got, err := words.Parse(tt.text, c)
		var m *words.Mistake
		if !errors.As(err, &m) {
			t.Errorf("%q is %s, want a mistake", tt.text, words.Text(&got.Rule, c))
			continue
		}
		if m.Word != tt.word || m.Why != tt.why || m.Guess != tt.guess {
			t.Errorf("%q: %q %q, guess %q\nwant %q %q, guess %q", tt.text, m.Word, m.Why, m.Guess, tt.word, tt.why, tt.guess)
		}
		if word := tt.text[m.At : m.At+m.Len]; word != m.Word {
			t.Errorf("%q: the place of %q holds %q", tt.text, m.Word, word)
		}
		if m.Guess == "" {
			continue
		}
		if _, err := words.Parse(m.Guess, c); err != nil {
			t.Errorf("%q: the guess %q is not read: %v", tt.text, m.Guess, err)
		}
	}
}
