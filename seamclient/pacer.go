package seamclient

import (
	"context"
	"fmt"
	"sync"
	"time"

	"seamdash/model"
)

// An action is one of the kinds of changes that Seam counts per device and minute.
type action uint8

const (
	unpaced action = iota
	creating
	updating
	deleting
	locking
	unlocking
)

// perMinute is Seam's documented allowance for one device.
func (a action) perMinute() int {
	switch a {
	case creating, updating:
		return 10
	case deleting:
		return 20
	case locking, unlocking:
		return 15
	case unpaced:
		return 0
	default:
		return 0
	}
}

// pacedMinute is a minute and what a request may be early or late on its way.
const pacedMinute = 61 * time.Second

// maxPaced is the number of devices after which devices that have been quiet are forgotten.
const maxPaced = 1024

// A pacer keeps Seam's limits per device and minute before Seam has to: never more than the allowance in any minute,
// as the shape of Seam's window is not documented.
type pacer struct {
	mu   sync.Mutex
	runs map[paced][]time.Time // the starts of the last minute and those that are promised, in order
}

type paced struct {
	device model.DeviceID
	action action
}

// wait blocks until the device may be changed again. When that is after the context's deadline it fails at once, and
// the fault says when it will be.
func (p *pacer) wait(ctx context.Context, device model.DeviceID, act action) error {
	if act == unpaced {
		return nil
	}
	key, now := paced{device, act}, time.Now()
	at := p.promise(key, now)
	if end, ok := ctx.Deadline(); ok && at.After(end) {
		p.withdraw(key, at)
		return &model.Fault{
			Kind:    model.KindRateLimited,
			Message: fmt.Sprintf("Seam allows %d such changes a minute for one lock, and they are used up", act.perMinute()),
			Hint:    "wait a minute, then try again",
			RetryAt: at,
		}
	}
	if !at.After(now) {
		return nil
	}
	if err := pause(ctx, at.Sub(now)); err != nil {
		p.withdraw(key, at)
		return err
	}
	return nil
}

// promise reserves the next start.
func (p *pacer) promise(key paced, now time.Time) time.Time {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.runs == nil || len(p.runs) > maxPaced {
		p.forget(now)
	}
	recent := lately(p.runs[key], now)
	at := now
	if n := key.action.perMinute(); len(recent) >= n {
		at = recent[len(recent)-n].Add(pacedMinute)
	}
	p.runs[key] = append(recent, at)
	return at
}

// lately drops the starts that are more than a minute old.
func lately(runs []time.Time, now time.Time) []time.Time {
	for len(runs) > 0 && now.Sub(runs[0]) >= pacedMinute {
		runs = runs[1:]
	}
	return runs
}

// forget drops devices that have been quiet for a minute.
func (p *pacer) forget(now time.Time) {
	left := map[paced][]time.Time{}
	for key, runs := range p.runs {
		if runs = lately(runs, now); len(runs) > 0 {
			left[key] = runs
		}
	}
	p.runs = left
}

// withdraw gives a promised start back. Those promised after it stay where they are, which only errs to the slow side.
func (p *pacer) withdraw(key paced, at time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	runs := p.runs[key]
	for i := len(runs) - 1; i >= 0; i-- {
		if runs[i].Equal(at) {
			p.runs[key] = append(runs[:i:i], runs[i+1:]...)
			return
		}
	}
}
