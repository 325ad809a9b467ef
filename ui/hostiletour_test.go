package ui_test

import (
	"maps"
	"slices"
	"testing"

	"seamdash/ui/uitest"
)

// plays are all of them, with how many cells of each show what comes from outside at least.
func plays() map[string]struct {
	play
	inside int
} {
	type of = struct {
		play
		inside int
	}
	return map[string]of{"screens": {screens(), 1000}, "overlays": {overlays(), 1000}, "entrance": {entrance(), 300}}
}

// TestHostileText shows the classic attacks in every place where outside text can stand, on every screen.
func TestHostileText(t *testing.T) {
	all := uitest.Attacks()
	names := slices.Sorted(maps.Keys(all))
	for what, of := range plays() {
		for turn := range (len(names) + fields - 1) / fields {
			t.Run(what+", "+names[turn*fields], func(t *testing.T) {
				inside := mustStayInside(t, 120, 40, of.play, func(field int) string { return all[names[(turn*fields+field)%len(names)]] })
				if inside < of.inside {
					t.Errorf("only %d cells show what comes from outside", inside)
				}
			})
		}
	}
}

// FuzzHostileText shows a text in every place.
func FuzzHostileText(f *testing.F) {
	for _, seed := range []string{"अतिथि शर्मा\x1b[2J 國a國\u0301 \u202e x", "\u1112\u1161\u11ab ﷽ │ 👩‍👧 \x9b1A"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		mustStayInside(t, 80, 24, screens(), func(int) string { return text })
	})
}

// FuzzHostileOverlays shows a text in every place of what lies over the screens, and of the first screen.
func FuzzHostileOverlays(f *testing.F) {
	for _, seed := range []string{"अतिथि शर्मा\x1b[2J 國a國\u0301 \u202e x", "\u1112\u1161\u11ab ﷽ │ 👩‍👧 \x9b1A"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		mustStayInside(t, 80, 24, overlays(), func(int) string { return text })
		mustStayInside(t, 80, 24, entrance(), func(int) string { return text })
	})
}
