package main

import (
	"context"
	"errors"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"seamdash/model"
	"seamdash/model/rulebook"
	"seamdash/model/rulebook/keepertest"
	"seamdash/model/store"
)

// keeperOn is a bookkeeper over a store of its own, as another program would have it on the same file.
func keeperOn(t *testing.T, cfg store.Config) *bookkeeper {
	t.Helper()
	s, err := store.Open(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	m := newMemory()
	m.open(s, nil)
	return &bookkeeper{memory: m, workspace: func() model.WorkspaceID { return "w1" }}
}

func TestBookkeeper(t *testing.T) {
	t.Parallel()
	keepertest.Run(t, func(t *testing.T, now func() time.Time) rulebook.Keeper {
		t.Helper()
		return keeperOn(t, store.Config{Path: filepath.Join(t.TempDir(), "store.db"), Keys: &keyRing{}, Now: now})
	})
}

// TestBookkeeperWaits until the workspace is known and the store is open, and says so when it is not for too long.
func TestBookkeeperWaits(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		known := make(chan model.WorkspaceID, 1)
		var ws model.WorkspaceID
		m := newMemory()
		k := &bookkeeper{memory: m, workspace: func() model.WorkspaceID {
			select {
			case ws = <-known:
			default:
			}
			return ws
		}}
		given, giveUp := context.WithTimeout(t.Context(), time.Minute)
		defer giveUp()
		if _, err := k.Shelf(given, ""); model.KindOf(err) != model.KindCancelled {
			t.Errorf("nobody said which workspace: %v", err)
		}
		known <- "w1"
		if _, err := k.Shelf(t.Context(), ""); !errors.Is(err, errMemorySlow) {
			t.Errorf("the store does not open: %v", err)
		}
		why := errors.New("the disk is gone")
		m.open(nil, why)
		if err := k.SaveDraft(t.Context(), "new", nil); !errors.Is(err, why) {
			t.Errorf("there is no store: %v", err)
		}
	})
}
