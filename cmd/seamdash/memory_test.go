package main

import (
	"context"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"seamdash/model/store"
	"seamdash/ui/views"
)

// TestMemoryKeeps: what one run keeps another has, in its workspace only.
func TestMemoryKeeps(t *testing.T) {
	t.Parallel()
	cfg := store.Config{Path: filepath.Join(t.TempDir(), "store.db"), Keys: &keyRing{}}
	open := func() *memory {
		s, err := store.Open(t.Context(), cfg)
		if err != nil {
			t.Fatal(err)
		}
		m := newMemory()
		m.open(s, nil)
		t.Cleanup(func() { _ = s.Close() })
		return m
	}
	want := []views.View{
		{ID: "own:1", Name: "Late", Filter: "status:late", Problems: true, Sort: "ends", Down: true, Columns: []views.Column{{Name: "name", Width: 30}, {Name: "pin"}}, Place: 7},
		{ID: "stuck", Name: "Stuck", Hidden: true, Place: 1},
	}
	first := open()
	for _, v := range append(want, views.View{ID: "gone", Name: "Gone"}) {
		if err := first.SaveView(t.Context(), "w1", v); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(first.DropView(t.Context(), "w1", "gone"), first.SetPreference(t.Context(), "w1", "codes.view", "stuck")); err != nil {
		t.Fatal(err)
	}
	second := open()
	got, err := second.Views(t.Context(), "w1")
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v\n%s", err, diff)
	}
	if prefs, err := second.Preferences(t.Context(), "w1"); err != nil || prefs["codes.view"] != "stuck" {
		t.Errorf("the preferences are %v, %v", prefs, err)
	}
	if got, err := second.Views(t.Context(), "w2"); err != nil || len(got) != 0 {
		t.Errorf("another workspace has %v, %v", got, err)
	}
}

// TestMemoryOfOtherScreens: what another screen saved is not ours.
func TestMemoryOfOtherScreens(t *testing.T) {
	t.Parallel()
	s, err := store.Open(t.Context(), store.Config{Path: filepath.Join(t.TempDir(), "store.db"), Keys: &keyRing{}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	if err := s.In("w1").SaveView(t.Context(), store.View{ID: "x", Name: "X", Screen: "problems"}); err != nil {
		t.Fatal(err)
	}
	m := newMemory()
	m.open(s, nil)
	if got, err := m.Views(t.Context(), "w1"); err != nil || len(got) != 0 {
		t.Errorf("got %v, %v", got, err)
	}
}

// TestMemoryWithoutStore: a store that cannot be opened, or not in time, is an error and no wait without end.
func TestMemoryWithoutStore(t *testing.T) {
	t.Parallel()
	refused := errors.New("no keyring")
	broken := newMemory()
	broken.open(nil, refused)
	if got, err := broken.Views(t.Context(), "w1"); err != nil || len(got) != 0 {
		t.Errorf("what kept the store from opening is told twice: %v, %v", got, err)
	}
	if err := broken.SaveView(t.Context(), "w1", views.View{ID: "x"}); !errors.Is(err, refused) {
		t.Errorf("got %v", err)
	}
	ctx, stop := context.WithTimeout(t.Context(), time.Nanosecond)
	defer stop()
	if err := newMemory().SaveView(ctx, "w1", views.View{ID: "x"}); !errors.Is(err, errMemorySlow) {
		t.Errorf("got %v", err)
	}
}

// TestStoreStaysOpenForTheMemory: the store is closed only when nothing is being kept in it.
func TestStoreStaysOpenForTheMemory(t *testing.T) {
	t.Parallel()
	s, err := store.Open(t.Context(), store.Config{Path: filepath.Join(t.TempDir(), "store.db"), Keys: &keyRing{}})
	if err != nil {
		t.Fatal(err)
	}
	m := newMemory()
	m.open(s, nil)
	g := sharedGallery{gallery{s}, m}
	closed := make(chan error)
	err = m.use(t.Context(), "w1", func(r *store.Room) error {
		if m.using.TryLock() {
			t.Error("somebody may close the store meanwhile")
			m.using.Unlock()
		}
		go func() { closed <- g.Close() }()
		return r.SetPreference(t.Context(), "a", "b")
	})
	if err != nil {
		t.Errorf("what was being kept when the program ended is lost: %v", err)
	}
	if err := <-closed; err != nil {
		t.Error(err)
	}
	if err := m.SetPreference(t.Context(), "w1", "a", "c"); !errors.Is(err, store.ErrClosed) {
		t.Errorf("after the end: %v", err)
	}
}
