package live

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"seamdash/model"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// still is a sweep so rare that a test never meets it.
const still = 100_000 * time.Hour

func TestFirstLoadShowsWhatItHas(t *testing.T) {
	t.Parallel()
	s := newSeam(60, 3)
	s.latency = 100 * time.Millisecond
	bubble(t, s, Config{Sweep: still}, func(r *rig) {
		picture := func(s *model.Snapshot) string {
			return fmt.Sprintf("%s: %d of %d locks, %d codes, loading %v", s.Feed.Connection, s.Total.Loaded, s.Total.Locks,
				s.Total.Codes, s.Feed.Loading)
		}
		var got []string
		for _, wait := range []time.Duration{0, 150 * time.Millisecond, 310 * time.Millisecond, 3 * time.Second} {
			got = append(got, picture(r.after(wait)))
		}
		want := []string{
			"connecting: 0 of 0 locks, 0 codes, loading true",
			"live: 0 of 60 locks, 0 codes, loading true",
			"live: 24 of 60 locks, 72 codes, loading true",
			"live: 60 of 60 locks, 180 codes, loading false",
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		if ws := r.feed.Snapshot().Workspace.ID; ws != "w" {
			t.Errorf("workspace %q", ws)
		}
		r.same()
	})
}

func TestFirstLoadReadsEightAtATimeAndTheScreenFirst(t *testing.T) {
	t.Parallel()
	s := newSeam(60, 3)
	s.latency = 100 * time.Millisecond
	bubble(t, s, Config{Sweep: still}, func(r *rig) {
		r.feed.Focus([]model.DeviceID{lockID(51), lockID(7)})
		r.after(3 * time.Second)
		var order []string
		for _, c := range s.takeLog() {
			if c.op == "codes" {
				order = append(order, c.ids[0])
			}
		}
		if len(order) != 60 {
			t.Fatalf("%d lists", len(order))
		}
		first := slices.Sorted(slices.Values(order[:8])) // put at the same moment
		want := append(plain([]model.DeviceID{lockID(0), lockID(1), lockID(2), lockID(3), lockID(4), lockID(5)}), "lock-00007", "lock-00051")
		if !slices.Equal(first, want) {
			t.Errorf("the first lists are %v, not %v", first, want)
		}
		if s.peak["codes"] != 8 {
			t.Errorf("%d lists at once, not 8", s.peak["codes"])
		}
	})
}

func TestFirstLoadPublishesAtMostTwentyTimesASecond(t *testing.T) {
	t.Parallel()
	s := newSeam(1000, 1)
	s.latency = 30 * time.Millisecond
	bubble(t, s, Config{Sweep: still}, func(r *rig) {
		begun, published := time.Now(), 0
		for {
			next, err := r.feed.Next(r.t.Context())
			if err != nil {
				t.Fatal(err)
			}
			published++
			if !next.Feed.Loading {
				break
			}
		}
		took := time.Since(begun)
		if limit := int(took/publishEvery) + 3; published > limit || published < 20 {
			t.Errorf("%d snapshots in %v; between 20 and %d are expected", published, took, limit)
		}
	})
}

func TestIdleTickIsOneCall(t *testing.T) {
	t.Parallel()
	for _, locks := range []int{10, 10_000} {
		t.Run(fmt.Sprint(locks), func(t *testing.T) {
			t.Parallel()
			s := newSeam(locks, 1)
			s.latency = 500 * time.Millisecond
			bubble(t, s, Config{Sweep: still, Parallel: 100}, func(r *rig) {
				before := r.loaded()
				r.after(9 * time.Minute)
				log := s.takeLog()
				if n := count(log, "events"); n != len(log) || n < 56 || n > 65 {
					t.Errorf("%d calls, %d of them ticks, in nine idle minutes", len(log), n)
				}
				for i := 1; i < len(log); i++ {
					if gap := log[i].at.Sub(log[i-1].at); gap < 8500*time.Millisecond || gap > 9500*time.Millisecond {
						t.Errorf("%v between two ticks; the answer comes half a second later", gap)
					}
				}
				if after := r.feed.Snapshot(); after.Revision != before.Revision {
					t.Error("an idle workspace makes new revisions")
				}
			})
		})
	}
}

func TestSweepCosts(t *testing.T) {
	t.Parallel()
	cases := []struct{ locks, codes, min, max int }{
		{10, 20, 5, 9},
		{400, 20, 30, 40},
		{4000, 20, 85, 105}, // 6 ticks, 60 lists, 30 batches, 0.6 pages
	}
	for _, c := range cases {
		t.Run(fmt.Sprint(c.locks), func(t *testing.T) {
			t.Parallel()
			s := newSeam(c.locks, c.codes)
			bubble(t, s, Config{Pace: Pace{Idle: 10 * time.Second}}, func(r *rig) {
				r.loaded()
				r.after(15 * time.Minute)
				log := s.takeLog()
				if n := len(log) / 15; n < c.min || n > c.max {
					t.Errorf("%d calls a minute, expected %d to %d", n, c.min, c.max)
				}
				perMinute := map[time.Time]int{}
				for _, q := range log {
					perMinute[q.at.Truncate(time.Minute)]++
				}
				for at, n := range perMinute {
					if n > c.max+c.max/4 {
						t.Errorf("%d calls in the minute of %v: not spread", n, at)
					}
				}
				if shown := r.feed.Snapshot().Feed.CallsPerMinute; shown < c.min || shown > c.max+1 {
					t.Errorf("the feed says %d calls a minute", shown)
				}
			})
		})
	}
}

func TestAChangeIsShownWithinATick(t *testing.T) {
	t.Parallel()
	code := func(change func(*model.AccessCode)) func(*seam) []model.Event {
		return func(s *seam) []model.Event { return []model.Event{s.alter(codeID(33, 1), change)} }
	}
	cases := map[string]func(*seam) []model.Event{
		"status":   code(func(c *model.AccessCode) { c.Status = model.StatusSetting }),
		"name":     code(func(c *model.AccessCode) { c.Name = "Aaron" }),
		"problems": code(func(c *model.AccessCode) { c.Problems = []model.Problem{{Code: "x"}} }),
		"event without lock": func(s *seam) []model.Event {
			ev := s.alter(codeID(2, 0), func(c *model.AccessCode) { c.Status = model.StatusUnknown })
			ev.DeviceID = ""
			return []model.Event{ev}
		},
		"created": func(s *seam) []model.Event {
			s.addCode(lockID(4), "new")
			return []model.Event{{Type: model.EventCodeCreated, CodeID: "new", DeviceID: lockID(4)}}
		},
		"created, no lock named": func(s *seam) []model.Event {
			s.addCode(lockID(4), "new")
			return []model.Event{{Type: model.EventCodeCreated, CodeID: "new"}}
		},
		"deleted": func(s *seam) []model.Event {
			delete(s.codes, codeID(5, 0))
			return []model.Event{{Type: model.EventCodeDeleted, CodeID: codeID(5, 0)}}
		},
		"lock renamed": func(s *seam) []model.Event {
			d := s.devices[lockID(9)]
			d.Name = "Patio"
			s.devices[d.ID] = d
			return []model.Event{{Type: "device.name_changed", DeviceID: d.ID}}
		},
		"lock gone": func(s *seam) []model.Event {
			s.dropLock(9)
			return []model.Event{{Type: model.EventDeviceGone, DeviceID: lockID(9)}}
		},
	}
	for name, change := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSeam(40, 2)
			s.latency = 200 * time.Millisecond
			bubble(t, s, Config{Sweep: still}, func(r *rig) {
				r.loaded()
				r.after(25 * time.Second)
				before := r.feed.Snapshot()
				s.do(func() []model.Event { return change(s) })
				r.after(10*time.Second + 2*s.latency)
				if r.feed.Snapshot().Revision == before.Revision {
					t.Error("the change is not shown")
				}
				r.same()
			})
		})
	}
}

func (s *seam) dropLock(i int) {
	delete(s.devices, lockID(i))
	for id, c := range s.codes {
		if c.DeviceID == lockID(i) {
			delete(s.codes, id)
		}
	}
}

// A lock that appears costs another round trip: its codes are listed when its facts are known.
func TestANewLockIsLoaded(t *testing.T) {
	t.Parallel()
	for _, event := range []model.Event{
		{Type: "device.added", DeviceID: lockID(99)},
		{Type: "connected_account.completed_first_sync", AccountID: "account"},
		{Type: model.EventCodeCreated, CodeID: "far"},
	} {
		t.Run(string(event.Type), func(t *testing.T) {
			t.Parallel()
			s := newSeam(5, 2)
			s.latency = 50 * time.Millisecond
			bubble(t, s, Config{Sweep: still}, func(r *rig) {
				r.loaded()
				s.do(func() []model.Event {
					s.addCode(s.addLock(99), "far")
					return []model.Event{event}
				})
				if snap := r.after(10*time.Second + 5*s.latency); snap.Total.Loaded != 6 || snap.Feed.Loading {
					t.Errorf("%d of 6 locks are loaded", snap.Total.Loaded)
				}
				r.same()
			})
		})
	}
}

// Seam copies the problems of an account or a device onto codes, so a lock whose health changed takes them along.
func TestALockInTroubleTakesItsCodesAlong(t *testing.T) {
	t.Parallel()
	s := newSeam(300, 4)
	bubble(t, s, Config{Sweep: still}, func(r *rig) {
		r.loaded()
		s.do(func() []model.Event {
			for id, d := range s.devices {
				d.Online = model.No
				s.devices[id] = d
			}
			for id := range s.codes {
				s.alter(id, func(c *model.AccessCode) { c.Problems = []model.Problem{{Origin: model.OriginAccount}} })
			}
			return []model.Event{{Type: "connected_account.disconnected", AccountID: "account"}}
		})
		r.after(11 * time.Second)
		r.same()
		log := s.takeLog()
		if lists, batches := count(log, "codes"), count(log, "codes by id"); lists > 0 || batches != 6 {
			t.Errorf("%d lists and %d batches, expected 6 batches of 200", lists, batches)
		}
	})
}

func TestAnswersOutOfOrder(t *testing.T) {
	t.Parallel()
	s := newSeam(3, 1)
	bubble(t, s, Config{Sweep: still}, func(r *rig) {
		r.loaded()
		// The first re-read is answered with the state of its moment, and that answer is held back.
		hold := make(chan bool)
		held := false
		open := make(chan bool)
		close(open)
		s.set(func() {
			s.late = func(c call) <-chan bool {
				if c.op == "codes by id" && !held {
					held = true
					return hold
				}
				return open
			}
		})
		s.do(func() []model.Event {
			return []model.Event{s.alter(codeID(1, 0), func(c *model.AccessCode) { c.Status = model.StatusSetting })}
		})
		r.after(11 * time.Second)
		s.do(func() []model.Event {
			return []model.Event{s.alter(codeID(1, 0), func(c *model.AccessCode) { c.Status = model.StatusRemoving })}
		})
		r.after(11 * time.Second)
		if c := r.code(codeID(1, 0)); c.Status != model.StatusRemoving || !held {
			t.Fatalf("status %q before the late answer, held %v", c.Status, held)
		}
		close(hold)
		r.after(100 * time.Millisecond)
		if c := r.code(codeID(1, 0)); c.Status != model.StatusRemoving {
			t.Errorf("a late answer put the status back to %q", c.Status)
		}
	})
}

func TestPublishedSnapshotsNeverChange(t *testing.T) {
	t.Parallel()
	s := newSeam(4, 3)
	bubble(t, s, Config{Sweep: still}, func(r *rig) {
		before := r.loaded()
		text := fmt.Sprintf("%+v", deref(before))
		s.do(func() []model.Event {
			delete(s.codes, codeID(0, 0))
			s.addCode(lockID(0), "aaa")
			d := s.devices[lockID(2)]
			d.Name = "A first name"
			s.devices[d.ID] = d
			ev := s.alter(codeID(1, 1), func(c *model.AccessCode) { c.Name = "A" })
			return []model.Event{
				ev,
				{Type: "device.name_changed", DeviceID: lockID(2)},
				{Type: model.EventCodeDeleted, CodeID: codeID(0, 0)},
				{Type: model.EventCodeCreated, CodeID: "aaa"},
			}
		})
		after := r.after(11 * time.Second)
		r.same()
		if text != fmt.Sprintf("%+v", deref(before)) {
			t.Error("a published snapshot changed")
		}
		was, _ := before.Lock(lockID(3))
		is, _ := after.Lock(lockID(3))
		if was != is {
			t.Error("a lock that did not change is not shared")
		}
	})
}

func deref(s *model.Snapshot) (out []model.Lock) {
	for _, l := range s.Locks {
		out = append(out, *l)
	}
	return out
}

func TestUpdatesIsASlot(t *testing.T) {
	t.Parallel()
	s := newSeam(2, 1)
	bubble(t, s, Config{Sweep: still}, func(r *rig) {
		r.loaded()
		<-r.feed.Updates()
		select {
		case <-r.feed.Updates():
			t.Error("two tokens wait")
		default:
		}
		s.do(func() []model.Event {
			return []model.Event{s.alter(codeID(0, 0), func(c *model.AccessCode) { c.Name = "new" })}
		})
		waiting, stop := context.WithTimeout(r.t.Context(), time.Minute)
		defer stop()
		for named := false; !named; {
			next, err := r.feed.Next(waiting)
			if err != nil {
				t.Fatal(err)
			}
			_, named = lockOf(next, 0).Code(codeID(0, 0))
			named = named && lockOf(next, 0).Codes[0].Name == "new"
		}
		gone, cancel := context.WithCancel(r.t.Context())
		cancel()
		if _, err := r.feed.Next(gone); !errors.Is(err, context.Canceled) {
			t.Errorf("next after the end: %v", err)
		}
		if err := r.feed.Run(r.t.Context()); !errors.Is(err, ErrRunning) {
			t.Errorf("a second run: %v", err)
		}
	})
}

func lockOf(s *model.Snapshot, i int) *model.Lock {
	l, ok := s.Lock(lockID(i))
	if !ok {
		panic(strings.Join([]string{"no lock", string(lockID(i))}, " "))
	}
	return l
}

func TestRunLeavesNothingBehind(t *testing.T) {
	t.Parallel()
	for _, at := range []time.Duration{0, 50 * time.Millisecond, 350 * time.Millisecond, time.Minute} {
		synctest.Test(t, func(t *testing.T) {
			s := newSeam(100, 1)
			s.latency = 100 * time.Millisecond
			ctx, stop := context.WithTimeout(t.Context(), at)
			defer stop()
			if err := New(Config{Source: s}).Run(ctx); err != nil {
				t.Error(err)
			}
			if ended := ctx.Err(); ended == nil {
				t.Error("run returned before its end")
			}
		}) // the bubble panics when a goroutine is left
	}
}
