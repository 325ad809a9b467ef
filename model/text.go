package model

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	// maxRunes is the longest text kept from outside; Seam's own names are far shorter.
	maxRunes = 256
	// maxMarks is how many combining marks may stand on one letter: enough for every living script (Burmese and Tibetan
	// need three), too few to climb into the lines above.
	maxMarks = 3
	// maxSpacing is how many marks with a cell of their own may follow one letter: terminals that join them draw all of
	// them in one place.
	maxSpacing = 4
	// stranger replaces what a terminal may draw one or two cells wide, depending on its font and age.
	stranger = '□'
)

// Clean makes text from outside safe to print in one line of a terminal: escape sequences, control, format and other
// invisible characters (bidi marks, zero-width joiners, fillers and the like) are removed, white space becomes single
// blanks, runs of combining marks are cut, Korean letters are composed to syllables, and
// more than 256 runes end in an ellipsis. Broken UTF-8 becomes □, and so do emoji, because terminals disagree about their
// width, and lines and blocks, of which a name could draw a border. Letters of all scripts stay. Clean(Clean(s)) == Clean(s).
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
	out     []byte
	runes   int
	last    rune // of out
	marks   int  // combining marks since the last base letter
	spacing int  // marks with a cell of their own since the last base letter
	blank   bool // a blank is due before the next visible rune
}

func (c *cleaner) add(r rune) {
	switch {
	case unicode.IsSpace(r) || r == brailleBlank:
		c.blank = c.runes > 0
	case invisible(r):
	case unicode.Is(unicode.Mn, r):
		c.mark(r, &c.marks, maxMarks)
	case unicode.Is(unicode.Mc, r):
		c.mark(r, &c.spacing, maxSpacing)
	case c.composes(r):
	case r == utf8.RuneError || wideSymbol(r) || looseJamo(r):
		c.put(stranger)
	case unicode.IsPrint(r):
		c.put(r)
	}
}

// mark keeps a combining mark only where there is a letter for it to stand on.
func (c *cleaner) mark(r rune, had *int, most int) {
	if c.runes == 0 || c.blank || *had == most {
		return
	}
	*had++
	c.write(r)
}

func (c *cleaner) put(r rune) {
	if c.blank {
		c.write(' ')
		c.blank = false
	}
	c.marks, c.spacing = 0, 0
	c.write(r)
}

func (c *cleaner) write(r rune) {
	c.out = utf8.AppendRune(c.out, r)
	c.last = r
	c.runes++
}

func (c *cleaner) String() string {
	s := string(c.out)
	if c.runes <= maxRunes {
		return s
	}
	return strings.TrimRightFunc(string([]rune(s)[:maxRunes-1]), unicode.IsSpace) + "…"
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
