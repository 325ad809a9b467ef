package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/google/licensecheck"

	"seamdash/cmd/licences"
)

// systems are those that the program is built for.
func systems() []string { return []string{"darwin", "linux", "windows"} }

// permitted are the licences under which what we carry may be: they ask for no more than that their texts go along.
func permitted() []string {
	return []string{"Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT"}
}

// unstated are modules that come without a licence, each with why it is here all the same.
func unstated() map[string]string {
	return map[string]string{
		"github.com/seamapi/go": "Seam's own SDK for callers of its API; its repository has no licence file",
	}
}

// A module is one that the program is built of.
type module struct {
	path, version, dir string
	systems            []string
	packages           map[string]bool // their folders
}

// collect gives the files of the package licences by name.
func collect(ctx context.Context) (map[string][]byte, error) {
	modules := map[string]*module{}
	for _, system := range systems() {
		if err := list(ctx, system, modules); err != nil {
			return nil, err
		}
	}
	std, err := standard(ctx)
	if err != nil {
		return nil, err
	}
	files, lines := map[string][]byte{}, []string{}
	for _, m := range append([]*module{std}, inOrder(modules)...) {
		names, err := m.gather(files)
		if err != nil {
			return nil, fmt.Errorf("%s %s: %w", m.path, m.version, err)
		}
		lines = append(lines, strings.Join([]string{m.path, m.version, strings.Join(names, " "), strings.Join(m.systems, " ")}, "\t"))
	}
	files["index.txt"] = []byte(strings.Join(lines, "\n") + "\n")
	return files, nil
}

func inOrder(modules map[string]*module) []*module {
	return slices.SortedFunc(maps.Values(modules), func(a, b *module) int { return strings.Compare(a.path, b.path) })
}

// list adds the modules that the program is built of on a system.
func list(ctx context.Context, system string, into map[string]*module) error {
	cmd := exec.CommandContext(ctx, "go", "list", "-deps", "-json=Dir,Module", "seamdash/cmd/seamdash")
	cmd.Env = append(os.Environ(), "GOOS="+system, "CGO_ENABLED=0")
	out, err := output(cmd)
	if err != nil {
		return err
	}
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p struct {
			Dir    string
			Module *struct {
				Path, Version, Dir string
				Main               bool
			}
		}
		switch err := dec.Decode(&p); {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return fmt.Errorf("go list: %w", err)
		case p.Module == nil || p.Module.Main: // Go's own library, and ourselves
			continue
		}
		m := into[p.Module.Path]
		if m == nil {
			m = &module{path: p.Module.Path, version: p.Module.Version, dir: p.Module.Dir, packages: map[string]bool{}}
			into[m.path] = m
		}
		if !slices.Contains(m.systems, system) {
			m.systems = append(m.systems, system)
		}
		m.packages[p.Dir] = true
	}
}

func output(cmd *exec.Cmd) ([]byte, error) {
	var told strings.Builder
	cmd.Stderr = &told
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("%s: %w: %s", strings.Join(cmd.Args[:2], " "), err, told.String())
	}
	return out, nil
}

// standard is Go's own library. Its version is that of whatever built a binary.
func standard(ctx context.Context) (*module, error) {
	root, err := output(exec.CommandContext(ctx, "go", "env", "GOROOT"))
	dir := strings.TrimSpace(string(root))
	return &module{path: licences.Std, dir: dir, systems: systems(), packages: map[string]bool{dir: true}}, err
}

// gather puts the texts of a module into files, and gives the licences in them. Packages can have a licence of their own.
func (m *module) gather(files map[string][]byte) (names []string, err error) {
	found := map[string]bool{}
	for _, dir := range m.folders() {
		within, err := filepath.Rel(m.dir, dir)
		if err != nil {
			return nil, err
		}
		texts, err := textsIn(dir)
		if err != nil {
			return nil, err
		}
		for name, text := range texts {
			if !isNotice(name) {
				if err := identify(text, found); err != nil {
					return nil, fmt.Errorf("%s: %w", path.Join(filepath.ToSlash(within), name), err)
				}
			}
			files[path.Join("texts", m.path, filepath.ToSlash(within), name)] = text
		}
	}
	if why := unstated()[m.path]; (why != "") != (len(found) == 0) {
		return nil, fmt.Errorf("%d licences, and what unstated() says of it is %q", len(found), why)
	}
	if len(found) == 0 {
		return []string{licences.Unstated}, nil
	}
	return slices.Sorted(maps.Keys(found)), nil
}

// folders are those of the packages in use and all above them within the module, sorted.
func (m *module) folders() []string {
	all := map[string]bool{}
	for dir := range m.packages {
		for ; strings.HasPrefix(dir, m.dir) && !all[dir]; dir = filepath.Dir(dir) {
			all[dir] = true
		}
	}
	return slices.Sorted(maps.Keys(all))
}

func isNotice(name string) bool { return strings.HasPrefix(strings.ToUpper(name), "NOTICE") }

// textsIn are the files of a folder that are called like licences and notices.
func textsIn(dir string) (map[string][]byte, error) {
	called := regexp.MustCompile(`(?i)^(licen[cs]e|copying|unlicense|notice)([.-].*)?$`)
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	out := map[string][]byte{}
	for _, e := range entries {
		if e.Type()&fs.ModeType != 0 || !called.MatchString(e.Name()) || strings.HasSuffix(e.Name(), ".go") {
			continue
		}
		if out[e.Name()], err = os.ReadFile(filepath.Join(dir, e.Name())); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// least is how much of a file must be licences, in percent: the rest is the names of those who hold the rights.
const least = 75

// identify finds the licences in a text, and refuses what nobody permitted.
func identify(text []byte, found map[string]bool) error {
	cover := licensecheck.Scan(text)
	if cover.Percent < least {
		return fmt.Errorf("only %.0f %% of it is a licence that is known", cover.Percent)
	}
	for _, match := range cover.Match {
		if !slices.Contains(permitted(), match.ID) {
			return fmt.Errorf("nobody has permitted %s", match.ID)
		}
		found[match.ID] = true
	}
	return nil
}
