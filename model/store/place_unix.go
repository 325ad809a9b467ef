//go:build !windows

package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"syscall"
)

// noWait does not hang on a pipe that nobody writes to.
const noWait = syscall.O_NONBLOCK

// openFlags refuse a link even if it was put there a moment ago.
const openFlags = syscall.O_NOFOLLOW | noWait

// noLink is left to openFlags here.
func (place) noLink() error { return nil }

func linkError(err error) error {
	if errors.Is(err, syscall.ELOOP) {
		return fmt.Errorf("%w: it is a link; name what it leads to", ErrPlace)
	}
	return err
}

func owner(info fs.FileInfo) (uid int, known bool) {
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return 0, false
	}
	return int(stat.Uid), true
}

func ours(info fs.FileInfo) bool {
	uid, known := owner(info)
	return !known || uid == os.Geteuid()
}

func othersRead(info fs.FileInfo) bool { return info.Mode().Perm()&0o077 != 0 }

// tryLock takes the lock that bbolt takes; on the same open file bbolt then finds it taken by itself.
func tryLock(file *os.File, alone bool) (bool, error) {
	how := syscall.LOCK_SH
	if alone {
		how = syscall.LOCK_EX
	}
	for {
		err := syscall.Flock(int(file.Fd()), how|syscall.LOCK_NB)
		switch {
		case err == nil:
			return true, nil
		case errors.Is(err, syscall.EWOULDBLOCK):
			return false, nil
		case !errors.Is(err, syscall.EINTR):
			return false, fmt.Errorf("lock the file: %w", err)
		}
	}
}

// unlock lets go of a lock that closing the file would not: a mapping of it keeps it as well.
func unlock(file *os.File) { _ = syscall.Flock(int(file.Fd()), syscall.LOCK_UN) } // it may be closed already

// replaceWhileOpen says that a file can be renamed over another that is open.
const replaceWhileOpen = true

func syncDirectory(dir *os.File) error {
	err := dir.Sync()
	if errors.Is(err, syscall.EINVAL) { // some network file systems have nothing to sync
		return nil
	}
	return err
}
