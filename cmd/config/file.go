package config

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/adrg/xdg"
	"github.com/pelletier/go-toml/v2"

	"seamdash/model"
	"seamdash/model/custody"
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
	return file, nil
}

// Check reads a file and finds everything that is wrong with it.
func Check(path string) ([]*Mistake, error) {
	data, err := read(path)
	if err != nil {
		return nil, err
	}
	_, mistakes := Parse(path, data)
	return mistakes, nil
}

func read(path string) (data []byte, err error) {
	mistake := func(what, hint string) error { return &Mistake{Place: path, What: what, Hint: hint, file: true} }
	f, err := open(path)
	inner, _ := errors.AsType[*fs.PathError](err)
	refused, _ := errors.AsType[*custody.Refusal](err)
	switch {
	case err == nil:
	case errors.Is(err, fs.ErrNotExist):
		return nil, &absent{Mistake{
			Place: path, What: "there is no such file", Hint: "seamdash config --print shows what to put into one.", file: true,
		}}
	case inner != nil:
		return nil, mistake(inner.Err.Error(), "")
	case refused != nil && refused.Mend == "":
		return nil, mistake(refused.About(path), "write it to a file and name that; "+os.DevNull+" stands for no configuration.")
	case refused != nil:
		return nil, mistake(refused.About(path), refused.Mend)
	default:
		return nil, mistake(err.Error(), "")
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

// open opens what stands for no file, and a file that nobody else can have written: who writes it chooses programs that are run
// and where the key is sent.
func open(path string) (*os.File, error) {
	if isDevNull(path) {
		return os.Open(os.DevNull)
	}
	// Where there is none, nobody has chosen anything, whoever may write in its directory.
	if _, err := os.Stat(path); err != nil {
		return nil, err
	}
	return custody.Open(path)
}

func isDevNull(path string) bool {
	if path == os.DevNull {
		return true
	}
	info, err := os.Stat(path)
	if err != nil {
		return false
	}
	null, err := os.Stat(os.DevNull)
	return err == nil && os.SameFile(info, null)
}

// Custody says of a configuration whether anybody else has a hand in it, as [Load] does. The error is a [*custody.Refusal], or
// [fs.ErrNotExist] where there is no file.
func Custody(path string) error {
	if isDevNull(path) {
		return nil
	}
	if _, err := os.Stat(path); err != nil {
		return err
	}
	return custody.File(path)
}

// An absent file is a mistake only for those who asked for it.
type absent struct{ Mistake }

func (*absent) Is(target error) bool { return target == fs.ErrNotExist }

func (a *absent) Unwrap() error { return &a.Mistake }

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
