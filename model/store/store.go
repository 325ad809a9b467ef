package store

import (
	"bytes"
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"

	"go.etcd.io/bbolt"
	"golang.org/x/sync/semaphore"

	"seamdash/model"
)

// Config says where a store is and what it works with.
type Config struct {
	// Path names the file. Its directory is created when only that is missing.
	Path string
	// Keys keeps the sealing key. It must be safe for use by several goroutines.
	Keys Keys
	// Now is the clock for dates of records and for leases; nil is [time.Now].
	Now func() time.Time
	// Wait bounds how long a transaction waits while another process holds the file; 0 is five seconds.
	Wait time.Duration
	// Untouched makes [Open] refuse where it would have to create the file or to migrate it, for who only wants to look.
	Untouched bool

	steps []migration // in place of the program's own, for tests
}

// schema is the version of the records that this program writes.
func (c Config) schema() uint64 { return 1 + uint64(len(c.steps)) }

func (c Config) settled() Config {
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Wait <= 0 {
		c.Wait = 5 * time.Second
	}
	if c.steps == nil {
		c.steps = migrations()
	}
	return c
}

// readers is how many transactions may read at once in one process.
const readers = 1 << 20

// A Store is the file at one place. Its methods may be called by any goroutine.
type Store struct {
	cfg   Config
	place place
	// gate keeps reads of this process apart from its writes without asking the file: one place for a read, all for a
	// write.
	gate *semaphore.Weighted
	// known is the header as this process last saw it, with its key.
	known  atomic.Pointer[identity]
	writer *writer
	watch  watch

	mu       sync.Mutex
	pictures map[model.WorkspaceID]*picture
}

// Open checks the place, the file and the key, creates the file where there is none, migrates an older one after a
// backup beside it, and starts the goroutine that writes. The file is closed again when Open returns. Ctx bounds only
// Open itself.
func Open(ctx context.Context, cfg Config) (*Store, error) {
	cfg = cfg.settled()
	p, err := placeOf(cfg.Path)
	if err != nil {
		return nil, fault("open the store", cfg.Path, err)
	}
	s := &Store{cfg: cfg, place: p, gate: semaphore.NewWeighted(readers), pictures: map[model.WorkspaceID]*picture{}}
	if err := s.prepare(ctx); err != nil {
		return nil, fault("open the store", string(p), err)
	}
	s.writer = newWriter(context.WithoutCancel(ctx), s)
	return s, nil
}

func (s *Store) prepare(ctx context.Context) error {
	taken, err := s.place.exists()
	if err != nil {
		return err
	}
	if !taken {
		if s.cfg.Untouched {
			return ErrMissing
		}
		if err := create(ctx, s.place, s.cfg); err != nil {
			return err
		}
	}
	if err := s.place.judge(); err != nil {
		return err
	}
	return s.adopt(ctx)
}

// adopt takes the file as it is now: as it was found, or as another process left it after it restored a backup or
// changed the key.
func (s *Store) adopt(ctx context.Context) error {
	var err error
	for range attempts {
		if err = s.adoptOnce(ctx); !errors.Is(err, errOtherHeader) {
			return err
		}
	}
	return err
}

func (s *Store) adoptOnce(ctx context.Context) error {
	h, err := s.examine(ctx)
	if err != nil {
		return err
	}
	id, err := unsealed(ctx, s.cfg.Keys, h)
	if err != nil {
		return err
	}
	if id, err = s.migrated(ctx, id); err != nil {
		return err
	}
	s.known.Store(id)
	return nil
}

// examine walks the file's structure before bbolt maps it, and reads its header.
func (s *Store) examine(ctx context.Context) (header, error) {
	file, m, err := s.place.lock(ctx, false, s.cfg.Wait)
	if err != nil {
		return header{}, err
	}
	s.watch.saw(file, m.txid)
	if _, err = surveyed(file, m); err != nil {
		_ = file.Close() // it was only read
		return header{}, err
	}
	open, err := begin(file, m, false, s.cfg.Wait)
	if err != nil {
		return header{}, err
	}
	var h header
	err = open.read(func(tx *bbolt.Tx) (err error) {
		h, err = headerOf(tx, s.cfg.schema())
		return err
	})
	return h, err
}

// Path is the absolute path of the file.
func (s *Store) Path() string { return string(s.place) }

// Close lets what was asked for be written and ends the goroutines. Whatever is asked for afterwards fails with
// [ErrClosed].
func (s *Store) Close() error {
	s.writer.close()
	s.watch.close()
	return nil
}

// In is the part of the store that belongs to one workspace.
func (s *Store) In(ws model.WorkspaceID) *Room { return &Room{store: s, ws: ws} }

// errOtherHeader says that the header is not the one that the key at hand fits.
var errOtherHeader = errors.New("the header changed")

// attempts is how often a transaction is begun anew because another process replaced or rewrote the file.
const attempts = 4

// view runs fn over a picture of the file that does not change meanwhile. What fn is given ends with it.
func (s *Store) view(ctx context.Context, op string, fn func(txn) error) error {
	if s.writer.isClosed() {
		return fault(op, string(s.place), ErrClosed)
	}
	if err := s.enter(ctx, 1); err != nil {
		return fault(op, string(s.place), err)
	}
	defer s.gate.Release(1)
	var err error
	for range attempts {
		err = s.readOnce(ctx, fn)
		if !errors.Is(err, errOtherHeader) {
			break
		}
		if err = s.adopt(ctx); err != nil {
			break
		}
	}
	return fault(op, string(s.place), err)
}

// enter passes the gate for one place or for all; whoever does releases them.
func (s *Store) enter(ctx context.Context, places int64) error {
	if s.gate.TryAcquire(places) {
		return nil
	}
	defer s.writer.yields()()
	return s.gate.Acquire(ctx, places)
}

func (s *Store) readOnce(ctx context.Context, fn func(txn) error) error {
	open, err := s.place.open(ctx, false, s.cfg.Wait)
	if err != nil {
		return err
	}
	s.watch.saw(open.file, open.meta.txid)
	id := s.known.Load()
	return open.read(func(tx *bbolt.Tx) error {
		if err := id.matches(tx); err != nil {
			return err
		}
		return fn(txn{tx: tx, vault: id.vault})
	})
}

// update runs do alone and returns when it is on the disk. Do may run more than once; only its last run counts.
func (s *Store) update(ctx context.Context, op string, do func(txn) error) error {
	return fault(op, string(s.place), s.writer.write(ctx, do))
}

// matches says whether the file still has the header that the key was fetched for.
func (i *identity) matches(tx *bbolt.Tx) error {
	raw, err := rawHeader(tx)
	if err != nil {
		return err
	}
	if !bytes.Equal(raw, i.header.raw) {
		return errOtherHeader
	}
	return nil
}
