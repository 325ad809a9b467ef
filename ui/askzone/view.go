package askzone

import (
	tea "charm.land/bubbletea/v2"

	"seamdash/ui/theme"
	"seamdash/ui/widget"
)

// roomy is from how many lines on there is room for blank ones.
const roomy = 14

// head is the lines above the zones.
func (o *Overlay) head() int {
	if o.size.H < roomy {
		return 3
	}
	return 6
}

// about says what Seam has.
func (o *Overlay) about() string {
	if was := o.lock.Device.TimeZone; was != "" {
		return "Seam has it in " + was + ". Which one is right?"
	}
	return "Seam does not know its time zone. Where is it?"
}

// View draws the overlay's lines, each ended, and returns where in them text is being typed.
func (o *Overlay) View(p *widget.Pen) *tea.Position {
	start := p.Lines()
	line := func(write func()) {
		p.Gap(3)
		write()
		p.NewLine()
	}
	blank := func() {
		if o.size.H >= roomy {
			p.NewLine()
		}
	}
	blank()
	line(func() { p.Text(theme.Accent, "Where is "+o.name()+"?") })
	line(func() { p.Text(theme.Text, o.about()) })
	blank()
	cursor := &tea.Position{X: 5, Y: p.Lines() - start}
	line(func() { cursor.X += o.drawField(p) })
	blank()
	from, to := o.list.Visible()
	for row := from; row < to; row++ {
		o.row(p, row)
	}
	if len(o.shown) == 0 && p.Lines()-start < o.size.H {
		line(func() { p.Text(theme.Muted, o.nothing()) })
	}
	for p.Lines()-start < o.size.H {
		p.NewLine()
	}
	return cursor
}

func (o *Overlay) drawField(p *widget.Pen) (cursor int) {
	p.Text(theme.Accent, "/ ")
	if o.field.Value() == "" {
		p.Text(theme.Muted, "type a city or a few letters to find another")
		return 0
	}
	return o.field.Draw(p, theme.Text, p.Room()-1)
}

// row draws a zone: its name, its clock, and why it is likely.
func (o *Overlay) row(p *widget.Pen, row int) {
	one := &o.shown[row]
	p.Gap(3)
	if at, ok := o.list.Row(); ok && at == row {
		p.Bar(theme.Selected)
		p.Glyph(theme.Text, theme.Cursor)
	} else {
		p.Gap(1)
	}
	const most, clocks = 32, 11
	p.Gap(1)
	p.Name(theme.Text, one.name, min(most, o.size.W*2/5))
	p.Gap(2)
	p.Cell(theme.Muted, o.clock(one.name), min(clocks, p.Room()))
	p.Text(theme.Muted, one.why)
	p.NewLine()
}
