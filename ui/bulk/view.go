package bulk

import (
	"strconv"

	tea "charm.land/bubbletea/v2"

	"seamdash/ui/theme"
	"seamdash/ui/widget"
)

// head is the lines above the list: a blank, the title, how far it is, a question or a blank.
const head = 4

func (o *Overlay) rows() int { return max(1, o.size.H-head) }

func (o *Overlay) lines() int { return len(o.items) + len(o.left) }

// follow keeps what happens on the screen until somebody scrolls.
func (o *Overlay) follow() {
	last := max(0, o.lines()-o.rows())
	if o.moved {
		o.top = min(o.top, last)
		return
	}
	at := 0
	for i := range o.items {
		if o.items[i].state != waiting {
			at = i
		}
	}
	o.top = max(0, min(at-o.rows()/2, last))
}

// View draws the overlay's lines, each ended.
func (o *Overlay) View(p *widget.Pen) (cursor *tea.Position) {
	p.NewLine()
	p.Gap(3)
	p.Text(theme.Accent, o.title())
	p.NewLine()
	p.Gap(3)
	cursor = o.progress(p)
	p.NewLine()
	p.Gap(3)
	o.remark(p)
	p.NewLine()
	from, to := widget.Thumb(o.top, o.lines(), o.rows())
	for y := range o.size.H - head {
		p.Region(o.size.W - 1)
		if at := o.top + y; at < o.lines() {
			o.line(p, at)
		}
		p.EndRegion()
		if y >= from && y < to {
			p.Glyph(theme.Muted, theme.Thumb)
		}
		p.NewLine()
	}
	return cursor
}

// progress is how far it is, or the question for the number.
func (o *Overlay) progress(p *widget.Pen) *tea.Position {
	if o.stage != counting {
		done := o.count(accepted) + o.count(failed)
		p.Text(theme.Text, strconv.Itoa(done)+" of "+strconv.Itoa(len(o.items))+" done: "+o.summary())
		return nil
	}
	p.Text(theme.Text, "Type "+strconv.Itoa(len(o.items))+" and enter to delete all of them: ")
	x := o.size.W - p.Room()
	return &tea.Position{X: x + o.field.Draw(p, theme.Accent, min(8, p.Room()-1)), Y: 2}
}

func (o *Overlay) remark(p *widget.Pen) {
	switch {
	case o.stage == counting && o.wrong != "":
		p.Text(theme.Hurts, o.wrong)
	case o.stage == counting && o.ruled() > 0:
		p.Text(theme.Moving, codes(o.ruled())+" of rules, which stand still there without them")
	case o.stage == counting:
		p.Text(theme.Muted, "esc leaves everything as it is")
	case o.stage == doubting:
		p.Text(theme.Moving, "Stop? s stops: what was sent is finished, the others stay as they are. esc goes on.")
	case o.stage == stopping:
		p.Text(theme.Moving, "Stopped; waiting for Seam's answer about "+codes(o.count(asking))+".")
	}
}

func (o *Overlay) line(p *widget.Pen, at int) {
	p.Gap(3)
	if at >= len(o.items) {
		p.Glyph(theme.Muted, theme.Waiting)
		p.Gap(1)
		p.Text(theme.Muted, o.left[at-len(o.items)])
		return
	}
	it := &o.items[at]
	role, glyph := look(it.state)
	p.Glyph(role, glyph)
	p.Gap(1)
	name := max(12, (p.Room()-1)/4)
	p.Name(theme.Text, it.task.Name, name)
	p.Gap(1)
	p.Name(theme.Muted, it.task.Lock, name)
	p.Gap(1)
	if role == theme.Works {
		role = theme.Muted
	}
	text := o.outcome(it)
	if o.stage == counting {
		text = ofRule(it.task.Rule)
	}
	p.Text(role, text)
}

// ruled is how many of the codes belong to recurring schedules.
func (o *Overlay) ruled() int {
	n := 0
	for i := range o.items {
		if o.items[i].task.Rule != "" {
			n++
		}
	}
	return n
}

func ofRule(name string) string {
	if name == "" {
		return ""
	}
	return "of the rule “" + name + "”"
}

func look(s state) (theme.Role, theme.Glyph) {
	switch s {
	case accepted:
		return theme.Works, theme.Marked
	case asking:
		return theme.Moving, theme.Setting
	case failed:
		return theme.Hurts, theme.Failed
	case waiting:
		return theme.Muted, theme.Waiting
	default:
		return theme.Muted, theme.Waiting
	}
}
