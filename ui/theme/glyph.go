package theme

import "strings"

// A Glyph is a sign of one cell that stands beside a word.
type Glyph uint8

// The glyphs.
const (
	Set Glyph = iota
	Setting
	Waiting
	Removing
	Unknown
	Warning
	Failed
	Recurs
	Cursor
	Marked
	HLine
	VLine
	Thumb   // where a list is scrolled to, on its VLine
	Bar     // a stretch of time
	BarAt   // the line of now across it
	Dot     // a place in an empty scale
	Full    // a cell that is taken from its top to its bottom
	Upper   // its upper half
	Lower   // its lower half
	Lowest  // its last quarter
	Most    // all but its first quarter
	Highest // its first quarter
	Rising  // the least comes first
	Falling // the most comes first
	Ellipsis
	Mask
	Seen // a PIN became readable
	glyphs
)

// Glyph is the sign to draw; it is one cell wide, except [Mask], which stands for a whole PIN.
func (t *Theme) Glyph(g Glyph) string { return t.glyph[g] }

func pair(g Glyph, ascii bool) string {
	signs := [glyphs][2]string{
		Set:      {"●", "*"},
		Setting:  {"◐", "~"},
		Waiting:  {"○", "o"},
		Removing: {"◌", "x"},
		Unknown:  {"?", "?"},
		Warning:  {"▲", "!"},
		Failed:   {"✖", "X"},
		Recurs:   {"↻", "@"},
		Cursor:   {"▸", ">"},
		Marked:   {"✓", "+"},
		HLine:    {"─", "-"},
		VLine:    {"│", "|"},
		Thumb:    {"┃", "#"},
		Bar:      {"━", "="},
		BarAt:    {"┿", "+"},
		Dot:      {"·", "."},
		Full:     {"█", "#"},
		Upper:    {"▀", "\""},
		Lower:    {"▄", ","},
		Lowest:   {"▂", "_"},
		Most:     {"▆", "#"},
		Highest:  {"▔", "'"},
		Rising:   {"↑", "^"},
		Falling:  {"↓", "v"},
		Ellipsis: {"…", "~"},
		Mask:     {"••••", "****"},
		Seen:     {"◉", "%"},
	}
	if ascii {
		return signs[g][1]
	}
	return signs[g][0]
}

// plainer spells the typography of our own sentences in ASCII.
func plainer() *strings.Replacer {
	return strings.NewReplacer(
		"→", "->", "·", "-", "…", "...", "•", "*", "–", "-", "─", "-", "│", "|", "┃", "#", "━", "=", "┿", "+", "↑", "up", "↓", "down", "←", "left", "□", "?", "“", `"`, "”", `"`,
		"●", "*", "◐", "~", "○", "o", "◌", "x", "▲", "!", "✖", "X", "↻", "@", "▸", ">", "✓", "+", "◉", "%",
		"█", "#", "▀", `"`, "▄", ",", "▂", "_", "▆", "#", "▔", "'",
	)
}
