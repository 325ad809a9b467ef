package codes

import (
	"slices"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"seamdash/model/find"
	"seamdash/ui/action"
	"seamdash/ui/coderow"
	"seamdash/ui/finder"
	"seamdash/ui/theme"
	"seamdash/ui/views"
	"seamdash/ui/widget"
)

// A frame is what one drawing of the screen needs to know.
type frame struct {
	*Screen

	pen   *widget.Pen
	now   time.Time
	place string // where the data comes from, for the empty states
	cells coderow.Cells
}

// View draws the screen's lines, each ended, and returns where in them text is being typed, or nil. place says in words where
// the data comes from.
func (s *Screen) View(p *widget.Pen, now time.Time, place string) (cursor *tea.Position) {
	s.ink.layout.renew(s.columns(), s.size.W-2) // a blank and the scroll bar stand at the end
	f := frame{Screen: s, pen: p, now: now, place: place, cells: coderow.Cells{Pen: p, Now: now, Owned: s.Owned}}
	f.viewsLine()
	p.NewLine()
	cursor = f.filterLine()
	p.NewLine()
	above := head + s.below()
	for y := range s.below() {
		s.field.DrawBelow(p, y, finder.Near(s.rows.table.Closest()))
		p.NewLine()
	}
	f.headings()
	p.NewLine()
	lines := s.size.H - above - s.panelLines()
	from, to := s.list.Visible()
	thumbFrom, thumbTo := s.list.Thumb()
	nothing := coderow.Emptiness{}
	if to == 0 {
		nothing = f.emptiness()
	}
	for y := range lines {
		p.Region(s.size.W - 1)
		if to == 0 {
			nothing.Draw(p, s.size.W, y)
		} else if from+y < to {
			f.row(from + y)
		}
		p.EndRegion()
		if y >= thumbFrom && y < thumbTo {
			p.Glyph(theme.Muted, theme.Thumb)
		}
		p.NewLine()
	}
	if at := f.unfolded(s.panelLines()); at != nil {
		at.Y += above + lines
		return at
	}
	return cursor
}

// viewsLine names the views; that in front always has its place.
func (f *frame) viewsLine() {
	const gap = 3
	first, width := 0, 0
	for i := range f.shelf.all {
		if f.shelf.all[i].now.Hidden {
			continue
		}
		width += widget.Width(f.shelf.all[i].now.Name) + gap
		for i <= f.shelf.front && width > f.pen.Room()-4 && first < i {
			if !f.shelf.all[first].now.Hidden {
				width -= widget.Width(f.shelf.all[first].now.Name) + gap
			}
			first++
		}
	}
	f.pen.Gap(1)
	if first > 0 {
		f.pen.Glyph(theme.Muted, theme.Ellipsis)
		f.pen.Gap(1)
	}
	for i := first; i < len(f.shelf.all); i++ {
		v := &f.shelf.all[i].now
		if v.Hidden {
			continue
		}
		role := theme.Muted
		if i == f.shelf.front {
			role = theme.Accent
		}
		f.pen.Text(role, v.Name)
		f.pen.Gap(gap)
	}
}

// filterLine draws the filter, what else limits the rows, and how many there are.
func (f *frame) filterLine() (cursor *tea.Position) {
	p := f.pen
	p.Gap(1)
	count := f.count()
	right := p.WidthOf(count) + 1
	if f.marks.Count() > 0 {
		right += 12
	}
	p.Region(p.Room() - right - 1)
	if text := f.field.Text(); f.field.Typing() {
		cursor = &tea.Position{X: 1 + f.field.Draw(p, min(p.Room(), max(30, p.Room()/2))), Y: 1}
	} else if text != "" {
		p.Text(theme.Accent, "/ "+text)
	}
	f.limits(f.field.Typing() || f.field.Text() != "")
	p.EndRegion()
	p.Gap(1)
	if n := f.marks.Count(); n > 0 {
		p.Glyph(theme.Accent, theme.Marked)
		p.Cell(theme.Muted, " "+strconv.Itoa(n)+" marked", 11)
	}
	p.Bytes(theme.Muted, count)
	return cursor
}

// limits says what besides the filter decides which rows there are and in which order, and what is wrong with the filter; begun
// says that the line holds something already.
func (f *frame) limits(begun bool) {
	p := f.pen
	say := func(role theme.Role, text string) {
		if begun {
			p.Gap(2)
		}
		begun = true
		p.Text(role, text)
	}
	if text := f.field.Mistake(); text != "" && !f.field.Typing() {
		say(theme.Hurts, text)
		return
	}
	if f.shelf.view().now.Problems {
		say(theme.Moving, "! only problems")
	}
	if near := finder.Near(f.rows.table.Closest()); near != "" && !f.field.Typing() {
		say(theme.Moving, near)
	}
	if order := f.order(); order != "" {
		say(theme.Muted, order)
	}
}

// order says how the rows are in order where no heading does.
func (f *frame) order() string {
	v := &f.shelf.view().now
	by := v.Order().By
	switch {
	case f.rows.unfinished():
		return "sorting …"
	case by == find.ByNeed && v.Down:
		return "stuck last"
	case by == find.ByNeed:
		return "stuck first"
	case slices.ContainsFunc(f.ink.layout.columns, func(c column) bool { return c.Sorts && c.By == by }):
		return ""
	default:
		return orderWords(v)
	}
}

// orderWords is the order of a view in words.
func orderWords(v *views.View) string {
	f, _ := views.Named(v.Sort)
	words := "by " + strings.ToLower(f.Heading)
	switch v.Sort {
	case "age":
		words = "by the time in their state"
	case "starts":
		words = "by their start"
	case "ends":
		words = "by their end"
	default:
	}
	if v.Down {
		words += ", turned round"
	}
	return words
}

func (f *frame) count() []byte {
	text := f.ink.text[:0]
	shown, all := f.rows.table.Len(), f.rows.table.All()
	if shown != all || !f.rows.query.Empty() {
		text = strconv.AppendInt(text, int64(shown), 10)
		text = append(text, " of "...)
	}
	text = strconv.AppendInt(text, int64(all), 10)
	if text = append(text, " code"...); all != 1 {
		text = append(text, 's')
	}
	f.ink.text = text
	return text
}

func (f *frame) headings() {
	p := f.pen
	v := &f.shelf.view().now
	p.Region(f.size.W - 1)
	p.Gap(coderow.MarkCells)
	for i := range f.ink.layout.columns {
		c := &f.ink.layout.columns[i]
		if i > 0 {
			p.Gap(f.ink.layout.gap)
		}
		if by := v.Order().By; !c.Sorts || c.By != by {
			p.Cell(theme.Muted, c.Heading, c.width)
			continue
		}
		n := min(len(c.Heading), max(0, c.width-1))
		p.Cell(theme.Strong, c.Heading, n)
		if v.Down {
			p.Glyph(theme.Accent, theme.Falling)
		} else {
			p.Glyph(theme.Accent, theme.Rising)
		}
		p.Gap(c.width - n - 1)
	}
	p.EndRegion()
}

// row draws one code.
func (f *frame) row(at int) {
	p := f.pen
	lock, code := f.rows.table.At(at)
	under, _ := f.list.Row()
	m := coderow.MarkOf(lock, code, f.now)
	m.Begin(p, theme.Selected, at == under, f.marks.Has(code))
	f.cells.Zone = f.zones.In(lock)
	for i := range f.ink.layout.columns {
		if i > 0 {
			p.Space(f.ink.layout.gap)
		}
		f.cell(&f.ink.layout.columns[i], lock, code, m)
	}
	p.Fill()
}

func (f *frame) emptiness() coderow.Emptiness {
	total := &f.picture.Total
	view := f.shelf.view()
	name := "“" + view.now.Name + "”"
	switch {
	case total.Locks == 0:
		return coderow.Unread(&f.picture.Feed, f.place)
	case f.rows.building && f.rows.table.All() == 0:
		return coderow.Emptiness{Why: "Putting " + strconv.Itoa(total.Codes) + " codes in order …", Key: action.KeyOf("quit") + " quits"}
	case total.Codes == 0 && f.picture.Feed.Loading:
		return coderow.Emptiness{Why: "Reading the codes: " + strconv.Itoa(total.Loaded) + " of " + strconv.Itoa(total.Locks) + " locks.", More: "Codes appear here as they are read.", Key: action.KeyOf("fleet") + " shows the locks meanwhile"}
	case total.Codes == 0:
		return coderow.Emptiness{Why: "There is no code on any of " + strconv.Itoa(total.Locks) + " locks.", Key: action.KeyOf("refresh") + " looks again now, " + action.KeyOf("fleet") + " shows the locks"}
	case view.tried():
		return coderow.Emptiness{Why: "No code matches “" + strings.TrimSpace(view.now.Filter) + "”" + f.onlyOf() + ".", Key: action.KeyOf("back") + " goes back to " + name}
	case view.now.Problems:
		return coderow.Emptiness{Why: "No code in " + name + " needs a look.", Key: action.KeyOf("problems") + " shows those without problems too"}
	case f.picture.Feed.Loading:
		return coderow.Emptiness{Why: "No code in " + name + " so far: " + strconv.Itoa(total.Loaded) + " of " + strconv.Itoa(total.Locks) + " locks are read.", Key: action.KeyOf("next-view") + " shows the next view"}
	default:
		return coderow.Emptiness{Why: "No code in " + name + ": none of " + strconv.Itoa(total.Codes) + " is “" + view.now.Filter + "”.", Key: action.KeyOf("next-view") + " shows the next view"}
	}
}

func (f *frame) onlyOf() string {
	if f.shelf.view().now.Problems {
		return " among those with problems"
	}
	return ""
}
