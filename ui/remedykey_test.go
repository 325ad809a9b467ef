package ui

import (
	"testing"
	"time"

	"seamdash/model/diagnose"
	"seamdash/ui/coderow"
)

// TestKeysOfRemedies: a remedy that names an action names one that is there.
func TestKeysOfRemedies(t *testing.T) {
	a := New(Config{Feed: quietFeed{}, Now: time.Now, Zone: time.UTC})
	named := 0
	for r := diagnose.ByHand; r <= diagnose.Refresh; r++ {
		id := coderow.RemedyKey(r)
		if id == "" {
			continue
		}
		named++
		if a.keymap.key(id) == "" {
			t.Errorf("remedy %d names the action %q, and there is none", r, id)
		}
	}
	if named < 10 {
		t.Errorf("only %d remedies name an action", named)
	}
}
