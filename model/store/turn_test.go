package store

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"go.etcd.io/bbolt"
)

// TestManyWriters write values of all sizes, each several times, and every one is kept as it was given: the
// transactions of a run share memory.
func TestManyWriters(t *testing.T) {
	t.Parallel()
	r := opened(t, config(t)).In("ws")
	const callers, rounds = 64, 8
	value := func(i, round int) string { return strings.Repeat(fmt.Sprint(i, "-", round, " "), 1+i*i*round/8) }
	var all sync.WaitGroup
	for i := range callers {
		all.Go(func() {
			for round := range rounds {
				if err := r.SetPreference(t.Context(), fmt.Sprint("k", i), value(i, round)); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	got := must[map[string]string](t)(r.Preferences(t.Context()))
	if len(got) != callers {
		t.Errorf("%d preferences, want %d", len(got), callers)
	}
	for i := range callers {
		if v := got[fmt.Sprint("k", i)]; v != value(i, rounds-1) {
			t.Errorf("k%d holds %d bytes, want %d others", i, len(v), len(value(i, rounds-1)))
		}
	}
}

// TestReadersAndOthersGetTheirTurn while somebody writes without a pause.
func TestReadersAndOthersGetTheirTurn(t *testing.T) {
	t.Parallel()
	cfg := config(t)
	r, other := opened(t, cfg).In("ws"), opened(t, cfg).In("ws")
	ctx, stop := context.WithCancel(t.Context())
	var writing sync.WaitGroup
	begun := make(chan struct{})
	writing.Go(func() {
		for i := 0; ctx.Err() == nil; i++ {
			ok(t, r.SetPreference(t.Context(), "busy", fmt.Sprint(i)))
			if i == 0 {
				close(begun)
			}
		}
	})
	<-begun
	for i := range 20 {
		must[map[string]string](t)(r.Preferences(t.Context()))
		must[map[string]string](t)(other.Preferences(t.Context()))
		ok(t, other.SetPreference(t.Context(), "other", fmt.Sprint(i)))
	}
	stop()
	writing.Wait()
	if got := must[map[string]string](t)(r.Preferences(t.Context())); got["other"] != "19" {
		t.Errorf("what the other wrote reads %q", got["other"])
	}
}

// TestFileIsLetGo soon after the last write, without anybody asking: the store is open, its file is not.
func TestFileIsLetGo(t *testing.T) {
	t.Parallel()
	cfg := config(t)
	ok(t, opened(t, cfg).In("ws").SetPreference(t.Context(), "k", "v"))
	db := must[*bbolt.DB](t)(bbolt.Open(cfg.Path, 0o600, &bbolt.Options{Timeout: 10 * time.Second}))
	ok(t, db.Close())
}

// TestForgottenAndWrittenAgain in one transaction, as it happens when both wait for their turn.
func TestForgottenAndWrittenAgain(t *testing.T) {
	t.Parallel()
	s := opened(t, config(t))
	key, first, second := []byte("k"), title{edition: "first"}, title{edition: "second"}
	ok(t, s.update(t.Context(), "all at once", func(tx txn) error {
		return errors.Join(
			titles().put(tx, "ws", key, &first),
			tx.emptied(roomKey("ws"), snapshotKind),
			titles().put(tx, "ws", key, &second),
		)
	}))
	ok(t, s.view(t.Context(), "look", func(tx txn) error {
		got, _, err := titles().get(tx, "ws", key)
		if got.edition != second.edition {
			t.Errorf("the record says %q, want %q", got.edition, second.edition)
		}
		return err
	}))
}
