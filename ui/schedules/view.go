package schedules

import (
	"bytes"
	"strconv"
	"time"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/model/plan"
	"seamdash/ui/action"
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
	under  *row // nil for none
	text   []byte
	cursor *tea.Position
}

// View draws the screen's lines, each ended, and returns where in them text is being typed, or nil.
func (s *Screen) View(p *widget.Pen, now time.Time, _ string) (cursor *tea.Position) {
	f := frame{Screen: s, pen: p, now: now, shape: s.shape(), text: make([]byte, 0, 96)}
	f.cols = columnsOf(f.shape.list.W)
	f.under, _ = s.under()
	f.prepare()
	for y := range s.size.H {
		f.line(y)
		p.NewLine()
	}
	return f.cursor
}

// prepare works out the lines of the page and the week.
func (f *frame) prepare() {
	if f.under == nil {
		return
	}
	f.page.renew(f)
	f.week.layOut(f)
}

func (f *frame) line(y int) {
	switch {
	case f.shape.both && y < f.shape.list.H:
		f.listLine(y)
	case f.shape.both && y == f.shape.list.H:
		f.pen.Repeat(theme.Rule, theme.HLine, f.pen.Room())
	case f.shape.both:
		f.pageLine(y - f.shape.list.H - divider)
	case f.focus == pagePane:
		f.pageLine(y)
	default:
		f.listLine(y)
	}
}

// listLine draws one line of the list.
func (f *frame) listLine(y int) {
	p := f.pen
	p.Region(f.size.W - 1)
	switch {
	case y == 0:
		f.listTitle()
	case y == 1:
		f.headings()
	case len(f.table.shown) == 0:
		nothing := f.emptiness()
		nothing.Draw(p, f.size.W, y-head)
	default:
		if from, to := f.list.Visible(); from+y-head < to {
			f.listRow(from + y - head)
		}
	}
	p.EndRegion()
	if from, to := f.list.Thumb(); y-head >= from && y-head < to {
		p.Glyph(theme.Muted, theme.Thumb)
	}
}

func (f *frame) listTitle() {
	p := f.pen
	p.Gap(1)
	role := theme.Strong
	if f.focus == listPane {
		role = theme.Accent
	}
	p.Text(role, "SCHEDULES ")
	count := strconv.Itoa(len(f.table.all))
	if len(f.table.words) > 0 {
		count = strconv.Itoa(len(f.table.shown)) + " of " + count
	}
	p.Text(theme.Muted, count)
	if len(f.table.shown) > 1 {
		p.Text(theme.Muted, " by "+f.table.order.String())
		p.Gap(1)
		p.Glyph(theme.Muted, f.direction())
	}
	p.Gap(2)
	from := f.size.W - 1 - p.Room()
	switch at, typing := f.filter.Draw(p, 1); {
	case typing:
		f.cursor = &tea.Position{X: from + at, Y: 0}
		return
	case f.filter.Text() != "":
		p.Gap(2)
	}
	room := p.Room() - 1
	for _, text := range f.rolling() {
		if n := widget.Width(text) + 2; n <= room {
			p.Gap(room - n)
			p.Glyph(theme.Hurts, theme.Warning)
			p.Gap(1)
			p.Text(theme.Hurts, text)
			return
		}
	}
}

func (f *frame) direction() theme.Glyph {
	if f.table.down != (f.table.order == byChange) {
		return theme.Falling
	}
	return theme.Rising
}

// rolling says what keeps codes from being made of the rules, where something does: the longest words first.
func (f *frame) rolling() []string {
	switch {
	case f.unread != nil && f.shelf != nil:
		return []string{"the rules could not be read again: " + model.WhyOf(f.unread), "the rules could not be read again"}
	case f.nobody() && f.config.Unrolled != "":
		return []string{"nobody rolls: no code is made"}
	case f.nobody():
		here := action.Spell(action.KeyOf("roll"), f.pen.Key) + " rolls here"
		return []string{"nobody rolls, so no code is made: " + here, "nobody rolls: " + here}
	case f.rolls.now.Err != nil && len(f.table.all) > 0 && f.rolls.now.By == "":
		return []string{"nobody knows who rolls: " + model.WhyOf(f.rolls.now.Err), "nobody knows who rolls"}
	case f.rolls.now.Err != nil && len(f.table.all) > 0:
		return []string{"rolling: " + model.WhyOf(f.rolls.now.Err), "rolling: no success"}
	default:
		return nil
	}
}

func (f *frame) headings() {
	p, c := f.pen, f.cols
	p.Gap(5)
	p.Cell(theme.Muted, "STATE", c.state)
	p.Cell(theme.Muted, "NAME", c.name)
	p.Gap(1)
	for _, one := range []struct {
		name  string
		cells int
	}{{"NEXT WINDOW", c.next}, {"ON IT", c.on}, {"LAST ROLL", c.last}, {"LOCKS", c.doors}, {"RULE", c.rule}} {
		if one.cells > 0 {
			p.Cell(theme.Muted, one.name, one.cells)
			p.Gap(1)
		}
	}
}

func (f *frame) listRow(at int) {
	p, r, c := f.pen, f.table.at(at), f.cols
	under, _ := f.list.Row()
	bar := theme.SelectedQuiet
	if f.focus == listPane {
		bar = theme.Selected
	}
	m := f.markOf(r)
	m.Begin(p, bar, at == under, false)
	p.Cell(m.Quiet(), m.Word, c.state)
	p.Name(theme.Text, r.name(), c.name)
	p.Gap(1)
	f.nextWindow(r, c.next)
	p.Gap(1)
	if c.on > 0 {
		f.onLocks(r, c.on)
		p.Gap(1)
	}
	if c.last > 0 {
		f.lastRoll(r, c.last)
		p.Gap(1)
	}
	if c.doors > 0 {
		p.Name(theme.Text, r.locks, c.doors)
		p.Gap(1)
	}
	if c.rule > 0 {
		p.Cell(theme.Muted, r.sentence, c.rule)
	}
	p.Fill()
}

// nextWindow writes the window that is open or comes next, as fully as there is room for.
func (f *frame) nextWindow(r *row, n int) {
	if r.next.From.IsZero() {
		f.pen.Cell(theme.Muted, "-", n)
		return
	}
	f.text = r.next.AppendWords(f.text[:0], f.now, r.zone)
	if f.pen.WidthOf(f.text) > n || r.phase == open {
		f.text = r.next.AppendBrief(f.text[:0], f.now, r.zone)
	}
	words := len(f.text)
	f.text = r.next.AppendCountdown(append(f.text, ", "...), f.now)
	if f.pen.WidthOf(f.text) > n {
		f.text = f.text[:words]
	}
	f.pen.CellBytes(theme.Text, f.text, n)
}

// onLocks writes on how many of its locks the code of the next window is.
func (f *frame) onLocks(r *row, n int) {
	c := f.closeup(r)
	if c == nil || r.broken {
		f.pen.Cell(theme.Muted, "", n)
		return
	}
	f.text = strconv.AppendInt(f.text[:0], int64(c.onLocks), 10)
	f.text = append(f.text, " of "...)
	f.text = strconv.AppendInt(f.text, int64(len(r.entry.Rule.Locks)), 10)
	f.pen.CellBytes(theme.Text, f.text, n)
}

func (f *frame) lastRoll(r *row, n int) {
	sum := f.sumOf(r)
	if sum == nil || sum.last.At.IsZero() {
		f.pen.Cell(theme.Muted, "never", n)
		return
	}
	role := theme.Text
	if sum.last.What.Bad() {
		role = theme.Hurts
	}
	f.text = f.rollWords(f.text[:0], &sum.last, r.zone, n)
	f.pen.CellBytes(role, f.text, n)
}

// rollWords are when something was done and what, as fully as n cells have room for.
func (f *frame) rollWords(dst []byte, roll *plan.Roll, zone *time.Location, n int) []byte {
	fits := func(text []byte) bool { return len(text)-len(dst) <= n }
	full := append(model.AppendWhen(dst, roll.At, f.now, zone), ' ')
	if full = append(full, roll.What...); fits(full) {
		return full
	}
	at := roll.At.In(zone)
	if at.Sub(f.now).Abs() < 24*time.Hour && at.Day() == f.now.In(zone).Day() {
		brief := append(at.AppendFormat(dst, "15:04"), ' ')
		if brief = append(brief, roll.What...); fits(brief) {
			return brief
		}
		return at.AppendFormat(dst, "15:04")
	}
	when := model.AppendWhen(dst, roll.At, f.now, zone)
	if fits(when) {
		return when
	}
	return when[:len(dst)+bytes.IndexByte(when[len(dst):], ' ')] // the day
}
