package ui

import (
	"testing"
	"time"

	"seamdash/model"
	"seamdash/ui/action"
)

type quietFeed struct{}

func (quietFeed) Snapshot() *model.Snapshot {
	return model.NewSnapshot(model.Workspace{}, nil, model.FeedState{}, 0)
}
func (quietFeed) Refresh()               {}
func (quietFeed) Freeze(bool)            {}
func (quietFeed) Focus([]model.DeviceID) {}

// TestCatalogue holds what footer, help and dispatch rely on: no key means two things, and every row explains itself.
func TestCatalogue(t *testing.T) {
	a := New(Config{Feed: quietFeed{}, Now: time.Now, Zone: time.UTC})
	for _, tab := range a.tabs.all {
		if twice := action.Clashes(a.keys.KeyNames(), tab.screen.Keys()); len(twice) > 0 {
			t.Errorf("%s: keys with two meanings: %q", tab.name, twice)
		}
		explained(t, a.keys.Hints(tab.screen.Hints(nil), a))
	}
	if last := a.labelled(nil); last[len(last)-2].Keys != "?" || last[len(last)-1].Keys != "q" {
		t.Error("the footer keeps the last two, which must be help and quit")
	}
}

func explained(t *testing.T, hints []action.Hint) {
	t.Helper()
	if len(hints) < 15 {
		t.Fatalf("only %d actions", len(hints))
	}
	for _, h := range hints {
		if h.Keys == "" || h.Explain == "" || h.Group == "" {
			t.Errorf("a row that does not explain itself: %+v", h)
		}
	}
}
