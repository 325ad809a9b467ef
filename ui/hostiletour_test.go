package ui_test

import (
	"maps"
	"slices"
	"testing"

	"seamdash/ui/uitest"
)

// TestHostileText shows the classic attacks in every place where outside text can stand, on every screen.
func TestHostileText(t *testing.T) {
	all := uitest.Attacks()
	names := slices.Sorted(maps.Keys(all))
	for turn := range (len(names) + fields - 1) / fields {
		t.Run(names[turn*fields], func(t *testing.T) {
			inside := mustStayInside(t, 120, 40, tour(), func(field int) string { return all[names[(turn*fields+field)%len(names)]] })
			if inside < 1000 {
				t.Errorf("only %d cells show what comes from outside", inside)
			}
		})
	}
}

// FuzzHostileText shows a text in every place.
func FuzzHostileText(f *testing.F) {
	for _, seed := range []string{"अतिथि शर्मा\x1b[2J 國a國\u0301 \u202e x", "\u1112\u1161\u11ab ﷽ │ 👩‍👧 \x9b1A"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		mustStayInside(t, 80, 24, tour(), func(int) string { return text })
	})
}
