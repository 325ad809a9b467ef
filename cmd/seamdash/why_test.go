package main

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"seamdash/model/diagnose"
	"seamdash/seamclient/sim"
	"seamdash/ui/uitest"
)

// about are the scenarios that are about one thing that can be found wrong with a code: all that say which.
func about(t *testing.T) (names []string) {
	t.Helper()
	for _, sc := range sim.Scenarios() {
		scene, err := sim.New(sim.Options{Seed: 1, Bare: true, Still: true}).Stage(sc.Name)
		if err != nil {
			t.Fatal(err)
		}
		if scene.Code != "" {
			names = append(names, sc.Name)
		}
	}
	return names
}

// causeOf is what a scenario is called after, the one cause where Seam has two words for it, or what a caller suffers from.
func causeOf(scenario string) diagnose.Cause {
	others := map[string]diagnose.Cause{
		"device_offline": "device_disconnected", "salto_ks_privacy_mode": "privacy_mode", "max_access_codes_reached": "no_space_for_access_code_on_device",
		"guest-outside": "hub_disconnected", "cleaner-tomorrow": diagnose.CauseLowBattery, "dead-since-last-night": "device_disconnected",
	}
	if cause, ok := others[scenario]; ok {
		return cause
	}
	if _, code, split := strings.Cut(scenario, "/"); split {
		return diagnose.Cause(code)
	}
	return diagnose.Cause(scenario)
}

// TestWhyScreens has a golden of the diagnosis for everything that can be found wrong. What is on the screen came over the wire of
// the simulator, where it went wrong by its own rules; that it is about the scenario's cause is asked of the reasoning as well, so
// that no golden is right by accident. After a change of words:
//
//	go test ./cmd/seamdash -run TestWhyScreens -update
func TestWhyScreens(t *testing.T) {
	t.Parallel()
	names := about(t)
	if len(names) < 100 {
		t.Fatalf("%d scenarios", len(names))
	}
	if kept, err := filepath.Glob("testdata/why/*.golden"); err != nil || len(kept) != len(names) && !*update {
		t.Errorf("%d goldens for %d scenarios (%v)", len(kept), len(names), err)
	}
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			whyScreen(t, name)
		})
	}
}

func whyScreen(t *testing.T, name string) {
	t.Helper()
	atHelpdesk(t, 100, 30, []string{name}, func(d *helpdesk, scenes []sim.Scene) {
		p := d.find(scenes[0])
		d.ask(p)
		d.pass(scenes[0].Shows)
		uitest.Golden(d.t, "why/"+strings.ReplaceAll(name, "/", "-"), answerOn(d.Screen()), *update)
		pages := d.Pages()
		found := d.findings(p)
		i := slices.IndexFunc(found, func(f diagnose.Finding) bool { return f.Cause == causeOf(name) })
		if i < 0 {
			d.t.Fatalf("%s is not found, but %v:\n%s", causeOf(name), causes(found), pages)
		}
		if !strings.Contains(strings.Join(strings.Fields(pages), " "), found[i].Title) {
			d.t.Errorf("the screen does not show %q:\n%s", found[i].Title, pages)
		}
	})
}

func causes(found []diagnose.Finding) (out []diagnose.Cause) {
	for i := range found {
		out = append(out, found[i].Cause)
	}
	return out
}

// answerOn is the diagnosis without what stands above it, which is about the picture, and without when a feed in trouble tries again,
// which is left to chance.
func answerOn(screen string) string {
	lines := strings.Split(screen, "\n")
	i := slices.IndexFunc(lines, func(line string) bool { return strings.Contains(line, "WHY?") })
	lines = lines[max(i, 0):]
	for i, line := range lines {
		if strings.Contains(line, "▲ retrying ") {
			lines[i] = "─ ▲ retrying"
		}
	}
	return strings.Join(lines, "\n")
}
