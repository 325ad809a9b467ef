package problems

import (
	"seamdash/ui/coderow"
	"seamdash/ui/widget"
)

const (
	// head is the lines above the rows of the list: its title and the headings.
	head = 2
	// roomy is the height from which something stands below the list, and tall that from which the codes and the windows in danger
	// have room one above the other; otherwise the one with the keyboard is shown.
	roomy, tall = 14, 30
	// broad is the width from which the codes stand beside what is known of the trouble.
	broad   = 100
	divider = 1
)

// A shape is where the parts are; one without height is not shown. It depends on the size and on which part has the keyboard.
type shape struct {
	list, page, codes, dangers widget.Rect
}

func (s *Screen) shape() shape {
	var f shape
	if s.size.H < roomy {
		*f.part(s.focus) = s.size
		return f
	}
	list, below := s.size.Rows(max(s.size.H*2/5, roomy/2))
	f.list = list
	_, below = below.Rows(divider)
	if s.size.W < broad {
		if s.focus == listPane {
			f.page = below
			return f
		}
		*f.part(s.focus) = below
		return f
	}
	f.page, below = below.Cols(below.W / 2)
	_, below = below.Cols(divider)
	switch {
	case s.size.H >= tall:
		f.codes, f.dangers = below.Rows(below.H / 2)
	case s.focus == dangersPane:
		f.dangers = below
	default:
		f.codes = below
	}
	return f
}

// part is the place of a part that has the keyboard.
func (f *shape) part(p pane) *widget.Rect {
	switch p {
	case codesPane:
		return &f.codes
	case dangersPane:
		return &f.dangers
	default:
		return &f.list
	}
}

// columns are the widths of the columns of the list; 0 leaves one out.
type columns struct{ what, where, extent, need, first, age int }

// columnsOf shares the width. What gives way first is who is hurt, which the codes beside tell, and how long it lasts.
func columnsOf(w int) columns {
	c := columns{what: 20, where: 17, need: 12}
	const margins = coderow.MarkCells + 1 // and the scroll bar
	free := max(0, w-margins-c.what-c.where-c.need-2)
	take := func(cells int) int {
		if free < cells+1 {
			return 0
		}
		free -= cells + 1
		return cells
	}
	c.extent = take(9)
	grow := min(free, 12)
	c.what, c.where, free = c.what+grow-grow*2/5, c.where+grow*2/5, free-grow
	if more := take(15); more > 0 { // for "2027-01-04 09:00", and for codes with their locks
		c.need, c.extent = c.need+4, c.extent+11
	}
	c.age = take(7)
	c.first = take(16)
	c.where += free / 2
	c.what += free - free/2
	return c
}
