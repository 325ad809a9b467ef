package store

import (
	"context"
	"os"
	"time"

	"go.etcd.io/bbolt"

	"seamdash/model/custody"
)

// A session is the file opened for one transaction.
type session struct {
	file *os.File
	db   *bbolt.DB
	meta meta // as the transaction finds it
}

// boltSlack is how much earlier than its time-out bbolt gives up waiting.
const boltSlack = 50 * time.Millisecond

// open opens the file for reading beside others, or for writing alone.
func (p place) open(ctx context.Context, alone bool, wait time.Duration) (*session, error) {
	file, m, err := p.lock(ctx, alone, wait)
	if err != nil {
		return nil, err
	}
	return begin(file, m, alone, wait)
}

// begin lets bbolt work on a file that was opened and locked for it. It closes the file when that fails.
func begin(file *os.File, m meta, alone bool, wait time.Duration) (*session, error) {
	s := &session{file: file, meta: m}
	err := guarded(func() (err error) {
		s.db, err = bbolt.Open(file.Name(), custody.FileMode, &bbolt.Options{
			Timeout:  wait + boltSlack,
			ReadOnly: !alone,
			OpenFile: func(string, int, os.FileMode) (*os.File, error) { return file, nil },
			// The list of free pages is short but read at every opening, and never searched for a best fit.
			FreelistType: bbolt.FreelistMapType,
			NoStatistics: true,
		})
		return err
	})
	if err != nil {
		unlock(file)
		_ = file.Close() // nothing was written through it
		return nil, throw(err)
	}
	return s, nil
}

// read runs fn in a transaction and closes the file.
func (s *session) read(fn func(*bbolt.Tx) error) error {
	return s.use(func() error { return s.db.View(fn) })
}

// use runs fn, which may panic in a damaged file, and closes the file whatever happens.
func (s *session) use(fn func() error) error {
	broken := true
	err := guarded(func() error {
		err := fn()
		broken = false
		return err
	})
	if broken {
		// bbolt's own locks are in an unknown state, so it is not asked to close. Its mapping stays until the program
		// ends, and would keep the lock of the file.
		unlock(s.file)
		_ = s.file.Close() // nothing more comes through it
		return throw(err)
	}
	closing := guarded(s.db.Close)
	if err != nil {
		return err
	}
	return throw(closing)
}
