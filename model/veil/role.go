package veil

import (
	"slices"
	"strings"
	"unicode"
)

// Role says that a word is nobody's: it says what somebody does, or what a code is for.
func Role(word string) bool {
	roles := []string{
		"access", "backup", "cleaner", "cleaners", "cleaning", "code", "contractor", "door", "family", "front", "guest", "guests", "key",
		"lock", "maintenance", "manager", "office", "owner", "resident", "residents", "staff", "tenant", "the", "visitor", "week", "weekly",
	}
	return slices.Contains(roles, strings.ToLower(word))
}

// Impersonal says that a name is nobody's: all its words are roles. Two digits may stand beside
// them, as the number of a door or a shift; more may be a telephone's, or a PIN.
func Impersonal(name string) bool {
	const most = 2
	for _, word := range wordsOf(name) {
		if !Role(word) {
			return false
		}
	}
	digits := 0
	for _, r := range name {
		if unicode.IsNumber(r) {
			digits++
		}
	}
	return digits <= most
}

// wordsOf are the words of a text: letters that stand together, with their marks.
func wordsOf(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return !inWord(r) })
}

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsMark(r) }
