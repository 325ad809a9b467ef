package store

import (
	"fmt"
	"io/fs"
	"os"
)

// noWait is nothing: pipes are in a place of their own there.
const noWait = 0

// openFlags are none: Windows has no flag against links, see noLink.
const openFlags = 0

// noLink refuses a link. Between this and the opening somebody could put one there; who may write in the directory
// can do worse.
func (p place) noLink() error {
	info, err := os.Lstat(string(p))
	if err != nil {
		return err
	}
	if info.Mode()&fs.ModeSymlink != 0 {
		return fmt.Errorf("%w: it is a link; name what it leads to", ErrPlace)
	}
	return nil
}

func linkError(err error) error { return err }

// Windows keeps owners and rights in lists of its own, which a profile's directories have set right.
func ours(fs.FileInfo) bool { return true }

func othersRead(fs.FileInfo) bool { return false }

// tryLock leaves the lock to bbolt: a second one on the same file would wait for the first.
func tryLock(*os.File, bool) (bool, error) { return true, nil }

// unlock has nothing to do: closing the file lets go of its locks.
func unlock(*os.File) {}

// replaceWhileOpen: a mapped file cannot be replaced, so it is closed a moment before.
const replaceWhileOpen = false

// syncDirectory has nothing to do: directories cannot be synced.
func syncDirectory(*os.File) error { return nil }
