package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestWhoTouchesFiles: files are made, written, renamed and opened for it in the rooms whose care it is, so that a new place that
// forgets modes, links and half-written files fails here by name.
func TestWhoTouchesFiles(t *testing.T) {
	t.Parallel()
	keepers := []string{
		"model/custody",                                                                                              // the care itself
		"model/store",                                                                                                // bbolt writes in place; its drafts lie in a directory that custody judged
		"model/zone/gen", "ui/uitest", "cmd/credentials/ringtest", "seamclient/conform/fakeseam", "cmd/licences/gen", // not in the program
	}
	writing := []string{
		"Create", "CreateTemp", "WriteFile", "OpenFile", "Rename", "Link", "Symlink", "Mkdir", "MkdirAll", "MkdirTemp", "Truncate", "Chmod", "Chown", "NewFile",
	}
	looked, found := 0, 0
	for dir, files := range sources(t) {
		room, err := filepath.Rel(repoRoot, dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			looked++
			for _, name := range callsOf(t, f.path, "os", writing) {
				found++
				if !slices.ContainsFunc(keepers, func(k string) bool { return match(k+"/...", filepath.ToSlash(room)) }) {
					t.Errorf("%s calls os.%s: let model/custody write it", f.path, name)
				}
			}
		}
	}
	if looked < 300 || found < 5 {
		t.Errorf("%d files with %d calls: the walk does not see the program", looked, found)
	}
}

// callsOf are the names of a package, of those that are asked for, that a file uses.
func callsOf(t *testing.T, path, of string, names []string) (used []string) {
	t.Helper()
	tree, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(tree.Imports, func(i *ast.ImportSpec) bool { return strings.Trim(i.Path.Value, `"`) == of && i.Name == nil }) {
		return nil
	}
	ast.Inspect(tree, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok && slices.Contains(names, sel.Sel.Name) {
			if pkg, ok := sel.X.(*ast.Ident); ok && pkg.Name == of {
				used = append(used, sel.Sel.Name)
			}
		}
		return true
	})
	return used
}
