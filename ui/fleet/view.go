package fleet

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/ui/coderow"
	"seamdash/ui/theme"
	"seamdash/ui/widget"
)

// A frame is what one drawing of the screen needs to know.
type frame struct {
	*Screen
	pen    *widget.Pen
	now    time.Time
	place  string // where the data comes from, for the empty states
	shape  shape
	lock   *model.Lock // selected, or nil
	zone   *time.Location
	label  string // of the zone
	lines  codeShape
	head   []headLine // of the codes
	text   []byte     // scratch
	cells  coderow.Cells
	cursor *tea.Position
}

// View draws the screen's lines, each ended, and returns where in them text is being typed, or nil. place says in
// words where the data comes from.
func (s *Screen) View(p *widget.Pen, now time.Time, place string) (cursor *tea.Position) {
	f := frame{Screen: s, pen: p, now: now, place: place, shape: s.shape(), text: make([]byte, 0, 128)}
	f.lines, f.head = codeCols(f.shape.codes.W), codesHead(f.shape.codes.H)
	if lock, ok := s.lock(); ok {
		f.lock = lock
		f.zone, f.label = s.zones.Of(lock)
		s.strip.renew(lock, f.shape.codes, now, f.zone)
	}
	f.cells = coderow.Cells{Pen: p, Now: now, Zone: f.zone, Owned: f.Owned}
	for y := range s.size.H {
		f.line(y)
		p.NewLine()
	}
	return f.cursor
}

func (f *frame) line(y int) {
	switch {
	case f.shape.both:
		f.pen.Region(f.shape.locks.W)
		f.locksLine(y)
		f.pen.EndRegion()
		f.divide(y)
		f.codesLine(y)
	case f.focus == codesPane:
		f.pen.Region(f.size.W - 1)
		f.codesLine(y)
		f.pen.EndRegion()
		f.edge(y, len(f.head), f.codes.list.Thumb)
	default:
		f.pen.Region(f.size.W - 1)
		f.locksLine(y)
		f.pen.EndRegion()
		f.edge(y, f.locksHead(), f.locks.list.Thumb)
	}
}

// divide draws the rule between the panes, which is the scroll bar of the locks too.
func (f *frame) divide(y int) {
	if within(y-f.locksHead(), f.locks.list.Thumb) {
		f.pen.Glyph(theme.Muted, theme.Thumb)
		return
	}
	f.pen.Glyph(theme.Rule, theme.VLine)
}

// edge draws the scroll bar in the last column where there is something to scroll.
func (f *frame) edge(y, head int, thumb func() (from, to int)) {
	if within(y-head, thumb) {
		f.pen.Glyph(theme.Muted, theme.Thumb)
	}
}

func within(y int, thumb func() (from, to int)) bool {
	from, to := thumb()
	return y >= from && y < to
}

// title is the role of a pane's heading.
func (f *frame) title(p pane) theme.Role {
	if f.focus == p {
		return theme.Accent
	}
	return theme.Strong
}

// begin draws the first cells of a row; the cursor bar is quieter in a pane that has not the keyboard.
func (f *frame) begin(p pane, under, marked bool, m coderow.Mark) {
	bar := theme.SelectedQuiet
	if f.focus == p {
		bar = theme.Selected
	}
	m.Begin(f.pen, bar, under, marked)
}
