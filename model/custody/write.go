package custody

import (
	"crypto/rand"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
)

// MakeDir makes a directory, and those above it that are missing, for nobody else's eyes, once the way there is judged as [Dir]
// does. One that is there already is judged only.
func MakeDir(path string) error {
	err := Dir(path)
	if !errors.Is(err, fs.ErrNotExist) || filepath.Dir(path) == path {
		return err
	}
	if err := MakeDir(filepath.Dir(path)); err != nil {
		return err
	}
	if err := os.Mkdir(path, DirMode); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return Dir(path) // somebody else may have been faster, and a link may lead nowhere
}

// Write writes a file that only its owner can read. It is there whole and durable or not at all, and never in the place of another,
// which is [fs.ErrExist], unless over says so; then it takes the place of a file, and of nothing else. A directory on the way may
// be anybody's, for a person names it; a link on the way that somebody else made is a [*Refusal]. No link in the place of the file
// is followed.
func Write(path string, text []byte, over bool) error {
	dir, name := filepath.Split(path)
	if name == "" {
		return &Refusal{Path: path, Cause: ErrNoFile, Why: "it is a directory", Mend: "name the file inside it."}
	}
	at, err := theMachine().find(filepath.Clean(dir+"."), own)
	if err != nil {
		return err
	}
	folder, err := os.OpenRoot(at.path)
	if err != nil {
		return err
	}
	defer folder.Close() //nolint:errcheck // nothing is written through it
	if err := sameFolder(folder, at.info); err != nil {
		return err
	}
	d := draft{folder: folder, name: "." + rand.Text() + ".new"}
	defer d.drop()
	if err := d.fill(text); err != nil {
		return err
	}
	if err := d.claim(name, over); err != nil {
		return err
	}
	d.drop()
	return d.sync()
}

// sameFolder says that a folder is still the one that was judged.
func sameFolder(folder *os.Root, judged fs.FileInfo) error {
	info, err := folder.Stat(".")
	if err == nil && !os.SameFile(info, judged) {
		err = &Refusal{Path: folder.Name(), Cause: ErrOthers, Why: "the directory was replaced meanwhile"}
	}
	return err
}

// A draft is a new file that gets its name when it is whole and on the disk.
type draft struct {
	folder *os.Root
	name   string
}

func (d draft) fill(text []byte) error {
	file, err := d.folder.OpenFile(d.name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, FileMode)
	if err != nil {
		return err
	}
	_, err = file.Write(text)
	return errors.Join(err, file.Sync(), file.Close())
}

// claim gives a draft its name. The error is [fs.ErrExist] where that is taken.
func (d draft) claim(name string, over bool) error {
	if over {
		return d.replace(name)
	}
	err := d.folder.Link(d.name, name)
	if err == nil || errors.Is(err, fs.ErrExist) {
		return err
	}
	// A file system without links: the name is taken first, by an empty file.
	taken, err := d.folder.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, FileMode)
	if err != nil {
		return err
	}
	return errors.Join(taken.Close(), d.folder.Rename(d.name, name))
}

// replace takes the place of a file. What is no file stays: as root, a device could be replaced.
func (d draft) replace(name string) error {
	switch info, err := d.folder.Lstat(name); {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return err
	case !info.Mode().IsRegular():
		return &Refusal{
			Path: filepath.Join(d.folder.Name(), name), Cause: ErrNoFile, Why: "it is a link, a directory, a pipe or a device", Mend: "name a file.",
		}
	}
	return d.folder.Rename(d.name, name)
}

// drop takes the draft's own name away; the file stays under the one that it was given.
func (d draft) drop() { _ = d.folder.Remove(d.name) } // it is gone already when it was renamed

// sync makes the name of a new file durable.
func (d draft) sync() error {
	if runtime.GOOS == "windows" { // directories cannot be synced there, and need not be
		return nil
	}
	dir, err := d.folder.Open(".")
	if err != nil {
		return err
	}
	defer dir.Close()                                       //nolint:errcheck // it was only read
	if err := dir.Sync(); !errors.Is(err, syscall.EINVAL) { // some network file systems have nothing to sync
		return err
	}
	return nil
}
