package live

import (
	"testing"
	"time"

	"seamdash/model"
)

// limitsOf are the limits of all locks of a picture, nil when they differ.
func limitsOf(t *testing.T, s *model.Snapshot) *model.Limits {
	t.Helper()
	if len(s.Locks) == 0 {
		t.Fatal("there are no locks")
	}
	first := s.Locks[0].Device.Limits
	for _, l := range s.Locks {
		if l.Device.Limits != first {
			t.Fatalf("%s has other limits than %s", l.Device.ID, s.Locks[0].Device.ID)
		}
	}
	return first
}

// TestLimitsAreInEveryDevice: from the first picture on, in what is read later, and at once when they are changed, even
// while the updates are frozen; without a question to Seam and without taking anything for new that is not.
func TestLimitsAreInEveryDevice(t *testing.T) {
	t.Parallel()
	s := newSeam(20, 2)
	first, second := &model.Limits{LowBattery: 30}, &model.Limits{LowBattery: 40}
	kept := model.NewSnapshot(model.Workspace{}, []*model.Lock{
		model.NewLock(s.devices[lockID(1)], nil, true, nil),
	}, model.FeedState{AsOf: time.Now()}, 0)
	bubble(t, s, Config{Start: kept, Limits: first}, func(r *rig) {
		if limitsOf(t, r.feed.Snapshot()) != first || len(r.feed.Snapshot().Locks) != 1 {
			t.Error("the kept picture is without limits")
		}
		if limitsOf(t, r.loaded()) != first {
			t.Error("what was read is without limits")
		}
		quiet := r.feed.Snapshot().Revision
		r.after(time.Hour)
		if got := r.feed.Snapshot().Revision; got != quiet {
			t.Errorf("sweeps that read the same made %d new pictures", got-quiet)
		}
		r.feed.Freeze(true)
		r.after(time.Second)
		s.takeLog()
		r.feed.SetLimits(second)
		if limitsOf(t, r.after(time.Second)) != second || len(s.takeLog()) > 0 {
			t.Error("other limits wait for something, or ask Seam")
		}
		r.feed.SetLimits(nil)
		if limitsOf(t, r.after(time.Second)) != nil {
			t.Error("no limits are not none")
		}
	})
}
