package words_test

import (
	"strings"
	"testing"

	"seamdash/model/civil"
	"seamdash/model/recur"
	"seamdash/model/recur/words"
)

// BenchmarkKey is what one key in the editor's line costs: the text read, written again and told.
func BenchmarkKey(b *testing.B) {
	c := friday(b)
	for _, text := range []string{
		"Mon, Wed, Fri 9-13 and Sat 10-16, not on US holidays, until June",
		"first and third monday of every month 10-12 except 24 dec - 3 jan with 15 min before paused until 3 jan",
		"rrule FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13 9-17",
		"mon wed fri 9-13 and sat 10-16 until 30 jum",
	} {
		b.Run(strings.ReplaceAll(text[:12], " ", "_"), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if got, err := words.Parse(text, c); err == nil {
					_, _ = words.Text(&got.Rule, c), words.Sentence(&got.Rule, c)
				}
			}
		})
	}
}

func BenchmarkComplete(b *testing.B) {
	c := friday(b)
	const text = "mon wed fri 9-13 and sat 10-16 until 30 jun e"
	for b.Loop() {
		if len(words.Complete(text, len(text), c)) == 0 {
			b.Fatal("nothing is offered")
		}
	}
}

// BenchmarkThousandDates is a rule as long as one may be.
func BenchmarkThousandDates(b *testing.B) {
	c := friday(b)
	got, err := words.Parse("every day 9-13", c)
	if err != nil {
		b.Fatal(err)
	}
	for i := range 1000 {
		got.Rule.Skip = append(got.Rule.Skip, recur.Skip{Date: c.Today + 2*civil.Date(i)})
	}
	for b.Loop() {
		if _, err := words.Parse(words.Text(&got.Rule, c), c); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkManySets reads a name among those of all countries.
func BenchmarkManySets(b *testing.B) {
	c := friday(b)
	for i := range 1000 {
		c.Sets = append(c.Sets, words.SetName{ID: recur.SetID(strings.Repeat("x", i)), Name: "Land " + strings.Repeat("x", i%50) + " holidays"})
	}
	for b.Loop() {
		if _, err := words.Parse("mon 9-13 except US holidays", c); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkJunk(b *testing.B) {
	c := friday(b)
	for _, piece := range junk() {
		text := strings.Repeat(piece, 60_000/len(piece))
		b.Run(strings.TrimSpace(piece), func(b *testing.B) {
			for b.Loop() {
				_, _ = words.Parse(text, c)
			}
		})
	}
}
