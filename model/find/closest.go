package find

import (
	"strings"

	"seamdash/model/slip"
)

// closest is the word that was probably meant: one that begins with what was typed, or that is at most two slips of a finger
// away, fewer for a short word. It is "" when none is near.
func closest(typed string, words []string) string {
	best, slips := "", 3
	for _, w := range words {
		n := slip.Count(typed, w, 2)
		if strings.HasPrefix(w, strings.TrimSuffix(typed, ":")) && len(typed) > 1 {
			n = 1
		}
		if n < slips && n*2 < len(strings.TrimSuffix(w, ":")) {
			best, slips = w, n
		}
	}
	return best
}
