package storm

import (
	"context"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"seamdash/cmd/ledger"
	"seamdash/model/engine"
	"seamdash/model/store"
)

// onDisk says which seeds have the local store for their keeper: writing to a disk costs many times what a map does.
func onDisk(seed uint64) bool { return seed%20 == 7 }

// diskKeeper is a keeper over a store of its own, which is closed before the bubble ends.
func diskKeeper(t *testing.T) engine.Keeper {
	t.Helper()
	s, err := store.Open(t.Context(), store.Config{Path: filepath.Join(t.TempDir(), "store.db"), Keys: &vault{}, Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return ledger.New(ledger.Config{
		Rooms: oneRoom{s.In("w")}, Dead: func(string) bool { return false },
		By: func(holder string) string { by, _, _ := strings.Cut(holder, "/"); return by },
	})
}

// oneRoom is a room that is open.
type oneRoom struct{ room *store.Room }

// Use runs do.
func (o oneRoom) Use(ctx context.Context, do func(context.Context, *store.Room) error) error {
	return do(ctx, o.room)
}

// Changed tells nothing: both programs ask the same store.
func (oneRoom) Changed(context.Context) <-chan struct{} { return nil }

// A vault keeps sealing keys as long as a seed runs.
type vault struct{ keys sync.Map }

// Key gives one.
func (v *vault) Key(_ context.Context, id string) ([]byte, error) {
	if key, ok := v.keys.Load(id); ok {
		if key, ok := key.([]byte); ok {
			return key, nil
		}
	}
	return nil, store.ErrNoKey
}

// Create keeps one.
func (v *vault) Create(_ context.Context, id string, key []byte) error {
	v.keys.Store(id, key)
	return nil
}
