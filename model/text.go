package model

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	// maxRunes is the longest text kept from outside; Seam's own names are far shorter.
	maxRunes = 256
	// maxMarks is how many combining marks may stand on one letter: enough for every living script, too few to
	// climb into the lines above.
	maxMarks = 2
	// stranger replaces what a terminal may draw one or two cells wide, depending on its font and age.
	stranger = '□'
)

// Clean makes text from outside safe to print in one line of a terminal: escape sequences, control and format
// characters (bidi marks, zero-width joiners and the like) are removed, white space becomes single blanks,
// broken UTF-8 becomes U+FFFD, runs of combining marks are cut, emoji become □ because terminals disagree about
// their width, and more than 256 runes end in an ellipsis. Letters of all scripts stay. Clean(Clean(s)) == Clean(s).
func Clean(s string) string {
	if plain(s) {
		return s
	}
	c := cleaner{}
	for s != "" {
		r, n := utf8.DecodeRuneInString(s)
		if k := escapeLen(s, r); k > 0 {
			s = s[k:]
			continue
		}
		c.add(r)
		if c.runes > maxRunes {
			break
		}
		s = s[n:]
	}
	return c.String()
}

// CleanAll is [Clean] for each element; it returns a new slice.
func CleanAll(list []string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = Clean(s)
	}
	return out
}

// plain says that s is printable ASCII without anything to change, which nearly every name is.
func plain(s string) bool {
	if len(s) > maxRunes || strings.HasPrefix(s, " ") || strings.HasSuffix(s, " ") {
		return false
	}
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' || (s[i] == ' ' && s[i-1] == ' ') {
			return false
		}
	}
	return true
}

type cleaner struct {
	out   strings.Builder
	runes int
	marks int  // combining marks since the last base letter
	blank bool // a blank is due before the next visible rune
}

func (c *cleaner) add(r rune) {
	switch {
	case unicode.IsSpace(r):
		c.blank = c.runes > 0
	case unicode.In(r, unicode.Mn, unicode.Me):
		c.mark(r)
	case unicode.IsPrint(r) && !wideSymbol(r):
		c.put(r)
	case wideSymbol(r):
		c.put(stranger)
	}
}

// mark keeps a combining mark only where there is a letter for it to stand on.
func (c *cleaner) mark(r rune) {
	if c.runes == 0 || c.blank || c.marks == maxMarks || emojiGlue(r) {
		return
	}
	c.marks++
	c.write(r)
}

func (c *cleaner) put(r rune) {
	if c.blank {
		c.write(' ')
		c.blank = false
	}
	c.marks = 0
	c.write(r)
}

func (c *cleaner) write(r rune) {
	c.out.WriteRune(r)
	c.runes++
}

func (c *cleaner) String() string {
	s := c.out.String()
	if c.runes <= maxRunes {
		return s
	}
	return strings.TrimRightFunc(string([]rune(s)[:maxRunes-1]), unicode.IsSpace) + "…"
}

// wideSymbol says that r is an emoji or a pictograph whose width terminals disagree about.
func wideSymbol(r rune) bool {
	switch {
	case r >= 0x1F000:
		return unicode.In(r, unicode.So, unicode.Sk, unicode.Co, unicode.Cn)
	case r >= 0x2300 && r <= 0x23FF, r >= 0x2600 && r <= 0x27BF, r >= 0x2B00 && r <= 0x2BFF:
		return unicode.Is(unicode.So, r)
	default:
		return false
	}
}

// emojiGlue says that r is a mark that only turns its base into an emoji: variation selectors and the keycap box.
func emojiGlue(r rune) bool {
	return unicode.Is(unicode.Variation_Selector, r) || r == 0x20E3
}

// escapeLen gives the length in bytes of the terminal escape sequence that s begins with, 0 when there is none.
// Both the seven-bit form (ESC and a letter) and the eight-bit form (one C1 control) are known.
func escapeLen(s string, r rune) int {
	intro, kind := 0, byte(0)
	switch {
	case r == 0x1b && len(s) == 1:
		return 1
	case r == 0x1b:
		intro, kind = 2, s[1]
	case r >= 0x80 && r <= 0x9f:
		intro, kind = 2, byte(r-0x40) // U+009B is CSI, '[' in the seven-bit form
	default:
		return 0
	}
	switch kind {
	case '[':
		return intro + csiLen(s[intro:])
	case ']', 'P', 'X', '^', '_':
		return intro + stringLen(s[intro:])
	default:
		if r == 0x1b && kind >= utf8.RuneSelf {
			return 1 // not a sequence: keep the letter behind the lone escape
		}
		return intro
	}
}

// csiLen is the length of the parameters and the final byte of a control sequence.
func csiLen(s string) int {
	for i := range len(s) {
		if s[i] < 0x20 || s[i] > 0x7e {
			return i // malformed: what follows is text again
		}
		if s[i] >= 0x40 {
			return i + 1
		}
	}
	return len(s)
}

// stringLen is the length of an OSC, DCS, SOS, PM or APC string with its terminator. Without a terminator the rest
// of the text belongs to it, as a terminal would see it.
func stringLen(s string) int {
	for i := range len(s) {
		switch {
		case s[i] == 0x07:
			return i + 1
		case s[i] == 0x1b && i+1 < len(s) && s[i+1] == '\\':
			return i + 2
		case s[i] == 0xc2 && i+1 < len(s) && s[i+1] == 0x9c: // U+009C, the eight-bit terminator
			return i + 2
		}
	}
	return len(s)
}
