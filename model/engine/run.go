package engine

import (
	"context"
	"errors"
	"fmt"
	"time"
)

const (
	// longestSleep is how long nothing is looked at while nothing is due.
	longestSleep = 30 * time.Second
	// longestNap is how long the clock is not looked at while something is to come: it may be that of a sandbox, and run fast.
	longestNap = time.Second
	// shortestNap keeps a clock that runs very fast from taking all of the machine.
	shortestNap = 20 * time.Millisecond
	// firstPause is the wait after the keeper or the book failed; it doubles up to longestSleep.
	firstPause = time.Second
)

// Run rolls until ctx ends, whenever nobody else does; until then it stands by and shows how the other does. It ticks when something
// is due, when wake receives, when [Engine.Saw] or [Engine.Stir] told something, and when another program changed something. When ctx
// ends it finishes the steps in hand, which takes as long as Seam takes to answer, and gives the tenure back. Its error says that
// this failed, and is nil otherwise.
func (e *Engine) Run(ctx context.Context, wake <-chan struct{}) error {
	bells := bells{wake: wake, changed: e.cfg.Keeper.Changed(ctx)}
	fails := 0
	for ctx.Err() == nil {
		next, err := e.Tick(ctx)
		var pause time.Duration
		switch {
		case errors.Is(err, ErrHeld):
			e.standBy(ctx)
			fails, pause = 0, e.office.term/3
		case err != nil:
			pause = min(firstPause<<min(fails, 5), longestSleep)
			fails++
		default:
			fails, pause = 0, longestSleep
		}
		e.sleep(ctx, &bells, next, pause)
	}
	return e.retire(ctx)
}

// retire gives the tenure back, and shows that.
func (e *Engine) retire(ctx context.Context) error {
	e.turn.Lock()
	defer e.turn.Unlock()
	e.roster = nil
	err := e.office.release(ctx)
	e.board.tenure(Tenure{}, false)
	e.report(err)
	return err
}

// bells are the channels that wake a sleeper.
type bells struct{ wake, changed <-chan struct{} }

// sleep waits for a bell, for next by the engine's clock, or until the pause is over. A zero next is never. It sleeps a little at
// least, whatever next says.
func (e *Engine) sleep(ctx context.Context, b *bells, next time.Time, pause time.Duration) {
	until := time.Now().Add(pause)
	clock := pulse{wall: time.Now(), seen: e.now(), rate: 1}
	for left := pause; left > 0; left = time.Until(until) {
		nap := min(left, longestSleep)
		if !next.IsZero() {
			nap = min(nap, longestNap, clock.until(next, e.now(), time.Now()))
		}
		if e.nap(ctx, b, max(nap, shortestNap)) || !next.IsZero() && !next.After(e.now()) {
			return
		}
	}
}

// nap says whether a bell woke it, or ctx ended.
func (e *Engine) nap(ctx context.Context, b *bells, nap time.Duration) (woken bool) {
	timer := time.NewTimer(nap)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
		return false
	case <-e.inbox.bell:
	case _, open := <-b.wake:
		if !open {
			b.wake = nil
		}
	case _, open := <-b.changed:
		if !open {
			b.changed = nil
		}
	}
	return true
}

// A pulse measures how fast the engine's clock runs.
type pulse struct {
	wall, seen time.Time
	rate       float64
}

// until is for how long to sleep so as not to miss a moment by the engine's clock.
func (p *pulse) until(at, seen, wall time.Time) time.Duration {
	if passed := wall.Sub(p.wall); passed > 0 {
		p.rate = max(float64(seen.Sub(p.seen))/float64(passed), 1)
		p.wall, p.seen = wall, seen
	}
	return time.Duration(float64(at.Sub(seen)) / p.rate)
}

// standBy shows how the schedules stand while somebody else rolls them. That it cannot be read is shown as well.
func (e *Engine) standBy(ctx context.Context) {
	if err := e.Observe(ctx); err != nil && ctx.Err() == nil {
		e.board.fault(err)
		e.board.tell()
	}
}

// Observe brings the status up to date with what is kept, for one who does not roll at present: who does, and how every series
// stands. It takes no tenure. Where this engine rolls it does nothing.
func (e *Engine) Observe(ctx context.Context) error {
	if !e.turn.TryLock() {
		return nil // it is rolling
	}
	defer e.turn.Unlock()
	if e.roster != nil {
		return nil
	}
	ctx, stop := context.WithTimeout(ctx, calling)
	defer stop()
	tenure, err := e.cfg.Keeper.Tenure(ctx)
	if err != nil {
		return fmt.Errorf("read who rolls the schedules: %w", err)
	}
	if tenure.Left <= 0 {
		tenure = Tenure{}
	}
	ledger, err := e.cfg.Keeper.Ledger(ctx, e.board.known())
	if err != nil {
		return fmt.Errorf("read how the schedules stand: %w", err)
	}
	e.board.tenure(tenure, false)
	e.board.copy(&ledger)
	e.board.tell()
	return nil
}
