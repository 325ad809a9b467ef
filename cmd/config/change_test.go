package config

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestChanges(t *testing.T) {
	t.Parallel()
	before := resolved(t, parsed(t, "theme = 'dark'\npace = '10s'\n[thresholds]\nlate = '5m'"), Given{})
	for file, want := range map[string][2]string{
		"theme = 'dark'\n# c\npace = '10s'\n\n[thresholds]\nlate = '5m'":                                          {"", ""},
		"theme = 'light'\nstore = '/x'\nread_only = true\n[thresholds]\nlate = '5m'":                              {"theme", "store read_only"},
		"theme = 'dark'\npace = 'off'\nbindings = ['copy=c']\nkey_command = ['x']\n[thresholds]\nlow_battery = 5": {"pace bindings thresholds", "key_command"},
		"theme = 'dark'\n[[views]]\nname = 'A'\n[thresholds]\nlate = '5m'\n[codes]\nsort = 'name'":                {"codes views", ""},
	} {
		taken, waiting := resolved(t, parsed(t, file), Given{}).Changes(before)
		if got := [2]string{strings.Join(taken, " "), strings.Join(waiting, " ")}; got != want {
			t.Errorf("%s\nchanges %q, want %q", file, got, want)
		}
	}
}

// TestEveryKeyIsTakenOrWaits: what chooses the workspace, opens the store or runs in the background waits, and the document says so of just these.
func TestEveryKeyIsTakenOrWaits(t *testing.T) {
	t.Parallel()
	var fixed []string
	for _, r := range rows() {
		if r.fixed {
			fixed = append(fixed, r.key)
		}
	}
	want := []string{"profile", "endpoint", "key_source", "key_command", "workspace", "store", "read_only", "presentation", "alerts"}
	if diff := cmp.Diff(want, fixed); diff != "" {
		t.Errorf("keys that wait for the next start (-want +got):\n%s", diff)
	}
	var out strings.Builder
	if err := Document(&out); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(out.String(), "takes it at its next start"); n != len(want) {
		t.Errorf("the document says so of %d keys", n)
	}
}

// TestAgainKeepsTheProfile: a program that runs does not become that of another profile.
func TestAgainKeepsTheProfile(t *testing.T) {
	t.Parallel()
	const profiles = "[profiles.home]\ntheme = 'light'\n[profiles.work]\ntheme = 'dark'\nendpoint = 'https://work.example'\n"
	running := resolved(t, parsed(t, "profile = 'home'\n"+profiles), Given{})
	next, moved, err := Again(parsed(t, "profile = 'work'\nnotify = 'bell'\n"+profiles), Given{Getenv: environment()}, running)
	if err != nil || !moved {
		t.Fatalf("moved %v, %v", moved, err)
	}
	if next.Profile != "home" || next.Theme != ThemeLight || next.Notify != NotifyBell || next.Endpoint != running.Endpoint {
		t.Errorf("the settings are %+v", next.Settings)
	}
	if taken, waiting := next.Changes(running); !slices.Equal(taken, []string{"notify"}) || len(waiting) > 0 {
		t.Errorf("changes %v and %v", taken, waiting)
	}
	if _, moved, err := Again(parsed(t, profiles), Given{Flags: map[string]string{"profile": "home"}, Getenv: environment()}, running); moved || err != nil {
		t.Errorf("who named the profile stays in it: moved %v, %v", moved, err)
	}
}

func TestStamps(t *testing.T) {
	t.Parallel()
	path := written(t, t.TempDir(), "c.toml", "a", 0o600)
	first := StampOf(path)
	if !first.Is(StampOf(path)) || first.Is(StampOf(filepath.Join(path, "x"))) || first.Is(Stamp{}) {
		t.Error("the same is not the same, or another is")
	}
	if err := os.Chtimes(path, time.Time{}, time.Now().Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	later := StampOf(path)
	if later.Is(first) {
		t.Error("a file that was written again has the stamp of before")
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if StampOf(path).Is(later) || !StampOf(path).Is(Stamp{}) {
		t.Error("a file that is gone is not as none")
	}
}
