package ruleform

import (
	"strconv"

	"seamdash/model/prospect"
	"seamdash/ui/theme"
	"seamdash/ui/widget"
)

// A line is one line of the next windows: a window, or what there is to say about it where that has no room beside it.
type line struct {
	at   int    // among those ahead
	note string // or "" for the window itself
}

// noteLeft is where such a note begins.
const noteLeft = 6

// linesAhead are the lines of the next windows, for a width.
func (d *drawing) linesAhead(c columns, width int) (lines []line, cursor int) {
	for i := range d.verdict.ahead {
		one := &d.verdict.ahead[i]
		if i == d.windowAt {
			cursor = len(lines)
		}
		lines = append(lines, line{at: i})
		if one.note != "" && c.before(one)+widget.Width(one.note) > width-1 {
			for _, text := range widget.Wrap(one.note, width-noteLeft-1, d.size.H) {
				lines = append(lines, line{at: i, note: text})
			}
		}
	}
	return lines, cursor
}

// before is how many cells stand before the note of a window.
func (c columns) before(one *ahead) int {
	switch {
	case one.hours == "":
		return 2 + c.day + c.gap
	case one.away:
		return 2 + c.day + c.gap + c.hours + c.gap
	default:
		return 2 + c.day + c.gap + c.hours + c.gap + c.utc + c.gap + c.length + c.gap
	}
}

// windowLines prepares the next windows, and below them what they will meet.
func (d *drawing) windowLines(width, lines int) pane {
	told, cells := d.told(width-3), d.measured(width)
	ahead, cursor := d.linesAhead(cells, width)
	below := min(len(told), max(lines/3, lines-2-max(1, len(ahead))))
	none := widget.Wrap(d.verdict.none, width-3, 3)
	room := lines - 1
	if below > 0 {
		room = min(lines-below-2, max(1, len(ahead)))
	}
	top := 0
	if d.at == rowWindows {
		top = max(0, min(cursor-room/2, len(ahead)-room))
	}
	return d.pane(width, func(y int) {
		switch i := top + y - 1; {
		case y == 0:
			d.windowsHeading()
		case y <= room && i < len(ahead):
			d.windowLine(ahead[i], cells, i+1 < len(ahead) && ahead[i+1].note != "")
		case y <= len(none):
			d.pen.Gap(2)
			d.pen.Text(theme.Muted, none[y-1])
		case y > room+1 && y-room-2 < len(told):
			d.tellLine(told, y-room-2, below)
		}
	})
}

// windowLine draws one line of the next windows; apart says that the note has a line of its own.
func (d *drawing) windowLine(l line, c columns, apart bool) {
	one := d.verdict.ahead[l.at]
	switch {
	case l.note != "":
		d.pen.Gap(noteLeft)
		d.pen.Text(one.ink(), l.note)
		return
	case apart:
		one.note = ""
	}
	d.pointer(l.at)
	d.window(&one, c)
}

// pointer begins the line of a window: that which was chosen keeps its sign, because a change can begin with it.
func (d *drawing) pointer(at int) {
	switch {
	case d.at == rowWindows && at == d.windowAt:
		d.pen.Glyph(theme.Accent, theme.Cursor)
	case at > 0 && at == d.windowAt:
		d.pen.Glyph(theme.Muted, theme.Cursor)
	default:
		d.pen.Gap(1)
	}
	d.pen.Gap(1)
}

// ink is the role of what is said about a window.
func (a *ahead) ink() theme.Role {
	if a.away || a.hours == "" {
		return theme.Muted
	}
	return theme.Moving
}

func (d *drawing) windowsHeading() {
	d.heading("NEXT WINDOWS", d.at == rowWindows)
	if zone := d.clock(); zone != nil && len(d.verdict.ahead) > 0 {
		d.pen.Gap(2)
		d.pen.Text(theme.Muted, d.clockWords())
	}
}

// columns are the cells that the parts of a window take.
type columns struct{ day, hours, utc, length, gap int }

// measured are the columns that all windows fit in.
func (d *drawing) measured(width int) columns {
	c := columns{day: len("Mon 23 Nov"), hours: len("09:00-13:00"), gap: 2}
	for i := range d.verdict.ahead {
		c.day = max(c.day, widget.Width(d.verdict.ahead[i].day))
		c.hours = max(c.hours, widget.Width(d.verdict.ahead[i].hours))
		c.utc = max(c.utc, widget.Width(d.verdict.ahead[i].utc))
		c.length = max(c.length, widget.Width(d.verdict.ahead[i].length))
	}
	if 2+c.day+c.gap+c.hours+c.gap+c.utc+c.gap+c.length > width {
		c.gap = 1
	}
	return c
}

// window draws one line of the preview.
func (d *drawing) window(one *ahead, c columns) {
	p := d.pen
	role := theme.Text
	if one.away {
		role = theme.Struck
	}
	p.Text(role, one.day)
	p.Gap(c.day - widget.Width(one.day) + c.gap)
	if one.hours != "" {
		p.Text(role, one.hours)
		p.Gap(c.hours - widget.Width(one.hours) + c.gap)
	}
	if one.utc != "" {
		p.Text(theme.Muted, one.utc)
		p.Gap(c.utc - widget.Width(one.utc) + c.gap + c.length - widget.Width(one.length))
		p.Text(theme.Muted, one.length)
		p.Gap(c.gap)
	}
	p.Text(one.ink(), one.note)
}

// A tale is one line about what the windows will meet.
type tale struct {
	text  string
	level prospect.Level
	first bool // of its warning
}

// told are the warnings, over as many lines as they take.
func (d *drawing) told(width int) []tale {
	var out []tale
	for i := range d.verdict.warnings {
		w := &d.verdict.warnings[i]
		for k, text := range widget.Wrap(w.text, width-2, d.size.H) {
			out = append(out, tale{text: text, level: w.level, first: k == 0})
		}
	}
	return out
}

// tellLine draws a line of the warnings; the last that has room counts what has none.
func (d *drawing) tellLine(told []tale, at, room int) {
	p := d.pen
	p.Gap(2)
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
