package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/google/go-cmp/cmp"

	"seamdash/model/diagnose"
	"seamdash/model/store"
	"seamdash/ui"
)

// TestQuietsAreKept: what one run keeps quiet another knows of, in its workspace only, also under a key that is long; and the file
// tells nobody which trouble it is.
func TestQuietsAreKept(t *testing.T) {
	t.Parallel()
	path, ring := filepath.Join(t.TempDir(), "store.db"), &keyRing{}
	at := time.Date(2026, 11, 20, 22, 0, 0, 0, time.UTC)
	known := diagnose.Quiet{Key: "device/front-door/offline", At: at, By: "kim@office"}
	long := diagnose.Quiet{Key: "account/" + strings.Repeat("Maple Court 3 ", 400) + "/hub_disconnected", Until: at.Add(time.Hour), At: at}
	first := memoryAt(t, path, ring)
	for _, q := range []diagnose.Quiet{known, long, {Key: "gone", At: at}} {
		if err := first.KeepQuiet(t.Context(), "w1", q); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(first.Wake(t.Context(), "w1", "gone"), first.Wake(t.Context(), "w1", "never there")); err != nil {
		t.Fatal(err)
	}
	got, err := memoryAt(t, path, ring).Quiets(t.Context(), "w1")
	byKey := map[string]diagnose.Quiet{}
	for _, q := range got {
		byKey[q.Key] = q
	}
	if diff := cmp.Diff(map[string]diagnose.Quiet{known.Key: known, long.Key: long}, byKey); err != nil || diff != "" {
		t.Errorf("%v\n%s", err, diff)
	}
	if got, err := first.Quiets(t.Context(), "w2"); err != nil || len(got) != 0 {
		t.Errorf("another workspace has %v, %v", got, err)
	}
	cannotBeRead(t, path, "front-door", "Maple Court", "kim@office")
}

// memoryAt is a run of the program with a store.
func memoryAt(t *testing.T, path string, ring *keyRing) *memory {
	t.Helper()
	s, err := store.Open(t.Context(), store.Config{Path: path, Keys: ring})
	if err != nil {
		t.Fatal(err)
	}
	m := newMemory()
	m.open(s, nil)
	t.Cleanup(func() { _ = s.Close() })
	return m
}

func cannotBeRead(t *testing.T, path string, private ...string) {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range private {
		if strings.Contains(string(raw), text) {
			t.Errorf("%q can be read in the file", text)
		}
	}
}

// TestQuietsWithoutStore: where no store could be opened nothing is known, and that nothing is kept is said when somebody tries.
func TestQuietsWithoutStore(t *testing.T) {
	t.Parallel()
	m := newMemory()
	m.open(nil, errors.New("locked"))
	if got, err := m.Quiets(t.Context(), "w1"); err != nil || got != nil {
		t.Errorf("%v, %v", got, err)
	}
	if err := m.KeepQuiet(t.Context(), "w1", diagnose.Quiet{Key: "k"}); err == nil {
		t.Error("it seems to be kept")
	}
}

// TestQuietsElsewhere: what another program keeps quiet is told to the screen, which then reads it.
func TestQuietsElsewhere(t *testing.T) {
	t.Parallel()
	path, ring := filepath.Join(t.TempDir(), "store.db"), &keyRing{}
	ours, theirs := memoryAt(t, path, ring), memoryAt(t, path, ring)
	if _, err := ours.Quiets(t.Context(), "w1"); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	v := &visit{opened: make(chan struct{}), stay: &stay{kept: ours}}
	close(v.opened)
	told, ended := make(chan tea.Msg, 1), make(chan struct{})
	go func() {
		defer close(ended)
		v.watchQuiets(ctx, func(msg tea.Msg) {
			select {
			case told <- msg:
			default: // one is enough
			}
		})
	}()
	for heard := false; !heard; {
		if err := theirs.KeepQuiet(t.Context(), "w1", diagnose.Quiet{Key: "k"}); err != nil { // again where we did not listen yet
			t.Fatal(err)
		}
		select {
		case msg := <-told:
			_, heard = msg.(ui.QuietChanged)
		case <-time.After(time.Second):
		}
	}
	stop()
	<-ended
	if got, err := ours.Quiets(t.Context(), "w1"); err != nil || len(got) != 1 || got[0].Key != "k" {
		t.Errorf("%+v, %v", got, err)
	}
}
