package config

import (
	"fmt"

	"seamdash/model/slip"
)

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
		if d := slip.Count(written, word, 2); d < least && d < len(word)-1 {
			best, least = word, d
		}
	}
	return best
}
