package store

import (
	"cmp"
	"context"
	"errors"
	"hash/maphash"
	"time"
	"weak"

	"golang.org/x/sync/semaphore"

	"seamdash/model"
	"seamdash/model/routine"
)

// A snapshot is one record for each lock, and one that says what they are together. Saving writes only the locks that
// changed, so that its cost follows change and the file does not fill with free pages.
const (
	locksKind    kind = "snapshot locks"
	snapshotKind kind = "snapshot"
)

const snapshotKey = "last"

// A title is what is kept of a snapshot beside its locks.
type title struct {
	workspace model.Workspace
	asOf      time.Time // when the newest answer of Seam arrived that is part of it
	locks     int
	edition   string // differs for each save of each process
	accounts  []model.Account
}

func titles() codec[title] {
	return codec[title]{
		kind: snapshotKind,
		encode: func(e *encoder, v *title) {
			e.string(string(v.workspace.ID))
			e.string(v.workspace.Name)
			e.bool(v.workspace.Sandbox)
			e.bool(v.workspace.Suspended)
			e.time(v.asOf)
			e.int(v.locks)
			e.string(v.edition)
			e.bool(v.accounts != nil)
			many(e, v.accounts, encodeAccount)
		},
		decode: decodeTitle,
		older:  decodeTitle,
	}
}

func decodeTitle(d *decoder, v *title) {
	v.workspace = model.Workspace{ID: model.WorkspaceID(d.string()), Name: d.string(), Sandbox: d.bool(), Suspended: d.bool()}
	v.asOf, v.locks, v.edition = d.time(), d.int(), d.string()
	if d.first {
		return
	}
	known := d.bool()
	if v.accounts = listOf(d, decodeAccount); known && v.accounts == nil {
		v.accounts = []model.Account{} // none, which differs from not known
	}
}

func lockRecords() codec[*model.Lock] {
	decode := func(d *decoder, v **model.Lock) { *v = decodeLock(d) }
	return codec[*model.Lock]{
		kind:   locksKind,
		encode: func(e *encoder, v **model.Lock) { encodeLock(e, *v) },
		decode: decode,
		older:  decode,
	}
}

// A picture is what this process knows about the stored snapshot of one workspace: which lock was written with which
// content. It holds no lock in memory.
type picture struct {
	turn    *semaphore.Weighted // one save at a time
	seed    maphash.Seed
	edition string // of the snapshot that this is about, "" when nothing is known
	locks   map[model.DeviceID]writtenLock
}

type writtenLock struct {
	lock weak.Pointer[model.Lock]
	sum  uint64
}

func (r *Room) picture() *picture {
	s := r.store
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.pictures[r.ws]
	if p == nil {
		p = &picture{turn: semaphore.NewWeighted(1), seed: maphash.MakeSeed()}
		s.pictures[r.ws] = p
	}
	return p
}

// Snapshot reads the last picture that was saved, and the moment as of which it was true. Without one the snapshot is
// nil and so is the error. Its feed is Connecting and its revision 0; the causes of faults are not kept.
func (r *Room) Snapshot(ctx context.Context) (*model.Snapshot, time.Time, error) {
	const op = "read the snapshot"
	t, sealed, err := r.sealedLocks(ctx, op)
	if err != nil || t.edition == "" {
		return nil, time.Time{}, err
	}
	locks := make([]*model.Lock, len(sealed))
	err = eachInParallel(len(sealed), func(i int) error {
		plain, err := sealed[i].open()
		if err == nil {
			locks[i], err = lockRecords().unpack(plain)
		}
		return err
	})
	if err != nil {
		return nil, time.Time{}, fault(op, string(r.store.place), err)
	}
	feed := model.FeedState{Connection: model.Connecting, AsOf: t.asOf}
	return model.NewSnapshot(t.workspace, locks, feed, 0).WithAccounts(t.accounts), t.asOf, nil
}

// A sealedLock is a record taken out of its transaction as it is.
type sealedLock struct {
	id     model.DeviceID
	sealed []byte
	table  table
}

// open gives the plain record in the memory of the sealed one.
func (l sealedLock) open() ([]byte, error) {
	return l.table.vault.open(l.sealed[:0], l.sealed, l.table.sealing([]byte(l.id)))
}

const blockSize = 1 << 20

// sealedLocks copies the stored snapshot, so that the file is not held while it is opened and decoded.
func (r *Room) sealedLocks(ctx context.Context, op string) (t title, out []sealedLock, err error) {
	err = r.view(ctx, op, func(tx txn) error {
		var ok bool
		var err error
		t, ok, err = titles().get(tx, r.ws, []byte(snapshotKey))
		tb := tx.table(r.ws, locksKind)
		if err != nil || !ok || tb.bucket == nil {
			return err
		}
		out = make([]sealedLock, 0, t.locks)
		var block []byte // many records share an allocation
		return tb.bucket.ForEach(func(key, sealed []byte) error {
			if cap(block)-len(block) < len(sealed) {
				block = make([]byte, 0, max(blockSize, len(sealed)))
			}
			from := len(block)
			block = append(block, sealed...)
			out = append(out, sealedLock{id: model.DeviceID(key), sealed: block[from:len(block):len(block)], table: tb})
			return nil
		})
	})
	if err == nil && len(out) != t.locks {
		err = fault(op, string(r.store.place), asDamage("locks are missing from the snapshot"))
	}
	return t, out, err
}

// eachInParallel calls fn for 0 to n-1 on as many goroutines as help, and gives the first failure.
func eachInParallel(n int, fn func(i int) error) error {
	const slice = 128
	errs := make([]error, (n+slice-1)/slice)
	routine.Each(len(errs), 4, func(s int) {
		for i := s * slice; i < min((s+1)*slice, n) && errs[s] == nil; i++ {
			errs[s] = fn(i)
		}
	})
	return cmp.Or(errs...)
}

// errOtherEdition says that another process saved a snapshot since this one looked.
var errOtherEdition = errors.New("another snapshot was saved meanwhile")

// SaveSnapshot keeps a picture in place of the last, whole or not at all. It encodes and seals on the goroutine of the
// caller, and only what differs from the last that this process saved or found; the picture itself is only read.
func (r *Room) SaveSnapshot(ctx context.Context, snap *model.Snapshot) error {
	const op = "save the snapshot"
	p := r.picture()
	if err := p.turn.Acquire(ctx, 1); err != nil {
		return fault(op, string(r.store.place), err)
	}
	defer p.turn.Release(1)
	var err error
	for range attempts {
		if p.edition == "" {
			if err := r.learn(ctx, op, p); err != nil {
				return err
			}
		}
		if err = r.saveOver(ctx, op, p, snap); !errors.Is(err, errOtherEdition) {
			return err
		}
		p.edition = ""
	}
	return err
}

// learn reads what the file holds.
func (r *Room) learn(ctx context.Context, op string, p *picture) error {
	t, sealed, err := r.sealedLocks(ctx, op)
	if err != nil {
		return err
	}
	sums := make([]uint64, len(sealed))
	err = eachInParallel(len(sealed), func(i int) error {
		plain, err := sealed[i].open()
		sums[i] = maphash.Bytes(p.seed, plain)
		return err
	})
	if err != nil {
		return fault(op, string(r.store.place), err)
	}
	p.edition, p.locks = t.edition, make(map[model.DeviceID]writtenLock, len(sealed))
	for i, l := range sealed {
		p.locks[l.id] = writtenLock{sum: sums[i]}
	}
	return nil
}
