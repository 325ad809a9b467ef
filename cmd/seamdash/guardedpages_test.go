package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"
)

// TestPagesAreGuarded: whatever of this program answers over the network does so through guardPages; TestCanariesOfPages holds what that does.
func TestPagesAreGuarded(t *testing.T) {
	t.Parallel()
	skipShort(t)
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	served := 0
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		for _, handler := range handlersIn(t, file) {
			served++
			if !isGuarded(handler) {
				t.Errorf("%s serves something that is not guarded", file)
			}
		}
	}
	if served != 3 { // health, webhooks, the sandbox
		t.Errorf("%d handlers were found, want 3", served)
	}
}

func isGuarded(handler ast.Expr) bool {
	call, ok := handler.(*ast.CallExpr)
	if !ok {
		return false
	}
	name, ok := call.Fun.(*ast.Ident)
	return ok && name.Name == "guardPages"
}

// handlersIn are what a file gives to http.Server and to webhook.Serve.
func handlersIn(t *testing.T, file string) (handlers []ast.Expr) {
	t.Helper()
	tree, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(tree, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.KeyValueExpr:
			if key, ok := n.Key.(*ast.Ident); ok && key.Name == "Handler" {
				handlers = append(handlers, n.Value)
			}
		case *ast.CallExpr:
			if f, ok := n.Fun.(*ast.SelectorExpr); ok && f.Sel.Name == "Serve" && len(n.Args) == 3 {
				handlers = append(handlers, n.Args[2])
			}
		}
		return true
	})
	return handlers
}
