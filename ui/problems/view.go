package problems

import (
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/ui/action"
	"seamdash/ui/coderow"
	"seamdash/ui/theme"
	"seamdash/ui/widget"
)

// head is the lines above the rows of the list: its title and the headings.
const head = 2

// columns are the widths of the columns of the list; 0 leaves one out.
type columns struct{ what, where, extent, need, first, age int }

// columnsOf shares the width. What gives way first is who is hurt, which the codes beside tell, and how long it lasts.
func columnsOf(w int) columns {
	c := columns{what: 20, where: 18, need: 11}
	const margins = coderow.MarkCells + 1 // and the scroll bar
	free := max(0, w-margins-c.what-c.where-c.need-2)
	take := func(cells int) int {
		if free < cells+1 {
			return 0
		}
		free -= cells + 1
		return cells
	}
	c.extent = take(9)
	if more := take(15); more > 0 { // for "2027-01-04 09:00", and the codes with their locks
		c.need, c.extent = c.need+5, c.extent+11
	}
	c.age = take(7)
	c.first = take(16)
	c.where += free / 2
	c.what += free - free/2
	return c
}

// A frame is what one drawing of the screen needs to know.
type frame struct {
	*Screen
	pen    *widget.Pen
	now    time.Time
	cols   columns
	place  string // where the data comes from
	cursor *tea.Position
}

// View draws the screen's lines, each ended, and returns where in them text is being typed, or nil.
func (s *Screen) View(p *widget.Pen, now time.Time, place string) (cursor *tea.Position) {
	f := frame{Screen: s, pen: p, now: now, place: place, cols: columnsOf(s.size.W)}
	for y := range s.size.H {
		f.listLine(y)
		p.NewLine()
	}
	return f.cursor
}

// listLine draws one line of the list.
func (f *frame) listLine(y int) {
	p := f.pen
	p.Region(f.size.W - 1)
	switch {
	case y == 0:
		f.title()
	case len(f.table.shown) == 0:
		nothing := f.emptiness()
		nothing.Draw(p, f.size.W, y-1)
	case y == 1:
		f.headings()
	default:
		if from, to := f.list.Visible(); from+y-head < to {
			f.row(from + y - head)
		}
	}
	p.EndRegion()
	if from, to := f.list.Thumb(); y-head >= from && y-head < to {
		p.Glyph(theme.Muted, theme.Thumb)
	}
}

func (f *frame) title() {
	p := f.pen
	p.Gap(1)
	p.Text(theme.Accent, "PROBLEMS ")
	count := strconv.Itoa(len(f.table.all))
	if len(f.table.words) > 0 {
		count = strconv.Itoa(len(f.table.shown)) + " of " + count
	}
	p.Text(theme.Muted, count)
	p.Gap(2)
	switch text := strings.TrimSpace(f.filter.field.Value()); {
	case f.filter.typing:
		p.Text(theme.Accent, "/ ")
		x := f.size.W - 1 - p.Room()
		f.cursor = &tea.Position{X: x + f.filter.field.Draw(p, theme.Text, p.Room()-1), Y: 0}
	case text != "":
		p.Text(theme.Accent, "/ "+text)
	}
}

func (f *frame) headings() {
	p, c := f.pen, f.cols
	p.Gap(coderow.MarkCells)
	for _, one := range []struct {
		name  string
		cells int
	}{{"WHAT", c.what}, {"WHERE", c.where}, {"HURTS", c.extent}, {"NEEDED", c.need}, {"BY", c.first}, {"FOR", c.age}} {
		if one.cells > 0 {
			p.Cell(theme.Muted, one.name, one.cells)
			p.Gap(1)
		}
	}
}

func (f *frame) row(at int) {
	p, r, c := f.pen, f.table.at(at), f.cols
	under, _ := f.list.Row()
	m := f.markOf(r)
	m.Begin(p, theme.Selected, at == under, false)
	p.Cell(theme.Text, r.Finding.Title, c.what)
	p.Gap(1)
	p.Name(theme.Text, f.Screen.place(r), c.where)
	p.Gap(1)
	if c.extent > 0 {
		p.Cell(theme.Muted, extent(r.Trouble), c.extent)
		p.Gap(1)
	}
	need := f.need(r, f.now)
	role := theme.Text
	if need == "now" {
		role = m.Role
	}
	p.Cell(role, need, c.need)
	p.Gap(1)
	if c.first > 0 {
		first := ""
		if need != "" {
			first = called(&r.Codes[0])
		}
		p.Name(theme.Text, first, c.first)
		p.Gap(1)
	}
	if c.age > 0 {
		age := ""
		if !r.Since.IsZero() {
			age = model.Span(f.now.Sub(r.Since))
		}
		p.Cell(theme.Muted, age, c.age)
	}
	p.Fill()
}

// emptiness says why there is no problem to see.
func (f *frame) emptiness() coderow.Emptiness {
	total, feed := &f.picture.Total, &f.picture.Feed
	switch {
	case total.Locks == 0:
		return coderow.Unread(feed, f.place)
	case f.survey == nil:
		return coderow.Emptiness{Why: "Looking at " + counted(total.Locks, "lock") + " and " + counted(total.Codes, "code") + " …"}
	case len(f.table.words) > 0 && len(f.table.all) > 0:
		return coderow.Emptiness{Why: "Nothing matches “" + strings.TrimSpace(f.filter.field.Value()) + "”.", Key: action.KeyOf("back") + " shows all " + counted(len(f.table.all), "problem") + " again"}
	case f.survey.Unread > 0 && !feed.Loading:
		return coderow.Emptiness{Role: theme.Moving, Why: "0 problems on what could be read. The codes of " + counted(f.survey.Unread, "lock") + " are not known, or only as they once were.", Key: action.KeyOf("fleet") + " shows which, " + action.KeyOf("refresh") + " asks again now"}
	case feed.Loading:
		return coderow.Emptiness{Why: "0 problems so far. The codes of " + thousands(total.Loaded) + " of " + counted(total.Locks, "lock") + " were read."}
	default:
		return coderow.Emptiness{Role: theme.Works, Why: "0 problems. " + counted(f.survey.Locks, "lock") + " and " + counted(f.survey.Codes, "code") + " checked " + model.Ago(f.now.Sub(feed.AsOf)) + "."}
	}
}
