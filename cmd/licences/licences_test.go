package licences

import (
	"runtime/debug"
	"strings"
	"testing"
)

// TestOf lists what the build information has, and nothing that nobody looked at.
func TestOf(t *testing.T) {
	t.Parallel()
	built := everything(t)
	all, err := Of(built)
	if err != nil || len(all) != len(built.Deps)+1 || len(all) < 30 {
		t.Fatalf("%d modules of %d, %v", len(all), len(built.Deps), err)
	}
	if all[0].Path != Std || all[0].Version != "go1.99" || all[1].Path > all[2].Path || all[1].Sum != "h1:x" {
		t.Errorf("they begin with %+v", all[:3])
	}
	last := built.Deps[0]
	for name, change := range map[string]func(){
		"another version":       func() { last.Version = "v99.0.0" },
		"a module of elsewhere": func() { last.Path = "example.com/evil" },
		"a replaced one":        func() { last.Replace = &debug.Module{Path: "example.com/fork", Version: "v1.0.0"} },
	} {
		was := *last
		change()
		if got, err := Of(built); err == nil {
			t.Errorf("%s: it is listed among %d", name, len(got))
		}
		*last = was
	}
}

// everything is the build information of a program with all modules that are known, in the opposite order.
func everything(t *testing.T) *debug.BuildInfo {
	t.Helper()
	built := &debug.BuildInfo{GoVersion: "go1.99"}
	for line := range strings.Lines(index) {
		m, systems := parse(line)
		if len(m.Licences) == 0 || len(systems) == 0 {
			t.Errorf("%q says no licence or no system", line)
		}
		if m.Path != Std {
			built.Deps = append([]*debug.Module{{Path: m.Path, Version: m.Version, Sum: "h1:x"}}, built.Deps...)
		}
	}
	return built
}

// TestEveryModuleHasItsTexts, unless it states no licence.
func TestEveryModuleHasItsTexts(t *testing.T) {
	t.Parallel()
	all, err := Of(everything(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range all {
		texts, err := m.Texts()
		if err != nil || m.Stated() == (len(texts) == 0) {
			t.Errorf("%s: %d texts, %v", m.Path, len(texts), err)
		}
		for _, text := range texts {
			if len(text.Text) < 200 || strings.Contains(text.Name, "texts") {
				t.Errorf("%s: %s has %d bytes", m.Path, text.Name, len(text.Text))
			}
		}
	}
}

// TestTextsOfItsOwn: a module whose path begins with that of another has its own texts, and packages have theirs.
func TestTextsOfItsOwn(t *testing.T) {
	t.Parallel()
	texts, err := Module{Path: "github.com/zalando/go-keyring", Licences: []string{"MIT"}}.Texts()
	if err != nil || len(texts) != 2 || texts[1].Name != "internal/shellescape/LICENSE" {
		t.Errorf("%+v, %v", texts, err)
	}
}
