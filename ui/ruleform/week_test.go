package ruleform_test

import (
	"testing"

	"seamdash/ui/uitest"
)

// TestHoursThatMatter: the week comes up with the windows of the rule on it and the cursor on the first, also where not all hours
// have room.
func TestHoursThatMatter(t *testing.T) {
	for _, c := range []struct {
		words string
		lines []string
		focus string
	}{
		{"every day 18-22", []string{" 17:00 ·  ", " 18:00 ███", " 21:00 ███"}, " 18:00 [█]"},
		{"every day 5-7", []string{" 04:00 ·  ", " 05:00 ███"}, " 05:00 [█]"},
		{"mon 22-6", []string{" 00:00 ·   ██↑", " 04:00 ·   ███", " 06:00 ·   ·  ", " 22:00 ██↓"}, " 22:00 [█]"},
	} {
		t.Run(c.words, func(t *testing.T) {
			play(t, fresh(newBook(), "a3"), func(d *uitest.Driver, _ *stage) {
				d.Resize(80, 24)
				d.Type("Cleaners")
				d.Press("tab")
				d.Type(c.words)
				d.Sees(c.lines...)
				d.Press("tab")
				d.Sees(c.focus)
			})
		})
	}
}

// TestCoarseWeek: a finer step shows the hours again, around the cursor.
func TestCoarseWeek(t *testing.T) {
	play(t, fresh(newBook(), "a3"), func(d *uitest.Driver, _ *stage) {
		d.Resize(80, 24)
		d.Press("tab")
		d.Type("mon 22-6")
		d.Press("tab")
		d.SeesNot(" 21:00 ")
		d.Press("z")
		d.Sees(" 21:00 ", " 22:00 [█]")
	})
}

// TestSmallWindows: where there are no windows it is said wholly what to do, also on a small terminal.
func TestSmallWindows(t *testing.T) {
	play(t, fresh(newBook(), "a3"), func(d *uitest.Driver, _ *stage) {
		d.Resize(80, 24)
		d.Sees("say in words when it opens, or paint it", " on the week")
	})
}
