package live

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"seamdash/model"
)

// kept is the picture that an earlier run saw of the world, an hour ago.
func kept(s *seam) *model.Snapshot {
	var locks []*model.Lock
	for id, d := range s.devices {
		locks = append(locks, model.NewLock(d, s.codesOf(id), true, nil))
	}
	feed := model.FeedState{Connection: model.Live, AsOf: time.Now().Add(-time.Hour), CallsPerMinute: 6}
	return model.NewSnapshot(model.Workspace{ID: "w", Name: "Maple Property Group"}, locks, feed, 77)
}

// started runs a feed that begins with what an earlier run kept; change is what happened since.
func started(t *testing.T, s *seam, change func(), body func(r *rig, kept *model.Snapshot)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		start := kept(s)
		change()
		ctx, stop := context.WithCancel(t.Context())
		defer stop()
		r := &rig{t: t, seam: s, feed: New(Config{Source: s, Start: start, Sweep: still}), stop: stop}
		done := make(chan error, 1)
		go func() { done <- r.feed.Run(ctx) }()
		body(r, start)
		stop()
		if err := <-done; err != nil {
			t.Errorf("run: %v", err)
		}
	})
}

func unchanged() {}

func inWords(s *model.Snapshot) string {
	return fmt.Sprintf("%s: %d locks, %d old, %d codes, loading %v, kept %v", s.Feed.Connection, s.Total.Locks, s.Total.Old,
		s.Total.Codes, s.Feed.Loading, !s.Feed.Kept.IsZero())
}

// TestStartIsThereBeforeAnybodyAnswers: Seam hangs, and the picture of the last run is on the screen, dated.
func TestStartIsThereBeforeAnybodyAnswers(t *testing.T) {
	t.Parallel()
	s := newSeam(3, 2)
	s.latency = 24 * time.Hour
	started(t, s, unchanged, func(r *rig, kept *model.Snapshot) {
		for _, wait := range []time.Duration{0, 20 * time.Second} {
			got := r.after(wait)
			if want := "connecting: 3 locks, 3 old, 6 codes, loading true, kept true"; inWords(got) != want {
				t.Errorf("after %v: %s; want %s", wait, inWords(got), want)
			}
			if !got.Feed.Kept.Equal(kept.Feed.AsOf) || !got.Feed.AsOf.IsZero() || got.Workspace != kept.Workspace {
				t.Errorf("after %v: %+v of %+v; want the date of the kept picture and no answer", wait, got.Feed, got.Workspace)
			}
			for _, l := range got.Locks {
				if !l.Old || !l.Loaded || len(l.Codes) != 2 {
					t.Errorf("lock %s is not shown as kept: %+v", l.Device.ID, l)
				}
			}
		}
		if n := s.peak["devices"]; n != 1 {
			t.Errorf("%d lists of devices were asked for beside the picture, want 1", n)
		}
	})
}

// TestStartIsReplacedLockByLock: while answers arrive, old and new can be told apart, and in the end nothing is old.
func TestStartIsReplacedLockByLock(t *testing.T) {
	t.Parallel()
	s := newSeam(60, 3)
	s.latency = 100 * time.Millisecond
	since := func() {
		s.alter(codeID(2, 1), func(c *model.AccessCode) { c.Name = "Renamed" })
		delete(s.codes, codeID(3, 0)) // was managed
		unmanaged := s.codes[codeID(4, 0)]
		unmanaged.Managed = false
		s.codes[unmanaged.ID] = unmanaged
		s.addCode(lockID(5), "code-new")
		delete(s.devices, lockID(6))
		s.addLock(99)
		d := s.devices[lockID(7)]
		d.Name, d.Online = "Aardvark Door", model.No
		s.devices[d.ID] = d
	}
	started(t, s, since, func(r *rig, _ *model.Snapshot) {
		var got []string
		for _, wait := range []time.Duration{0, 150 * time.Millisecond, 310 * time.Millisecond, 3 * time.Second} {
			got = append(got, inWords(r.after(wait)))
		}
		want := []string{
			"connecting: 60 locks, 60 old, 180 codes, loading true, kept true",
			"live: 60 locks, 59 old, 177 codes, loading true, kept true", // the vanished is gone, the new one not read yet
			"live: 60 locks, 35 old, 177 codes, loading true, kept true",
			"live: 60 locks, 0 old, 177 codes, loading false, kept false",
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		r.same()
		log := s.takeLog()
		if n := count(log, "devices by id") + count(log, "codes by id"); n != 0 {
			t.Errorf("%d questions by id: a start with a picture should cost no more than one without", n)
		}
		if n := count(log, "codes"); n != 60 {
			t.Errorf("%d lists of codes for 60 locks", n)
		}
	})
}

// TestStartOfAnotherWorkspaceIsDropped: should the picture be of a workspace that the key does not open, it is gone
// with the first answer that says so.
func TestStartOfAnotherWorkspaceIsDropped(t *testing.T) {
	t.Parallel()
	s := newSeam(3, 1)
	start := model.NewSnapshot(model.Workspace{ID: "other", Name: "Rival Lodges"}, []*model.Lock{
		model.NewLock(model.Device{ID: "theirs", Name: "Their Door"}, nil, true, nil),
	}, model.FeedState{AsOf: time.Now()}, 1)
	s.late = func(c call) <-chan bool {
		answered := make(chan bool, 1)
		if c.op != "devices" { // the list of locks alone would drop it, too
			answered <- true
		}
		return answered
	}
	bubble(t, s, Config{Start: start, Sweep: still}, func(r *rig) {
		got := r.after(time.Second)
		if _, there := got.Lock("theirs"); there || got.Workspace.ID != "w" || !got.Feed.Kept.IsZero() {
			t.Errorf("%s of %s shows a lock of another workspace: %v", inWords(got), got.Workspace.Name, there)
		}
	})
}

// TestStartStaysOldWhereALockCannotBeRead: one lock in trouble keeps its mark and says why, the others lose it.
func TestStartStaysOldWhereALockCannotBeRead(t *testing.T) {
	t.Parallel()
	s := newSeam(3, 2)
	s.fail = func(c call) error {
		if c.op == "codes" && c.ids[0] == string(lockID(1)) {
			return &model.Fault{Op: "list codes", Kind: model.KindUnavailable}
		}
		return nil
	}
	started(t, s, unchanged, func(r *rig, _ *model.Snapshot) {
		got := r.after(time.Second)
		if want := "live: 3 locks, 1 old, 6 codes, loading false, kept true"; inWords(got) != want {
			t.Errorf("%s; want %s", inWords(got), want)
		}
		if l, _ := got.Lock(lockID(1)); !l.Old || l.Fault == nil || len(l.Codes) != 2 {
			t.Errorf("the lock in trouble: %+v", l)
		}
		s.set(func() { s.fail = nil })
		if got := r.after(time.Minute); got.Total.Old != 0 || !got.Feed.Kept.IsZero() {
			t.Errorf("still old after the trouble: %s", inWords(got))
		}
	})
}

// TestStartSurvivesAnOutage: while Seam refuses, the old picture stays and says that it is old.
func TestStartSurvivesAnOutage(t *testing.T) {
	t.Parallel()
	s := newSeam(3, 2)
	s.fail = func(call) error { return &model.Fault{Op: "ask", Kind: model.KindUnavailable, Err: errors.New("503")} }
	started(t, s, unchanged, func(r *rig, _ *model.Snapshot) {
		if got, want := inWords(r.after(time.Hour)), "retrying: 3 locks, 3 old, 6 codes, loading true, kept true"; got != want {
			t.Errorf("%s; want %s", got, want)
		}
		s.set(func() { s.fail = nil })
		r.after(2 * time.Minute)
		r.same()
		if got := r.feed.Snapshot(); got.Total.Old != 0 {
			t.Errorf("still old after the outage: %s", inWords(got))
		}
	})
}

// TestDamagedStart: what is there twice or belongs nowhere is left out; an undated picture is none.
func TestDamagedStart(t *testing.T) {
	t.Parallel()
	code := func(id, device string) model.AccessCode {
		return model.AccessCode{ID: model.CodeID(id), DeviceID: model.DeviceID(device), Name: id, Managed: true}
	}
	lock := func(id string, codes ...model.AccessCode) *model.Lock {
		return model.NewLock(model.Device{ID: model.DeviceID(id), Name: id}, codes, true, nil)
	}
	start := model.NewSnapshot(model.Workspace{ID: "w"}, []*model.Lock{
		lock("a", code("1", "a"), code("2", "b"), code("3", "a")), lock("a"), lock("", code("4", "")),
		lock("b", code("1", "b"), code("5", "b"), code("5", "b"), code("", "b")),
	}, model.FeedState{AsOf: time.Unix(1, 0)}, 1)
	got := map[string][]string{}
	for _, l := range New(Config{Start: start}).Snapshot().Locks {
		names := []string{}
		for _, c := range l.Codes {
			names = append(names, c.Name)
		}
		got[string(l.Device.ID)] = names
	}
	if diff := cmp.Diff(map[string][]string{"a": {"1", "3"}, "b": {"5"}}, got); diff != "" {
		t.Error(diff)
	}
	undated := New(Config{Start: start.WithFeed(model.FeedState{})}).Snapshot()
	if undated.Total.Locks != 0 || undated.Workspace.ID != "" {
		t.Errorf("a picture without a date is shown: %+v", undated)
	}
}

// BenchmarkStart is what a kept picture of 10,000 locks with 200,000 codes costs before the first frame.
func BenchmarkStart(b *testing.B) {
	locks := make([]*model.Lock, 10_000)
	for i := range locks {
		codes := make([]model.AccessCode, 20)
		for j := range codes {
			codes[j] = model.AccessCode{ID: codeID(i, j), DeviceID: lockID(i), Name: "Guest", Status: model.StatusSet, Managed: true}
		}
		locks[i] = model.NewLock(model.Device{ID: lockID(i), Name: fmt.Sprintf("Door %05d", i)}, codes, true, nil)
	}
	start := model.NewSnapshot(model.Workspace{ID: "w"}, locks, model.FeedState{AsOf: time.Unix(1, 0)}, 1)
	b.Run("first frame", func(b *testing.B) {
		for b.Loop() {
			New(Config{Start: start})
		}
	})
	b.Run("adopt", func(b *testing.B) {
		feed := New(Config{Start: start})
		for b.Loop() {
			newKeeper(feed)
		}
	})
}
