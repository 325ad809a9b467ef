package main

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// repoRoot is the top of the repository as seen from this folder, where `go test` runs.
const repoRoot = "../.."

const maxFileLines = 350

// TestTopLevel keeps the first thing that a reader sees short.
func TestTopLevel(t *testing.T) {
	t.Parallel()
	allowed := []string{
		"cmd", "ui", "model", "seamclient", "docs", "bin", "go.mod", "go.sum", "Makefile",
		"README.md", "LICENSE", "CHANGELOG.md", "ARCHITECTURE.md", "SECURITY.md",
	}
	entries, err := os.ReadDir(repoRoot)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == "go.mod" }) {
		t.Fatalf("%s is not the top of the repository", repoRoot)
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), ".") && !slices.Contains(allowed, e.Name()) {
			t.Errorf("%s does not belong at the top level", e.Name())
		}
	}
}

// TestPackageComments wants exactly one package comment for each package, in its proper form.
func TestPackageComments(t *testing.T) {
	t.Parallel()
	for dir, files := range sources(t) {
		name, comments := "", 0
		for _, f := range files {
			name = f.tree.Name.Name
			if f.tree.Doc == nil {
				continue
			}
			comments++
			want := "Package " + name + " "
			if name == "main" {
				want = "Command " + filepath.Base(dir) + " "
			}
			if !strings.HasPrefix(f.tree.Doc.Text(), want) {
				t.Errorf("%s: the package comment begins with %.30q, want %q", f.path, f.tree.Doc.Text(), want)
			}
		}
		if comments != 1 {
			t.Errorf("%s: package %s has %d package comments, want 1", dir, name, comments)
		}
	}
}

// TestPackageNames refuses names that say nothing about what is inside.
func TestPackageNames(t *testing.T) {
	t.Parallel()
	junk := []string{"util", "utils", "common", "helper", "helpers", "types", "constants", "misc", "base", "shared", "lib"}
	for dir, files := range sources(t) {
		name := files[0].tree.Name.Name
		if slices.Contains(junk, name) {
			t.Errorf("%s: a package called %s collects what belongs elsewhere", dir, name)
		}
		if name != "main" && name != filepath.Base(dir) {
			t.Errorf("%s: package %s is not called like its folder", dir, name)
		}
	}
}

// TestFileLength keeps a file to about one idea.
func TestFileLength(t *testing.T) {
	t.Parallel()
	for _, files := range sources(t) {
		for _, f := range files {
			if f.lines > maxFileLines {
				t.Errorf("%s has %d lines, more than %d: it holds more than one idea", f.path, f.lines, maxFileLines)
			}
		}
	}
}

type source struct {
	path  string
	lines int
	tree  *ast.File
}

// sources parses every Go file of the repository that is not a test, by folder.
func sources(t *testing.T) map[string][]source {
	t.Helper()
	out := map[string][]source{}
	err := filepath.WalkDir(repoRoot, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && foreign(path, d.Name()):
			return fs.SkipDir
		case d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		tree, err := parser.ParseFile(token.NewFileSet(), path, text, parser.ParseComments|parser.PackageClauseOnly)
		if err != nil {
			return err
		}
		dir := filepath.Dir(path)
		out[dir] = append(out[dir], source{path: path, lines: bytes.Count(text, []byte("\n")), tree: tree})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(out) < 2 {
		t.Fatalf("found %d packages: the walk does not see the repository", len(out))
	}
	return out
}

// foreign says that a folder holds no packages of ours.
func foreign(path, name string) bool {
	return path != repoRoot && (strings.HasPrefix(name, ".") || name == "testdata" || name == "node_modules")
}
