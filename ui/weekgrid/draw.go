package weekgrid

import (
	"seamdash/ui/theme"
	"seamdash/ui/widget"
)

const (
	head   = 1 // the line with the days
	gutter = 7 // cells of the hours and the blanks around them
	// leastColumn is the least number of cells in which a day's name and a block can be told apart.
	leastColumn = 4
	// widestColumn keeps blocks from becoming walls.
	widestColumn = 14
)

// Least is the smallest size in which a grid says anything.
func Least() (w, h int) { return gutter + 7*leastColumn, head + perDay/240 }

// A Layout is a grid fitted into a size, ready to be drawn line by line. It is good until the grid changes.
type Layout struct {
	grid        *Grid
	width       int
	column      int // cells of a day with the blank behind it
	main, aside int // cells of a main lane, and of one aside
	top, scale  int // minutes: the first that is shown, and how many a line stands for
	rows        int
}

// Lay fits the grid into a size; below [Least] it has no lines.
func (g *Grid) Lay(w, h int) Layout {
	if leastW, leastH := Least(); w < leastW || h < leastH {
		return Layout{grid: g, width: w}
	}
	g.lanes.fill(g.Layers, g.Repeats)
	l := Layout{grid: g, width: w, column: min((w-gutter)/7, widestColumn)}
	l.share()
	l.reach(h - head)
	return l
}

// share parts the cells of a day among the lanes.
func (l *Layout) share() {
	room := l.column - 1
	if n := l.grid.lanes.aside; n > 0 || l.hasAside() {
		n = max(n, 1)
		l.aside = max(1, min(2, room/(3*n)))
		room = max(1, room-l.aside*n)
	}
	l.main = max(1, room/max(1, l.grid.lanes.main))
}

// hasAside says that a layer is to stand aside, so that its room is kept also while it is empty.
func (l *Layout) hasAside() bool {
	for i := range l.grid.Layers {
		if l.grid.Layers[i].Aside {
			return true
		}
	}
	return false
}

// reach chooses the hours and how many minutes a line stands for.
func (l *Layout) reach(rows int) {
	from, until := 0, perDay
	if l.grid.Cursor == nil {
		from, until = l.wanted()
	}
	l.scale = scaleFor(until-from, rows)
	if l.grid.Cursor != nil {
		l.scale = l.grid.editScale(rows)
	}
	l.rows = min(rows, (until-from)/l.scale)
	l.top = from
	if l.grid.Cursor != nil {
		l.top = max(0, min(l.grid.Top/l.scale*l.scale, perDay-l.rows*l.scale))
	}
}

// wanted is the hours of the windows with one more on each side, or the day where there are none.
func (l *Layout) wanted() (from, until int) {
	from, until, ok := l.grid.lanes.hours()
	if !ok {
		return 8 * 60, 20 * 60
	}
	return max(0, from-60) / 240 * 240, min(perDay, (until+60+239)/240*240)
}

// scaleFor is how many minutes a line stands for, so that all can be seen where that is possible.
func scaleFor(minutes, rows int) int {
	for _, scale := range [...]int{15, 30, 60, 120} {
		if minutes/scale <= rows {
			return scale
		}
	}
	return 240
}

// Lines is how many lines the layout has.
func (l *Layout) Lines() int {
	if l.rows == 0 {
		return 0
	}
	return head + l.rows
}

// Draw draws line y into exactly the width, without ending it.
func (l *Layout) Draw(p *widget.Pen, y int) {
	used := 0
	if y < l.Lines() {
		used = gutter + 7*l.column
		if y == 0 {
			l.drawDays(p)
		} else {
			l.drawRow(p, l.top+(y-head)*l.scale)
		}
	}
	p.Gap(l.width - used)
}

// Draw draws the grid as h lines of a width, each ended.
func (g *Grid) Draw(p *widget.Pen, w, h int) {
	l := g.Lay(w, h)
	for y := range h {
		l.Draw(p, y)
		p.NewLine()
	}
}

func (l *Layout) drawDays(p *widget.Pen) {
	p.Gap(gutter)
	names := [7]string{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}
	for day, name := range names {
		if own := l.grid.Heads[day]; own != "" && widget.Width(own) < l.column {
			name = own
		}
		role := theme.Muted
		if l.grid.aims() && l.grid.Cursor.Day == day || l.grid.Now.On && l.grid.Now.Minute/perDay == day {
			role = theme.Accent
		}
		p.Cell(role, name, l.column)
	}
}

// drawRow draws the minutes of the day from minute on, in all columns.
func (l *Layout) drawRow(p *widget.Pen, minute int) {
	l.drawHour(p, minute)
	for day := range 7 {
		l.drawCell(p, day, minute)
	}
}

// nowIn says that it is now on this line, on whichever day.
func (l *Layout) nowIn(minute int) bool { return l.isNow(l.grid.Now.Minute/perDay, minute) }

// drawHour writes the hour, or in its place where exactly the cursor is, or what time it is.
func (l *Layout) drawHour(p *widget.Pen, minute int) {
	p.Gap(1)
	switch c := l.grid.Cursor; {
	case l.grid.aims() && c.Minute >= minute && c.Minute < minute+l.scale:
		p.Text(theme.Accent, clock(c.Minute))
	case c == nil && l.nowIn(minute) && l.scale <= 60:
		p.Text(theme.Accent, clock(l.grid.Now.Minute%perDay))
	case c == nil && l.nowIn(minute): // the time would read as that of the whole line
		p.Text(theme.Accent, clock(minute))
	case minute%60 != 0:
		p.Gap(5)
	default:
		p.Text(theme.Muted, clock(minute))
	}
	p.Gap(1)
}

func clock(minute int) string {
	return string([]byte{
		'0' + byte(minute/600%10), '0' + byte(minute/60%10), ':', '0' + byte(minute%60/10), '0' + byte(minute%10), //nolint:gosec // digits
	})
}
