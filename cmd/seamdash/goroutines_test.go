package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// ways by which the standard library and others start goroutines that nobody guards; `go` itself is one as well.
func starters() map[string]*regexp.Regexp {
	return map[string]*regexp.Regexp{
		"sync":                       regexp.MustCompile(`^WaitGroup$`),
		"time":                       regexp.MustCompile(`^AfterFunc$`),
		"context":                    regexp.MustCompile(`^AfterFunc$`),
		"golang.org/x/sync/errgroup": regexp.MustCompile(`.`),
	}
}

// leashed are the files that may use them all the same, and why.
func leashed() map[string]map[string]string {
	const little = "calls one function of a library, or little more, and handles no text"
	return map[string]map[string]string{
		"model/routine/routine.go":                {"go": "all goroutines are started here", "sync.WaitGroup": "and here they are waited for"},
		"model/store/watch.go":                    {"context.AfterFunc": little},
		"cmd/alert/teller.go":                     {"context.AfterFunc": little},
		"cmd/seamdash/rollerhurry.go":             {"context.AfterFunc": little, "time.AfterFunc": little},
		"cmd/seamdash/metronome.go":               {"time.AfterFunc": little},
		"cmd/seamdash/dashboard.go":               {"context.AfterFunc": little, "time.AfterFunc": little},
		"cmd/seamdash/agentstay.go":               {"context.AfterFunc": little},
		"cmd/seamdash/tour.go":                    {"context.AfterFunc": little},
		"seamclient/sim/courier.go":               {"go": "it plays Seam, knows nothing of this house, and all that it holds is made up"},
		"seamclient/webhook/listen.go":            {"context.AfterFunc": little},
		"ui/uitest/pump.go":                       {"sync.WaitGroup": "for tests only"},
		"ui/uitest/mirror.go":                     {"sync.WaitGroup": "for tests only"},
		"cmd/credentials/ringtest/ringtest.go":    {"go": "for tests only"},
		"model/engine/keepertest/lines.go":        {"sync.WaitGroup": "for tests only"},
		"model/engine/keepertest/tenures.go":      {"sync.WaitGroup": "for tests only"},
		"seamclient/conform/fakeseam/fakeseam.go": {"go": "for tests only"},
	}
}

// TestEveryGoroutineIsGuarded: what is thrown on one comes to somebody who can say so, see [routine].
func TestEveryGoroutineIsGuarded(t *testing.T) {
	t.Parallel()
	skipShort(t)
	files, used := ourFiles(t), 0
	if len(files) < 200 {
		t.Fatalf("only %d files were found", len(files))
	}
	for _, path := range files {
		at := filepath.ToSlash(strings.TrimPrefix(path, repoRoot+string(filepath.Separator)))
		for _, way := range starts(t, path, nil) {
			if leashed()[at][way] == "" {
				t.Errorf("%s uses %s: start it with package routine, or say why not in leashed()", at, way)
				continue
			}
			used++
		}
	}
	permitted := 0
	for _, ways := range leashed() {
		permitted += len(ways)
	}
	if used != permitted {
		t.Errorf("%d of %d permits are used: drop the others", used, permitted)
	}
}

// TestStartsAreSeen: also in a function within a function.
func TestStartsAreSeen(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"import \"sync\"\nvar w sync.WaitGroup\nvar m sync.Mutex":            "[sync.WaitGroup]",
		"import \"golang.org/x/sync/errgroup\"\nvar g errgroup.Group":        "[errgroup.Group]",
		"import c \"time\"\nvar t = c.AfterFunc(1, nil)\nvar u = c.After(1)": "[time.AfterFunc]",
		"func f() { _ = func() { go f(); go f() } }":                         "[go]",
		"func f() { goes() }": "[]",
	} {
		if got := fmt.Sprint(starts(t, "x.go", "package x\n"+text)); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

// starts are the ways to a goroutine that a file uses, each once. text is nil for what is in the file.
func starts(t *testing.T, path string, text any) []string {
	t.Helper()
	ways, err := exits(starters(), path, text)
	if err != nil {
		t.Fatal(err)
	}
	tree, err := parser.ParseFile(token.NewFileSet(), path, text, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	bare := false
	ast.Inspect(tree, func(n ast.Node) bool {
		_, is := n.(*ast.GoStmt)
		bare = bare || is
		return !bare
	})
	if bare {
		ways = append(ways, "go")
	}
	return ways
}
