package engine

import (
	"sync"
	"time"

	"seamdash/model"
)

const (
	// manyFaults is how many calls in a row must find nobody before the others wait.
	manyFaults = 3
	// firstProbe and lastProbe bound the time between two calls that try whether Seam is back.
	firstProbe = 5 * time.Second
	lastProbe  = time.Minute
)

// A brake keeps the engine from asking for everything that is due while Seam answers nothing.
type brake struct {
	mu      sync.Mutex
	faults  int
	until   time.Time
	probing bool
	fault   error
	// back says that Seam answers again, and nobody took note of it yet.
	back bool
}

// pass says whether a call may be made at now, and otherwise when to come again. While the brake is on it lets one through at a
// time.
func (b *brake) pass(now time.Time) (ok bool, again time.Time) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch {
	case b.faults < manyFaults:
		return true, time.Time{}
	case now.Before(b.until):
		return false, b.until
	case b.probing:
		return false, now
	default:
		b.probing = true
		return true, time.Time{}
	}
}

// answered takes note of what came of a call.
func (b *brake) answered(now time.Time, err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.probing = false
	switch {
	case err != nil && model.KindOf(err) == model.KindCancelled:
		return // it says nothing about Seam
	case err == nil || !nobodyThere(err):
		b.back = b.back || b.faults >= manyFaults
		b.faults = 0
		return
	}
	b.faults++
	b.fault = err
	wait := firstProbe
	for n := manyFaults; n < b.faults && wait < lastProbe; n++ {
		wait *= 2
	}
	b.until = now.Add(min(wait, lastProbe))
}

// recovered says that the brake was released since it was asked last.
func (b *brake) recovered() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	back := b.back
	b.back = false
	return back
}

// idle says that the one that was let through has come to its end, whether it called or not.
func (b *brake) idle() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.probing = false
}

// why is what the last call met, nil while the brake is off.
func (b *brake) why() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.faults < manyFaults {
		return nil
	}
	return b.fault
}

// on says that calls are held back.
func (b *brake) on() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.faults >= manyFaults
}

// off releases the brake.
func (b *brake) off() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.faults, b.until, b.probing, b.fault = 0, time.Time{}, false, nil
}

// nobodyThere says that a fault is of Seam as a whole, and not of one code.
func nobodyThere(err error) bool {
	switch model.KindOf(err) {
	case model.KindUnreachable, model.KindUnavailable, model.KindUnauthorised:
		return true
	default:
		return false
	}
}
