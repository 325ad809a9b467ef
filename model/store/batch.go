package store

import (
	"errors"
	"slices"

	"go.etcd.io/bbolt"
)

// A batch is what goes into one transaction.
type batch struct {
	id        *identity
	take      func() []*op
	ops       []*op // that were taken and not answered
	committed bool
	memo      memo
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
	t := txn{tx: tx, vault: b.id.vault, memo: b.memo.renew()}
	for i, o := range b.ops {
		if err := o.try(t); err != nil {
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
