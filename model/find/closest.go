package find

import "strings"

// closest is the word that was probably meant: one that begins with what was typed, or that is at most two slips of a finger
// away, fewer for a short word. It is "" when none is near.
func closest(typed string, words []string) string {
	best, slips := "", 3
	for _, w := range words {
		n := distance(typed, w)
		if strings.HasPrefix(w, strings.TrimSuffix(typed, ":")) && len(typed) > 1 {
			n = 1
		}
		if n < slips && n*2 < len(strings.TrimSuffix(w, ":")) {
			best, slips = w, n
		}
	}
	return best
}

// distance counts the letters to change, add, leave out or swap with their neighbour to make b of a.
func distance(a, b string) int {
	if len(a) > 32 || len(b) > 32 {
		return 32
	}
	var rows [3][33]int
	before, last, row := &rows[0], &rows[1], &rows[2]
	for k := range len(b) + 1 {
		last[k] = k
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for k := 1; k <= len(b); k++ {
			cost := 1
			if a[i-1] == b[k-1] {
				cost = 0
			}
			row[k] = min(last[k]+1, row[k-1]+1, last[k-1]+cost)
			if i > 1 && k > 1 && a[i-1] == b[k-2] && a[i-2] == b[k-1] {
				row[k] = min(row[k], before[k-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
