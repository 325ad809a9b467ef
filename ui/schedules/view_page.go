package schedules

import (
	"seamdash/ui/theme"
	"seamdash/ui/weekgrid"
	"seamdash/ui/widget"
)

// pageLine draws one line of the page, and of the week beside it.
func (f *frame) pageLine(y int) {
	p := f.pen
	if !f.shape.weekBeside() {
		if f.week.open {
			f.weekLine(y)
		} else {
			p.Region(f.shape.page.W - 1)
			f.textLine(y)
			p.EndRegion()
			f.pageThumb(y)
		}
		return
	}
	p.Region(f.shape.page.W)
	f.textLine(y)
	p.EndRegion()
	if from, to := f.page.thumb(); y-1 >= from && y-1 < to {
		p.Glyph(theme.Muted, theme.Thumb)
	} else {
		p.Glyph(theme.Rule, theme.VLine)
	}
	f.weekLine(y)
}

func (p *page) thumb() (from, to int) { return widget.Thumb(p.top, len(p.lines), p.height) }

func (f *frame) pageThumb(y int) {
	if from, to := f.page.thumb(); y-1 >= from && y-1 < to {
		f.pen.Glyph(theme.Muted, theme.Thumb)
	}
}

// textLine draws one line of all about the rule.
func (f *frame) textLine(y int) {
	p := f.pen
	if f.under == nil {
		return
	}
	p.Gap(1)
	if y == 0 {
		role := theme.Strong
		if f.focus == pagePane {
			role = theme.Accent
		}
		m := f.markOf(f.under)
		p.Name(role, f.under.name(), min(widget.Width(f.under.name()), p.Room()-16))
		p.Gap(2)
		p.Glyph(m.Role, m.Glyph)
		p.Gap(1)
		p.Text(m.Quiet(), m.Word)
		return
	}
	at := f.page.top + y - 1
	if at >= len(f.page.lines) {
		return
	}
	line := &f.page.lines[at]
	if line.mark != nil {
		p.Glyph(line.mark.Role, line.mark.Glyph)
		p.Gap(1)
	}
	for _, one := range line.pieces {
		p.Text(one.role, one.text)
	}
}

// layOut fits the week into its part of the screen.
func (w *week) layOut(f *frame) {
	area := f.shape.week
	if !f.shape.weekBeside() {
		area = f.shape.page
	}
	if w.shown == nil || w.shown.wish.entry.ID != f.under.id() {
		w.layout = weekgrid.Layout{}
		return
	}
	at := weekgrid.Between(w.shown.monday, f.now, f.now, w.shown.zone).From
	w.grid.Now = weekgrid.Mark{On: at >= 0 && at < 7*24*60, Minute: at}
	w.layout = w.grid.Lay(area.W-1, area.H-weekHead)
}

// weekHead is the lines above the grid.
const weekHead = 3

func (f *frame) weekLine(y int) {
	p := f.pen
	shown := f.week.shown
	if f.under == nil || shown == nil || shown.wish.entry.ID != f.under.id() {
		return
	}
	switch {
	case y == 0:
		p.Gap(1)
		p.Text(theme.Strong, shown.title)
		return
	case y == 1:
		p.Gap(1)
		p.Text(theme.Muted, "from "+shown.monday.String()+f.weekHint())
		return
	case y == 2:
		p.Gap(1)
		for _, one := range shown.legend {
			p.Text(one.role, one.text)
		}
		return
	case f.week.layout.Lines() == 0:
		if y == weekHead {
			p.Gap(1)
			p.Text(theme.Muted, "there is no room for the week here")
		}
		return
	}
	f.week.layout.Draw(p, y-weekHead)
}

// weekHint says which keys turn the week.
func (f *frame) weekHint() string {
	if f.pen.Key == nil {
		return ""
	}
	return " · " + f.pen.Key("week-before") + " " + f.pen.Key("week-after") + " other weeks · " + f.pen.Key("week-door") + " " + f.nextDoor()
}

// nextDoor names the week that comes next.
func (f *frame) nextDoor() string {
	if f.week.door < len(f.under.entry.Rule.Locks) {
		return "week of a lock"
	}
	return "week of the rule"
}
