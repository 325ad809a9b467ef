package widget

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"seamdash/model"
)

// Width is how many cells a text takes: those of its runes. Terminals that join runes use fewer, none uses more.
func Width(s string) int {
	cells := 0
	for _, r := range s {
		cells += RuneWidth(r)
	}
	return cells
}

// RuneWidth is how many cells a rune takes of its own: none for a mark that stands on the letter before it.
func RuneWidth(r rune) int {
	if OneCell(r) {
		return 1
	}
	return ansi.StringWidthWc(string(r))
}

// simpleWidth counts the cells of texts in which every rune is a letter or sign of one cell, which nearly all are. It
// is twenty times faster than the rules for everything else.
func simpleWidth(s string) (cells int, ok bool) {
	for _, r := range s {
		if !OneCell(r) {
			return 0, false
		}
		cells++
	}
	return cells, true
}

// OneCell says that a rune always takes one cell of its own and never joins its neighbours: printable ASCII, Latin
// letters and signs, general punctuation, arrows, lines and shapes. A false proves nothing.
func OneCell(r rune) bool {
	switch {
	case r < 0x7f:
		return r >= ' '
	case r < 0x250:
		return r > 0xa0 && r != 0xad // the soft hyphen
	default:
		return r >= 0x2010 && r <= 0x2027 || r >= 0x2190 && r <= 0x21ff || r >= 0x2500 && r <= 0x25fc
	}
}

// Settled says that all terminals agree how wide a rune is and that it stands alone: those of one cell, the other letters
// of Europe, Chinese characters, kana and the syllables of Korean. A false proves nothing.
func Settled(r rune) bool {
	if OneCell(r) {
		return true
	}
	for _, span := range [...][2]rune{
		{0x370, 0x482}, {0x48a, 0x52f}, // Greek, Cyrillic
		{0x1e00, 0x1eff},                                     // more Latin
		{0x3041, 0x3096}, {0x30a1, 0x30ff}, {0x3400, 0x4dbf}, // kana, rare Chinese
		{0x4e00, 0x9fff}, {0xac00, 0xd7a3}, {0xff01, 0xff5e}, // Chinese, Korean, full width
	} {
		if r <= span[1] {
			return r >= span[0]
		}
	}
	return false
}

// firstCells is the beginning of a text that takes at most n cells, with the marks of its last letter.
func firstCells(s string, n int) string {
	for i, r := range s {
		if n -= RuneWidth(r); n < 0 {
			return s[:i]
		}
	}
	return s
}

// lastCells is the end of a text that takes at most n cells. It begins with a letter, or with
// blanks where one was cut from its marks.
func lastCells(s string, n int) string {
	start, i := len(s), len(s)
	for i > 0 {
		r, size := utf8.DecodeLastRuneInString(s[:i])
		if n -= RuneWidth(r); n < 0 {
			break
		}
		if i -= size; !unicode.IsMark(r) {
			start = i
		}
	}
	return strings.Repeat(" ", Width(s[i:start])) + s[start:]
}

func isPlain[S string | []byte](s S) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// harmless cleans a text that breaks frames, and takes marks away from its beginning, where no letter carries them.
func harmless(s string) string {
	if breaks(s) {
		s = cleaned(s)
	}
	return strings.TrimLeftFunc(s, unicode.IsMark)
}

// cleaned is the text without what breaks frames. The blanks at its ends keep it apart from its neighbours and stay.
func cleaned(s string) string {
	front, back := len(s)-len(strings.TrimLeft(s, " ")), len(s)-len(strings.TrimRight(s, " "))
	if front == len(s) {
		return s
	}
	return s[:front] + model.Clean(s) + s[len(s)-back:]
}

// breaks says that the text holds what moves the cursor or hides the next letter: a control or format character, one that nobody sees, or
// broken UTF-8. Nothing of the kind leaves package model, so this is the second lock on the door, and the first for what is typed.
func breaks(s string) bool {
	return !utf8.ValidString(s) || strings.ContainsFunc(s, func(r rune) bool {
		return !Settled(r) && unicode.In(r, unicode.C, unicode.Zl, unicode.Zp, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector)
	})
}
