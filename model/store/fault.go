package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"

	"seamdash/model"
	"seamdash/model/custody"
)

// What can be wrong with a store. Every error of this package is a [model.Fault] that wraps one of these, the error
// of a context, or an error of the system.
var (
	ErrMissing = errors.New("it is missing")
	ErrPlace   = errors.New("a store cannot be kept there")
	ErrForeign = errors.New("it is not a store of seamdash")
	ErrNewer   = errors.New("it was written by a newer seamdash")
	// ErrOlder says that the file would have to be migrated first.
	ErrOlder   = errors.New("it was written by an older seamdash")
	ErrDamaged = errors.New("the file is damaged")
	ErrLocked  = errors.New("another program holds the file")
	ErrFull    = errors.New("the disk is full")
	// ErrKey says that the sealing key is gone or is not the one that the file was sealed with.
	ErrKey    = errors.New("the sealing key does not fit")
	ErrClosed = errors.New("the store is closed")
	// ErrStale says that somebody else changed the record since it was read.
	ErrStale = errors.New("it was changed by somebody else meanwhile")
	// ErrMoved says that something else on the shelf changed since a change was judged.
	ErrMoved = errors.New("the schedules beside it were changed meanwhile")
	// ErrHeld says that somebody else has the lease.
	ErrHeld = errors.New("somebody else has the lease")
	// ErrSettled says that a step is not open any more, or never was.
	ErrSettled = errors.New("the step is settled already")
	// ErrExists refuses to overwrite a file.
	ErrExists = errors.New("the file exists")
)

// fault says what failed, on which file, with the kind and the hint that belong to the cause.
func fault(op, path string, err error) error {
	if err == nil {
		return nil
	}
	if f, ok := errors.AsType[*model.Fault](err); ok {
		return f
	}
	err = translated(err)
	kind, hint := advice(err)
	if r, refused := errors.AsType[*custody.Refusal](err); refused && r.Mend != "" {
		hint = r.Mend
	}
	return &model.Fault{Op: op, Subject: model.Clean(path), Kind: kind, Hint: hint, Err: err}
}

// translated gives errors of bbolt and of the system the words of this package.
func translated(err error) error {
	switch {
	case says(err, syscall.ENOSPC), says(err, syscall.EDQUOT), says(err, syscall.EFBIG):
		return fmt.Errorf("%w: %w", ErrFull, err)
	case errors.Is(err, bolterrors.ErrTimeout):
		return fmt.Errorf("%w: %w", ErrLocked, err)
	case says(err, syscall.EROFS), errors.Is(err, syscall.ENOTDIR), errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("%w: %w", ErrPlace, err)
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%w: %w", ErrMissing, err)
	case errors.Is(err, bolterrors.ErrInvalid), errors.Is(err, bolterrors.ErrChecksum), errors.Is(err, bolterrors.ErrVersionMismatch):
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	default:
		return err
	}
}

// says looks for a cause also in the text: bbolt keeps no more of it when a file cannot grow.
func says(err error, cause syscall.Errno) bool {
	return errors.Is(err, cause) || strings.Contains(err.Error(), ": "+cause.Error())
}

// advice is what a person can do about an error, and the kind that exit codes are made of.
func advice(err error) (model.Kind, string) {
	const back = "`seamdash store restore FILE` brings a backup back; to start afresh move the file away, nothing in it is touched."
	for _, a := range []struct {
		cause error
		kind  model.Kind
		hint  string
	}{
		{context.Canceled, model.KindCancelled, ""},
		{context.DeadlineExceeded, model.KindCancelled, ""},
		{ErrMissing, model.KindNotFound, ""},
		{ErrPlace, model.KindRefused, "name a file in a directory of your own with --store or SEAMDASH_STORE."},
		{ErrForeign, model.KindRefused, "name another file with --store or SEAMDASH_STORE."},
		{ErrExists, model.KindRefused, "name a file that does not exist yet."},
		{ErrNewer, model.KindUnexpected, "update seamdash, or name another file with --store."},
		{ErrOlder, model.KindUnexpected, "start seamdash once: it brings the file to its own schema and keeps a backup beside it."},
		{ErrDamaged, model.KindUnexpected, back},
		{ErrKey, model.KindUnauthorised, back},
		{ErrLocked, model.KindUnexpected, "try again; if it stays so, look for another seamdash that hangs."},
		{ErrFull, model.KindUnexpected, "make room, then try again; nothing was lost."},
		{ErrStale, model.KindConflict, ""},
		{ErrMoved, model.KindConflict, ""},
		{ErrHeld, model.KindConflict, ""},
		{ErrSettled, model.KindConflict, ""},
	} {
		if errors.Is(err, a.cause) {
			return a.kind, a.hint
		}
	}
	return model.KindUnexpected, ""
}

// asDamage names what a bucket that must be there, and is not, means.
func asDamage(what string) error { return fmt.Errorf("%w: %s", ErrDamaged, what) }

// maxKey is the longest id that bbolt takes as a key, with room for what we put around it.
const maxKey = bbolt.MaxKeySize - 64
