// Package licences knows under which licences the modules are that the program is built of, with the texts that must go along
// with it. What it knows is made by the command in gen from the modules themselves; which of them are in a binary its own build
// information says.
package licences

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"runtime/debug"
	"slices"
	"strings"
)

//go:generate go run ./gen

var (
	// index has a line for each module: path, version, identifiers of SPDX separated by blanks, and the systems on which it is
	// part of the program, all separated by tabs.
	//
	//go:embed index.txt
	index string

	// texts has the licences of a module, and what it wants to be told beside them, in the folder of its path.
	//
	//go:embed texts
	texts embed.FS
)

const (
	// Unstated stands for the licence of a module that comes without one, as SPDX writes it.
	Unstated = "NONE"
	// Std is the path of Go's own standard library, which is part of every program.
	Std = "std"
)

// A Module is a part of the program that others wrote.
type Module struct {
	Path    string
	Version string // "v1.2.3"; of Go's own library that of the release, "go1.26.0"
	Sum     string // what go.sum has for it, "" for Go's own library
	// Licences are identifiers of SPDX, sorted, or only [Unstated].
	Licences []string
}

// A Text is a file of a module as it came.
type Text struct {
	Name string // within the module, with slashes
	Text string
}

// Of lists the modules that a binary is built of, Go's own library first and then by path. It fails where the binary has one, or
// a version of one, whose licence nobody looked at.
func Of(built *debug.BuildInfo) ([]Module, error) {
	known := map[string]Module{}
	for line := range strings.Lines(index) {
		m, _ := parse(line)
		known[m.Path] = m
	}
	std := known[Std]
	std.Version = built.GoVersion
	out := []Module{std}
	for _, dep := range built.Deps {
		if dep.Replace != nil {
			dep = dep.Replace
		}
		m, there := known[dep.Path]
		if !there || m.Version != dep.Version {
			return nil, fmt.Errorf("the licence of %s %s is not known: this program was built of other modules than it names", dep.Path, dep.Version)
		}
		m.Sum = dep.Sum
		out = append(out, m)
	}
	slices.SortFunc(out[1:], func(a, b Module) int { return strings.Compare(a.Path, b.Path) })
	return out, nil
}

// parse reads a line of the index.
func parse(line string) (m Module, systems []string) {
	cells := strings.Split(strings.TrimSpace(line), "\t")
	for len(cells) < 4 {
		cells = append(cells, "")
	}
	return Module{Path: cells[0], Version: cells[1], Licences: strings.Fields(cells[2])}, strings.Fields(cells[3])
}

// Stated says whether the module says at all under which licence it is.
func (m Module) Stated() bool { return !slices.Equal(m.Licences, []string{Unstated}) }

// Texts are the licences and notices of a module; none where it states no licence.
func (m Module) Texts() (out []Text, err error) {
	if !m.Stated() {
		return nil, nil
	}
	root := path.Join("texts", m.Path)
	err = fs.WalkDir(texts, root, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && name != root && isModule(strings.TrimPrefix(name, "texts/")):
			return fs.SkipDir // it lies within the path of this one
		case d.IsDir():
			return nil
		}
		text, err := texts.ReadFile(name)
		out = append(out, Text{Name: strings.TrimPrefix(name, root+"/"), Text: string(text)})
		return err
	})
	return out, err
}

func isModule(name string) bool { return strings.Contains("\n"+index, "\n"+name+"\t") }
