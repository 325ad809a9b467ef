package engine

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"seamdash/model"
	"seamdash/model/plan"
	"seamdash/model/routine"
	"seamdash/model/rulebook"
)

// inBubble runs a world on the clock of a bubble, times a factor.
func inBubble(t *testing.T, factor int, entries []rulebook.Entry, test func(t *testing.T, w *world)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		now := func() time.Time { return monday().Add(time.Since(began) * time.Duration(factor)) }
		w := newWorld(t, entries...)
		w.seam.now = now
		w.keeper = newSpy(time.Now)
		cfg := w.config()
		cfg.Now, cfg.Keeper = now, w.keeper
		w.Engine = New(cfg)
		test(t, w)
	})
}

// running is an engine that runs, and how to end it.
func running(t *testing.T, e *Engine, wake <-chan struct{}) (stop func() error) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- e.Run(ctx, wake) }()
	synctest.Wait()
	return func() error {
		cancel()
		return <-ended
	}
}

// ends has an engine end well.
func ends(t *testing.T, stop func() error) {
	t.Helper()
	if err := stop(); err != nil {
		t.Error(err)
	}
}

// after lets time pass.
func after(d time.Duration) {
	<-time.After(d)
	synctest.Wait()
}

// TestRunRollsByItself: on timers alone, and neither too late nor without pause.
func TestRunRollsByItself(t *testing.T) {
	t.Parallel()
	for _, factor := range []int{10, 60, 3600} {
		inBubble(t, factor, []rulebook.Entry{weekly(t, "r", "MO,WE", "front")}, func(t *testing.T, w *world) {
			t.Helper()
			stop := running(t, w.Engine, nil)
			day := 24 * time.Hour / time.Duration(factor)
			after(7 * day)
			s := w.Status()
			if s.Counts.Rolls[plan.Kept] != 2 || s.Counts.Rolls[plan.Made] != 3 || !s.Mine {
				t.Errorf("%d times as fast: after a week it shows %+v", factor, s)
			}
			if most := int(7*day/longestSleep) + 2000; s.Counts.Ticks > most {
				t.Errorf("%d times as fast: it ticks %d times", factor, s.Counts.Ticks)
			}
			ends(t, stop)
			if now, err := w.keeper.Tenure(t.Context()); err != nil || now.Left > 0 || w.Status().Mine {
				t.Errorf("the tenure is not given back: %+v (%v)", now, err)
			}
		})
	}
}

// TestRunIsWoken: by whoever knows that something happened; what happened is heeded at once.
func TestRunIsWoken(t *testing.T) {
	t.Parallel()
	wake, changed := make(chan struct{}), make(chan struct{})
	for name, ring := range map[string]func(w *world){
		"by the caller":   func(*world) { wake <- struct{}{} },
		"by the keeper":   func(*world) { changed <- struct{}{} },
		"by a stir":       func(w *world) { w.Stir() },
		"by an event":     func(w *world) { w.Saw([]model.Event{{ID: "1", CodeID: "code-1"}}) },
		"by a shut wake":  func(*world) { close(wake); wake = nil },
		"by a shut store": func(*world) { close(changed); changed = nil },
	} {
		inBubble(t, 1, []rulebook.Entry{weekly(t, "r", "MO", "front")}, func(t *testing.T, w *world) {
			t.Helper()
			wake, changed = make(chan struct{}), make(chan struct{})
			w.keeper.bell = changed
			stop := running(t, w.Engine, wake)
			after(5 * time.Minute)
			before := w.Status().Counts.Ticks
			ring(w)
			synctest.Wait()
			if n := w.Status().Counts.Ticks; n != before+1 {
				t.Errorf("%s it ticked %d times", name, n-before)
			}
			after(time.Minute)
			if n := w.Status().Counts.Ticks; n > before+4 {
				t.Errorf("%s it ticks on, %d times a minute", name, n-before)
			}
			ends(t, stop)
		})
	}
}

// TestRunStandsBy: while another rolls, its states are shown; when it is gone or ends, this one takes over.
func TestRunStandsBy(t *testing.T) {
	t.Parallel()
	for name, goes := range map[string]func(w *world, second *Engine){
		"it ends": func(w *world, second *Engine) {
			if err := w.retire(context.Background()); err != nil {
				t.Error(err)
			}
			second.Stir()
			synctest.Wait()
		},
		"it is gone": func(*world, *Engine) { after(time.Minute) },
	} {
		inBubble(t, 60, []rulebook.Entry{weekly(t, "r", "MO,WE", "front")}, func(t *testing.T, w *world) {
			t.Helper()
			cfg := w.cfg
			cfg.Holder = "b"
			second := New(cfg)
			w.tick(t)
			stop := running(t, second, nil)
			after(10 * time.Second)
			if s := second.Status(); s.Mine || s.Tenure.Holder != "a" || len(s.States)+s.Series != 2 || s.Err != nil {
				t.Errorf("%s: it shows %+v", name, s)
			}
			news := second.News()
			goes(w, second)
			<-news // or the test stands still
			if s := second.Status(); !s.Mine || s.Tenure.Holder != "b" {
				t.Errorf("%s: nobody takes over: %+v", name, s)
			}
			after(7 * 24 * time.Hour / 60)
			if n := w.seam.asked("create"); n != 3 || second.Status().Counts.Rolls[plan.Kept] != 2 {
				t.Errorf("%s: %d codes were made, %v", name, n, second.Status().Counts.Rolls)
			}
			ends(t, stop)
		})
	}
}

// TestRunEndsWithTheStepInHand: a call that began is waited for, and what came of it kept; no other one begins.
func TestRunEndsWithTheStepInHand(t *testing.T) {
	t.Parallel()
	inBubble(t, 1, hundreds(t, 5), func(t *testing.T, w *world) {
		t.Helper()
		w.seam.hold = func(_ context.Context, c call) {
			if c.op == "create" {
				<-time.After(20 * time.Second)
			}
		}
		stop := running(t, w.Engine, nil)
		news := w.News()
		after(30 * time.Second) // the second call is under way
		<-news                  // of the first one, or the test stands still
		if err := w.Observe(t.Context()); err != nil || len(w.Status().States) == 0 {
			t.Errorf("a look at who rolls disturbs: %+v (%v)", w.Status(), err)
		}
		began := time.Now()
		ends(t, stop)
		if took := time.Since(began); took != 10*time.Second {
			t.Errorf("it ends after %v", took)
		}
		l := w.keeper.has(t)
		if made := len(w.seam.has()); made != 2 || len(l.Open) != 0 || len(w.keeper.kinds(t)) != 2 {
			t.Errorf("%d codes were made, %v is open, told is %v", made, l.Open, w.keeper.kinds(t))
		}
		if now, err := w.keeper.Tenure(t.Context()); err != nil || now.Left > 0 {
			t.Errorf("the tenure is not given back: %+v (%v)", now, err)
		}
	})
}

// TestRunWhenSeamHangs: a call without an answer is given up before the tenure is over, and settled by what is on the lock.
func TestRunWhenSeamHangs(t *testing.T) {
	t.Parallel()
	inBubble(t, 1, []rulebook.Entry{weekly(t, "r", "MO", "front")}, func(t *testing.T, w *world) {
		t.Helper()
		var once sync.Once
		var hung time.Duration
		w.seam.hold = func(ctx context.Context, c call) {
			if c.op == "create" {
				once.Do(func() {
					began := time.Now()
					<-ctx.Done()
					hung = time.Since(began)
				})
			}
		}
		w.seam.lose = when("create", func(call) error { return context.DeadlineExceeded })
		stop := running(t, w.Engine, nil)
		after(30 * time.Minute)
		if hung != calling || w.seam.asked("create") != 1 || len(w.keeper.has(t).Open) != 0 {
			t.Errorf("it hung for %v; %d codes were asked for", hung, w.seam.asked("create"))
		}
		ends(t, stop)
	})
}

// TestRunWhenTheKeeperFails: it tries again, at first soon and then less often, and says why nothing is rolled.
func TestRunWhenTheKeeperFails(t *testing.T) {
	t.Parallel()
	inBubble(t, 1, []rulebook.Entry{weekly(t, "r", "MO", "front")}, func(t *testing.T, w *world) {
		t.Helper()
		broken := errors.New("the disk is broken")
		w.keeper.failing(func(op string) error {
			if op == "acquire" {
				return broken
			}
			return nil
		})
		stop := running(t, w.Engine, nil)
		after(time.Hour)
		if n := w.keeper.called("acquire"); n < 100 || n > 130 || !errors.Is(w.Status().Err, broken) {
			t.Errorf("in an hour it tried %d times (%v)", n, w.Status().Err)
		}
		w.keeper.failing(nil)
		after(longestSleep)
		if s := w.Status(); !s.Mine || s.Err != nil || len(w.seam.has()) != 1 {
			t.Errorf("it does not recover: %+v", s)
		}
		ends(t, stop)
	})
}

// TestAPulse: how long to sleep follows how fast the clock runs, and a clock that stands or goes back is taken for one of usual speed.
func TestAPulse(t *testing.T) {
	t.Parallel()
	wall := monday()
	p := pulse{wall: wall, seen: monday(), rate: 1}
	at := monday().Add(time.Hour)
	for _, step := range []struct{ passed, seen, want time.Duration }{
		{0, 0, time.Hour},
		{time.Second, 0, time.Hour},
		{time.Second, time.Minute, time.Second * 59},
		{time.Second, -time.Minute, time.Hour},
		{time.Second, 2 * time.Minute, 29 * time.Second},
	} {
		wall = wall.Add(step.passed)
		if got := p.until(at, p.seen.Add(step.seen), wall); got.Round(time.Second) != step.want {
			t.Errorf("after %v, in which %v went by, it sleeps %v", step.passed, step.seen, got)
		}
	}
}

// TestAPanicAmongLocks comes to whoever runs the engine, also where several locks are written to at once.
func TestAPanicAmongLocks(t *testing.T) {
	t.Parallel()
	w := newWorld(t, weekly(t, "r", "MO,WE", "front", "back", "side"))
	cfg := w.config()
	cfg.Parallel, cfg.API = 8, thrower{w.seam}
	w.Engine = New(cfg)
	thrown := routine.Try(func() { _ = w.Run(t.Context(), nil) })
	if thrown == nil || strings.Contains(thrown.Error(), "482913") || !strings.Contains(thrown.Error(), "engine.thrower.CreateCode, line") {
		t.Errorf("%v was thrown", thrown)
	}
}

// A thrower is a Seam with a defect of ours in between, which quotes what it should not.
type thrower struct{ API }

func (thrower) CreateCode(context.Context, model.CodeDraft) (model.AccessCode, error) {
	panic("the PIN is 482913")
}
