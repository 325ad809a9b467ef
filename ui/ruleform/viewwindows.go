package ruleform

import (
	"strconv"

	"seamdash/model/prospect"
	"seamdash/ui/theme"
	"seamdash/ui/widget"
)

// windowLines prepares the next windows, and below them what they will meet.
func (d *drawing) windowLines(width, lines int) pane {
	told := d.told(width - 2)
	ahead := d.verdict.ahead
	below := min(len(told), max(lines/3, lines-2-max(1, len(ahead))))
	room := lines - 1
	if below > 0 {
		room = min(lines-below-2, max(1, len(ahead)))
	}
	top := 0
	if d.at == rowWindows {
		top = max(0, min(d.windowAt-room/2, len(ahead)-room))
	}
	cells := d.measured()
	return d.pane(width, func(y int) {
		switch i := top + y - 1; {
		case y == 0:
			d.windowsHeading()
		case y <= room && i < len(ahead):
			d.window(&ahead[i], cells, d.at == rowWindows && i == d.windowAt)
		case y == 1:
			d.pen.Gap(1)
			d.pen.Text(theme.Muted, d.verdict.none)
		case y > room+1 && y-room-2 < len(told):
			d.tellLine(told, y-room-2, below)
		}
	})
}

func (d *drawing) windowsHeading() {
	d.heading("NEXT WINDOWS", d.at == rowWindows)
	if zone := d.clock(); zone != nil && len(d.verdict.ahead) > 0 {
		d.pen.Gap(2)
		d.pen.Text(theme.Muted, d.clockWords())
	}
}

// columns are the cells that the parts of a window take.
type columns struct{ day, hours int }

// measured are the columns that all windows fit in.
func (d *drawing) measured() columns {
	c := columns{day: len("Mon 23 Nov"), hours: len("09:00-13:00")}
	for i := range d.verdict.ahead {
		c.day = max(c.day, widget.Width(d.verdict.ahead[i].day))
		c.hours = max(c.hours, widget.Width(d.verdict.ahead[i].hours))
	}
	return c
}

// window draws one line of the preview.
func (d *drawing) window(one *ahead, c columns, cursor bool) {
	p := d.pen
	if cursor {
		p.Glyph(theme.Accent, theme.Cursor)
	} else {
		p.Gap(1)
	}
	switch {
	case one.hours == "":
		p.Cell(theme.Text, one.day, c.day)
		p.Gap(2)
		p.Text(theme.Muted, one.note)
		return
	case one.away:
		p.Text(theme.Struck, one.day)
		p.Gap(c.day - widget.Width(one.day) + 2)
		p.Text(theme.Struck, one.hours)
		p.Gap(c.hours - widget.Width(one.hours) + 2)
		p.Text(theme.Muted, one.note)
		return
	}
	p.Cell(theme.Text, one.day, c.day)
	p.Gap(2)
	p.Cell(theme.Text, one.hours, c.hours)
	p.Gap(2)
	p.Text(theme.Muted, one.utc)
	p.Gap(2)
	p.Gap(6 - widget.Width(one.length))
	p.Text(theme.Muted, one.length)
	p.Gap(2)
	p.Text(theme.Moving, one.note)
}

// A tale is one line about what the windows will meet.
type tale struct {
	text  string
	level prospect.Level
	first bool // of its warning
}

// told are the warnings, each over two lines at most.
func (d *drawing) told(width int) []tale {
	var out []tale
	for i := range d.verdict.warnings {
		w := &d.verdict.warnings[i]
		for k, text := range widget.Wrap(w.text, width-2, 2) {
			out = append(out, tale{text: text, level: w.level, first: k == 0})
		}
	}
	return out
}

// tellLine draws a line of the warnings; the last that has room counts what has none.
func (d *drawing) tellLine(told []tale, at, room int) {
	p := d.pen
	p.Gap(1)
	if at == room-1 && len(told) > room {
		p.Text(theme.Muted, "… and "+strconv.Itoa(len(told)-at)+" lines more")
		return
	}
	if at >= room {
		return
	}
	one := &told[at]
	if !one.first {
		p.Gap(2)
		p.Text(theme.Text, one.text)
		return
	}
	switch one.level {
	case prospect.Refused:
		p.Glyph(theme.Hurts, theme.Failed)
	case prospect.Doubtful:
		p.Glyph(theme.Moving, theme.Warning)
	default:
		p.Glyph(theme.Info, theme.Dot)
	}
	p.Gap(1)
	p.Text(theme.Text, one.text)
}
