package main

import (
	"os"
	"strings"
	"testing"
	"time"

	"seamdash/cmd/credentials"
	"seamdash/model"
	"seamdash/model/store"
	"seamdash/seamclient"
)

// loggedIn puts a key of a workspace into the keyring of the profile default.
func (k keeper) loggedIn(ws model.Workspace) {
	k.t.Helper()
	key, err := seamclient.NewKey(scriptKey)
	if err != nil {
		k.t.Fatal(err)
	}
	desk := credentials.Desk{Ring: k.ring, Profile: "default", Endpoint: seamclient.DefaultEndpoint}
	if err := desk.Keep(k.t.Context(), credentials.Trial{Key: key, Workspace: ws}); err != nil {
		k.t.Fatal(err)
	}
}

// opensStore hands the store over as the program sees it.
func (k keeper) opensStore(do func(gallery) error) {
	k.t.Helper()
	s, err := store.Open(k.t.Context(), store.Config{Path: k.path, Keys: &credentials.SealingKeys{Ring: k.ring, Dir: k.t.TempDir()}})
	if err != nil {
		k.t.Fatal(err)
	}
	if err := do(gallery{s}); err != nil {
		k.t.Error(err)
	}
	if err := s.Close(); err != nil {
		k.t.Error(err)
	}
}

// TestLogoutForgetsThePicture: who logs out leaves no picture of their locks behind, and everything else where it is.
func TestLogoutForgetsThePicture(t *testing.T) {
	t.Parallel()
	k := newKeeper(t)
	maple, rival := model.Workspace{ID: "w1", Name: "Maple", Sandbox: true}, model.Workspace{ID: "w2", Name: "Rival"}
	of := func(ws model.Workspace) *model.Snapshot {
		lock := model.NewLock(model.Device{ID: model.DeviceID(ws.ID + "-lock"), Name: ws.Name}, nil, true, nil)
		return model.NewSnapshot(ws, []*model.Lock{lock}, model.FeedState{AsOf: time.Unix(1_700_000_000, 0)}, 1)
	}
	k.loggedIn(maple)
	k.opensStore(func(g gallery) error {
		if err := g.Keep(t.Context(), "another key of maple", of(maple)); err != nil {
			return err
		}
		if err := g.store.In("w1").SetPreference(t.Context(), "sort", "name"); err != nil {
			return err
		}
		return g.Keep(t.Context(), "a key of the rival", of(rival))
	})

	_, words := k.runs(exitDone, "logout")
	for _, want := range []string{"the key of the profile default is forgotten", "the last picture of Maple is forgotten; rules and preferences stay"} {
		if !strings.Contains(words, want) {
			t.Errorf("logout says %q, not %q", words, want)
		}
	}
	k.mustHaveForgotten(t)
}

// mustHaveForgotten says that of Maple only the preferences are left, and the rival's picture is where it was.
func (k keeper) mustHaveForgotten(t *testing.T) {
	t.Helper()
	k.opensStore(func(g gallery) error {
		remembered, err := g.store.In(noWorkspace).Preferences(t.Context())
		if _, led := remembered[markName("another key of maple")]; led || len(remembered) != 1 {
			t.Errorf("marks left: %v", remembered)
		}
		if picture, _, err := g.store.In("w1").Snapshot(t.Context()); picture != nil || err != nil {
			t.Errorf("the picture is still there: %v, %v", picture, err)
		}
		if picture, err := g.Last(t.Context(), "a key of the rival"); err != nil || picture == nil {
			t.Errorf("the picture of another workspace is gone: %v", err)
		}
		if kept, err := g.store.In("w1").Preferences(t.Context()); err != nil || kept["sort"] != "name" {
			t.Errorf("the preferences are %v, %v", kept, err)
		}
		return err
	})
}

// TestLogoutWithoutAStore makes none to look into, and a store that does not open is said after the key is gone.
func TestLogoutWithoutAStore(t *testing.T) {
	t.Parallel()
	k := newKeeper(t)
	k.loggedIn(model.Workspace{ID: "w1", Name: "Maple", Sandbox: true})
	if _, words := k.runs(exitDone, "logout"); strings.Contains(words, "picture") {
		t.Errorf("logout speaks of a picture where there is none: %q", words)
	}
	if _, err := os.Stat(k.path); err == nil {
		t.Error("logout made a store")
	}
	k.loggedIn(model.Workspace{ID: "w1", Name: "Maple", Sandbox: true})
	if err := os.WriteFile(k.path, []byte("not a store"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, words := k.runs(exitUsage, "logout"); !strings.Contains(words, "is forgotten") || !strings.Contains(words, "seamdash: ") {
		t.Errorf("logout over a broken store says %q", words)
	}
	if len(k.ring.Held()) != 0 {
		t.Error("the key is still in the keyring")
	}
}
