package store

import (
	"context"
	"errors"

	"go.etcd.io/bbolt"
)

// ChangeKey seals everything anew under a new key, in a new file that takes the place of the old: nothing that was
// sealed with the old key is left in it. The old key is not removed, for backups need it. Other programs that have the
// store open fetch the new key by themselves.
func (s *Store) ChangeKey(ctx context.Context) error {
	const op = "change the sealing key"
	if s.writer.isClosed() {
		return fault(op, string(s.place), ErrClosed)
	}
	if err := s.enter(ctx, readers); err != nil {
		return fault(op, string(s.place), err)
	}
	defer s.gate.Release(readers)
	var err error
	for range attempts {
		if err = s.changeKey(ctx); !errors.Is(err, errOtherHeader) {
			break
		}
		if err = s.adopt(ctx); err != nil {
			break
		}
	}
	return fault(op, string(s.place), err)
}

func (s *Store) changeKey(ctx context.Context) error {
	old := s.known.Load()
	next, err := newIdentity(ctx, s.cfg)
	if err != nil {
		return err
	}
	d, err := newDraft(s.place)
	if err != nil {
		return err
	}
	defer d.drop()
	open, err := s.place.open(ctx, true, s.cfg.Wait)
	if err != nil {
		return err
	}
	err = open.use(func() error {
		if err := d.resealed(open.db, old, next); err != nil || !replaceWhileOpen {
			return err
		}
		return d.replace()
	})
	if err == nil && !replaceWhileOpen {
		err = d.replace()
	}
	if err == nil {
		s.known.Store(next)
	}
	return err
}

// resealed fills the draft with all records of db.
func (d *draft) resealed(db *bbolt.DB, old, next *identity) error {
	return db.View(func(from *bbolt.Tx) error {
		if err := old.matches(from); err != nil {
			return err
		}
		return d.fill(func(to *bbolt.Tx) error {
			if err := next.header.put(to); err != nil {
				return err
			}
			return reseal(txn{tx: from, vault: old.vault}, txn{tx: to, vault: next.vault})
		})
	})
}

func reseal(from, to txn) error {
	return eachTable(from, func(room []byte, k kind, tb table) error {
		into, err := to.madeAt(room, k)
		if err != nil {
			return err
		}
		if err := into.bucket.SetSequence(tb.bucket.Sequence()); err != nil {
			return err
		}
		return tb.each(into.put)
	})
}
