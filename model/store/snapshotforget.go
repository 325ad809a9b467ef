package store

import (
	"context"
	"errors"

	bolterrors "go.etcd.io/bbolt/errors"
)

// ForgetSnapshot takes the kept picture away; where there is none that is no error. Everything else of the workspace stays.
// Another process that shows the workspace may keep a new one.
func (r *Room) ForgetSnapshot(ctx context.Context) error {
	return r.update(ctx, "forget the snapshot", func(t txn) error {
		return errors.Join(t.emptied(roomKey(r.ws), snapshotKind), t.emptied(roomKey(r.ws), locksKind))
	})
}

// emptied drops all records of a kind.
func (t txn) emptied(room []byte, k kind) error {
	if t.memo != nil {
		t.memo.table = table{} // it could be the one that goes
	}
	if err := t.tx.DeleteBucket(bucketName(room, k)); !errors.Is(err, bolterrors.ErrBucketNotFound) {
		return err
	}
	return nil
}
