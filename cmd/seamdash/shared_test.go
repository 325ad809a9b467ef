package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestTheRaceDetectorSeesAll: every package that has goroutines, or guards itself against those of others, is among those that the Makefile
// gives to the race detector.
func TestTheRaceDetectorSeesAll(t *testing.T) {
	t.Parallel()
	skipShort(t)
	text, err := os.ReadFile(filepath.Join(repoRoot, "Makefile"))
	if err != nil {
		t.Fatal(err)
	}
	list := regexp.MustCompile(`(?m)^SHARED := ((?:.*\\\n)*.*)$`).FindSubmatch(text)
	if list == nil || !strings.Contains(string(text), "go test -race -short -shuffle=on $(SHARED)\n") {
		t.Fatal("the Makefile does not say what the race detector sees")
	}
	var seen []string
	for _, path := range strings.Fields(strings.ReplaceAll(string(list[1]), "\\\n", " ")) {
		seen = append(seen, house+strings.TrimPrefix(path, "."))
	}
	shared := []string{"sync", "sync/atomic", "seamdash/model/routine"}
	found := 0
	for _, p := range goList(t) {
		if !ours(p.ImportPath) || !slices.ContainsFunc(p.Imports, func(path string) bool { return slices.Contains(shared, path) }) {
			continue
		}
		if found++; !matchAny(seen, p.ImportPath) {
			t.Errorf("%s has goroutines or locks: add it to SHARED in the Makefile", p.ImportPath)
		}
	}
	if found < 15 {
		t.Errorf("only %d packages with goroutines or locks were found", found)
	}
}
