package codeform

import (
	"slices"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"seamdash/ui/theme"
	"seamdash/ui/widget"
)

const (
	// left is where the fields begin: margin, cursor, label.
	left = 11
	// foot is the lines below the rows about the one that has the keyboard.
	foot = 3
)

// A drawing is one frame of the form.
type drawing struct {
	*Form
	pen    *widget.Pen
	first  int
	value  int // cells of a field
	cursor *tea.Position
}

// View draws the form's lines, each ended, and returns where text is being typed, or nil.
func (f *Form) View(p *widget.Pen) *tea.Position {
	d := drawing{Form: f, pen: p, first: p.Lines(), value: max(28, min(44, f.size.W*3/8))}
	d.title()
	if f.size.H >= 14 {
		p.NewLine()
	}
	all := f.shown()
	doors := d.doorLines(len(all))
	room := f.size.H - (p.Lines() - d.first) - foot - doors
	from := scroll(all, f.at, room)
	for i := range min(room, len(all)) {
		d.edge(from > 0 && i == 0, from+room < len(all) && i == room-1)
		d.row(all[from+i])
		p.NewLine()
	}
	if room > len(all) {
		p.NewLine()
	}
	d.bottom(doors)
	for p.Lines()-d.first < f.size.H {
		p.NewLine()
	}
	return d.cursor
}

// doorLines is how many lines the locks get: one each, as far as the rows leave room.
func (d *drawing) doorLines(all int) int {
	free := d.size.H - all - foot - 3
	return max(1, min(len(d.doors), free, 12))
}

// scroll is the first row to draw, so that the one with the keyboard is seen.
func scroll(all []row, at row, room int) int {
	i := slices.Index(all, at)
	return max(0, min(i-room+2, len(all)-room))
}

func (d *drawing) title() {
	p := d.pen
	p.Gap(1)
	p.Text(theme.Accent, [...]string{"NEW CODE", "CHANGE THE CODE", "CONVERT THE CODE"}[d.task])
	name := d.doors[0].name()
	if n := len(d.doors); n > 1 {
		name += " + " + strconv.Itoa(n-1) + " more"
	}
	if d.task != create && d.subject.before.Name != "" {
		name = d.subject.before.Name + " on " + name
	}
	room := p.Room() - 3
	p.Gap(room - min(room, widget.Width(name)) + 2)
	p.Name(theme.Strong, name, min(room, widget.Width(name)))
	p.NewLine()
}

// edge begins a line, with a sign where there are more rows above or below.
func (d *drawing) edge(above, below bool) {
	switch {
	case above:
		d.pen.Glyph(theme.Muted, theme.Rising)
	case below:
		d.pen.Glyph(theme.Muted, theme.Falling)
	default:
		d.pen.Gap(1)
	}
}

// label is what stands left of a row: options have one together.
func (d *drawing) label(r row) string {
	all := d.shown()
	if i := slices.Index(all, r); r.option() && (i == 0 || !all[i-1].option()) {
		return "More"
	}
	return r.label()
}

// row draws a row without ending its line.
func (d *drawing) row(r row) {
	p := d.pen
	focused := r == d.at && d.question == nil
	if focused {
		p.Glyph(theme.Accent, theme.Cursor)
	} else {
		p.Gap(1)
	}
	p.Gap(1)
	role := theme.Muted
	if r == d.at {
		role = theme.Accent
	}
	p.Cell(role, d.label(r), left-3)
	closed := d.closed(r)
	p.Region(d.value)
	d.field(r, closed, focused)
	p.EndRegion()
	p.Gap(2)
	p.Region(p.Room() - 1)
	d.beside(r, closed)
	p.EndRegion()
}

// field draws what a person can set.
func (d *drawing) field(r row, closed string, focused bool) {
	p := d.pen
	role := theme.Text
	if closed != "" {
		role = theme.Muted
	}
	switch {
	case !r.typed():
		d.chosen(r, role)
	case r == rowPIN && d.glimpse.Left() == 0 && d.text(r) != "":
		p.Text(role, p.Theme().Glyph(theme.Mask))
	case d.fields[r].Value() == "":
		if focused && !d.dispatch.under {
			d.cursor = &tea.Position{X: left, Y: p.Lines() - d.first}
		}
		p.Text(theme.Muted, d.example(r, closed))
	default:
		at := d.fields[r].Draw(p, role, d.value)
		if focused && !d.dispatch.under {
			d.cursor = &tea.Position{X: left + at, Y: p.Lines() - d.first}
		}
	}
}

// chosen draws what is chosen and not typed.
func (d *drawing) chosen(r row, role theme.Role) {
	switch r {
	case rowKind:
		d.kind(role)
	case rowLength:
		text := "any length"
		if n := d.set.length; n > 0 {
			text = strconv.Itoa(n) + " digits"
		}
		d.pen.Text(role, "< "+text+" >")
	default:
		d.box(r, role)
	}
}

// example stands in a field that is empty.
func (d *drawing) example(r row, closed string) string {
	switch {
	case closed != "":
		return "-"
	case r == rowName:
		return "(who or what it is for)"
	case r == rowPIN && d.task == edit:
		return "(stays as it is)"
	case r == rowPIN:
		return "(Seam chooses one)"
	case r == rowFrom:
		return "(such as tomorrow 3pm)"
	case r == rowUntil:
		return "(such as +1d 11:00)"
	case r == rowZone:
		return "(such as America/Los_Angeles)"
	default:
		return ""
	}
}

func (d *drawing) kind(role theme.Role) {
	p := d.pen
	always, window := "(•) always", "( ) for a time"
	if !d.set.always {
		always, window = "( ) always", "(•) for a time"
	}
	p.Text(role, always)
	p.Gap(3)
	p.Text(role, window)
}

func (d *drawing) box(r row, role theme.Role) {
	on, text := false, ""
	switch r {
	case rowNative:
		on, text = d.set.native, "load it ahead of time"
	case rowBackup:
		on, text = d.set.backup, "keep a backup code too"
	case rowExternal:
		on, text = d.set.external, "app changes may stand"
	case rowOffline:
		on, text = d.set.offline, "offline code"
	case rowOneTime:
		on, text = d.set.oneTime, "opens once"
	case rowDays:
		on, text = d.set.rounded, "counted in whole days"
	default:
	}
	mark := "[ ] "
	if on {
		mark = "[x] "
	}
	d.pen.Text(role, mark+text)
}
