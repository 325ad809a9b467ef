package schedules

import "seamdash/ui/widget"

const (
	// head is the lines above the rows of the list: its title and the headings.
	head = 2
	// roomy is the height from which the list and the page of a rule fit one above the other; below, the one with the keyboard
	// is shown.
	roomy = 26
	// broad is the width from which the week stands beside the page.
	broad   = 100
	divider = 1
)

// A shape is where the parts are. It depends on the size alone, so that nothing jumps from rule to rule.
type shape struct {
	both             bool // the list and the page
	list, page, week widget.Rect
}

func (s *Screen) shape() shape {
	f := shape{both: s.size.H >= roomy, list: s.size, page: s.size}
	if f.both {
		f.list, f.page = s.size.Rows(s.size.H * 2 / 5)
		_, f.page = f.page.Rows(divider)
	}
	if s.size.W >= broad {
		text, rest := f.page.Cols(min(s.size.W/2, 92))
		f.page = text
		_, f.week = rest.Cols(divider)
	}
	return f
}

// weekBeside says that the week is to be seen together with the page.
func (f *shape) weekBeside() bool { return f.week.W > 0 }

// columns are the widths of the columns of the list; 0 leaves one out.
type columns struct{ state, name, next, doors, on, last, rule int }

// columnsOf shares the width. What gives way first is the rule in words, which the page has too, and the names of the locks, of
// which the count is told beside.
func columnsOf(w int) columns {
	c := columns{state: 11, name: 18, next: 24}
	const margins = 5 + 1 // cursor and mark, the scroll bar
	free := w - margins - c.state - c.name - c.next - 2
	take := func(cells int) int {
		if free < cells+1 {
			return 0
		}
		free -= cells + 1
		return cells
	}
	c.on = take(7)
	if c.last = take(14); c.last == 0 { // for "06:30 on lock"
		c.last = take(10)
	}
	if grow := min(free, 8); grow == 8 { // for "today 09:00-16:00, ends in 2 h"
		c.next, free = c.next+grow, free-grow
	}
	c.rule = take(24)
	if c.rule == 0 {
		c.name += free
		return c
	}
	if free >= 40 {
		c.doors = take(26)
		c.name, free = c.name+6, free-6
	}
	if free >= 16 {
		c.last, free = c.last+6, free-6 // for the day too
	}
	c.rule += free
	return c
}
