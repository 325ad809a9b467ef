//go:build unix

package main

import (
	"regexp"
	"testing"
)

// TestChangesSayWhere: every command that changes something says in which workspace, and first whether that is production; one that
// changes nothing does not claim to.
func TestChangesSayWhere(t *testing.T) {
	t.Parallel()
	g := newGatehouse(t)
	errands := g.errands()
	where, told := regexp.MustCompile(`(?m)^on SANDBOX Maple Property Group$`), 0
	for _, name := range g.inOrder(errands) {
		what := errands[name]
		_, said := g.does(name, what, nil)
		changes := what.writes || what.keeps
		if where.MatchString(said) != changes {
			t.Errorf("%s: it changes something, %v: %s", name, changes, said)
		}
		if changes {
			told++
		}
	}
	if told < 15 {
		t.Errorf("only %d commands change something", told)
	}
}
