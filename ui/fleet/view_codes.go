package fleet

import (
	"strconv"

	"seamdash/model"
	"seamdash/ui/theme"
	"seamdash/ui/widget"
)

// codesLine draws one line of the right part: the lock's name and facts, the headings, the rows.
func (f *frame) codesLine(y int) {
	if f.lock == nil {
		return
	}
	switch y {
	case 0:
		f.codesTitle()
	case 1:
		f.factsLine(f.connection)
	case 2:
		f.factsLine(f.rules)
	case 3:
		f.trouble()
	case codesHead - 1:
		f.codesHeadings()
	default:
		f.codeLine(y - codesHead)
	}
}

func (f *frame) codesTitle() {
	p, d := f.pen, &f.lock.Device
	p.Gap(1)
	name := nameOf(d)
	if f.codes.filtered() || f.typing && f.focus == codesPane {
		p.Name(f.title(codesPane), name, min(widget.Width(name), p.Room()/2))
		f.text = strconv.AppendInt(append(f.text[:0], "  "...), int64(f.codes.count(f.lock)), 10)
		f.text = append(f.text, " of "...)
		f.text = strconv.AppendInt(f.text, int64(len(f.lock.Codes)), 10)
		p.Bytes(theme.Muted, f.text)
		p.Gap(2)
		f.find(codesPane, &f.codes.filter, 0, p.Room()-1)
		return
	}
	product := modelOf(d)
	room := p.Room() - 1
	p.Name(f.title(codesPane), name, min(widget.Width(name), room))
	if left := room - widget.Width(name); left >= widget.Width(product)+2 {
		p.Gap(left - widget.Width(product))
		p.Text(theme.Muted, product)
	}
}

func (f *frame) codesHeadings() {
	p := f.pen
	p.Gap(5)
	p.Cell(theme.Muted, "STATE", f.lines.state)
	p.Cell(theme.Muted, "NAME", f.lines.name)
	p.Gap(1)
	p.Cell(theme.Muted, "PIN", f.lines.pin)
	p.Text(theme.Muted, "WINDOW · ")
	p.Text(theme.Muted, f.label)
}

func (f *frame) codeLine(y int) {
	if f.codes.count(f.lock) == 0 {
		f.emptyLine(f.noCodes(), f.shape.codes, y)
		return
	}
	from, to := f.codes.list.Visible()
	if row := from + y; row < to {
		f.codeRow(row)
	}
}

func (f *frame) codeRow(row int) {
	p := f.pen
	code := f.codes.at(f.lock, row)
	under, _ := f.codes.list.Row()
	standing := code.Standing(f.now)
	m := faded(f.lock, markOf(code, f.lock.Device.Habit(), f.now))
	f.begin(codesPane, row == under, m)

	f.text = code.AppendState(f.text[:0], f.now, f.zone)
	p.CellBytes(quiet(m), f.text, f.lines.state)
	name := theme.Text
	if standing.Phase == model.PhaseOver {
		name = theme.Muted
	}
	p.Name(name, codeName(code), f.lines.name)
	p.Gap(1)
	f.pin(code)
	f.window(code)
	p.Fill()
}

func codeName(c *model.AccessCode) string {
	switch {
	case c.Name != "":
		return c.Name
	case c.Backup.Is:
		return "(backup code)"
	default:
		return "(no name)"
	}
}

// pin draws the mask, whose length says nothing about the PIN, or the digits while they are revealed. Digits that are
// wider than the column push the window aside rather than lose their end.
func (f *frame) pin(c *model.AccessCode) {
	p := f.pen
	switch {
	case !c.PIN.Known():
		p.Cell(theme.Muted, "-", f.lines.pin)
	case f.reveal.shows(c.ID):
		digits := c.PIN.Reveal()
		p.Cell(theme.Accent, digits, max(f.lines.pin, widget.Width(digits)+1))
	default:
		p.Cell(theme.Muted, p.Theme().Glyph(theme.Mask), f.lines.pin)
	}
}

// window says the window as fully as there is room for.
func (f *frame) window(c *model.AccessCode) {
	p, room := f.pen, f.pen.Room()-1
	f.text = c.Window.AppendWords(f.text[:0], f.now, f.zone)
	words := len(f.text)
	width := p.WidthOf(f.text)
	if width > room {
		f.text = c.Window.AppendBrief(f.text[:0], f.now, f.zone)
		p.Bytes(theme.Text, f.text)
		return
	}
	p.Bytes(theme.Text, f.text)
	f.text = c.Window.AppendCountdown(append(f.text, ", "...), f.now)
	tail := f.text[words:]
	if len(tail) > len(", ") && width+len(tail) <= room {
		p.Bytes(theme.Muted, tail)
	}
}
