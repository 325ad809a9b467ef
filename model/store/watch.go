package store

import (
	"context"
	"os"
	"sync"
	"time"

	"seamdash/model/routine"
)

const (
	// glance is how often somebody who waits for changes has the file's dates looked at.
	glance = 400 * time.Millisecond
	// coarsest is the coarsest date that a file system in use keeps: two changes within it can look like one.
	coarsest = 2 * time.Second
)

// A watch tells writes of other processes from our own: bbolt numbers its transactions, and we know which are ours.
type watch struct {
	mu     sync.Mutex
	file   os.FileInfo // whose transactions are counted
	txid   uint64      // the newest that we know of
	ears   map[chan struct{}]bool
	stop   context.CancelFunc // ends the one goroutine that looks, nil while nobody listens
	done   chan struct{}
	closed bool
}

// saw compares what a transaction finds with what is known. The file is open and locked.
func (w *watch) saw(file *os.File, txid uint64) {
	info, err := file.Stat()
	if err != nil {
		return // the next look will tell
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	first := w.file == nil
	if !first && w.txid == txid && os.SameFile(w.file, info) {
		return
	}
	w.file, w.txid = info, txid
	if !first {
		w.tell()
	}
}

// wrote counts a transaction of our own.
func (w *watch) wrote(txid uint64) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.txid = txid
}

// tell wakes every listener that is not awake already.
func (w *watch) tell() {
	for ear := range w.ears {
		select {
		case ear <- struct{}{}:
		default:
		}
	}
}

// Changed gives a channel that receives, within a second, after another process changed the file. Several changes may
// be told as one, and a change may be told that is already known. It is closed when ctx ends or the store is closed.
func (s *Store) Changed(ctx context.Context) <-chan struct{} {
	ear := make(chan struct{}, 1)
	w := &s.watch
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.closed || ctx.Err() != nil {
		close(ear)
		return ear
	}
	if w.ears == nil {
		w.ears = map[chan struct{}]bool{}
	}
	w.ears[ear] = true
	if w.stop == nil {
		looking, stop := context.WithCancel(context.WithoutCancel(ctx))
		w.stop, w.done = stop, make(chan struct{})
		routine.Go(looking, func() { s.look(looking, w.done) })
	}
	context.AfterFunc(ctx, func() { w.leave(ear) })
	return ear
}

func (w *watch) leave(ear chan struct{}) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.ears[ear] {
		return
	}
	delete(w.ears, ear)
	close(ear)
	if len(w.ears) == 0 && w.stop != nil {
		w.stop()
		w.stop = nil
	}
}

func (w *watch) close() {
	w.mu.Lock()
	w.closed = true
	done := w.done
	for ear := range w.ears {
		delete(w.ears, ear)
		close(ear)
	}
	if w.stop != nil {
		w.stop()
		w.stop = nil
	}
	w.mu.Unlock()
	if done != nil {
		<-done
	}
}

// look compares the file's dates until ctx ends, and opens it only when they differ.
func (s *Store) look(ctx context.Context, done chan struct{}) {
	defer close(done)
	ticks := time.NewTicker(glance)
	defer ticks.Stop()
	var last os.FileInfo
	for settled := false; ; {
		select {
		case <-ctx.Done():
			return
		case <-ticks.C:
		}
		info, err := os.Stat(string(s.place))
		if err != nil {
			continue // it is being replaced, or gone; whoever reads next is told why
		}
		if settled && sameDates(last, info) {
			continue
		}
		if s.compare(ctx) == nil {
			last = info
			// A change in the same tick of the clock as the last one would not show.
			settled = time.Since(info.ModTime()) > coarsest
		}
	}
}

func sameDates(a, b os.FileInfo) bool {
	return a.ModTime().Equal(b.ModTime()) && a.Size() == b.Size() && os.SameFile(a, b)
}

// compare opens the file as a transaction does, which finds what others wrote.
func (s *Store) compare(ctx context.Context) error {
	if err := s.enter(ctx, 1); err != nil {
		return err
	}
	defer s.gate.Release(1)
	file, m, err := s.place.lock(ctx, false, glance)
	if err != nil {
		return err
	}
	s.watch.saw(file, m.txid)
	return file.Close()
}
