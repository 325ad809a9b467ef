package store

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"seamdash/model"
)

func TestRoundTrips(t *testing.T) {
	t.Parallel()
	cfg := config(t)
	s := opened(t, cfg)
	r := s.In("ws1")
	ctx := t.Context()
	ok(t, r.SetPreference(ctx, "a", "b"))
	p := must[map[string]string](t)(r.Preferences(ctx))
	if p["a"] != "b" {
		t.Fatal(p)
	}
	snap := model.NewSnapshot(model.Workspace{ID: "ws1"}, []*model.Lock{model.NewLock(model.Device{ID: "d", Name: "x"}, []model.AccessCode{{ID: "c", DeviceID: "d", PIN: model.NewPIN("1234")}}, true, nil)}, model.FeedState{AsOf: time.Unix(5, 0)}, 3)
	ok(t, r.SaveSnapshot(ctx, snap))
	got, at, err := r.Snapshot(ctx)
	ok(t, err)
	if d := cmp.Diff(snap.Locks, got.Locks); d != "" || at.Unix() != 5 {
		t.Fatal(d, at)
	}
	ok(t, s.ChangeKey(ctx))
	ok(t, s.Backup(ctx, cfg.Path+".bak"))
	ok(t, r.SaveSnapshot(ctx, snap))
	must[string](t)(Restore(ctx, cfg, cfg.Path+".bak"))
	p = must[map[string]string](t)(r.Preferences(ctx))
	if p["a"] != "b" {
		t.Fatal(p)
	}
}
