package custody

import (
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"seamdash/model"
)

// A machine is what a judgement asks of the system, so that a test can stand others in for it.
type machine struct {
	lstat    func(path string) (fs.FileInfo, error)
	readlink func(path string) (string, error)
	hands    func(info fs.FileInfo) hands
	me       int
	private  func(gid int) bool // whether nobody but the person is in a group
}

// A demand is how much is asked of the way to a file.
type demand uint8

const (
	// strict asks that nobody else can lead the way elsewhere: for secrets, and for what decides what the program does.
	strict demand = iota
	// own asks only that no link on the way is somebody else's: for a place that a person named, such as the folder of a team.
	own
)

// found is where a path leads.
type found struct {
	asked  string // the path, absolute
	path   string // without links
	info   fs.FileInfo
	linked bool // the last part of the path is a link
	shared bool // others may make new names in its directory
}

// maxLinks is how many links a way may have, as on Linux.
const maxLinks = 40

// find goes a way step by step. An error that is no [*Refusal] is one of the system's.
func (m *machine) find(path string, asked demand) (found, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return found{}, err
	}
	if !ownersTold {
		return m.plainly(abs)
	}
	w := walk{machine: m, demand: asked, found: found{asked: abs}, rest: parts(abs)}
	err = w.look("/")
	for err == nil && len(w.rest) > 0 {
		err = w.step()
	}
	return w.found, err
}

// plainly finds what a path leads to where nobody can be asked about owners.
func (m *machine) plainly(abs string) (f found, err error) {
	f.asked = abs
	if f.info, err = m.lstat(abs); err != nil {
		return f, err
	}
	f.linked = f.info.Mode()&fs.ModeSymlink != 0
	if f.path, err = filepath.EvalSymlinks(abs); err == nil {
		f.info, err = m.lstat(f.path)
	}
	return f, err
}

// A walk is a way up to what was found, and what is left of it.
type walk struct {
	found

	machine *machine
	demand  demand
	rest    []string
	links   int
}

// step takes the next part of the way.
func (w *walk) step() error {
	if err := w.enter(); err != nil {
		return err
	}
	name := w.rest[0]
	w.rest = w.rest[1:]
	if name == ".." { // of a link; what is behind us has no links, so that its parent is the one that its name says
		return w.look(filepath.Dir(w.path))
	}
	if err := w.look(filepath.Join(w.path, name)); err != nil {
		return err
	}
	if w.info.Mode()&fs.ModeSymlink != 0 {
		return w.follow()
	}
	return nil
}

func (w *walk) look(path string) (err error) {
	w.path = path
	w.info, err = w.machine.lstat(path)
	return err
}

// enter judges the directory that the way leads through.
func (w *walk) enter() (err error) {
	switch {
	case !w.info.IsDir():
		return &Refusal{Path: w.path, Cause: ErrNoFile, Why: "it is not a directory"}
	case w.demand == own:
		w.shared = w.info.Mode().Perm()&0o022 != 0
		return nil
	}
	w.shared, err = w.machine.directory(w.path, w.info)
	return err
}

// follow judges a link and goes where it leads.
func (w *walk) follow() error {
	if w.links++; w.links > maxLinks {
		return &Refusal{Path: w.path, Cause: ErrNoFile, Why: fmt.Sprintf("it is one of more than %d links", maxLinks)}
	}
	if err := w.machine.link(w.path, w.info, w.shared); err != nil {
		return err
	}
	to, err := w.machine.readlink(w.path)
	if err != nil {
		return err
	}
	w.linked = w.linked || len(w.rest) == 0
	w.rest = append(parts(to), w.rest...)
	if filepath.IsAbs(to) {
		return w.look("/")
	}
	return w.look(filepath.Dir(w.path))
}

// parts are the names that a path is made of.
func parts(path string) []string {
	return slices.DeleteFunc(strings.Split(path, "/"), func(name string) bool { return name == "" || name == "." })
}

// command is a line for a shell about a path.
func command(line, path string) string {
	if strings.ContainsFunc(path, func(r rune) bool { return !strings.ContainsRune(harmless, r) }) {
		path = "'" + strings.ReplaceAll(path, "'", `'\''`) + "'"
	}
	return line + " " + model.Clean(path)
}

// harmless are letters that no shell reads as anything else.
const harmless = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:@,+"
