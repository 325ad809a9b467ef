package main

import (
	"fmt"
	"strings"

	"seamdash/seamclient/sim"
)

// play makes the trouble happen that was asked for, and says where to look.
func (p *program) play(world *sim.Server) error {
	if p.scenario == "" {
		return nil
	}
	scene, err := world.Stage(p.scenario)
	if err != nil {
		return usageError{err: fmt.Errorf("read --scenario: there is no %q", p.scenario), hint: nearScenarios(p.scenario)}
	}
	for _, sc := range sim.Scenarios() {
		if sc.Name != p.scenario {
			continue
		}
		text := "scenario " + sc.Name + ": " + sc.About
		if scene.Words != "" {
			text += "; look at " + scene.Words
		}
		p.note(text)
	}
	return nil
}

// nearScenarios is a hint: the scenarios whose names have a word of a name, or where all are listed.
func nearScenarios(name string) string {
	var near []string
	for _, sc := range sim.Scenarios() {
		if shares(sc.Name, name) {
			near = append(near, sc.Name)
		}
	}
	if len(near) > 0 {
		return strings.Join(near, ", ") + "? seamdash sandbox --help lists all."
	}
	return "seamdash sandbox --help lists them."
}

// shares says that a word of b, of more than two letters, is in a.
func shares(a, b string) bool {
	parts := func(r rune) bool { return r == '_' || r == '-' || r == '/' || r == ' ' }
	for _, word := range strings.FieldsFunc(strings.ToLower(b), parts) {
		if len(word) > 2 && strings.Contains(a, word) {
			return true
		}
	}
	return false
}

// scenarioHelp is the list of all scenarios, one per line, for the help.
func scenarioHelp() string {
	var b strings.Builder
	for _, sc := range sim.Scenarios() {
		fmt.Fprintf(&b, "  %-44s %s\n", sc.Name, sc.About)
	}
	return strings.TrimRight(b.String(), "\n")
}
