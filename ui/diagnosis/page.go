package diagnosis

import (
	"strings"

	"seamdash/ui/action"
	"seamdash/ui/theme"
	"seamdash/ui/widget"
)

// A piece is a stretch of text in one role, or a sign. Where it has cells it takes exactly so many.
type piece struct {
	role  theme.Role
	text  string
	cells int
	sign  bool
	glyph theme.Glyph
}

func sign(role theme.Role, glyph theme.Glyph) piece {
	return piece{role: role, sign: true, glyph: glyph}
}

func (p *piece) width() int {
	switch {
	case p.sign:
		return 1
	case p.cells > 0:
		return p.cells
	default:
		return widget.Width(p.text)
	}
}

func (p *piece) draw(pen *widget.Pen) {
	text := p.text
	if pen.Theme().ASCII() {
		text = strings.ReplaceAll(text, "←", "<") // an arrow, not the key of that name
	}
	switch {
	case p.sign:
		pen.Glyph(p.role, p.glyph)
	case p.cells > 0:
		pen.Cell(p.role, text, p.cells)
	default:
		pen.Text(p.role, text)
	}
}

// A row is a line of a block: pieces from the left, and others at its right edge.
type row struct{ left, right []piece }

func widthOf(pieces []piece) int {
	n := 0
	for i := range pieces {
		n += pieces[i].width()
	}
	return n
}

// draw draws the row into a region of the width.
func (r *row) draw(pen *widget.Pen) {
	for i := range r.left {
		r.left[i].draw(pen)
	}
	if len(r.right) > 0 {
		pen.Gap(pen.Room() - widthOf(r.right))
		for i := range r.right {
			r.right[i].draw(pen)
		}
	}
}

// A block is rows of one width.
type block struct {
	width int
	rows  []row
	key   func(id string) string
}

func (b *block) add(left ...piece) { b.rows = append(b.rows, row{left: left}) }

func (b *block) blank() {
	if len(b.rows) > 0 {
		b.add()
	}
}

// heading begins a part.
func (b *block) heading(text, more string) {
	b.blank()
	pieces := []piece{{role: theme.Strong, text: text}}
	if more != "" {
		pieces = append(pieces, piece{role: theme.Muted, text: "  " + more})
	}
	b.add(pieces...)
}

// ends writes pieces with others at the right edge, or below where there is no room for both.
func (b *block) ends(left, right []piece, indent int) {
	const gap = 2
	if len(right) == 0 || widthOf(left)+gap+widthOf(right) <= b.width {
		b.rows = append(b.rows, row{left: left, right: right})
		return
	}
	b.add(left...)
	b.add(append([]piece{{text: blanks(indent)}}, right...)...)
}

// mostLines bounds one text, however long Seam's message is.
const mostLines = 12

// text writes a text behind pieces, over as many lines as it takes; those after the first stand below its beginning.
func (b *block) text(lead []piece, role theme.Role, text string) {
	indent := widthOf(lead)
	for i, line := range widget.Wrap(action.Spell(text, b.key), b.width-indent, mostLines) {
		if i > 0 {
			lead = []piece{{text: blanks(indent)}}
		}
		b.add(append(lead[:len(lead):len(lead)], piece{role: role, text: line})...)
	}
}

func blanks(n int) string {
	const some = "                                                                "
	return some[:max(0, min(n, len(some)))]
}

// A placed is a row with its place in a line.
type placed struct {
	at, width int
	row       row
}

// A page is everything below the title, as far as it was scrolled.
type page struct {
	lines       [][]placed
	top, height int
	// chosenFrom and chosenTo are the lines of the chosen finding.
	chosenFrom, chosenTo int
}

func (p *page) scroll(by int) { p.top = max(0, min(p.top+by, len(p.lines)-p.height)) }

// show scrolls as little as it takes to see lines; of those that are too many the first.
func (p *page) show(from, to int) {
	if to > p.top+p.height {
		p.top = to - p.height
	}
	if from < p.top {
		p.top = from
	}
	p.scroll(0)
}

// between is the blanks between blocks that stand beside each other.
const between = 3

// put puts blocks beside each other below what is there, and gives the line in which they begin.
func (p *page) put(blocks ...*block) (first int) {
	if len(p.lines) > 0 {
		p.lines = append(p.lines, nil)
	}
	first = len(p.lines)
	for y := 0; ; y++ {
		var line []placed
		at, more := 0, false
		for _, b := range blocks {
			if y < len(b.rows) {
				line, more = append(line, placed{at, b.width, b.rows[y]}), true
			}
			at += b.width + between
		}
		if !more {
			return first
		}
		p.lines = append(p.lines, line)
	}
}

// draw draws what is to be seen of the page.
func (p *page) draw(pen *widget.Pen) {
	from, to := widget.Thumb(p.top, len(p.lines), p.height)
	for y := range p.height {
		width := pen.Room()
		if at := p.top + y; at < len(p.lines) {
			for _, one := range p.lines[at] {
				pen.Gap(margin + one.at - (width - pen.Room()))
				pen.Region(one.width)
				one.row.draw(pen)
				pen.EndRegion()
			}
		}
		if y >= from && y < to {
			pen.Gap(pen.Room() - 1)
			pen.Glyph(theme.Muted, theme.Thumb)
		}
		pen.NewLine()
	}
}

// margin is the blank cells left of the page.
const margin = 1
