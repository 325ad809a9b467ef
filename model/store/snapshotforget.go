package store

import (
	"context"
	"errors"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"
)

// ForgetSnapshot takes the kept picture away; where there is none that is no error. Everything else of the workspace stays.
// Another process that shows the workspace may keep a new one.
func (r *Room) ForgetSnapshot(ctx context.Context) error {
	return r.update(ctx, "forget the snapshot", func(t txn) error {
		all := t.tx.Bucket([]byte(workspacesName))
		if all == nil {
			return nil
		}
		kinds := all.Bucket(roomKey(r.ws))
		if kinds == nil {
			return nil
		}
		return errors.Join(emptied(kinds, snapshotKind), emptied(kinds, locksKind))
	})
}

// emptied drops all records of a kind.
func emptied(kinds *bbolt.Bucket, k kind) error {
	if err := kinds.DeleteBucket([]byte(k)); !errors.Is(err, bolterrors.ErrBucketNotFound) {
		return err
	}
	return nil
}
