// Package widget holds the small parts that screens are made of: the pen that writes cells of exact width, the list
// that draws only what is visible, the field that text is typed into, and the rectangles of a frame.
package widget

import (
	"unicode/utf8"

	"seamdash/ui/theme"
)

// A Pen writes a frame line by line into one buffer that it keeps between frames. Every line comes out exactly as
// wide as the frame, whatever it is given: text is cleaned, cut and padded by the cells it takes on the terminal.
//
// Rows are plain text with ready-made escape sequences; a style object for each cell costs more than the terminal.
type Pen struct {
	// Key gives the key of an action, for texts that name keys. It stays between frames.
	Key func(id string) string

	theme *theme.Theme
	buf   []byte
	width int
	left  int // cells that are free in the region
	rest  int // cells of the line beyond the region
	role  theme.Role
	bar   theme.Role // when not [theme.Text], stands in for every role
	apart bool       // the next text must not join the last letter, see [Pen.putWide]
	lines int
}

// Begin starts a frame of a width.
func (p *Pen) Begin(t *theme.Theme, width int) {
	*p = Pen{Key: p.Key, theme: t, buf: append(p.buf[:0], t.Open(theme.Text)...), width: width, left: width}
}

// String is the frame: lines of equal width without a line feed at the end.
func (p *Pen) String() string {
	p.fillLine()
	if p.theme.Open(theme.Text) != "" {
		p.buf = append(p.buf, theme.Reset...)
	}
	return string(p.buf)
}

// Lines is how many lines are finished.
func (p *Pen) Lines() int { return p.lines }

// Theme is what the pen draws with.
func (p *Pen) Theme() *theme.Theme { return p.theme }

// NewLine pads the line and begins the next.
func (p *Pen) NewLine() {
	p.fillLine()
	p.buf = append(p.buf, '\n')
	p.left, p.rest = p.width, 0
	p.lines++
}

func (p *Pen) fillLine() {
	p.Fill()
	p.left += p.rest
	p.rest = 0
	p.Bar(theme.Text)
	p.Fill()
	p.wear(theme.Text)
}

// Region limits what follows to the next n cells, until [Pen.EndRegion].
func (p *Pen) Region(n int) {
	n = max(0, min(n, p.left))
	p.rest += p.left - n
	p.left = n
}

// EndRegion pads the region and opens the rest of the line.
func (p *Pen) EndRegion() {
	p.Fill()
	p.Bar(theme.Text)
	p.left, p.rest = p.rest, 0
}

// Room is how many cells are free in the region.
func (p *Pen) Room() int { return p.left }

// Bar lays one role over everything until it is lifted with [theme.Text]: the row under the cursor.
func (p *Pen) Bar(r theme.Role) { p.bar = r }

// Fill pads the region.
func (p *Pen) Fill() { p.Gap(p.left) }

// Gap writes blanks.
func (p *Pen) Gap(n int) {
	n = min(n, p.left)
	if n <= 0 {
		return
	}
	p.wear(theme.Text)
	p.blanks(n)
}

// Space writes blanks as part of the text before them: between two texts of one role that costs the terminal no change of
// role. The role must have no ground of its own.
func (p *Pen) Space(n int) {
	if n = min(n, p.left); n > 0 && !p.apart {
		p.blanks(n)
		return
	}
	p.Gap(n)
}

func (p *Pen) blanks(n int) {
	for range n {
		p.buf = append(p.buf, ' ')
	}
	p.left -= n
}

// Repeat writes a glyph of one cell n times.
func (p *Pen) Repeat(r theme.Role, g theme.Glyph, n int) {
	n = min(n, p.left)
	if n <= 0 {
		return
	}
	p.wear(r)
	for range n {
		p.buf = append(p.buf, p.theme.Glyph(g)...)
	}
	p.left -= n
}

// Glyph writes one glyph.
func (p *Pen) Glyph(r theme.Role, g theme.Glyph) { p.Repeat(r, g, 1) }

// wear switches the escape sequence when the role changes.
func (p *Pen) wear(r theme.Role) {
	if p.bar != theme.Text {
		r = p.bar
	}
	if r == p.role && !p.apart {
		return
	}
	if p.theme.Open(p.role) != "" || p.apart {
		p.buf = append(p.buf, theme.Reset...)
	}
	p.buf = append(p.buf, p.theme.Open(r)...)
	p.role, p.apart = r, false
}

// Text writes as much as fits; what is cut ends in an ellipsis.
func (p *Pen) Text(r theme.Role, s string) { put(p, r, s, -1, cutEnd) }

// Bytes is [Pen.Text] for text that was put together in a buffer.
func (p *Pen) Bytes(r theme.Role, s []byte) { put(p, r, s, -1, cutEnd) }

// Cell writes the text left-aligned into exactly n cells.
func (p *Pen) Cell(r theme.Role, s string, n int) { put(p, r, s, n, cutEnd) }

// CellBytes is [Pen.Cell] for text that was put together in a buffer.
func (p *Pen) CellBytes(r theme.Role, s []byte, n int) { put(p, r, s, n, cutEnd) }

// Name writes a name into exactly n cells; when it is too long the middle gives way, because the ends carry the
// difference between neighbours.
func (p *Pen) Name(r theme.Role, s string, n int) { put(p, r, s, n, cutMiddle) }

// RightBytes writes the text right-aligned into exactly n cells.
func (p *Pen) RightBytes(r theme.Role, s []byte, n int) {
	p.Gap(n - p.WidthOf(s))
	put(p, r, s, -1, cutEnd)
}

type cut uint8

const (
	cutEnd cut = iota
	cutMiddle
)

// put writes text into n cells, or into as many as it takes when n is negative.
func put[S string | []byte](p *Pen, r theme.Role, s S, n int, how cut) {
	room := p.left
	if n >= 0 {
		room = min(n, room)
	}
	p.wear(r)
	if !isPlain(s) {
		p.putWide(r, string(s), room, n >= 0, how)
		return
	}
	if len(s) > room {
		p.putCut(string(s), room, how)
		return
	}
	p.buf = append(p.buf, s...)
	p.left -= len(s)
	if n >= 0 {
		p.blanks(room - len(s))
	}
}

// putWide is for text with anything but printable ASCII, which is measured in cells. What is more than letters of one
// cell is cleaned once more, because a single control character would break the frame, and its letters are kept apart from each
// other and from their neighbours by escape sequences: marks, flags and Korean letters would join, and change their width.
func (p *Pen) putWide(r theme.Role, s string, room int, pad bool, how cut) {
	s = p.theme.Plain(s)
	width, simple := simpleWidth(s)
	if !simple {
		s = harmless(s)
		width = Width(s)
		p.apart = true
		p.wear(r)
	}
	if width > room {
		s = p.cut(s, room, how)
		width = Width(s)
	}
	if simple {
		p.buf = append(p.buf, s...)
	} else {
		p.letters(s)
	}
	p.left -= width
	p.apart = !simple
	if pad {
		p.wear(r)
		p.blanks(room - width)
	}
}

// letters writes a text so that every letter that may join the one before it is a cell of its own to the renderer, with its
// marks. The role is worn already.
func (p *Pen) letters(s string) {
	worn, settled := p.role, true
	for i, r := range s {
		before := settled
		if settled = Settled(r); i > 0 && (!before || !settled) && RuneWidth(r) > 0 {
			p.buf = append(append(p.buf, theme.Reset...), p.theme.Open(worn)...)
		}
		p.buf = utf8.AppendRune(p.buf, r)
	}
}

// putCut writes text that is too wide for the room.
func (p *Pen) putCut(s string, room int, how cut) {
	s = p.cut(s, room, how)
	p.buf = append(p.buf, s...)
	p.left -= Width(s)
}

// cut shortens text that is too wide for the room. A wide letter may not fit into the last cell; the room may then not be
// used up.
func (p *Pen) cut(s string, room int, how cut) string {
	if room <= 0 {
		return ""
	}
	ellipsis := p.theme.Glyph(theme.Ellipsis)
	if how == cutEnd || room < 4 {
		return firstCells(s, room-1) + ellipsis
	}
	return firstCells(s, room/2) + ellipsis + lastCells(s, room-1-room/2)
}

// WidthOf is how many cells the pen will use for a text.
func (p *Pen) WidthOf(s []byte) int {
	if isPlain(s) {
		return len(s)
	}
	return Width(p.theme.Plain(string(s)))
}
