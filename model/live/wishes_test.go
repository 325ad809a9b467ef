package live

import (
	"sync/atomic"
	"testing"
	"time"

	"seamdash/model"
)

// rename is a change with its event.
func (s *seam) rename(i, j int, name string) {
	s.do(func() []model.Event {
		return []model.Event{s.alter(codeID(i, j), func(c *model.AccessCode) { c.Name = name })}
	})
}

// quietly changes the world without any event.
func (s *seam) quietly(change func()) {
	s.do(func() []model.Event { change(); return nil })
}

func TestFreeze(t *testing.T) {
	t.Parallel()
	s := newSeam(20, 2)
	bubble(t, s, Config{}, func(r *rig) {
		r.loaded()
		r.feed.Freeze(true)
		r.after(time.Second)
		s.takeLog()
		s.rename(3, 1, "while frozen")
		got := r.after(20 * time.Minute)
		if n := len(s.takeLog()); n > 0 || got.Feed.Connection != model.Frozen {
			t.Errorf("%d calls, %v", n, got.Feed.Connection)
		}
		if r.code(codeID(3, 1)).Name == "while frozen" {
			t.Error("the picture moved")
		}
		r.feed.Refresh()
		if got = r.after(time.Second); got.Feed.Connection != model.Frozen {
			t.Errorf("after one round: %v", got.Feed.Connection)
		}
		r.same()
		s.takeLog()
		s.rename(3, 1, "again")
		r.after(20 * time.Minute)
		if n := len(s.takeLog()); n > 0 {
			t.Errorf("%d calls after the one round that was asked for", n)
		}
		r.feed.Freeze(false)
		r.after(100 * time.Millisecond)
		r.healthy()
	})
}

func TestFreezeAmidTheLoad(t *testing.T) {
	t.Parallel()
	s := newSeam(200, 2)
	s.latency = 100 * time.Millisecond
	bubble(t, s, Config{}, func(r *rig) {
		r.after(350 * time.Millisecond)
		r.feed.Freeze(true)
		half := r.after(time.Second)
		if half.Total.Loaded == 0 || half.Total.Loaded == 200 || !half.Feed.Loading {
			t.Errorf("%+v %+v", half.Total, half.Feed)
		}
		if later := r.after(time.Minute); later.Total.Loaded != half.Total.Loaded {
			t.Errorf("%d locks loaded, then %d", half.Total.Loaded, later.Total.Loaded)
		}
		r.feed.Freeze(false)
		r.after(5 * time.Second)
		r.healthy()
	})
}

func TestOff(t *testing.T) {
	t.Parallel()
	s := newSeam(20, 2)
	bubble(t, s, Config{Pace: PaceOf(0)}, func(r *rig) {
		if got := r.loaded(); got.Feed.Connection != model.Off || got.Total.Loaded != 20 {
			t.Errorf("%v, %d locks loaded", got.Feed.Connection, got.Total.Loaded)
		}
		s.rename(1, 0, "while off")
		r.after(30 * time.Minute)
		if n := len(s.takeLog()); n > 0 {
			t.Errorf("%d calls of a feed that is off", n)
		}
		r.feed.Refresh()
		r.after(time.Second)
		r.same()
		r.feed.SetPace(PaceOf(5 * time.Second))
		s.rename(1, 0, "on again")
		r.after(5 * time.Second)
		r.healthy()
	})
}

// Refresh does not trust events: what is on screen is read itself.
func TestRefreshReadsTheScreen(t *testing.T) {
	t.Parallel()
	s := newSeam(20, 2)
	bubble(t, s, Config{Sweep: still}, func(r *rig) {
		r.feed.Focus([]model.DeviceID{lockID(4)})
		r.loaded()
		s.quietly(func() {
			s.addCode(lockID(4), "unannounced")
			delete(s.codes, codeID(4, 0))
			s.alter(codeID(4, 1), func(c *model.AccessCode) { c.Status = model.StatusUnknown })
			d := s.devices[lockID(4)]
			d.Online = model.No
			s.devices[d.ID] = d
		})
		r.feed.Refresh()
		r.after(time.Second)
		r.same()
	})
}

// gaps gives the shortest and the longest time between two ticks.
func gaps(log []call) (low, high time.Duration) {
	var last time.Time
	for _, c := range log {
		if c.op != "events" {
			continue
		}
		if !last.IsZero() {
			gap := c.at.Sub(last)
			high = max(high, gap)
			if low == 0 || gap < low {
				low = gap
			}
		}
		last = c.at
	}
	return low, high
}

func TestPace(t *testing.T) {
	t.Parallel()
	s := newSeam(20, 2)
	s.latency = 50 * time.Millisecond
	bubble(t, s, Config{Sweep: still}, func(r *rig) {
		r.loaded()
		expect := func(what string, span, pace time.Duration) {
			r.after(pace) // the wait that is under way
			s.takeLog()
			r.after(span)
			low, high := gaps(s.takeLog())
			if low < pace*8/10 || high > pace {
				t.Errorf("%s: ticks are %v to %v apart, expected %v", what, low, high, pace)
			}
		}
		s.do(func() []model.Event {
			return []model.Event{s.alter(codeID(4, 0), func(c *model.AccessCode) { c.Status = model.StatusSetting })}
		})
		r.after(10 * time.Second)
		expect("in motion, not on screen", 2*time.Minute, 10*time.Second)
		r.feed.Focus([]model.DeviceID{lockID(4)})
		expect("in motion on screen", 2*time.Minute, 2*time.Second)
		r.after(10 * time.Minute)
		expect("stuck on screen", time.Minute, 10*time.Second)
		s.do(func() []model.Event {
			return []model.Event{s.alter(codeID(4, 0), func(c *model.AccessCode) { c.Status = model.StatusSet })}
		})
		r.feed.Focus([]model.DeviceID{lockID(5)})
		r.after(12 * time.Minute)
		r.feed.Focus([]model.DeviceID{lockID(5)}) // drawn again, not touched
		expect("idle for long", 5*time.Minute, 30*time.Second)
		r.feed.Focus([]model.DeviceID{lockID(6)})
		r.after(30 * time.Second)
		expect("somebody is there", 5*time.Minute, 10*time.Second)
	})
}

func TestCodesInMotionAreReadAtEachTick(t *testing.T) {
	t.Parallel()
	s := newSeam(300, 4)
	s.quietly(func() {
		for i := range 300 {
			s.alter(codeID(i, 0), func(c *model.AccessCode) { c.Status = model.StatusSetting })
		}
	})
	bubble(t, s, Config{Sweep: still}, func(r *rig) {
		r.loaded()
		r.after(time.Minute)
		log := s.takeLog()
		if ticks, batches := count(log, "events"), count(log, "codes by id"); batches != 2*ticks {
			t.Errorf("%d ticks, %d batches; 300 codes in motion make two a tick", ticks, batches)
		}
		s.quietly(func() {
			for i := range 300 {
				s.alter(codeID(i, 0), func(c *model.AccessCode) { c.Status = model.StatusSet })
			}
		})
		r.after(10 * time.Second)
		r.same()
		r.after(10 * time.Second)
		s.takeLog()
		r.after(5 * time.Minute)
		if log := s.takeLog(); count(log, "events") != len(log) {
			t.Errorf("%d calls at %d ticks when all came to rest", len(log), count(log, "events"))
		}
	})
}

func TestStuckCodesAreReadRarely(t *testing.T) {
	t.Parallel()
	s := newSeam(10, 4)
	s.quietly(func() {
		s.alter(codeID(1, 1), func(c *model.AccessCode) { c.Status = model.StatusSetting })
	})
	bubble(t, s, Config{Sweep: still}, func(r *rig) {
		r.loaded()
		r.after(3 * time.Hour)
		s.takeLog()
		r.after(time.Hour)
		if n := count(s.takeLog(), "codes by id"); n < 11 || n > 13 {
			t.Errorf("%d reads of a stuck code in an hour, expected 12", n)
		}
	})
}

// Nothing announces that a window has come to its edge, so the feed looks by itself.
func TestWindowEdges(t *testing.T) {
	t.Parallel()
	cases := map[string]func(*model.AccessCode, time.Time){
		"start": func(c *model.AccessCode, at time.Time) {
			c.Window = model.Window{From: at, Until: at.AddDate(8000, 0, 0)}
		},
		"end": func(c *model.AccessCode, at time.Time) {
			c.Window = model.Window{From: at.Add(-9 * time.Hour), Until: at}
		},
		"scheduled": func(c *model.AccessCode, at time.Time) {
			c.Pending = []model.PendingMutation{{Code: model.MutationDeferringCreation, ScheduledAt: at}}
		},
	}
	for name, set := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSeam(10, 4)
			bubble(t, s, Config{Sweep: still}, func(r *rig) {
				edge := time.Now().Add(6 * time.Hour)
				s.quietly(func() { s.alter(codeID(1, 1), func(c *model.AccessCode) { set(c, edge) }) })
				r.loaded()
				r.after(time.Until(edge) - 70*time.Second)
				if log := s.takeLog(); count(log, "events") != len(log) {
					t.Errorf("%d calls at %d ticks long before the edge", len(log), count(log, "events"))
				}
				r.after(70 * time.Second)
				for _, status := range []model.Status{"a", "b", "c", "d", "e", "f"} { // not in motion by their names
					s.quietly(func() { s.alter(codeID(1, 1), func(c *model.AccessCode) { c.Status = status }) })
					r.after(10 * time.Second)
					r.same()
				}
			})
		})
	}
}

func TestAfterALongSilenceEverythingIsListed(t *testing.T) {
	t.Parallel()
	change := func(s *seam) func() {
		return func() {
			s.addCode(lockID(1), "made meanwhile")
			delete(s.codes, codeID(2, 0))
			s.dropLock(3)
			s.addCode(s.addLock(77), "far")
		}
	}
	t.Run("the machine slept", func(t *testing.T) {
		t.Parallel()
		s := newSeam(30, 2)
		var slept atomic.Int64
		now := func() time.Time { return time.Now().Add(time.Duration(slept.Load())) }
		bubble(t, s, Config{Now: now}, func(r *rig) {
			r.loaded()
			slept.Store(int64(3 * time.Hour))
			s.quietly(change(s))
			r.after(11 * time.Second)
			r.same()
		})
	})
	t.Run("frozen for long", func(t *testing.T) {
		t.Parallel()
		s := newSeam(30, 2)
		bubble(t, s, Config{}, func(r *rig) {
			r.loaded()
			r.feed.Freeze(true)
			r.after(2 * time.Hour)
			s.quietly(change(s))
			r.feed.Freeze(false)
			r.after(time.Second)
			r.healthy()
		})
	})
	t.Run("a short silence", func(t *testing.T) {
		t.Parallel()
		s := newSeam(30, 2)
		bubble(t, s, Config{Sweep: still}, func(r *rig) {
			r.loaded()
			r.feed.Freeze(true)
			r.after(50 * time.Minute)
			s.rename(4, 1, "new")
			r.feed.Freeze(false)
			r.after(time.Second)
			r.healthy()
			if log := s.takeLog(); len(log) != 2 {
				t.Errorf("%d calls; a tick and one batch were enough", len(log))
			}
		})
	})
}
