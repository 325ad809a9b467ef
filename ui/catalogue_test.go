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

func TestAge(t *testing.T) {
	for d, want := range map[time.Duration]string{
		-time.Hour:                       "just now",
		time.Second:                      "just now",
		2 * time.Second:                  "5 s ago",
		5 * time.Second:                  "5 s ago",
		5*time.Second + time.Millisecond: "10 s ago",
		55 * time.Second:                 "55 s ago",
		56 * time.Second:                 "1 min ago",
		61 * time.Second:                 "2 min ago",
		59 * time.Minute:                 "59 min ago",
		60 * time.Minute:                 "1 h ago",
		61 * time.Minute:                 "2 h ago",
		5 * 24 * time.Hour:               "5 days ago",
	} {
		if got := age(d); got != want {
			t.Errorf("age(%v) = %q, want %q", d, got, want)
		}
	}
}
