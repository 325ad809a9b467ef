package sets

import (
	"strconv"

	tea "charm.land/bubbletea/v2"

	"seamdash/model/civil"
	"seamdash/model/holidays"
	"seamdash/model/rulebook"
	"seamdash/ui/theme"
	"seamdash/ui/widget"
)

// head is the lines above the rows.
const head = 3

// View draws the overlay's lines, each ended, and returns where in them text is being typed, or nil.
func (o *Overlay) View(p *widget.Pen) (cursor *tea.Position) {
	rows := max(1, o.size.H*2/5-head)
	for y := range o.size.H {
		p.Gap(1)
		switch {
		case y == 0:
			p.Text(theme.Accent, "HOLIDAYS ")
			p.Text(theme.Muted, setsInWords(len(o.shelf.Sets))+": days on which rules that have them open no door")
		case y == 1:
			o.headings(p)
		case y < head-1+rows:
			o.row(p, y-head+1)
		case y == head-1+rows:
			p.Repeat(theme.Rule, theme.HLine, p.Room()-1)
		default:
			cursor = o.lower(p, y, y-head-rows, cursor)
		}
		p.NewLine()
	}
	return cursor
}

func setsInWords(n int) string {
	if n == 1 {
		return "1 set"
	}
	return strconv.Itoa(n) + " sets"
}

// widths of the columns; the name has the rest.
const (
	placeCells = 9
	typedCells = 7
	usedCells  = 24
)

func (o *Overlay) nameCells() int {
	return max(12, min(50, o.size.W-9-placeCells-typedCells-usedCells))
}

func (o *Overlay) headings(p *widget.Pen) {
	p.Gap(2)
	p.Cell(theme.Muted, "NAME", o.nameCells())
	p.Gap(1)
	p.Cell(theme.Muted, "COUNTRY", placeCells)
	p.Gap(1)
	p.Cell(theme.Muted, "TYPED", typedCells)
	p.Gap(1)
	p.Cell(theme.Muted, "USED BY", usedCells)
}

func (o *Overlay) row(p *widget.Pen, y int) {
	from, to := o.list.Visible()
	if len(o.shelf.Sets) == 0 && y == 1 {
		p.Gap(2)
		p.Text(theme.Text, "There is no set yet: n makes one, of a country or of dates that you type.")
		return
	}
	if from+y >= to {
		return
	}
	s := &o.shelf.Sets[from+y].Set
	under, _ := o.list.Row()
	if from+y == under {
		p.Bar(theme.Selected)
		p.Glyph(theme.Text, theme.Cursor)
	} else {
		p.Gap(1)
	}
	p.Gap(1)
	p.Name(theme.Text, s.Name, o.nameCells())
	p.Gap(1)
	p.Cell(theme.Text, place(s), placeCells)
	p.Gap(1)
	p.Cell(theme.Text, count(len(s.Days)), typedCells)
	p.Gap(1)
	p.Name(theme.Text, o.users(s.ID), usedCells)
	p.Bar(theme.Text)
}

func place(s *holidays.Set) string {
	switch {
	case s.Country == "":
		return "-"
	case s.Region == "":
		return s.Country
	default:
		return s.Country + "-" + s.Region
	}
}

func count(n int) string {
	if n == 0 {
		return "-"
	}
	return strconv.Itoa(n)
}

func dayWords(d holidays.Day) string {
	text := d.Date.Weekday().String()[:3] + " " + d.Date.String()
	if d.Name != "" {
		text += "  " + d.Name
	}
	return text
}

// lower draws line y of the part below the rows: what is asked, what was done, or the days of the set.
func (o *Overlay) lower(p *widget.Pen, line, y int, cursor *tea.Position) *tea.Position {
	entry, some := o.under()
	switch {
	case o.told != "" && y == 3:
		role, glyph := theme.Info, theme.Marked
		if o.failed {
			role, glyph = theme.Hurts, theme.Failed
		}
		p.Glyph(role, glyph)
		p.Gap(1)
		p.Text(theme.Text, o.told)
	case o.asks == removal:
		o.drawRemoval(p, &entry, y)
	case o.asks != nothing:
		return o.drawField(p, line, y, cursor)
	case some:
		o.drawDays(p, &entry, y)
	}
	return cursor
}

func (o *Overlay) drawRemoval(p *widget.Pen, entry *rulebook.SetEntry, y int) {
	switch y {
	case 0:
		p.Text(theme.Accent, "Remove “"+entry.Set.Name+"”?")
	case 1:
		p.Text(theme.Text, "Used by "+o.users(entry.Set.ID)+". A set that a rule has cannot be removed.")
	case 2:
		p.Text(theme.Strong, "r")
		p.Text(theme.Text, " remove "+entry.Set.Name+"   ")
		p.Text(theme.Strong, "enter")
		p.Text(theme.Text, " cancel")
	}
}

func (o *Overlay) drawField(p *widget.Pen, line, y int, cursor *tea.Position) *tea.Position {
	switch y {
	case 0:
		title := [...]string{what: "What is the new set of?", called: "What is it called?", rename: "What is it called?", dates: "Which dates does it have beside those of its country?", removal: ""}[o.asks]
		p.Text(theme.Accent, title)
	case 1:
		p.Text(theme.Muted, "> ")
		x := o.size.W - p.Room()
		return &tea.Position{X: x + o.field.Draw(p, theme.Text, p.Room()-1), Y: line}
	case 2:
		hint := [...]string{
			what: "a country or a part of one (US, germany, de-by), or dates (25 dec, 24-26 dec, 1 jan 2027 New Year)", called: "as rules name it: “except US holidays”",
			rename: "rules that have it keep it", dates: "such as 25 dec, 24-26 dec, 1 jan 2027 New Year; empty for none", removal: "",
		}[o.asks]
		p.Text(theme.Muted, hint)
	}
	return cursor
}

// drawDays draws the days of the next year, in columns.
func (o *Overlay) drawDays(p *widget.Pen, entry *rulebook.SetEntry, y int) {
	const cells, year = 44, 366
	if o.near.of.Set.ID != entry.Set.ID || o.near.of.Version != entry.Version || o.near.today != o.today() {
		o.near = near{*entry, o.today(), entry.Set.Between(o.today(), o.today()+civil.Date(year))}
	}
	if y == 0 {
		p.Text(theme.Strong, "NEXT TWELVE MONTHS")
		p.Text(theme.Muted, "  "+strconv.Itoa(len(o.near.days))+" days of "+entry.Set.Name)
		return
	}
	shift := 1
	if o.told != "" { // its line is taken
		shift = 4
	}
	height := o.size.H - head - max(1, o.size.H*2/5-head) - shift
	if y < shift || height < 1 {
		return
	}
	for at := y - shift; at < len(o.near.days) && p.Room() > cells/2; at += height {
		p.Cell(theme.Text, dayWords(o.near.days[at]), min(cells, p.Room()))
	}
}
