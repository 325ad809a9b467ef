package store

import (
	"errors"
	"strings"
	"sync"
	"testing"

	"go.etcd.io/bbolt"

	"seamdash/model/routine"
)

// defect is one of ours, which quotes what it should not.
func defect() { panic("the PIN is 482913") }

// TestADefectIsItsCallers: what a write or a read throws comes to whoever asked for it, without what was thrown. It is no damage of the
// file, and what others write goes on.
func TestADefectIsItsCallers(t *testing.T) {
	t.Parallel()
	s := opened(t, config(t))
	r := s.In("ws")
	ok(t, r.SetPreference(t.Context(), "before", "is kept"))
	for name, ask := range map[string]func() error{
		"write": func() error {
			return s.writer.write(t.Context(), func(txn) error { defect(); return nil })
		},
		"read": func() error {
			return r.view(t.Context(), "read", func(txn) error { defect(); return nil })
		},
	} {
		var err error
		thrown := routine.Try(func() { err = ask() })
		if thrown == nil || err != nil {
			t.Fatalf("%s: %v was thrown, error %v; want what the defect threw", name, thrown, err)
		}
		if text := thrown.Error(); strings.Contains(text, "482913") || !strings.Contains(text, "store.defect, line") {
			t.Errorf("%s: it says %q", name, text)
		}
	}
	ok(t, r.SetPreference(t.Context(), "after", "is kept as well"))
	if got := must[map[string]string](t)(r.Preferences(t.Context())); len(got) != 2 {
		t.Errorf("kept is %v", got)
	}
}

// TestADefectAmongOthers: those that are written in one transaction with one that throws are written all the same.
func TestADefectAmongOthers(t *testing.T) {
	t.Parallel()
	s := opened(t, config(t))
	r := s.In("ws")
	begun, more := make(chan struct{}), make(chan struct{})
	var all sync.WaitGroup
	var once sync.Once
	all.Go(func() { // keeps the transaction open until the others wait
		ok(t, s.writer.write(t.Context(), func(txn) error {
			once.Do(func() { // it may run again
				close(begun)
				<-more
			})
			return nil
		}))
	})
	<-begun
	thrown := make(chan *routine.Thrown, 1)
	all.Go(func() {
		thrown <- routine.Try(func() { _ = s.writer.write(t.Context(), func(txn) error { defect(); return nil }) })
	})
	for _, name := range []string{"a", "b", "c"} {
		all.Go(func() { ok(t, r.SetPreference(t.Context(), name, "x")) })
	}
	close(more)
	all.Wait()
	if own := <-thrown; own == nil || !strings.Contains(own.Error(), "panic with a string") {
		t.Errorf("who threw hears %v", own)
	}
	if got := must[map[string]string](t)(r.Preferences(t.Context())); len(got) != 3 {
		t.Errorf("kept is %v", got)
	}
}

// TestPanicsOfBboltAreDamage: it panics where it does not find what it expects, also within a write of ours.
func TestPanicsOfBboltAreDamage(t *testing.T) {
	t.Parallel()
	s := opened(t, config(t))
	var stale *bbolt.Cursor
	ok(t, s.writer.write(t.Context(), func(tx txn) error {
		stale = tx.tx.Cursor()
		return nil
	}))
	err := s.writer.write(t.Context(), func(txn) error {
		stale.First() // of a transaction that is over
		return nil
	})
	if !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), "tx closed") {
		t.Errorf("error %v, want damage in the words of bbolt", err)
	}
	ok(t, s.In("ws").SetPreference(t.Context(), "after", "is kept"))
}
