package store

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"time"
)

// The file is opened for a run of transactions: as long as one write follows the other at once, opening and closing
// between them would cost as much as they do. The lock of a file goes to whoever asks first, not to whoever waits
// longest. So a run ends when somebody of this process wants to read, when nothing came for a moment, and after a turn,
// upon which other processes are left a moment, too.
const (
	turn   = 100 * time.Millisecond
	breath = 4 * time.Millisecond
	linger = 100 * time.Microsecond
	// patience is how often the processor is given away before those who do not come back are given up.
	patience = 128
)

func (w *writer) run(ctx context.Context) {
	defer close(w.stopped)
	for {
		<-w.wake
		for {
			ops, closed := w.waiting()
			if ops == 0 && closed {
				return
			}
			if ops == 0 {
				break
			}
			if w.takeTurn(ctx) {
				<-time.After(breath)
			}
		}
	}
}

// takeTurn opens the file, writes what is waiting and what comes meanwhile, and closes it. Ops are taken only once
// the file is open, so that what was given up while another process held it is never begun. Spent says that there may
// be more, but others come first.
func (w *writer) takeTurn(ctx context.Context) (spent bool) {
	s := w.store
	if err := s.gate.Acquire(ctx, readers); err != nil {
		answer(w.take(), err)
		return false
	}
	defer s.gate.Release(readers)
	for range attempts {
		open, err := s.place.open(ctx, true, s.cfg.Wait)
		if err != nil {
			answer(w.take(), err)
			return false
		}
		r := run{writer: w, began: time.Now(), txid: open.meta.txid, batch: batch{id: s.known.Load(), take: w.take}}
		err = r.through(open)
		if !errors.Is(err, errOtherHeader) {
			return r.spent
		}
		if err := s.adopt(ctx); err != nil {
			answer(w.take(), err)
			return false
		}
	}
	answer(w.take(), ErrLocked)
	return false
}

// A run is the transactions of one opening of the file.
type run struct {
	writer *writer
	began  time.Time
	spent  bool
	txid   uint64 // of the newest transaction in the file
	batch  batch
}

// through performs transactions until the run is over and closes the file. When it gives errOtherHeader it took no op.
func (r *run) through(open *session) error {
	w := r.writer
	w.store.watch.saw(open.file, r.txid)
	err := open.use(func() error {
		for {
			if err := r.batch.perform(open.db); err != nil {
				return err
			}
			done := r.acknowledge()
			r.spent = time.Since(r.began) > turn
			if r.spent || !w.more(done) {
				return nil
			}
		}
	})
	if len(r.batch.ops) > 0 { // otherwise an error is one of closing, and everything is on the disk
		answer(r.batch.ops, w.outcome(err, r.txid))
	}
	if errors.Is(err, errOtherHeader) {
		return err
	}
	return nil
}

// acknowledge answers what is on the disk now and counts it.
func (r *run) acknowledge() (done int) {
	b := &r.batch
	if b.committed {
		r.txid++
		r.writer.store.watch.wrote(r.txid)
		answer(b.ops, nil)
	}
	done = len(b.ops)
	b.ops, b.committed = nil, false
	return done
}

// more waits a moment for another write, done of which were just answered, and says whether there is one and nobody
// wants to read.
func (w *writer) more(done int) bool {
	ops := w.gather(done)
	if ops > 0 || w.readers.Load() > 0 {
		return w.readers.Load() == 0
	}
	over := time.NewTimer(linger)
	defer over.Stop()
	for {
		select {
		case <-w.wake:
		case <-over.C:
			return false
		}
		ops, closed := w.waiting()
		if w.readers.Load() > 0 || closed || ops > 0 {
			return ops > 0 && w.readers.Load() == 0
		}
	}
}

// gather gives those who were just answered the chance to come back, so that the next transaction is about as large
// as the last. A timer would be too coarse for that.
func (w *writer) gather(done int) (ops int) {
	ops, _ = w.waiting()
	for tries := 0; ops < done && tries < patience; tries++ {
		before := ops
		runtime.Gosched()
		if ops, _ = w.waiting(); ops > before {
			tries = 0
		}
	}
	return ops
}

// yields lets somebody read: the run that is under way ends as soon as it can.
func (w *writer) yields() (over func()) {
	w.readers.Add(1)
	w.poke()
	return func() { w.readers.Add(-1) }
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
