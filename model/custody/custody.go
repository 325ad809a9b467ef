// Package custody finds, opens and writes files so that nobody else has a hand in them: not in the file, not in a directory on the
// way to it, and not in a link that leads there. A link that the person made is followed, because managers of dotfiles make them;
// one that somebody else could have planted is refused. What root did is trusted: root can do anything anyway.
//
// Where every directory on the way is the person's or root's and nobody else may write in it, nobody else can put another file in
// the place of the one that was judged, so that it may be opened by its name afterwards.
//
// On Windows, owners and rights stand in lists of their own, which a profile's directories have set right; there only what a file
// is gets judged.
package custody

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"seamdash/model"
)

// The modes of what is made: nobody else reads it, whatever the umask says.
const (
	FileMode fs.FileMode = 0o600
	DirMode  fs.FileMode = 0o700
)

// What a [Refusal] can be about, for errors.Is.
var (
	// ErrOthers says that somebody else has or could have a hand in it.
	ErrOthers = errors.New("others have a hand in it")
	// ErrReadable says that others can read what is secret.
	ErrReadable = errors.New("others can read it")
	// ErrNoFile says that it is something else than a file: a directory, a pipe, a device, or a link where none may be.
	ErrNoFile = errors.New("it is not a file")
)

// A Refusal says why a file is left alone.
type Refusal struct {
	Path  string // what it is about: the file, or a directory or a link on the way to it
	Why   string // a clause about Path: "it belongs to somebody else (user 1001)"
	Mend  string // what to do about it, or ""
	Cause error  // one of the sentinels above
}

func (r *Refusal) Error() string { return model.Clean(r.Path) + ": " + r.Why }

// Unwrap gives the sentinel.
func (r *Refusal) Unwrap() error { return r.Cause }

// About says why in words about the file that was asked for: a directory on the way is named, the file itself is not.
func (r *Refusal) About(path string) string {
	if abs, err := filepath.Abs(path); err == nil && abs == r.Path {
		return r.Why
	}
	return r.Error()
}

// Dir judges a directory and the way to it. The error is a [*Refusal], or wraps [fs.ErrNotExist] where a part of the way is
// missing.
func Dir(path string) error {
	at, err := theMachine().find(path, strict)
	if err == nil {
		err = at.asDirectory(theMachine())
	}
	return err
}

// File judges a file that others may read, such as a configuration, and the way to it, as [Open] does.
func File(path string) error { return theMachine().judge(path, false) }

// Secret judges a file that only its owner may read, and the way to it, as [OpenSecret] does.
func Secret(path string) error { return theMachine().judge(path, true) }

// Open opens a file for reading that nobody else can have written or chosen; others may read it. It does not wait for a pipe.
// The error is a [*Refusal] or one of the system's.
func Open(path string) (*os.File, error) { return theMachine().open(path, false) }

// OpenSecret is [Open] for what nobody else may read either; and the name must be the file's own, not that of a link.
func OpenSecret(path string) (*os.File, error) { return theMachine().open(path, true) }

func (m *machine) judge(path string, secret bool) error {
	at, err := m.find(path, strict)
	if err == nil {
		err = at.asFile(m, secret)
	}
	return err
}

func (m *machine) open(path string, secret bool) (*os.File, error) {
	at, err := m.find(path, strict)
	if err == nil {
		err = at.asFile(m, secret)
	}
	if err != nil {
		return nil, err
	}
	file, err := os.OpenFile(at.path, os.O_RDONLY|openFlags, 0)
	if err != nil {
		return nil, err
	}
	// The owner may have replaced it since; what was opened is what counts.
	if at.info, err = file.Stat(); err == nil {
		err = at.asFile(m, secret)
	}
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return file, nil
}
