package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"time"

	"seamdash/model"
	"seamdash/model/custody"
)

// A place is the absolute path of a store file. Looking at it never changes it.
type place string

func placeOf(path string) (place, error) {
	if path == "" {
		return "", fmt.Errorf("%w: its name is empty", ErrPlace)
	}
	abs, err := filepath.Abs(path)
	return place(abs), err
}

func (p place) dir() string { return filepath.Dir(string(p)) }

// judge refuses a place where others could have put a file of theirs, or could put one.
func (p place) judge() error {
	err := custody.Dir(p.dir())
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%w: there is no directory %s", ErrMissing, model.Clean(p.dir()))
	}
	if err == nil {
		err = custody.Secret(string(p))
	}
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return refusedPlace(err)
}

// refusedPlace makes an error about a place of what was refused there.
func refusedPlace(err error) error {
	if _, refused := errors.AsType[*custody.Refusal](err); refused {
		return fmt.Errorf("%w: %w", ErrPlace, err)
	}
	return err
}

// makeDir creates the last directory of the path, for our eyes only, where it is missing.
func (p place) makeDir() error {
	above := filepath.Dir(p.dir())
	err := custody.Dir(above)
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%w: there is no directory %s", ErrPlace, model.Clean(above))
	}
	if err == nil {
		err = custody.MakeDir(p.dir())
	}
	return refusedPlace(err)
}

// exists says whether anything has the name, a broken link included.
func (p place) exists() (bool, error) {
	_, err := os.Lstat(string(p))
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}

// checkFile refuses what is not a file of ours alone.
func checkFile(info fs.FileInfo) error {
	switch {
	case info.Mode()&fs.ModeSymlink != 0:
		return fmt.Errorf("%w: it is a link; name what it leads to", ErrPlace)
	case !info.Mode().IsRegular():
		return fmt.Errorf("%w: it is not a file", ErrPlace)
	case !ours(info):
		return fmt.Errorf("%w: the file belongs to somebody else", ErrPlace)
	case othersRead(info):
		return fmt.Errorf("%w: others may read it (mode %04o); chmod 600 makes it yours alone", ErrPlace, info.Mode().Perm())
	case info.Mode().Perm()&0o200 == 0:
		return fmt.Errorf("%w: it is read-only (mode %04o)", ErrPlace, info.Mode().Perm())
	}
	return nil
}

// lock opens the file and waits for its lock, shared or alone, at most until ctx ends or wait is over. The file is
// then certainly the one at the path, and long enough for what its meta page says.
func (p place) lock(ctx context.Context, alone bool, wait time.Duration) (*os.File, meta, error) {
	for end := time.Now().Add(wait); ; wait = time.Until(end) {
		file, err := p.openOnce(alone)
		if err != nil {
			return nil, meta{}, err
		}
		err = waitLock(ctx, file, alone, wait)
		var m meta
		if err == nil {
			m, err = p.lookAt(file)
		}
		if err == nil {
			return file, m, nil
		}
		_ = file.Close() // nothing was written through it
		if !errors.Is(err, errReplaced) {
			return nil, meta{}, err
		}
	}
}

// errReplaced says that the path leads to another file since this one was opened: a restored or a rewritten store.
var errReplaced = errors.New("the file was replaced meanwhile")

func (p place) openOnce(alone bool) (*os.File, error) {
	if err := p.noLink(); err != nil {
		return nil, err
	}
	flags := os.O_RDONLY
	if alone {
		flags = os.O_RDWR
	}
	file, err := os.OpenFile(string(p), flags|openFlags, 0)
	if err != nil {
		return nil, linkError(err)
	}
	info, err := file.Stat()
	if err == nil {
		err = checkFile(info)
	}
	if err != nil {
		_ = file.Close() // nothing was written through it
		return nil, err
	}
	return file, nil
}

// waitLock takes the lock of an open file, shared or alone.
func waitLock(ctx context.Context, file *os.File, alone bool, wait time.Duration) error {
	end := time.Now().Add(wait)
	for pause := 250 * time.Microsecond; ; pause = min(2*pause, 2*time.Millisecond) {
		if got, err := tryLock(file, alone); got || err != nil {
			return err
		}
		if !time.Now().Before(end) {
			return fmt.Errorf("%w for longer than %v", ErrLocked, wait.Round(time.Millisecond))
		}
		// The pauses differ so that many who wait do not knock at the same moment.
		again := time.NewTimer(pause/2 + rand.N(pause))
		select {
		case <-again.C:
		case <-ctx.Done():
			again.Stop()
			return ctx.Err()
		}
	}
}

// lookAt makes sure of the file once nobody changes it any more.
func (p place) lookAt(file *os.File) (meta, error) {
	info, err := file.Stat()
	if err != nil {
		return meta{}, err
	}
	at, err := os.Lstat(string(p))
	if err != nil {
		return meta{}, err
	}
	if !os.SameFile(info, at) {
		return meta{}, errReplaced
	}
	return readMeta(file, info.Size())
}

// syncDir makes a new name durable.
func (p place) syncDir() error {
	dir, err := os.Open(p.dir())
	if err != nil {
		return err
	}
	defer dir.Close() //nolint:errcheck // it was only read
	return syncDirectory(dir)
}
