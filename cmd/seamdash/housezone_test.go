package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"testing"
)

// TestZonesOfOurOwn holds that the program asks model/zone for time zones and nobody else: what Go carries, or the files of a
// machine, may be a year older, and then a door opens at the wrong hour.
func TestZonesOfOurOwn(t *testing.T) {
	t.Parallel()
	own := filepath.Join(repoRoot, "seamclient", "sim") // imports nothing of ours; cmd hands it our zones
	found := 0
	for dir, files := range sources(t) {
		for _, f := range files {
			calls, tables := strangeZones(t, f.path, nil)
			if dir == own {
				found += len(calls)
				calls = nil
			}
			for _, what := range slices.Concat(calls, tables) {
				t.Errorf("%s: use model/zone", what)
			}
		}
	}
	if found != 1 {
		t.Errorf("time.LoadLocation is in %d places of the simulator, want its default: does the walk see it?", found)
	}
}

func TestZonesOfOurOwnBites(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"called":  "package a\nimport \"time\"\nvar z, _ = time.LoadLocation(\"UTC\")",
		"renamed": "package a\nimport clock \"time\"\nvar load = clock.LoadLocation",
		"carried": "package a\nimport _ \"time/tzdata\"",
	} {
		if calls, tables := strangeZones(t, "a.go", text); len(calls)+len(tables) != 1 {
			t.Errorf("%s: %q %q", name, calls, tables)
		}
	}
}

// strangeZones gives the places where a file asks Go for a time zone, and those where it carries Go's table of them. The text is
// what is at path, unless it is given.
func strangeZones(t *testing.T, path string, text any) (calls, tables []string) {
	t.Helper()
	files := token.NewFileSet()
	tree, err := parser.ParseFile(files, path, text, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	called := "time"
	for _, one := range tree.Imports {
		switch {
		case one.Path.Value == `"time/tzdata"`:
			tables = append(tables, files.Position(one.Pos()).String())
		case one.Path.Value == `"time"` && one.Name != nil:
			called = one.Name.Name
		}
	}
	ast.Inspect(tree, func(n ast.Node) bool {
		if what, is := n.(*ast.SelectorExpr); is && what.Sel.Name == "LoadLocation" {
			if of, is := what.X.(*ast.Ident); is && of.Name == called {
				calls = append(calls, files.Position(n.Pos()).String())
			}
		}
		return true
	})
	return calls, tables
}
