package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestWhoReveals holds every function of the screens and the commands in which a PIN or a key leaves its type, so that whoever adds
// one thinks of the mask and of the log: what shows a PIN must be told as a look.
func TestWhoReveals(t *testing.T) {
	t.Parallel()
	want := []string{
		// A look is told by whoever has them called: nav.Revealed, nav.Copy, nav.CopyPINs, and looks.go for --reveal.
		"cmd/seamdash codeTable", "cmd/seamdash factsOfCode", "cmd/seamdash factsOfPIN", "cmd/seamdash pinWords",
		"ui copy", "ui copyPINs", "ui/coderow PIN", "ui/ruleform digits", "ui/ruleform restore",
		// The PIN is one that the person typed or made just now.
		"ui/codeform generate", "ui/codeform put",
		// Keys, on their way to Seam, to the keyring and to what tells one key from another.
		"cmd/credentials text", "cmd/seamdash Keep", "cmd/seamdash Open", "cmd/seamdash Recognise", "cmd/seamdash Try", "cmd/seamdash markOf",
	}
	found := map[string]bool{}
	for dir, files := range sources(t) {
		room, _ := filepath.Rel(repoRoot, dir)
		room = filepath.ToSlash(room)
		if !strings.HasPrefix(room, "ui") && !strings.HasPrefix(room, "cmd") {
			continue
		}
		for _, f := range files {
			tree, err := parser.ParseFile(token.NewFileSet(), f.path, nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			for _, decl := range tree.Decls {
				if fn, ok := decl.(*ast.FuncDecl); ok && reveals(fn) {
					found[room+" "+fn.Name.Name] = true
				}
			}
		}
	}
	slices.Sort(want)
	if diff := cmp.Diff(want, slices.Sorted(maps.Keys(found))); diff != "" {
		t.Errorf("who reveals (-want +got):\n%s", diff)
	}
}

// reveals says that a function calls a method Reveal without arguments.
func reveals(fn *ast.FuncDecl) (does bool) {
	ast.Inspect(fn, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if ok && len(call.Args) == 0 {
			selector, is := call.Fun.(*ast.SelectorExpr)
			does = does || is && selector.Sel.Name == "Reveal"
		}
		return true
	})
	return does
}
