package widget

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"seamdash/model"
)

// Width is how many cells a text takes.
func Width(s string) int {
	if n, ok := simpleWidth(s); ok {
		return n
	}
	return ansi.StringWidth(s)
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

// lastCells is the end of a text of a width that takes at most n cells; a wide letter across the cut is left out.
func lastCells(s string, width, n int) string {
	end := ansi.TruncateLeft(s, width-n, "")
	if Width(end) > n {
		end = ansi.TruncateLeft(s, width-n+1, "")
	}
	return end
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
		s = model.Clean(s)
	}
	return strings.TrimLeftFunc(s, unicode.IsMark)
}

// breaks says that the text holds what moves the cursor or hides the next letter: a control or format character, or
// broken UTF-8. Nothing of the kind leaves package model, so this is the second lock on the door.
func breaks(s string) bool {
	for _, r := range s {
		if unicode.Is(unicode.C, r) || r == utf8.RuneError {
			return true
		}
	}
	return false
}
