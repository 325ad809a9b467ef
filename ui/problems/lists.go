package problems

import (
	"seamdash/model"
	"seamdash/model/diagnose"
	"seamdash/ui/coderow"
	"seamdash/ui/theme"
	"seamdash/ui/widget"
)

// codesLine draws one line of the codes that the trouble under the cursor hurts.
func (f *frame) codesLine(y int) {
	p := f.pen
	r, ok := f.under()
	if y == 0 {
		p.Gap(1)
		f.heading(codesPane, "CODES IT HURTS")
		if ok {
			p.Text(theme.Muted, extent(r.Trouble))
		}
		return
	}
	from, to := f.codes.list.Visible()
	switch {
	case !ok:
		return
	case len(r.Codes) == 0 && y == 1:
		p.Gap(coderow.MarkCells)
		p.Text(theme.Muted, "none at present")
	case from+y-1 < to:
		at := from + y - 1
		under, _ := f.codes.list.Row()
		f.hurt(&r.Codes[at], at == under)
	}
	f.thumb(&f.codes.list, y)
}

// dangersLine draws one line of the windows of the next days that may come to nothing.
func (f *frame) dangersLine(y int) {
	p := f.pen
	if y == 0 {
		p.Gap(1)
		f.heading(dangersPane, "NEXT 72 H")
		switch {
		case f.survey == nil:
		case len(f.survey.Dangers) == 0:
			p.Text(theme.Muted, "no window in danger")
		default:
			p.Text(theme.Muted, counted(len(f.survey.Dangers), "window")+" in danger")
		}
		return
	}
	if f.survey == nil {
		return
	}
	from, to := f.dangers.Visible()
	if at := from + y - 1; at < to {
		under, _ := f.dangers.Row()
		f.danger(&f.survey.Dangers[at], at == under)
	}
	f.thumb(&f.dangers, y)
}

func (f *frame) thumb(list interface{ Thumb() (from, to int) }, y int) {
	p := f.pen
	if from, to := list.Thumb(); y-1 >= from && y-1 < to {
		p.Gap(p.Room() - 1)
		p.Glyph(theme.Muted, theme.Thumb)
	}
}

// full is the width from which a window has room for all that there is to say about it.
const full = 90

// hurt writes a code that a trouble hurts, with its window and its lock.
func (f *frame) hurt(h *diagnose.Hurt, under bool) {
	p := f.pen
	p.Region(p.Room() - 1)
	when := 22
	if p.Room() >= full {
		when = 32
	}
	f.hurtMark(h).Begin(p, f.bar(codesPane), under && f.focus == codesPane, false)
	f.window(h, when)
	lock := lockName(f.picture, h.Lock)
	p.Name(theme.Text, called(h), p.Room()/2)
	p.Gap(1)
	p.Name(theme.Muted, lock, min(widget.Width(lock), p.Room()))
	p.Fill()
	p.EndRegion()
}

// window writes the window of a code into n cells and a blank.
func (f *frame) window(h *diagnose.Hurt, n int) {
	f.text = h.Window.AppendWords(f.text[:0], f.now, f.zoneOf(h.Lock))
	if f.pen.WidthOf(f.text) > n {
		f.text = h.Window.AppendBrief(f.text[:0], f.now, f.zoneOf(h.Lock))
	}
	f.pen.CellBytes(theme.Text, f.text, n)
	f.pen.Gap(1)
}

// danger writes a window that may come to nothing, and why. Where there is little room the sentence has the lock.
func (f *frame) danger(d *diagnose.Danger, under bool) {
	p := f.pen
	p.Region(p.Room() - 1)
	m := f.hurtMark(&d.Hurt)
	roomy := p.Room() >= full
	m.Begin(p, f.bar(dangersPane), under && f.focus == dangersPane, false)
	if d.At.After(f.now) {
		p.Cell(theme.Text, model.When(d.At, f.now, f.zoneOf(d.Lock)), 12)
	} else {
		p.Cell(m.Role, "now", 12)
	}
	p.Name(theme.Text, called(&d.Hurt), min(20, p.Room()*2/5))
	p.Gap(1)
	if roomy {
		p.Name(theme.Muted, lockName(f.picture, d.Lock), 22)
		p.Gap(1)
	}
	p.Text(theme.Text, d.Words)
	p.Fill()
	p.EndRegion()
}

// hurtMark is how much a code is hurt.
func (f *frame) hurtMark(h *diagnose.Hurt) coderow.Mark {
	m := coderow.Mark{Role: theme.Moving, Glyph: theme.Warning}
	if h.Blocks || h.Open {
		m = coderow.Mark{Role: theme.Hurts, Glyph: theme.Failed}
	}
	if lock, ok := f.picture.Lock(h.Lock); ok {
		m = m.Faded(lock)
	}
	return m
}
