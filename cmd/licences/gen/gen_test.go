package main

import (
	"bytes"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestFresh holds what is checked in against the modules that the program is built of today.
func TestFresh(t *testing.T) {
	t.Parallel()
	made, err := collect(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(made) < 40 || len(made["index.txt"]) == 0 || len(made["texts/std/LICENSE"]) == 0 {
		t.Fatalf("only %d files are made: the modules are not seen", len(made))
	}
	kept := checkedIn(t)
	for _, name := range slices.Sorted(maps.Keys(made)) {
		if !bytes.Equal(made[name], kept[name]) {
			t.Errorf("%s is not what the modules have: go generate ./cmd/licences makes it anew", name)
		}
	}
	for name := range kept {
		if _, there := made[name]; !there {
			t.Errorf("%s belongs to no module any more: go generate ./cmd/licences takes it away", name)
		}
	}
}

// checkedIn are the files that the package licences has.
func checkedIn(t *testing.T) map[string][]byte {
	t.Helper()
	kept := map[string][]byte{}
	here := os.DirFS("..")
	err := fs.WalkDir(here, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || name != "index.txt" && !strings.HasPrefix(name, "texts/") {
			return err
		}
		kept[name], err = fs.ReadFile(here, name)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return kept
}

// TestLicencesAreJudged: what nobody permitted is refused by name, and so is a module that comes without a licence, unless it says why.
func TestLicencesAreJudged(t *testing.T) {
	t.Parallel()
	mit := read(t, "../../../LICENSE")
	const gpl = "This program is free software: you can redistribute it and/or modify it under the terms of the GNU General Public License as " +
		"published by the Free Software Foundation, either version 3 of the License, or (at your option) any later version.\n\n" +
		"This program is distributed in the hope that it will be useful, but WITHOUT ANY WARRANTY; without even the implied warranty of " +
		"MERCHANTABILITY or FITNESS FOR A PARTICULAR PURPOSE. See the GNU General Public License for more details.\n"
	for name, c := range map[string]struct {
		path  string
		files map[string]string
		want  string // part of the error, or the licences
	}{
		"one that is permitted":         {"example.com/a", map[string]string{"LICENSE": mit, "main.go": "package a"}, "MIT"},
		"in another spelling":           {"example.com/a", map[string]string{"Licence.txt": mit}, "MIT"},
		"with a notice":                 {"example.com/a", map[string]string{"LICENSE": mit, "NOTICE": "made by Ann"}, "MIT"},
		"none":                          {"example.com/a", map[string]string{"README.md": "MIT"}, "0 licences"},
		"words of nobody":               {"example.com/a", map[string]string{"LICENSE": strings.Repeat("do what you like ", 50)}, "only 0 %"},
		"one that wants our source":     {"example.com/a", map[string]string{"LICENSE": gpl}, "nobody has permitted GPL-3.0"},
		"the same within a package":     {"example.com/a", map[string]string{"LICENSE": mit, "sub/LICENSE": gpl}, "sub/LICENSE: "},
		"not of a package that is used": {"example.com/a", map[string]string{"LICENSE": mit, "tools/LICENSE": gpl}, "MIT"},
		"none, which is known":          {"github.com/seamapi/go", map[string]string{"README.md": "x"}, "NONE"},
		"one, where none was known":     {"github.com/seamapi/go", map[string]string{"LICENSE": mit}, "1 licences"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := written(t, c.path, c.files)
			files := map[string][]byte{}
			names, err := m.gather(files)
			got := strings.Join(names, " ")
			if err != nil {
				got = err.Error()
			}
			if !strings.Contains(got, c.want) || (err == nil) != (got == c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
			for name := range c.files {
				_, kept := files["texts/"+c.path+"/"+name]
				if legal := !strings.HasPrefix(name, "tools") && !strings.HasSuffix(name, ".go") && name != "README.md"; err == nil && kept != legal {
					t.Errorf("%s goes along: %v", name, kept)
				}
			}
		})
	}
}

// written is a module with two packages, one of them in sub, and these files.
func written(t *testing.T, name string, files map[string]string) *module {
	t.Helper()
	m := &module{path: name, dir: t.TempDir(), packages: map[string]bool{}}
	m.packages[m.dir], m.packages[filepath.Join(m.dir, "sub")] = true, true
	files["sub/sub.go"] = "package sub"
	for name, text := range files {
		path := filepath.Join(m.dir, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, []byte(text), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	return m
}

func read(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
