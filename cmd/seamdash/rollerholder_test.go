package main

import (
	"strings"
	"testing"
)

// TestHolders: who holds is told in the words that it was named by, and no two runs have the same name.
func TestHolders(t *testing.T) {
	t.Parallel()
	for _, by := range []string{"rosa@desk", "agent on desk", "r/d@desk"} {
		one, other := newHolder(by), newHolder(by)
		if one == other || !strings.HasPrefix(one, by+"/") || byOf(one) != by {
			t.Errorf("%q: %q and %q, told as %q", by, one, other, byOf(one))
		}
	}
	for holder, want := range map[string]string{"": "", "kim": "kim", "a\x1b[2Jb/c": "ab/c"} {
		if got := byOf(holder); got != want {
			t.Errorf("%q is told as %q, want %q", holder, got, want)
		}
	}
}
