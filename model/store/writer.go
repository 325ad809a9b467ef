package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"go.etcd.io/bbolt"
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

	mu     sync.Mutex
	ops    []*op
	closed bool

	wake    chan struct{} // holds a token while something is to do
	stopped chan struct{}
}

func newWriter(ctx context.Context, s *Store) *writer {
	w := &writer{store: s, wake: make(chan struct{}, 1), stopped: make(chan struct{})}
	go w.run(ctx)
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
	o := &op{do: do, done: make(chan error, 1)}
	w.mu.Lock()
	if w.closed {
		w.mu.Unlock()
		return ErrClosed
	}
	w.ops = append(w.ops, o)
	w.mu.Unlock()
	w.poke()
	select {
	case err := <-o.done:
		return err
	case <-ctx.Done():
	}
	if w.withdraw(o) {
		return ctx.Err()
	}
	return <-o.done // it has begun; how it ends is known within the time of one transaction
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
	w.ops = nil
	return ops
}

func (w *writer) idle() (idle, closed bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.ops) == 0, w.closed
}

// The lock of a file goes to whoever asks first, not to whoever waits longest. So a process that wrote for a turn
// without a pause leaves the others a moment.
const (
	turn   = 100 * time.Millisecond
	breath = 4 * time.Millisecond
)

func (w *writer) run(ctx context.Context) {
	defer close(w.stopped)
	for {
		<-w.wake
		began := time.Now()
		for {
			idle, closed := w.idle()
			if idle && closed {
				return
			}
			if idle {
				break
			}
			w.transaction(ctx)
			if time.Since(began) > turn {
				<-time.After(breath)
				began = time.Now()
			}
		}
	}
}

// transaction writes what is waiting. Ops are taken only once the file is open, so that what was given up while
// another process held it is never begun, and what came meanwhile is part of it.
func (w *writer) transaction(ctx context.Context) {
	s := w.store
	if err := s.gate.Acquire(ctx, readers); err != nil {
		answer(w.take(), err)
		return
	}
	defer s.gate.Release(readers)
	for range attempts {
		open, err := s.place.open(ctx, true, s.cfg.Wait)
		if err != nil {
			answer(w.take(), err)
			return
		}
		err = w.commit(open)
		if !errors.Is(err, errOtherHeader) {
			return
		}
		if err := s.adopt(ctx); err != nil {
			answer(w.take(), err)
			return
		}
	}
	answer(w.take(), ErrLocked)
}

// commit takes the waiting ops and performs them. When it gives errOtherHeader it took none.
func (w *writer) commit(open *session) error {
	s := w.store
	s.watch.saw(open.file, open.meta.txid)
	b := batch{id: s.known.Load(), take: w.take}
	err := open.use(func() error { return b.perform(open.db) })
	switch {
	case errors.Is(err, errOtherHeader):
		return err
	case b.committed: // an error is one of closing, then
		s.watch.wrote(open.meta.txid + 1)
		answer(b.ops, nil)
	default:
		answer(b.ops, w.outcome(err, open.meta.txid))
	}
	return nil
}

// outcome makes sure that a write which failed while its last page was on the way is not called undone.
func (w *writer) outcome(err error, before uint64) error {
	file, openErr := w.store.place.openOnce(false)
	if err == nil || openErr != nil {
		return err
	}
	defer file.Close() //nolint:errcheck // it was only read
	if m, metaErr := w.store.place.lookAt(file); metaErr == nil && m.txid != before {
		return fmt.Errorf("the outcome is unknown: %w", err)
	}
	return err
}

// A batch is what goes into one transaction.
type batch struct {
	id        *identity
	take      func() []*op
	ops       []*op // that were taken and not answered
	committed bool
}

// perform begins anew without an op that failed, so that nothing of it is kept, until the rest succeeds.
func (b *batch) perform(db *bbolt.DB) error {
	for first := true; first || len(b.ops) > 0; first = false {
		tx, err := db.Begin(true)
		if err != nil {
			return err
		}
		if err := b.id.matches(tx); err != nil {
			return errors.Join(err, tx.Rollback())
		}
		if first {
			b.ops = b.take()
		}
		bad, cause := b.run(tx)
		if cause == nil && len(b.ops) > 0 {
			err := tx.Commit()
			b.committed = err == nil
			return err
		}
		if err := tx.Rollback(); err != nil || cause == nil {
			return err
		}
		answer(b.ops[bad:bad+1], cause)
		b.ops = slices.Delete(b.ops, bad, bad+1)
	}
	return nil
}

// run performs all ops in order and stops at the first that fails.
func (b *batch) run(tx *bbolt.Tx) (bad int, cause error) {
	for i, o := range b.ops {
		if err := o.do(txn{tx: tx, vault: b.id.vault}); err != nil {
			return i, err
		}
	}
	return 0, nil
}

func answer(ops []*op, err error) {
	for _, o := range ops {
		o.done <- err
	}
}
