package engine

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

const (
	// keeping is how long a word with the keeper may take.
	keeping = 10 * time.Second
	// calling is how long a call of Seam may take.
	calling = 40 * time.Second
	// margin is what must be left of the tenure when a step begins, so that it ends before somebody else may roll.
	margin = 45 * time.Second
	// shortest is the least term of a tenure.
	shortest = time.Minute
)

// An office is the tenure as one engine has it.
type office struct {
	keeper Keeper
	holder string
	term   time.Duration

	mu  sync.Mutex
	now Tenure
	// fence is the last one that was ours. As long as each is the next one nobody else rolled in between; epoch counts the breaks.
	fence, epoch uint64
}

// hold makes sure that the tenure is ours for a step's time at least, and gives it. An error that wraps [ErrHeld] says that it is
// somebody else's; then it is theirs that is given.
func (o *office) hold(ctx context.Context) (Tenure, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	ctx, stop := context.WithTimeout(ctx, keeping)
	defer stop()
	t, err := o.keeper.Tenure(ctx)
	if err != nil {
		return Tenure{}, fmt.Errorf("read who rolls the schedules: %w", err)
	}
	if t.Holder != o.holder || t.Left <= margin {
		if t, err = o.keeper.Acquire(ctx, o.holder, o.term); err != nil && !errors.Is(err, ErrHeld) {
			return Tenure{}, fmt.Errorf("take over rolling the schedules: %w", err)
		}
	}
	o.now = t
	if err != nil {
		return t, err
	}
	if t.Fence != o.fence && t.Fence != o.fence+1 {
		o.epoch++
	}
	o.fence = t.Fence
	return t, nil
}

// still is [office.hold] for one who relies on what was known in an epoch.
func (o *office) still(ctx context.Context, epoch uint64) (Tenure, error) {
	t, err := o.hold(ctx)
	if err == nil && o.era() != epoch {
		return t, fmt.Errorf("%w: somebody did meanwhile", ErrHeld)
	}
	return t, err
}

// era is the epoch. What was known in another one may be wrong.
func (o *office) era() uint64 {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.epoch
}

// theirs is the tenure of somebody else who was met last, zero for nobody.
func (o *office) theirs() Tenure {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.now.Holder == o.holder {
		return Tenure{}
	}
	return o.now
}

// release gives the tenure back, if it is ours.
func (o *office) release(ctx context.Context) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.now.Holder != o.holder {
		return nil
	}
	ctx, stop := context.WithTimeout(context.WithoutCancel(ctx), keeping)
	defer stop()
	t := o.now
	if o.now = (Tenure{}); t.Fence == 0 {
		return nil
	}
	if err := o.keeper.Release(ctx, t); err != nil {
		return fmt.Errorf("give rolling the schedules back: %w", err)
	}
	return nil
}
