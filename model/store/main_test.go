package store

import (
	"context"
	"errors"
	"path/filepath"
	"sync"
	"testing"
	"time"
)

// memory keeps keys for one test.
type memory struct {
	mu   sync.Mutex
	keys map[string][]byte
	err  error // what every question is answered with, when set
}

func newMemory() *memory { return &memory{keys: map[string][]byte{}} }

func (k *memory) Key(_ context.Context, id string) ([]byte, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.err != nil {
		return nil, k.err
	}
	key, ok := k.keys[id]
	if !ok {
		return nil, ErrNoKey
	}
	return key, nil
}

func (k *memory) Create(_ context.Context, id string, key []byte) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if _, taken := k.keys[id]; taken {
		return errors.New("the id was used before")
	}
	k.keys[id] = key
	return k.err
}

// config is for a store in a directory of its own.
func config(tb testing.TB) Config {
	tb.Helper()
	return Config{Path: filepath.Join(tb.TempDir(), "store.db"), Keys: newMemory(), Wait: 20 * time.Second}
}

// opened opens a store that is checked when the test ends.
func opened(tb testing.TB, cfg Config) *Store {
	tb.Helper()
	s, err := Open(tb.Context(), cfg)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := s.Close(); err != nil {
			tb.Error(err)
		}
		if _, err := Check(context.Background(), cfg); err != nil {
			tb.Errorf("the store is not sound at the end of the test: %v", err)
		}
	})
	return s
}

// failing is what a test and a rapid test have in common.
type failing interface {
	Helper()
	Fatal(args ...any)
}

func must[T any](tb failing) func(T, error) T {
	tb.Helper()
	return func(v T, err error) T {
		tb.Helper()
		if err != nil {
			tb.Fatal(err)
		}
		return v
	}
}

func ok(tb failing, err error) {
	tb.Helper()
	if err != nil {
		tb.Fatal(err)
	}
}

// saveRule keeps one rule.
func saveRule(ctx context.Context, r *Room, v Envelope, by, note string) (Envelope, error) {
	out, err := r.Save(ctx, Batch{Rules: []Change{{Envelope: v}}, By: by, Note: note})
	if err != nil {
		return Envelope{}, err
	}
	return out[0], nil
}
