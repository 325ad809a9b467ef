package rulebook_test

import (
	"fmt"
	"testing"

	"seamdash/model/civil"
	"seamdash/model/recur"
	"seamdash/model/rulebook"
)

// many is a keeper with so many rules of middling size.
func many(b *testing.B, n int) *rulebook.Memory {
	b.Helper()
	memory := rulebook.InMemory(clock())
	book := rulebook.New(rulebook.Config{Keeper: memory, Now: clock(), Zone: func(string) error { return nil }})
	edits := make([]rulebook.Edit, n)
	for i := range edits {
		r := rule(fmt.Sprintf("Cleaners of house %d", i*7919%n))
		r.Spans = append(r.Spans, recur.Span{Days: r.Spans[0].Days, Hours: recur.Hours{From: 14 * civil.Hour, Until: 18 * civil.Hour}})
		for j := range i % 5 {
			r.Skip = append(r.Skip, recur.Skip{Date: r.Start + civil.Date(7*j)})
		}
		edits[i].Entry.Rule = r
	}
	if _, err := book.Save(b.Context(), edits, "me", ""); err != nil {
		b.Fatal(err)
	}
	return memory
}

// BenchmarkLoad is of ten thousand rules: the first time (to be under 50 ms), after one of them was edited, and when nothing
// changed.
func BenchmarkLoad(b *testing.B) {
	memory := many(b, 10_000)
	open := func() *rulebook.Book {
		return rulebook.New(rulebook.Config{Keeper: memory, Now: clock(), Zone: func(string) error { return nil }})
	}
	load := func(book *rulebook.Book) *rulebook.Shelf {
		s, err := book.Load(b.Context())
		if err != nil || len(s.Rules) != 10_000 {
			b.Fatal(err)
		}
		return s
	}
	b.Run("First", func(b *testing.B) {
		for b.Loop() {
			load(open())
		}
	})
	book, other := open(), open()
	b.Run("OneChanged", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			b.StopTimer()
			e := load(other).Rules[i%10_000]
			if _, err := other.Save(b.Context(), []rulebook.Edit{{Entry: e}}, "me", ""); err != nil {
				b.Fatal(err)
			}
			b.StartTimer()
			load(book)
		}
	})
	b.Run("Unchanged", func(b *testing.B) {
		for b.Loop() {
			load(book)
		}
	})
}
