package fleet

import (
	"strconv"

	"seamdash/ui/coderow"
	"seamdash/ui/theme"
	"seamdash/ui/widget"
)

// codesLine draws one line of the right part: the lock's name and facts, the headings, the rows, the next days.
func (f *frame) codesLine(y int) {
	if f.lock == nil {
		return
	}
	strip := f.shape.codes.H - stripLines(f.shape.codes)
	below := f.codes.field.Below(f.codes.note())
	switch {
	case y >= 1 && y <= below: // instead of facts of the lock, so that no row moves
		f.codes.field.DrawBelow(f.pen, y-1, f.codes.note())
	case y < len(f.head):
		f.headLine(f.head[y])
	case y < strip:
		f.codeLine(y - len(f.head))
	default:
		f.stripLine(y - strip)
	}
}

func (f *frame) headLine(line headLine) {
	switch line {
	case titleLine:
		f.codesTitle()
	case connectionLine:
		f.factsLine(f.connection)
	case rulesLine:
		f.factsLine(f.rules)
	case demandsLine:
		f.factsLine(f.demands)
	case countsLine:
		f.factsLine(f.counts)
	case troubleLine:
		f.trouble()
	case headingsLine:
		f.codesHeadings()
	}
}

func (f *frame) codesTitle() {
	p, d := f.pen, &f.lock.Device
	p.Gap(1)
	name := nameOf(d)
	if f.codes.filtered() || f.codes.field.Typing() {
		room := p.Room() / 2
		if f.codes.field.Typing() {
			room = p.Room() / 4
		}
		p.Name(f.title(codesPane), name, min(widget.Width(name), room))
		f.text = strconv.AppendInt(append(f.text[:0], "  "...), int64(f.codes.count(f.lock)), 10)
		f.text = append(f.text, " of "...)
		f.text = strconv.AppendInt(f.text, int64(len(f.lock.Codes)), 10)
		p.Bytes(theme.Muted, f.text)
		p.Gap(2)
		f.filters(codesPane, f.codes.field, f.codes.problems, p.Room()-1)
		return
	}
	product := d.Product()
	if n := f.marks.Count(); n > 0 {
		product = p.Theme().Glyph(theme.Marked) + " " + strconv.Itoa(n) + " marked"
	}
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
		nothing := f.noCodes()
		nothing.Draw(f.pen, f.shape.codes.W, y)
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
	m := coderow.MarkOf(f.lock, code, f.now)
	f.begin(codesPane, row == under, f.marks.Has(code), m)
	f.cells.State(m, code, f.lines.state)
	f.cells.Name(code, f.lines.name)
	p.Gap(1)
	f.cells.PIN(code, f.reveal.Shows(code.ID), f.lines.pin)
	f.cells.Window(code, p.Room()-1)
	p.Fill()
}
