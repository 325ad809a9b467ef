package main

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"seamdash/model"
	"seamdash/model/rulebook"
	"seamdash/model/store"
)

// BenchmarkBook reads ten thousand recurring schedules from a file, as a program does that has just started, and edits one.
func BenchmarkBook(b *testing.B) {
	opened, err := store.Open(b.Context(), store.Config{Path: filepath.Join(b.TempDir(), "store.db"), Keys: &keyRing{}})
	if err != nil {
		b.Fatal(err)
	}
	defer opened.Close() //nolint:errcheck // the test is over
	m, s := newMemory(), &session{now: time.Now}
	m.open(opened, nil)
	open := func() *rulebook.Book {
		return bookWith(&bookkeeper{memory: m, workspace: func() model.WorkspaceID { return "w1" }}, s)
	}
	edits := make([]rulebook.Edit, 10_000)
	for i := range edits {
		edits[i].Entry.Rule = cleaners()
		edits[i].Entry.Rule.Name = fmt.Sprint("Cleaners ", i)
	}
	book := open()
	saved, err := book.Save(b.Context(), edits, "me", "")
	if err != nil {
		b.Fatal(err)
	}
	b.Run("LoadFirst", func(b *testing.B) {
		for b.Loop() {
			if shelf, err := open().Load(b.Context()); err != nil || len(shelf.Rules) != len(edits) {
				b.Fatal(err)
			}
		}
	})
	b.Run("LoadUnchanged", func(b *testing.B) {
		for b.Loop() {
			if _, err := book.Load(b.Context()); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("SaveOne", func(b *testing.B) {
		e := saved[0]
		for b.Loop() {
			out, err := book.Save(b.Context(), []rulebook.Edit{{Entry: e}}, "me", "")
			if err != nil {
				b.Fatal(err)
			}
			e = out[0]
		}
	})
}
