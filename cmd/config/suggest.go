package config

import "fmt"

// didYouMean is a hint with the word that is most like what was written, or "" when none is near.
func didYouMean(written string, words []string) string {
	if near := Nearest(written, words); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	return ""
}

// Nearest is the word that is most like what was written, or "" when none is near enough to be meant.
func Nearest(written string, words []string) string {
	if len(written) > 2*maxText {
		return ""
	}
	best, least := "", 3 // three slips of the hand make another word
	for _, word := range words {
		if d := distance([]rune(written), []rune(word)); d < least && d < len(word)-1 {
			best, least = word, d
		}
	}
	return best
}

// distance counts the letters to insert, delete, change or swap with their neighbour to turn a into b.
func distance(a, b []rune) int {
	var before, last, row []int // the rows for i-2, i-1 and i letters of a
	for i := range len(a) + 1 {
		row = make([]int, len(b)+1)
		for j := range row {
			switch {
			case i == 0 || j == 0:
				row[j] = i + j
				continue
			case a[i-1] == b[j-1]:
				row[j] = last[j-1]
			default:
				row[j] = 1 + min(last[j-1], last[j], row[j-1])
			}
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last = last, row
	}
	return row[len(b)]
}
