package live

import (
	"context"
	"errors"
	"testing"
	"time"

	"seamdash/model"
)

func fault(kind model.Kind) *model.Fault { return &model.Fault{Op: "ask", Kind: kind, Message: "no"} }

// always makes every call fail.
func always(err error) func(call) error { return func(call) error { return err } }

// on makes the calls fail that name an id.
func on(id string, err error) func(call) error {
	return func(c call) error {
		if len(c.ids) > 0 && c.ids[0] == id {
			return err
		}
		return nil
	}
}

func TestOutage(t *testing.T) {
	t.Parallel()
	s := newSeam(30, 2)
	bubble(t, s, Config{}, func(r *rig) {
		before := r.loaded()
		s.set(func() { s.fail = always(fault(model.KindUnreachable)) })
		r.after(10 * time.Minute)
		s.takeLog()
		during := r.after(10 * time.Minute)
		if during.Feed.Connection != model.Retrying || model.KindOf(during.Feed.Fault) != model.KindUnreachable {
			t.Errorf("%v, %v", during.Feed.Connection, during.Feed.Fault)
		}
		if wait := time.Until(during.Feed.NextTry); wait <= 0 || wait > time.Minute {
			t.Errorf("the next try is said to be in %v", wait)
		}
		if during.Total.Codes != before.Total.Codes || during.Total.Locks != before.Total.Locks {
			t.Errorf("data went: %+v, was %+v", during.Total, before.Total)
		}
		if n := count(s.takeLog(), "events"); n < 9 || n > 12 {
			t.Errorf("%d tries in ten minutes, expected one a minute", n)
		}
		s.set(func() { s.fail = nil })
		s.do(func() []model.Event {
			return []model.Event{s.alter(codeID(3, 0), func(c *model.AccessCode) { c.Name = "changed in the dark" })}
		})
		r.after(time.Until(during.Feed.NextTry))
		r.healthy()
	})
}

// healthy demands a picture that is true and without complaints.
func (r *rig) healthy() {
	r.t.Helper()
	r.same()
	s := r.feed.Snapshot()
	if s.Feed.Connection != model.Live || s.Feed.Fault != nil {
		r.t.Errorf("%v, %v", s.Feed.Connection, s.Feed.Fault)
	}
	for _, l := range s.Locks {
		if !l.Loaded || l.Fault != nil {
			r.t.Errorf("lock %s: loaded %v, %v", l.Device.ID, l.Loaded, l.Fault)
		}
	}
}

func TestNothingAnswersAtFirst(t *testing.T) {
	t.Parallel()
	for _, err := range []error{fault(model.KindUnreachable), fault(model.KindUnavailable), errors.New("odd")} {
		s := newSeam(30, 2)
		s.fail = always(err)
		bubble(t, s, Config{}, func(r *rig) {
			early := r.after(30 * time.Second)
			if early.Feed.Connection != model.Retrying || early.Feed.Fault == nil || !early.Feed.Loading {
				t.Errorf("%+v", early.Feed)
			}
			s.set(func() { s.fail = nil })
			r.after(time.Minute)
			r.healthy()
		})
	}
}

// A refused key is a state to show, not an end: another program may be about to put a new key in its place.
func TestUnauthorised(t *testing.T) {
	t.Parallel()
	s := newSeam(30, 2)
	s.fail = always(fault(model.KindUnauthorised))
	bubble(t, s, Config{}, func(r *rig) {
		got := r.after(10 * time.Minute)
		if got.Feed.Connection != model.Retrying || model.KindOf(got.Feed.Fault) != model.KindUnauthorised {
			t.Errorf("%+v", got.Feed)
		}
		if n := len(s.takeLog()); n > 3*12 {
			t.Errorf("%d calls in ten minutes with a key that is not known", n)
		}
		s.set(func() { s.fail = nil })
		r.feed.Refresh()
		r.after(time.Second)
		r.healthy()
	})
}

// limited runs into a rate limit amid the first load and gives the calls and the picture of a while later.
func limited(r *rig, fault *model.Fault, wait time.Duration) (calls int, held *model.Snapshot) {
	r.t.Helper()
	r.seam.set(func() { r.seam.fail = always(fault) })
	r.after(200 * time.Millisecond)
	r.seam.takeLog()
	held = r.after(wait - 201*time.Millisecond)
	if held.Feed.Connection != model.Retrying || model.KindOf(held.Feed.Fault) != model.KindRateLimited {
		r.t.Errorf("%+v", held.Feed)
	}
	for _, l := range held.Locks {
		if l.Fault != nil {
			r.t.Errorf("a limit on all is blamed on lock %s", l.Device.ID)
		}
	}
	return len(r.seam.takeLog()), held
}

func TestRateLimitThatSaysUntilWhen(t *testing.T) {
	t.Parallel()
	s := newSeam(200, 2)
	s.latency = 100 * time.Millisecond
	bubble(t, s, Config{}, func(r *rig) {
		r.after(900 * time.Millisecond)
		end := time.Now().Add(95 * time.Second)
		err := fault(model.KindRateLimited)
		err.RetryAt = end
		calls, held := limited(r, err, 95*time.Second)
		if calls > 0 || !held.Feed.NextTry.Equal(end) || !held.Feed.Fault.RetryAt.Equal(end) {
			t.Errorf("%d calls before %v, the next is said for %v and %v", calls, end, held.Feed.NextTry, held.Feed.Fault.RetryAt)
		}
		r.feed.Refresh()
		if r.after(0); len(s.takeLog()) > 0 {
			t.Error("a key press overrides what Seam asked for")
		}
		s.set(func() { s.fail = nil })
		r.after(5 * time.Second)
		r.healthy()
	})
}

func TestRateLimitThatSaysNothing(t *testing.T) {
	t.Parallel()
	s := newSeam(200, 2)
	s.latency = 100 * time.Millisecond
	bubble(t, s, Config{}, func(r *rig) {
		r.after(900 * time.Millisecond)
		if calls, _ := limited(r, fault(model.KindRateLimited), 5*time.Minute); calls == 0 || calls > 120 {
			t.Errorf("%d calls in five minutes", calls)
		}
		s.set(func() { s.fail = nil })
		r.after(65 * time.Second)
		r.healthy()
	})
}

func TestOneLockInTroubleHidesNothing(t *testing.T) {
	t.Parallel()
	for _, kind := range []model.Kind{model.KindUnavailable, model.KindUnreachable, model.KindUnexpected, model.KindInvalid} {
		t.Run(kind.String(), func(t *testing.T) {
			t.Parallel()
			s := newSeam(100, 2)
			s.fail = on(string(lockID(17)), fault(kind))
			bubble(t, s, Config{}, func(r *rig) {
				got := r.loaded()
				if got.Total.Loaded != 99 || got.Feed.Connection != model.Live || got.Feed.Fault != nil {
					t.Errorf("%d locks loaded, %+v", got.Total.Loaded, got.Feed)
				}
				if bad := lockOf(got, 17); bad.Loaded || model.KindOf(bad.Fault) != kind {
					t.Errorf("the lock in trouble: loaded %v, %v", bad.Loaded, bad.Fault)
				}
				r.after(10 * time.Minute)
				tries := 0
				for _, c := range s.takeLog() {
					if c.op == "codes" && c.ids[0] == string(lockID(17)) {
						tries++
					}
				}
				if tries < 4 || tries > 10 {
					t.Errorf("%d tries in ten minutes", tries)
				}
				s.set(func() { s.fail = nil })
				r.after(5 * time.Minute)
				r.healthy()
			})
		})
	}
}

// A lock whose codes are known keeps them while a re-read fails.
func TestOldCodesStayBesideAFault(t *testing.T) {
	t.Parallel()
	s := newSeam(5, 3)
	bubble(t, s, Config{}, func(r *rig) {
		r.loaded()
		s.set(func() { s.fail = on(string(lockID(2)), fault(model.KindUnavailable)) })
		got := lockOf(r.after(15*time.Minute), 2)
		if !got.Loaded || len(got.Codes) != 3 || got.Fault == nil {
			t.Errorf("loaded %v, %d codes, %v", got.Loaded, len(got.Codes), got.Fault)
		}
	})
}

// An id that Seam will not take must not keep the others of its batch from being read for ever.
func TestARefusedBatch(t *testing.T) {
	t.Parallel()
	s := newSeam(5, 2)
	bubble(t, s, Config{Sweep: still}, func(r *rig) {
		r.loaded()
		s.set(func() {
			s.fail = func(c call) error {
				for _, id := range c.ids {
					if id == "no uuid" {
						return fault(model.KindInvalid)
					}
				}
				return nil
			}
		})
		s.do(func() []model.Event {
			odd := model.Event{Type: "access_code.changed", CodeID: "no uuid"}
			return []model.Event{odd, s.alter(codeID(1, 1), func(c *model.AccessCode) { c.Name = "new" })}
		})
		r.after(11 * time.Second)
		r.healthy()
	})
}

func TestACallThatHangs(t *testing.T) {
	t.Parallel()
	s := newSeam(5, 2)
	bubble(t, s, Config{Sweep: still}, func(r *rig) {
		r.loaded()
		never := make(chan bool)
		s.set(func() { s.late = func(call) <-chan bool { return never } })
		got := r.after(time.Minute)
		if got.Feed.Connection != model.Retrying || model.KindOf(got.Feed.Fault) != model.KindUnreachable {
			t.Errorf("%+v", got.Feed)
		}
		if !errors.Is(got.Feed.Fault, context.DeadlineExceeded) {
			t.Errorf("cause: %v", got.Feed.Fault.Err)
		}
		s.set(func() { s.late = nil })
		r.after(90 * time.Second)
		r.healthy()
	})
}

// What was named to be read again is not forgotten because the question failed.
func TestAFailedReread(t *testing.T) {
	t.Parallel()
	s := newSeam(5, 2)
	bubble(t, s, Config{Sweep: still}, func(r *rig) {
		r.loaded()
		s.set(func() {
			s.fail = func(c call) error {
				if c.op == "events" {
					return nil
				}
				return fault(model.KindUnavailable)
			}
		})
		s.do(func() []model.Event {
			d := s.devices[lockID(2)]
			d.Name = "Patio"
			s.devices[d.ID] = d
			ev := s.alter(codeID(1, 1), func(c *model.AccessCode) { c.Name = "new" })
			return []model.Event{ev, {Type: "device.name_changed", DeviceID: d.ID}}
		})
		if got := r.after(time.Minute); got.Feed.Connection != model.Retrying {
			t.Errorf("%+v", got.Feed)
		}
		s.set(func() { s.fail = nil })
		r.after(time.Minute)
		r.healthy()
	})
}

// When no lock can be read, they are not all tried.
func TestEveryListFails(t *testing.T) {
	t.Parallel()
	s := newSeam(500, 1)
	s.latency = 100 * time.Millisecond
	s.fail = func(c call) error {
		if c.op == "codes" {
			return fault(model.KindUnavailable)
		}
		return nil
	}
	bubble(t, s, Config{}, func(r *rig) {
		got := r.after(10 * time.Minute)
		if n := count(s.takeLog(), "codes"); n > 50 || got.Feed.Connection != model.Retrying || got.Feed.Fault == nil {
			t.Errorf("%d lists, %+v", n, got.Feed)
		}
		s.set(func() { s.fail = nil })
		r.after(5 * time.Minute)
		r.healthy()
	})
}

// A limit holds until a question that was put later is answered; what was under way proves nothing.
func TestAnswersUnderWayDoNotEndALimit(t *testing.T) {
	t.Parallel()
	s := newSeam(20, 1)
	s.latency = 100 * time.Millisecond
	s.fail = func(c call) error {
		if c.op == "events" {
			return &model.Fault{Kind: model.KindRateLimited, RetryAt: c.at.Add(time.Minute)}
		}
		return nil
	}
	bubble(t, s, Config{}, func(r *rig) {
		got := r.after(30 * time.Second)
		if n := count(s.takeLog(), "codes"); n > 8 || got.Feed.Connection != model.Retrying {
			t.Errorf("%d lists, %+v", n, got.Feed)
		}
		s.set(func() { s.fail = always(fault(model.KindUnreachable)) })
		if got = r.after(31 * time.Second); model.KindOf(got.Feed.Fault) != model.KindUnreachable {
			t.Errorf("the limit is over and still shown: %v", got.Feed.Fault)
		}
		s.set(func() { s.fail = nil })
		r.after(time.Minute)
		r.healthy()
	})
}

// A feed that is off still finishes what was asked of it.
func TestOffDuringAnOutage(t *testing.T) {
	t.Parallel()
	s := newSeam(5, 1)
	s.fail = func(c call) error {
		if c.op == "events" {
			return fault(model.KindUnreachable)
		}
		return nil
	}
	bubble(t, s, Config{Pace: PaceOf(0)}, func(r *rig) {
		if got := r.after(20 * time.Second); got.Feed.Connection != model.Retrying {
			t.Errorf("%+v", got.Feed)
		}
		s.set(func() { s.fail = nil })
		if got := r.after(time.Minute); got.Feed.Connection != model.Off || got.Feed.Fault != nil {
			t.Errorf("%+v", got.Feed)
		}
		r.same()
	})
}

func TestQuestionsThatFailTogetherCountOnce(t *testing.T) {
	t.Parallel()
	now := time.Unix(1_800_000_000, 0)
	var l lane
	for range 8 {
		l.failed(fault(model.KindUnreachable), now)
	}
	if wait := l.at.Sub(now); wait > time.Second {
		t.Errorf("eight failures at once make a wait of %v", wait)
	}
	d := newDesk(&Config{})
	d.asked = 8
	for asked := range stamp(8) {
		d.judge(fault(model.KindRateLimited), asked+1, now)
	}
	if wait := d.pause.until.Sub(now); wait > time.Second {
		t.Errorf("eight refusals at once make a wait of %v", wait)
	}
}

func TestBackoff(t *testing.T) {
	t.Parallel()
	for fails, want := range map[int]time.Duration{
		1: time.Second, 2: 2 * time.Second, 4: 8 * time.Second, 7: time.Minute, 70: time.Minute,
	} {
		if got := backoff(time.Second, slowest, fails); got > want || got < want-want/10 {
			t.Errorf("after %d failures %v, expected about %v", fails, got, want)
		}
	}
}
