package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const house = "seamdash"

// A room says which of our own packages those that match Who may import. Rows are tried in order, the first that
// matches decides, and every package needs one.
type room struct {
	Who string
	May []string
}

// rooms is "who may import whom". A trailing /... covers the path and all below it.
func rooms() []room {
	parts := []string{"seamdash/model/...", "seamdash/ui/nav", "seamdash/ui/theme", "seamdash/ui/widget", "seamdash/ui/action", "seamdash/ui/timeline", "seamdash/ui/weekgrid", "seamdash/ui/views"}
	return []room{
		{Who: "seamdash/cmd/...", May: []string{"seamdash/..."}},
		{Who: "seamdash/model", May: nil},
		{Who: "seamdash/seamclient", May: []string{"seamdash/model", "seamdash/model/routine"}},
		{Who: "seamdash/seamclient/webhook", May: []string{"seamdash/model", "seamdash/model/routine", "seamdash/seamclient"}},
		{Who: "seamdash/model/civil", May: nil},
		{Who: "seamdash/model/routine", May: nil},
		{Who: "seamdash/model/slip", May: nil},
		{Who: "seamdash/model/rrule", May: []string{"seamdash/model/civil"}},
		{Who: "seamdash/model/recur/words", May: []string{"seamdash/model", "seamdash/model/civil", "seamdash/model/moment", "seamdash/model/recur", "seamdash/model/rrule"}},
		{Who: "seamdash/model/recur/grid", May: []string{"seamdash/model/civil", "seamdash/model/recur", "seamdash/model/rrule"}},
		{Who: "seamdash/model/recur/rfc5545", May: []string{"seamdash/model/civil", "seamdash/model/recur", "seamdash/model/rrule"}},
		{Who: "seamdash/model/recur", May: []string{"seamdash/model", "seamdash/model/civil", "seamdash/model/rrule"}},
		{Who: "seamdash/model/holidays", May: []string{"seamdash/model", "seamdash/model/civil", "seamdash/model/moment", "seamdash/model/recur"}},
		{Who: "seamdash/model/ics", May: []string{"seamdash/model", "seamdash/model/civil", "seamdash/model/holidays", "seamdash/model/recur", "seamdash/model/recur/rfc5545", "seamdash/model/rrule", "seamdash/model/zone"}},
		{Who: "seamdash/model/find", May: []string{"seamdash/model", "seamdash/model/slip"}},
		{Who: "seamdash/model/fit", May: []string{"seamdash/model"}},
		{Who: "seamdash/model/prospect", May: []string{"seamdash/model", "seamdash/model/civil", "seamdash/model/fit"}},
		{Who: "seamdash/model/moment", May: []string{"seamdash/model", "seamdash/model/civil", "seamdash/model/slip"}},
		{Who: "seamdash/model/diagnose", May: []string{"seamdash/model", "seamdash/model/fit"}},
		{Who: "seamdash/model/report", May: []string{"seamdash/model", "seamdash/model/diagnose", "seamdash/model/veil"}},
		{Who: "seamdash/model/veil", May: []string{"seamdash/model", "seamdash/model/holidays", "seamdash/model/plan", "seamdash/model/recur", "seamdash/model/rulebook"}},
		{Who: "seamdash/model/desk", May: []string{"seamdash/model", "seamdash/model/routine"}},
		{Who: "seamdash/model/live", May: []string{"seamdash/model", "seamdash/model/routine"}},
		{Who: "seamdash/model/rulebook", May: []string{"seamdash/model", "seamdash/model/civil", "seamdash/model/holidays", "seamdash/model/recur", "seamdash/model/routine"}},
		{Who: "seamdash/model/rulebook/keepertest", May: []string{"seamdash/model", "seamdash/model/rulebook"}},
		{Who: "seamdash/model/plan", May: []string{"seamdash/model", "seamdash/model/civil", "seamdash/model/fit", "seamdash/model/recur"}},
		{Who: "seamdash/model/series", May: []string{"seamdash/model", "seamdash/model/plan", "seamdash/model/recur"}},
		{Who: "seamdash/model/engine", May: []string{"seamdash/model", "seamdash/model/plan", "seamdash/model/recur", "seamdash/model/routine", "seamdash/model/rulebook"}},
		{Who: "seamdash/model/engine/keepertest", May: []string{"seamdash/model", "seamdash/model/civil", "seamdash/model/engine", "seamdash/model/plan"}},
		{Who: "seamdash/model/custody", May: []string{"seamdash/model"}},
		{Who: "seamdash/model/store", May: []string{"seamdash/model", "seamdash/model/custody", "seamdash/model/routine"}},
		{Who: "seamdash/model/zone", May: []string{"seamdash/model", "seamdash/model/slip"}},
		{Who: "seamdash/model/zone/gen", May: nil},
		{Who: "seamdash/seamclient/sim", May: nil},
		{Who: "seamdash/seamclient/conform", May: []string{"seamdash/model", "seamdash/seamclient"}},
		{Who: "seamdash/seamclient/conform/fakeseam", May: nil},
		{Who: "seamdash/ui", May: []string{"seamdash/model/...", "seamdash/ui/..."}},
		{Who: "seamdash/ui/theme", May: nil},
		{Who: "seamdash/ui/nav", May: []string{"seamdash/model"}},
		{Who: "seamdash/ui/widget", May: parts[:3]},
		{Who: "seamdash/ui/anchor", May: []string{"seamdash/ui/widget"}},
		{Who: "seamdash/ui/action", May: parts[:2]},
		{Who: "seamdash/ui/coderow", May: parts},
		{Who: "seamdash/ui/tracking", May: append(parts, "seamdash/ui/coderow")},
		{Who: "seamdash/ui/band", May: []string{"seamdash/model", "seamdash/ui/theme", "seamdash/ui/widget"}},
		{Who: "seamdash/ui/timeline", May: parts[:4]},
		{Who: "seamdash/ui/weekgrid", May: parts[:4]},
		{Who: "seamdash/ui/sieve", May: parts[:4]},
		{Who: "seamdash/ui/finder", May: parts[:5]},
		{Who: "seamdash/ui/views", May: parts[:1]},
		{Who: "seamdash/ui/uitest/emulator", May: nil},
		{Who: "seamdash/ui/uitest", May: []string{"seamdash/model/...", "seamdash/ui/..."}},
		// What is left under ui are screens and overlays. None imports another: the root passes intents between them.
		{Who: "seamdash/ui/...", May: append(parts, "seamdash/ui/band", "seamdash/ui/coderow", "seamdash/ui/finder", "seamdash/ui/sieve", "seamdash/ui/tracking")},
	}
}

// A ban keeps packages from reaching a path, directly or through others unless Direct is set.
type ban struct {
	Who    []string
	But    []string // of Who, those that may
	Path   string
	Direct bool
	Why    string
}

func bans() []ban {
	pure := []string{
		"seamdash/model",
		"seamdash/model/civil",
		"seamdash/model/diagnose",
		"seamdash/model/find",
		"seamdash/model/fit",
		"seamdash/model/holidays",
		"seamdash/model/moment",
		"seamdash/model/plan",
		"seamdash/model/prospect",
		"seamdash/model/recur",
		"seamdash/model/recur/grid",
		"seamdash/model/recur/rfc5545",
		"seamdash/model/recur/words",
		"seamdash/model/report",
		"seamdash/model/rrule",
		"seamdash/model/series",
		"seamdash/model/slip",
		"seamdash/model/veil",
		"seamdash/model/zone",
	}
	inside := []string{"seamdash/model/...", "seamdash/ui/..."}
	program := []string{"seamdash/cmd/...", "seamdash/model/...", "seamdash/seamclient", "seamdash/seamclient/sim", "seamdash/ui/..."}
	faceless := []string{"seamdash/model/...", "seamdash/seamclient/..."}
	return []ban{
		{Who: pure, Path: "net", Why: "pure packages see no sockets"},
		{Who: pure, Path: "math/rand/...", Direct: true, Why: "the same input gives the same answer"},
		{Who: inside, But: []string{"seamdash/ui/uitest", "seamdash/model/custody", "seamdash/model/store", "seamdash/model/zone/gen"}, Path: "os", Direct: true, Why: "files and the environment are read in cmd"},
		{Who: inside, But: []string{"seamdash/model/ics"}, Path: "net/http", Why: "only seamclient and cmd speak HTTP"}, // golang-ical could; ics gives it bytes
		{Who: inside, Path: "seamdash/seamclient/...", Why: "screens and the feed declare the few interfaces they call"},
		{Who: inside, Path: "github.com/seamapi/go/...", Why: "only seamclient knows the SDK"},
		{Who: []string{"seamdash/seamclient/sim"}, Path: "github.com/seamapi/go/...", Why: "the simulator is a second reading of the API"},
		{Who: program, But: []string{"seamdash/model/store", "seamdash/cmd/..."}, Path: "go.etcd.io/bbolt", Why: "only the store knows the file format"},
		{Who: program, But: []string{"seamdash/model/ics"}, Path: "github.com/arran4/golang-ical", Direct: true, Why: "it reads without bounds: see model/ics"},
		{Who: program, But: []string{"seamdash/model/holidays"}, Path: "github.com/rickar/cal/...", Direct: true, Why: "its zone is the machine's and its holidays are shared: see model/holidays"},
		{Who: []string{"seamdash/..."}, But: []string{"seamdash/seamclient/webhook"}, Path: "github.com/svix/svix-webhooks/...", Direct: true, Why: "only the receiver of webhooks knows who signs them"},
		{Who: []string{"seamdash/model/...", "seamdash/seamclient", "seamdash/seamclient/sim", "seamdash/ui/..."}, Path: "github.com/svix/svix-webhooks/...", Why: "the simulator signs by a second reading of Svix, and nobody else needs it"},
		{Who: program, Path: "seamdash/seamclient/conform/...", Why: "it is for tests only"},
		{Who: program, But: []string{"seamdash/cmd/loot"}, Path: "seamdash/cmd/loot", Why: "it is for tests only"},
		{Who: program, Path: "github.com/getkin/...", Why: "the program does not carry a validator"},
		{Who: program, But: []string{"seamdash/cmd/licences/gen"}, Path: "github.com/google/licensecheck", Why: "licences are recognised when the program is made"},
		{Who: program, Path: rruleGo, Why: "it hangs, panics and opens doors at the wrong hour; benchmarks measure against it"},
		{Who: faceless, Path: "charm.land/...", Why: "only ui and cmd draw"},
		{Who: faceless, Path: "github.com/spf13/...", Why: "only cmd reads flags"},
	}
}

// A pkg is what `go list` says of one package, as far as the rules need it.
type pkg struct {
	ImportPath string
	Standard   bool
	Imports    []string // without those of tests
	Deps       []string
}

func TestImportRules(t *testing.T) {
	t.Parallel()
	graph := goList(t)
	if len(graph) < 100 {
		t.Fatalf("go list gave %d packages: the walk does not see the program", len(graph))
	}
	for _, complaint := range breaches(graph, rooms(), bans()) {
		t.Error(complaint)
	}
}

// TestImportRulesBite breaks each kind of rule once, on a small house made up for it.
func TestImportRulesBite(t *testing.T) {
	t.Parallel()
	sound := []pkg{
		{ImportPath: "seamdash/a", Imports: []string{"fmt"}, Deps: []string{"fmt"}},
		{ImportPath: "seamdash/b", Imports: []string{"seamdash/a"}, Deps: []string{"fmt", "seamdash/a"}},
		{ImportPath: "fmt", Standard: true},
		{ImportPath: "net/http", Standard: true},
	}
	layout := []room{{Who: "seamdash/a"}, {Who: "seamdash/b", May: []string{"seamdash/a"}}}
	rules := []ban{{Who: []string{"seamdash/..."}, Path: "net/http", Why: "no sockets"}}
	if got := breaches(sound, layout, rules); len(got) != 0 {
		t.Fatalf("a sound house is refused: %q", got)
	}
	for name, tc := range map[string]struct {
		change func(graph []pkg, layout []room, rules []ban) ([]pkg, []room, []ban)
		want   string
	}{
		"an import against the direction": {
			func(g []pkg, l []room, r []ban) ([]pkg, []room, []ban) {
				g[0].Imports = []string{"seamdash/b"}
				return g, l, r
			}, "seamdash/a imports seamdash/b",
		},
		"a package without a row": {
			func(g []pkg, l []room, r []ban) ([]pkg, []room, []ban) { return g, l[:1], r },
			"seamdash/b has no row",
		},
		"a row without a package": {
			func(g []pkg, l []room, r []ban) ([]pkg, []room, []ban) {
				return g, append(l, room{Who: "seamdash/gone"}), r
			}, "seamdash/gone: no such package",
		},
		"a banned path reached through another": {
			func(g []pkg, l []room, r []ban) ([]pkg, []room, []ban) {
				g[1].Deps = append(g[1].Deps, "net/http")
				return g, l, r
			}, "seamdash/b reaches net/http: no sockets",
		},
		"a ban on a path that is gone": {
			func(g []pkg, l []room, r []ban) ([]pkg, []room, []ban) {
				return g, l, append(r, ban{Who: []string{"seamdash/a"}, Path: "example.com/gone", Why: "x"})
			}, "example.com/gone: no such package",
		},
		"a ban for a package that is gone": {
			func(g []pkg, l []room, r []ban) ([]pkg, []room, []ban) {
				return g, l, append(r, ban{Who: []string{"seamdash/gone"}, Path: "fmt", Why: "x"})
			}, "seamdash/gone: no such package",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := breaches(tc.change(slices.Clone(sound), slices.Clone(layout), slices.Clone(rules)))
			if len(got) != 1 || !strings.Contains(got[0], tc.want) {
				t.Errorf("complaints %q, want exactly one with %q", got, tc.want)
			}
		})
	}
}

// breaches lists every way in which the graph breaks the rules, rules that have lost their subject included.
func breaches(graph []pkg, layout []room, rules []ban) []string {
	var out []string
	for _, p := range graph {
		if ours(p.ImportPath) {
			out = append(out, misdirected(p, layout)...)
		}
	}
	for _, r := range layout {
		if !anyMatch(graph, r.Who) {
			out = append(out, fmt.Sprintf("rule for %s: no such package; drop the row or mend its path", r.Who))
		}
	}
	for _, b := range rules {
		out = append(out, b.breaches(graph)...)
	}
	return out
}

func misdirected(p pkg, layout []room) []string {
	i := slices.IndexFunc(layout, func(r room) bool { return match(r.Who, p.ImportPath) })
	if i < 0 {
		return []string{p.ImportPath + " has no row in rooms(): say what it may import"}
	}
	var out []string
	for _, to := range p.Imports {
		if ours(to) && !matchAny(layout[i].May, to) {
			out = append(out, fmt.Sprintf("%s imports %s: %s may import only %q", p.ImportPath, to, layout[i].Who, layout[i].May))
		}
	}
	return out
}

func (b ban) breaches(graph []pkg) []string {
	var out []string
	for _, pattern := range slices.Concat([]string{b.Path}, b.Who, b.But) {
		if !anyMatch(graph, pattern) {
			out = append(out, fmt.Sprintf("ban of %s for %q: %s: no such package; the ban holds nothing", b.Path, b.Who, pattern))
		}
	}
	for _, p := range graph {
		if !matchAny(b.Who, p.ImportPath) || matchAny(b.But, p.ImportPath) {
			continue
		}
		seen := p.Deps
		if b.Direct {
			seen = p.Imports
		}
		if slices.ContainsFunc(seen, func(dep string) bool { return match(b.Path, dep) }) {
			out = append(out, fmt.Sprintf("%s reaches %s: %s", p.ImportPath, b.Path, b.Why))
		}
	}
	return out
}

func ours(path string) bool { return match(house+"/...", path) }

func match(pattern, path string) bool {
	if base, deep := strings.CutSuffix(pattern, "/..."); deep {
		return path == base || strings.HasPrefix(path, base+"/")
	}
	return path == pattern
}

func matchAny(patterns []string, path string) bool {
	return slices.ContainsFunc(patterns, func(pattern string) bool { return match(pattern, path) })
}

func anyMatch(graph []pkg, pattern string) bool {
	return slices.ContainsFunc(graph, func(p pkg) bool { return match(pattern, p.ImportPath) })
}

// goList describes every package of the program and everything below, tests left out.
// rruleGo is imported by tests alone, so the walk must be told of it.
const rruleGo = "github.com/teambition/rrule-go"

func goList(t *testing.T) []pkg {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", "list", "-deps", "-json=ImportPath,Standard,Imports,Deps", "std", "./...", rruleGo)
	cmd.Dir = repoRoot
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, stderr.String())
	}
	var graph []pkg
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p pkg
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return graph
		} else if err != nil {
			t.Fatalf("go list: %v", err)
		}
		graph = append(graph, p)
	}
}
