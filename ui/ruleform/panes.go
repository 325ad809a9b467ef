package ruleform

import (
	"seamdash/ui/theme"
)

// A pane is a part of the body. Its lines are drawn beside those of the others, so draw does one at a time, as wide as the pane, and
// ends none.
type pane struct {
	width int
	draw  func(y int)
}

// pane is a pane whose lines are drawn into its width, which regions within would spoil.
func (d *drawing) pane(width int, draw func(y int)) pane {
	return pane{width: width, draw: func(y int) { d.within(width, func() { draw(y) }) }}
}

// within limits what is drawn to so many cells.
func (d *drawing) within(width int, draw func()) {
	d.pen.Region(width)
	draw()
	d.pen.EndRegion()
}

// panes draws the week, the fields and the windows: side by side as far as there is room, otherwise those with the keyboard.
func (d *drawing) panes(lines int) {
	all := d.arranged(lines)
	p := d.pen
	for y := range lines {
		d.column = 0
		for i := range all {
			if i > 0 {
				p.Glyph(theme.Rule, theme.VLine)
				d.column++
			}
			all[i].draw(y)
			d.column += all[i].width
		}
		p.NewLine()
	}
}

// arranged are the panes that fit beside each other.
func (d *drawing) arranged(lines int) []pane {
	w := d.size.W
	if w >= threePanes {
		week, fields := weekWidth(w), (w-weekWidth(w))/2
		return []pane{d.weekLines(week, lines), d.fieldLines(fields-1, lines), d.windowLines(w-week-fields-1, lines)}
	}
	left := d.weekLines
	if d.onFields() {
		left = d.fieldLines
	}
	switch {
	case w >= widePane:
		return []pane{left(weekWidth(w), lines), d.windowLines(w-weekWidth(w)-1, lines)}
	case d.onFields():
		return []pane{d.fieldLines(w, lines)}
	case w >= twoPanes:
		return []pane{d.weekLines(weekWidth(w), lines), d.windowLines(w-weekWidth(w)-1, lines)}
	case d.at == rowWindows:
		return []pane{d.windowLines(w, lines)}
	default:
		return []pane{d.weekLines(w, lines)}
	}
}

// weekWidth is the width of the week: a column of the same cells for each day.
func weekWidth(w int) int {
	const gutter = 7
	return gutter + 7*max(4, min((w/2-gutter)/7, 9))
}

// onFields says that the fields are shown where there is no room for them beside the week.
func (d *drawing) onFields() bool { return d.page }
