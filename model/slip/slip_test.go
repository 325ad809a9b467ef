package slip_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"seamdash/model/slip"
)

func TestCount(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		a, b       string
		most, want int
	}{
		{"status", "status", 2, 0},
		{"staus", "status", 2, 1},
		{"statuss", "status", 2, 1},
		{"stauts", "status", 2, 1},
		{"stotus", "status", 2, 1},
		{"sttaus", "lock", 2, 3},
		{"", "ab", 2, 2},
		{"", "abc", 2, 3},
		{"ab", "ba", 0, 1},
		{"kitten", "sitting", 9, 3},
		{strings.Repeat("a", 65), strings.Repeat("a", 65), 2, 3},
	} {
		if got := slip.Count(c.a, c.b, c.most); got != c.want {
			t.Errorf("Count(%q, %q, %d) = %d, want %d", c.a, c.b, c.most, got, c.want)
		}
	}
}

// TestCountIsADistance slips on purpose, and sees that no more is counted than was done, from either side.
func TestCountIsADistance(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringMatching("[a-d]{2,12}").Draw(t, "word")
		typed, n := word, rapid.IntRange(0, 3).Draw(t, "slips")
		for range n {
			at := rapid.IntRange(0, len(typed)-1).Draw(t, "at")
			switch rapid.IntRange(0, 2).Draw(t, "kind") {
			case 0:
				typed = typed[:at] + "x" + typed[at:]
			case 1:
				typed = typed[:at] + "y" + typed[at+1:]
			default:
				if len(typed) > 1 {
					typed = typed[:at] + typed[at+1:]
				}
			}
		}
		got := slip.Count(typed, word, 5)
		if got > n || got != slip.Count(word, typed, 5) || (got == 0) != (typed == word) {
			t.Fatalf("%q for %q: %d slips were made, %d counted", typed, word, n, got)
		}
	})
}
