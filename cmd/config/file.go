package config

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"

	"github.com/adrg/xdg"
	"github.com/pelletier/go-toml/v2"

	"seamdash/model"
)

const (
	maxFile     = 1 << 20
	maxProfiles = 256
)

// A File is what a configuration file says. Every value in it is valid.
type File struct {
	Path     string // "" for no file
	top      layer
	profiles map[string]layer
}

// A layer is what one table of the file says, by key.
type layer map[string]entry

type entry struct {
	value value
	line  int
}

// DefaultPath is where the file is unless somebody says otherwise: the place that the system has for configuration.
// XDG_CONFIG_HOME counts on every system, because people keep one set of files for all of theirs.
func DefaultPath(getenv func(string) string) string {
	home := getenv("XDG_CONFIG_HOME")
	if !filepath.IsAbs(home) { // by the XDG specification a relative path is to be ignored
		home = xdg.ConfigHome
	}
	return filepath.Join(home, "seamdash", "config.toml")
}

// DefaultStore is where the local store is unless somebody says otherwise.
func DefaultStore(getenv func(string) string) string {
	home := getenv("XDG_DATA_HOME")
	if !filepath.IsAbs(home) {
		home = xdg.DataHome
	}
	return filepath.Join(home, "seamdash", "store.db")
}

// SealingDir is where the keys that seal the local store lie when there is no keyring: not beside it.
func SealingDir(getenv func(string) string) string {
	home := getenv("XDG_STATE_HOME")
	if !filepath.IsAbs(home) {
		home = xdg.StateHome
	}
	return filepath.Join(home, "seamdash", "keys")
}

// Load reads a file. One that is not there is an error only when somebody asked for it; without it the File is empty.
// A mistake in the file is returned as a [*Mistake], the first of several.
func Load(path string, asked bool) (*File, error) {
	data, err := read(path)
	switch {
	case errors.Is(err, fs.ErrNotExist) && !asked:
		return &File{}, nil
	case err != nil:
		return nil, err
	}
	file, mistakes := Parse(path, data)
	if len(mistakes) > 0 {
		return nil, mistakes[0]
	}
	return file, guard(file)
}

// Check reads a file and finds everything that is wrong with it.
func Check(path string) ([]*Mistake, error) {
	data, err := read(path)
	if err != nil {
		return nil, err
	}
	file, mistakes := Parse(path, data)
	if len(mistakes) > 0 {
		return mistakes, nil
	}
	return nil, guard(file)
}

func read(path string) (data []byte, err error) {
	mistake := func(what, hint string) error { return &Mistake{Place: path, What: what, Hint: hint, file: true} }
	f, err := open(path)
	switch inner, _ := errors.AsType[*fs.PathError](err); {
	case err == nil:
	case errors.Is(err, fs.ErrNotExist):
		return nil, &absent{Mistake{
			Place: path, What: "there is no such file", Hint: "seamdash config --print shows what to put into one.", file: true,
		}}
	case inner != nil:
		return nil, mistake(inner.Err.Error(), "")
	case errors.Is(err, errDirectory):
		return nil, mistake(err.Error(), "name the file inside it.")
	default:
		return nil, mistake(err.Error(), "write it to a file and name that; "+os.DevNull+" stands for no configuration.")
	}
	defer func() { _ = f.Close() }() // it was only read
	data, err = io.ReadAll(io.LimitReader(f, maxFile+1))
	switch {
	case err != nil:
		return nil, mistake("it cannot be read: "+err.Error(), "")
	case len(data) > maxFile:
		return nil, mistake("it is larger than 1 MiB", "this is not a configuration of seamdash.")
	}
	return data, nil
}

var (
	errDirectory = errors.New("it is a directory")
	errStream    = errors.New("it is a pipe or a device, not a file")
)

// open opens a file, and what stands for none. It looks before it opens: a pipe that nobody writes to, and a terminal, would
// be waited for without end.
func open(path string) (*os.File, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, errDirectory
	case !info.Mode().IsRegular() && !isDevNull(path, info):
		return nil, errStream
	}
	return os.Open(path)
}

func isDevNull(path string, info fs.FileInfo) bool {
	null, err := os.Stat(os.DevNull)
	return path == os.DevNull || err == nil && os.SameFile(info, null)
}

// An absent file is a mistake only for those who asked for it.
type absent struct{ Mistake }

func (*absent) Is(target error) bool { return target == fs.ErrNotExist }

func (a *absent) Unwrap() error { return &a.Mistake }

// guard refuses to run a program that somebody else may have chosen.
func guard(f *File) error {
	what := f.runs()
	if runtime.GOOS == "windows" || what == "" {
		return nil
	}
	info, err := os.Stat(f.Path)
	if err != nil || info.Mode().Perm()&0o002 == 0 || !info.Mode().IsRegular() {
		return nil //nolint:nilerr // it was there when it was read; what was read is sound
	}
	return &Mistake{
		Place: f.Path, What: "it has " + what + ", and everybody on this machine may change it",
		Hint: "chmod o-w " + f.Path, file: true,
	}
}

// runs says in words which program the file has us run, or "".
func (f *File) runs() string {
	all := f.layers()
	switch {
	case slices.ContainsFunc(all, func(l layer) bool { return len(l["key_command"].value.list) > 0 }):
		return "a key_command"
	case slices.ContainsFunc(all, func(l layer) bool { return l["alerts"].value.tree["command"] != nil }):
		return "a command for alerts"
	default:
		return ""
	}
}

func (f *File) layers() []layer { return append(slices.Collect(maps.Values(f.profiles)), f.top) }

// Profiles are the names of those that the file describes, sorted.
func (f *File) Profiles() []string { return slices.Sorted(maps.Keys(f.profiles)) }

// Parse understands the text of a file and finds every mistake in it, in order of lines.
func Parse(path string, data []byte) (*File, []*Mistake) {
	p := &parsing{path: path, file: &File{Path: path, top: layer{}, profiles: map[string]layer{}}}
	var tree map[string]any
	if err := toml.Unmarshal(data, &tree); err != nil {
		p.syntax(err)
		return p.file, p.mistakes
	}
	p.lines = linesOf(data)
	p.table(nil, tree)
	slices.SortStableFunc(p.mistakes, func(a, b *Mistake) int { return a.line - b.line })
	return p.file, p.mistakes
}

// A parsing collects values and mistakes.
type parsing struct {
	path     string
	file     *File
	lines    map[string]int
	mistakes []*Mistake
}

func (p *parsing) syntax(err error) {
	line, what := 1, model.Clean(err.Error())
	if bad, ok := errors.AsType[*toml.DecodeError](err); ok {
		line, _ = bad.Position()
	}
	p.mistakes = append(p.mistakes, &Mistake{
		Place: fmt.Sprintf("%s:%d", p.path, line), What: what, line: line, file: true,
		Hint: "seamdash config --print shows how it is written.",
	})
}

func (p *parsing) wrong(path []string, what, hint string) {
	line := p.lineOf(path)
	p.mistakes = append(p.mistakes, &Mistake{
		Place: fmt.Sprintf("%s:%d", p.path, line), What: what, Hint: hint, line: line, file: true,
	})
}

// lineOf is the line of a key, or of the nearest table around it: not every way to write a table names its keys one by one.
func (p *parsing) lineOf(path []string) int {
	for n := len(path); n > 0; n-- {
		if line, ok := p.lines[join(path[:n])]; ok {
			return line
		}
	}
	return 1
}
