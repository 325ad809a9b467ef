package main

import (
	"context"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"seamdash/model"
	"seamdash/model/store"
)

// A keyRing keeps sealing keys in memory.
type keyRing struct{ keys sync.Map }

func (r *keyRing) Key(_ context.Context, id string) ([]byte, error) {
	if key, ok := r.keys.Load(id); ok {
		if key, ok := key.([]byte); ok {
			return key, nil
		}
	}
	return nil, store.ErrNoKey
}

func (r *keyRing) Create(_ context.Context, id string, key []byte) error {
	r.keys.Store(id, key)
	return nil
}

// TestGalleryKeepsPicturesApart: a mark leads to the picture of the workspace that its key opened last, and to no other.
func TestGalleryKeepsPicturesApart(t *testing.T) {
	t.Parallel()
	s, err := store.Open(t.Context(), store.Config{Path: filepath.Join(t.TempDir(), "store.db"), Keys: &keyRing{}})
	if err != nil {
		t.Fatal(err)
	}
	g := gallery{s}
	asOf := time.Date(2026, 11, 20, 22, 2, 0, 0, time.UTC)
	of := func(id, name string) *model.Snapshot {
		lock := model.NewLock(model.Device{ID: model.DeviceID(id + "-lock"), Name: name}, nil, true, nil)
		return model.NewSnapshot(model.Workspace{ID: model.WorkspaceID(id), Name: name}, []*model.Lock{lock}, model.FeedState{AsOf: asOf}, 1)
	}
	sees := func(mark, want string) {
		t.Helper()
		picture, err := g.Last(t.Context(), mark)
		got := ""
		if picture != nil && len(picture.Locks) == 1 && picture.Feed.AsOf.Equal(asOf) {
			got = picture.Locks[0].Device.Name
		}
		if err != nil || got != want {
			t.Errorf("mark %s sees %q, %v; want %q", mark, got, err, want)
		}
	}
	keep := func(mark string, picture *model.Snapshot) {
		t.Helper()
		if err := g.Keep(t.Context(), mark, picture); err != nil {
			t.Error(err)
		}
	}
	sees("one", "")
	keep("one", of("w1", "Maple"))
	sees("one", "Maple")
	sees("two", "")
	keep("two", of("w2", "Rival"))
	sees("one", "Maple")
	sees("two", "Rival")
	keep("one", of("w2", "Rival")) // a token whose workspace was another the last time
	sees("one", "Rival")
	if err := g.Close(); err != nil {
		t.Error(err)
	}
	if _, err := g.Last(t.Context(), "one"); err == nil {
		t.Error("a closed store answers")
	}
}
