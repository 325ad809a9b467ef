//go:build unix

package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// changes are those of some requests that could change something, by what Seam documents of them.
func changes(asked []string) []string {
	return slices.DeleteFunc(asked, func(path string) bool {
		switch path {
		case "/access_codes/generate_code", "/access_codes/get", "/access_codes/list", "/access_codes/unmanaged/get", "/access_codes/unmanaged/list",
			"/action_attempts/get", "/action_attempts/list", "/connected_accounts/get", "/connected_accounts/list", "/devices/get", "/devices/list",
			"/events/list", "/webhooks/list", "/workspaces/get", "/workspaces/list", clockPath:
			return true
		}
		return false
	})
}

// TestReadOnlyCommands: whoever says it, of no command that there is anything leaves the program that could change something. What
// it would do can still be tried, and what only looks works as ever.
func TestReadOnlyCommands(t *testing.T) {
	g := newGatehouse(t)
	errands := g.errands()
	names := g.inOrder(errands)
	for _, name := range []string{"rules holidays add", "rules add", "rules export", "store backup"} {
		if code, said := g.does(name, errands[name], nil); code != exitDone {
			t.Fatalf("%s: %d, %s", name, code, said)
		}
	}
	_ = g.taken(&g.asked)
	config := filepath.Join(g.home, "config.toml")
	if err := os.WriteFile(config, []byte("[profiles.looker]\nread_only = true\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	looked := 0
	for by, way := range map[string]struct{ env, args []string }{
		"the flag":        {nil, []string{"--read-only"}},
		"the environment": {[]string{"SEAMDASH_READ_ONLY=1"}, nil},
		"the profile":     {[]string{"SEAMDASH_CONFIG=" + config, "SEAMDASH_PROFILE=looker"}, nil},
	} {
		for _, name := range names {
			what := errands[name]
			if !what.writes && !what.keeps && by != "the flag" {
				continue
			}
			looked++
			g.onlyLooks(name+", by "+by, name, what, way.env, way.args)
		}
	}
	if looked < 70 {
		t.Errorf("only %d commands were run", looked)
	}
}

// onlyLooks does an errand where nothing may be changed, and tries what it would do where it would change something.
func (g *gatehouse) onlyLooks(what, name string, errand errand, env, args []string) {
	g.t.Helper()
	code, said := g.does(name, errand, env, args...)
	switch {
	case errand.writes || errand.keeps:
		if code == exitDone || !strings.Contains(said, "read-only") {
			g.t.Errorf("%s: it is not refused, but ends with %d: %s", what, code, said)
		}
	case code != errand.ends:
		g.t.Errorf("%s: it ends with %d: %s", what, code, said)
	}
	if errand.dry {
		if code, said := g.does(name, errand, env, append(slices.Clone(args), "--dry-run")...); code != exitDone || said == "" {
			g.t.Errorf("%s, --dry-run: it ends with %d: %s", what, code, said)
		}
	}
	if wrote := changes(g.taken(&g.asked)); len(wrote) > 0 {
		g.t.Errorf("%s: it sent %v", what, wrote)
	}
}
