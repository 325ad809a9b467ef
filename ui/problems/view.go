package problems

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/ui/action"
	"seamdash/ui/coderow"
	"seamdash/ui/theme"
	"seamdash/ui/widget"
)

// A frame is what one drawing of the screen needs to know.
type frame struct {
	*Screen
	pen    *widget.Pen
	now    time.Time
	shape  shape
	cols   columns
	place  string // where the data comes from
	text   []byte
	cursor *tea.Position
}

// View draws the screen's lines, each ended, and returns where in them text is being typed, or nil.
func (s *Screen) View(p *widget.Pen, now time.Time, place string) (cursor *tea.Position) {
	f := frame{Screen: s, pen: p, now: now, shape: s.shape(), cols: columnsOf(s.size.W), place: place, text: make([]byte, 0, 96)}
	f.page.renew(&f)
	for y := range s.size.H {
		f.line(y)
		p.NewLine()
	}
	return f.cursor
}

func (f *frame) line(y int) {
	below := y - f.shape.list.H
	switch {
	case below < 0:
		f.listLine(y)
		return
	case f.shape.list.H == 0: // one part at a time
	case below == 0:
		f.pen.Repeat(theme.Rule, theme.HLine, f.pen.Room())
		return
	default:
		below -= divider
	}
	if f.shape.page.H > 0 {
		f.pen.Region(f.shape.page.W)
		f.pageLine(below)
		f.pen.EndRegion()
	}
	if f.shape.page.H > 0 && f.shape.page.W < f.size.W {
		f.pen.Glyph(theme.Rule, theme.VLine)
	}
	switch {
	case below < f.shape.codes.H:
		f.codesLine(below)
	case below-f.shape.codes.H < f.shape.dangers.H:
		f.dangersLine(below - f.shape.codes.H)
	}
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
	f.heading(listPane, "PROBLEMS")
	p.Text(theme.Muted, f.summary())
	p.Gap(2)
	from := f.size.W - 1 - p.Room()
	switch at, typing := f.filter.Draw(p, 1); {
	case typing:
		f.cursor = &tea.Position{X: from + at, Y: 0}
		return
	case f.filter.Text() != "":
		p.Gap(2)
	}
	if f.survey == nil {
		return
	}
	role, text := theme.Muted, f.ahead()
	if age := f.age(); age != "" {
		role, text = theme.Moving, age
	}
	if n := widget.Width(text) + 1; n <= p.Room() {
		p.Gap(p.Room() - n)
		p.Text(role, text)
	}
}

// heading writes the name of a part, in the accent where it has the keyboard.
func (f *frame) heading(of pane, name string) {
	role := theme.Strong
	if f.focus == of {
		role = theme.Accent
	}
	f.pen.Text(role, name)
	f.pen.Gap(1)
}

// summary says how many causes there are, and how much they hurt.
func (f *frame) summary() string {
	t := &f.table
	text := thousands(t.loud)
	if len(t.words) > 0 {
		text = thousands(len(t.shown)) + " of " + text
	} else if t.loud > 0 && t.quiet == 0 && f.survey.Hurt > 0 {
		verb := " hurt "
		if t.loud == 1 {
			verb = " hurts "
		}
		text = counted(t.loud, "cause") + verb + counted(f.survey.Hurt, "code")
	}
	if t.quiet > 0 {
		text += " and " + thousands(t.quiet) + " quiet"
	}
	return text
}

// ahead says how many windows of the next days are in danger.
func (f *frame) ahead() string {
	if n := len(f.survey.Dangers); n > 0 {
		return "next 72 h: " + counted(n, "window") + " in danger"
	}
	return ""
}

// age says that what is shown is old, or not all.
func (f *frame) age() string {
	feed, total := &f.picture.Feed, &f.picture.Total
	switch {
	case !feed.Kept.IsZero():
		return "as of " + model.When(feed.Kept, f.now, f.config.Home) + ", looked at since: " + thousands(total.Loaded) + " of " + counted(total.Locks, "lock")
	case feed.Connection == model.Frozen && !feed.AsOf.IsZero():
		return "frozen, as of " + model.When(feed.AsOf, f.now, f.config.Home)
	case feed.Loading:
		return "looked at so far: " + thousands(total.Loaded) + " of " + counted(total.Locks, "lock")
	default:
		return ""
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
	m.Begin(p, f.bar(listPane), at == under, false)
	role := theme.Text
	if r.quiet != nil {
		role = theme.Muted
	}
	p.Cell(role, r.Finding.Title, c.what)
	p.Gap(1)
	p.Name(role, f.where(r.Trouble), c.where)
	p.Gap(1)
	if c.extent > 0 {
		text := extent(r.Trouble)
		if len(text) > c.extent {
			text = briefly(r.Trouble)
		}
		p.Cell(theme.Muted, text, c.extent)
		p.Gap(1)
	}
	f.needCell(r, m.Role)
	p.Gap(1)
	if c.first > 0 {
		first := ""
		if len(r.Codes) > 0 && !r.Next.IsZero() {
			first = called(&r.Codes[0])
		}
		p.Name(role, first, c.first)
		p.Gap(1)
	}
	if c.age > 0 {
		f.text = f.text[:0]
		if !r.Since.IsZero() {
			f.text = model.AppendSpan(f.text, f.now.Sub(r.Since))
		}
		p.CellBytes(theme.Muted, f.text, c.age)
	}
	p.Fill()
}

// bar is the role of the row under the cursor of a part.
func (f *frame) bar(of pane) theme.Role {
	if f.focus == of {
		return theme.Selected
	}
	return theme.SelectedQuiet
}

// needCell says when the first code is needed, or until when the trouble is quiet.
func (f *frame) needCell(r *row, hot theme.Role) {
	p, n := f.pen, f.cols.need
	switch {
	case r.quiet != nil && r.quiet.Until.IsZero():
		p.Cell(theme.Muted, "acknowledged", n)
	case r.quiet != nil:
		p.Cell(theme.Muted, "to "+model.When(r.quiet.Until, f.now, f.config.Home), n)
	case len(r.Codes) > 0 && !r.Next.IsZero() && !r.Next.After(f.now):
		p.Cell(hot, "now", n)
	default:
		p.Cell(theme.Text, f.need(r.Trouble, f.now), n)
	}
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
		return coderow.Emptiness{Why: "Nothing matches “" + f.filter.Text() + "”.", Key: action.KeyOf("back") + " shows all " + counted(f.table.loud, "problem") + " again"}
	}
	nothing := coderow.Emptiness{Role: theme.Works}
	if f.table.quiet > 0 {
		nothing.Key = counted(f.table.quiet, "problem") + " kept quiet, which " + action.KeyOf("problem-quiet") + " shows"
	}
	checked := counted(f.survey.Locks, "lock") + " and " + counted(f.survey.Codes, "code") + " checked " + model.Ago(f.now.Sub(feed.AsOf)) + "."
	switch {
	case feed.Loading || !feed.Kept.IsZero():
		nothing.Role, nothing.Why, nothing.More = theme.Text, "0 problems so far.", "The codes of "+thousands(total.Loaded)+" of "+counted(total.Locks, "lock")+" were read."
	case f.survey.Unread > 0:
		nothing.Role, nothing.Why = theme.Moving, "0 problems on what could be read. "+checked
		nothing.More = "The codes of " + counted(f.survey.Unread, "lock") + " are not known, or only as they once were."
	default:
		nothing.Why = "0 problems. " + checked
	}
	return nothing
}
