package ruleform_test

import (
	"strings"
	"testing"

	"seamdash/ui/uitest"
)

// beside is what stands right of the week, as one text.
func beside(d *uitest.Driver) string {
	var out []string
	for line := range strings.Lines(d.Screen()) {
		if _, right, is := strings.Cut(line, "│"); is {
			out = append(out, strings.Fields(right)...)
		}
	}
	return strings.Join(out, " ")
}

// TestWarningsAreRead: what is said about the windows takes the lines that it needs, and is cut only where the column ends.
func TestWarningsAreRead(t *testing.T) {
	play(t, fresh(newBook(), "a3"), func(d *uitest.Driver, _ *stage) {
		d.Press("tab")
		d.Type("sun 2:30-6 from 7 mar 2027")
		d.Resize(80, 24)
		if got := beside(d); !strings.Contains(got, "opens at 03:30; 1 h shorter, the clocks go forward") {
			t.Errorf("the note of a window is cut: %s", got)
		}
	})
	play(t, fresh(newBook(), "a3", "d1", "gone"), func(d *uitest.Driver, _ *stage) {
		d.Press("tab")
		d.Type("mon 9-13 and mon 13:02-15 from 2 nov 2026")
		const last = "leave 4 min between them, join them, or let every window have a PIN of its own"
		for _, size := range [][2]int{{100, 32}, {120, 40}} {
			d.Resize(size[0], size[1])
			if got := beside(d); !strings.Contains(got, last) || strings.Contains(got, "lines more") {
				t.Errorf("a warning is cut at %d columns: %s", size[0], got)
			}
		}
		d.Resize(80, 20)
		if got := beside(d); !strings.Contains(got, "lines more") || strings.Contains(got, last) {
			t.Errorf("nothing says that there is more: %s", got)
		}
	})
}
