package store

import (
	"context"
	"fmt"

	"go.etcd.io/bbolt"
)

// A migration brings the records of one schema to the next.
type migration func(txn) error

// migrations are the steps from schema 1 on, in order.
func migrations() []migration { return []migration{toSchema2, toSchema3} }

// toSchema2 changes no record: it keeps programs that do not know holiday sets and drafts from calling them damage.
func toSchema2(txn) error { return nil }

// toSchema3 changes no record either: pictures are read in both layouts and written in the one that has accounts and the details
// of problems, which programs that do not know it would call damage.
func toSchema3(txn) error { return nil }

// migrated brings the file to the program's schema: a backup beside the file first, then all steps in one transaction.
func (s *Store) migrated(ctx context.Context, id *identity) (*identity, error) {
	from := id.header.schema
	if from == s.cfg.schema() {
		return id, nil
	}
	if from == 0 {
		return nil, asDamage("its schema has no number")
	}
	if s.cfg.Untouched {
		return nil, fmt.Errorf("%w: its schema is %d, that of this program %d", ErrOlder, from, s.cfg.schema())
	}
	if err := s.backupBefore(ctx, from); err != nil {
		return nil, fmt.Errorf("back up before migrating: %w", err)
	}
	next := id.header
	next.schema = s.cfg.schema()
	next = next.sealed(id.vault)
	open, err := s.place.open(ctx, true, s.cfg.Wait)
	if err != nil {
		return nil, err
	}
	err = open.use(func() error {
		return open.db.Update(func(tx *bbolt.Tx) error {
			if err := id.matches(tx); err != nil {
				return err // another process was faster; what it did is looked at anew
			}
			for _, step := range s.cfg.steps[from-1:] {
				if err := step(txn{tx: tx, vault: id.vault}); err != nil {
					return fmt.Errorf("migrate from schema %d: %w", from, err)
				}
			}
			return next.put(tx)
		})
	})
	return &identity{header: next, vault: id.vault}, err
}

// backupBefore keeps the file as it was, beside what an earlier attempt may have kept.
func (s *Store) backupBefore(ctx context.Context, from uint64) error {
	dst := place(fmt.Sprintf("%s.schema-%d.backup", s.place, from))
	if taken, err := dst.exists(); err != nil || taken {
		dst = place(fmt.Sprintf("%s.%s", dst, s.cfg.Now().UTC().Format("20060102T150405.000000000")))
	}
	return s.place.copyTo(ctx, dst, s.cfg)
}
