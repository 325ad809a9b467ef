package store

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// TestForgetSnapshot: the picture goes, everything else of the workspace and every other workspace stays, and who knew
// the picture can keep a new one.
func TestForgetSnapshot(t *testing.T) {
	t.Parallel()
	cfg := config(t)
	s := opened(t, cfg)
	ours, theirs := s.In("ours"), s.In("theirs")
	ok(t, ours.ForgetSnapshot(t.Context())) // nothing is there yet
	snap := bigSnapshot(20, 2)
	ok(t, ours.SaveSnapshot(t.Context(), snap))
	ok(t, theirs.SaveSnapshot(t.Context(), snap))
	ok(t, ours.SetPreference(t.Context(), "sort", "name"))

	ok(t, opened(t, cfg).In("ours").ForgetSnapshot(t.Context())) // another process does it
	for range 2 {
		if got, _, err := ours.Snapshot(t.Context()); got != nil || err != nil {
			t.Errorf("after it was forgotten the picture is %v, %v", got, err)
		}
		ok(t, ours.ForgetSnapshot(t.Context()))
	}
	if kept := must[map[string]string](t)(ours.Preferences(t.Context())); kept["sort"] != "name" {
		t.Errorf("the preferences are %v, want what was set", kept)
	}
	if got, _, err := theirs.Snapshot(t.Context()); err != nil || got == nil || len(got.Locks) != 20 {
		t.Errorf("the picture of another workspace is %v, %v", got, err)
	}
	ok(t, ours.SaveSnapshot(t.Context(), snap))
	got, _, err := ours.Snapshot(t.Context())
	ok(t, err)
	if d := cmp.Diff(snap.Locks, got.Locks, cmpopts.EquateEmpty()); d != "" {
		t.Errorf("kept anew (-saved +read):\n%s", d)
	}
}
