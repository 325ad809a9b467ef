package store

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"

	"seamdash/model/routine"
)

// An op is one write that waits for its turn.
type op struct {
	// do changes the file. It may run more than once, each time in a fresh transaction, before it counts.
	do   func(txn) error
	done chan error // takes one answer without waiting
}

// A writer performs the writes of a process, one transaction after the other, each with all that is waiting.
type writer struct {
	store *Store
	// readers is how many of this process wait for the file.
	readers atomic.Int32

	mu     sync.Mutex
	ops    []*op
	closed bool

	spare sync.Pool // of ops

	wake    chan struct{} // holds a token while something is to do, or somebody waits for the file
	stopped chan struct{}
}

func newWriter(ctx context.Context, s *Store) *writer {
	w := &writer{store: s, wake: make(chan struct{}, 1), stopped: make(chan struct{})}
	routine.Go(ctx, func() { w.run(ctx) })
	return w
}

// close lets what is waiting be written and returns when that is done.
func (w *writer) close() {
	w.mu.Lock()
	w.closed = true
	w.mu.Unlock()
	w.poke()
	<-w.stopped
}

func (w *writer) poke() {
	select {
	case w.wake <- struct{}{}:
	default:
	}
}

func (w *writer) isClosed() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.closed
}

// write performs do and returns when it is on the disk. When ctx ends before do began, it never begins.
func (w *writer) write(ctx context.Context, do func(txn) error) error {
	o := w.newOp(do)
	defer w.put(o)
	w.mu.Lock()
	if w.closed {
		w.mu.Unlock()
		return ErrClosed
	}
	w.ops = append(w.ops, o)
	first := len(w.ops) == 1
	w.mu.Unlock()
	if first {
		w.poke()
	}
	select {
	case err := <-o.done:
		return throw(err)
	case <-ctx.Done():
	}
	if w.withdraw(o) {
		return ctx.Err()
	}
	return throw(<-o.done) // it has begun; how it ends is known within the time of one transaction
}

// newOp takes an op that was answered or withdrawn before, if there is one.
func (w *writer) newOp(do func(txn) error) *op {
	o, ok := w.spare.Get().(*op)
	if !ok {
		o = &op{done: make(chan error, 1)}
	}
	o.do = do
	return o
}

// put keeps an op that nobody refers to any more for the next write.
func (w *writer) put(o *op) {
	o.do = nil
	w.spare.Put(o)
}

// withdraw takes back a write that has not begun.
func (w *writer) withdraw(o *op) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	i := slices.Index(w.ops, o)
	if i < 0 {
		return false
	}
	w.ops = slices.Delete(w.ops, i, i+1)
	return true
}

// take gives all that is waiting, without what was given up.
func (w *writer) take() []*op {
	w.mu.Lock()
	defer w.mu.Unlock()
	ops := w.ops
	w.ops = make([]*op, 0, len(ops)) // as many will come again
	return ops
}

func (w *writer) waiting() (ops int, closed bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.ops), w.closed
}
