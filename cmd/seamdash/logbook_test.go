package main

import (
	"context"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/model/store"
	"seamdash/ui"
	"seamdash/ui/activity"
)

func following(t *testing.T, l *logbook) <-chan tea.Msg {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	shown, ended := make(chan tea.Msg, 16), make(chan struct{})
	go func() {
		defer close(ended)
		l.follow(ctx, func(msg tea.Msg) { shown <- msg })
	}()
	t.Cleanup(func() { stop(); <-ended })
	return shown
}

func lines(t *testing.T, msg tea.Msg) (actions []string) {
	t.Helper()
	written, ok := msg.(activity.Written)
	if !ok {
		t.Fatalf("shown: %#v", msg)
	}
	for _, w := range written.Writes {
		actions = append(actions, w.Action)
	}
	return actions
}

// TestLogbookOfOneRun: where nothing is kept the log lives as long as the program, and waits for the workspace.
func TestLogbookOfOneRun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		open := time.Now().Add(time.Second)
		l := newLogbook(nil, func() model.WorkspaceID {
			if time.Now().Before(open) {
				return ""
			}
			return "w"
		})
		shown := following(t, l)
		if got := lines(t, <-shown); len(got) != 0 || time.Now().Before(open) {
			t.Errorf("at first %q are shown, after %v", got, time.Until(open))
		}
		l.Log(t.Context(), model.Write{Action: "lock"})
		if got := lines(t, <-shown); len(got) != 1 || got[0] != "lock" {
			t.Errorf("after one write %q are shown", got)
		}
		l.Log(t.Context(), model.Write{Action: "unlock"})
		if got := lines(t, <-shown); len(got) != 2 || got[0] != "unlock" {
			t.Errorf("after two writes %q are shown", got)
		}
	})
}

// TestLogbookIsShared: what another program on this machine writes appears, and what cannot be kept is told.
func TestLogbookIsShared(t *testing.T) {
	cfg := store.Config{Path: filepath.Join(t.TempDir(), "store.db"), Keys: &keyRing{}}
	here, err := store.Open(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	other, err := store.Open(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close() //nolint:errcheck // the test is over
	m := newMemory()
	m.open(here, nil)
	l := newLogbook(m, func() model.WorkspaceID { return "w" })
	shown := following(t, l)
	if got := lines(t, <-shown); len(got) != 0 {
		t.Errorf("a new store shows %q", got)
	}
	l.Log(t.Context(), model.Write{Action: "lock"})
	if got := lines(t, <-shown); len(got) != 1 {
		t.Errorf("after one write %q are shown", got)
	}
	if _, err := other.In("w").Log(t.Context(), model.Write{Action: "unlock"}); err != nil {
		t.Fatal(err)
	}
	for got := lines(t, <-shown); len(got) < 2; got = lines(t, <-shown) { // a change of our own may be told again
		if got[0] != "lock" {
			t.Fatalf("shown: %q", got)
		}
	}
	if err := here.Close(); err != nil {
		t.Fatal(err)
	}
	l.Log(t.Context(), model.Write{Action: "lock"})
	for {
		if caution, ok := (<-shown).(ui.Caution); ok {
			if caution.Text == "" {
				t.Error("the caution says nothing")
			}
			return
		}
	}
}
