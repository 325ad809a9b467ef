// Package help is the overlay that lists every key, what it does, and why it does nothing at present. What is typed
// filters the list.
package help

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"seamdash/ui/action"
	"seamdash/ui/nav"
	"seamdash/ui/sieve"
	"seamdash/ui/theme"
	"seamdash/ui/widget"
)

// head is the lines above the list: the title and a blank.
const head = 2

// An Overlay is the open help.
type Overlay struct {
	about string // program and version
	hints []action.Hint
	field widget.Field
	lines []line
	size  widget.Rect
	top   int
}

// A line is a heading or one action.
type line struct {
	heading string
	hint    action.Hint
}

// New opens the help over the actions as they stand.
func New(about string, hints []action.Hint, size widget.Rect) *Overlay {
	o := &Overlay{about: about, hints: hints, field: widget.NewField(), size: size}
	o.filter()
	return o
}

// Resize gives the overlay its part of the terminal.
func (o *Overlay) Resize(size widget.Rect) {
	o.size = size
	o.scroll(0)
}

// Hints are the keys of the overlay itself.
func (*Overlay) Hints() []action.Hint {
	return []action.Hint{{Keys: "type", Label: "to filter"}, {Keys: "↑ ↓", Label: "scroll"}, {Keys: "esc", Label: "close"}}
}

// Update takes every key: text filters, arrows scroll, esc closes.
func (o *Overlay) Update(msg tea.Msg) (nav.Intent, tea.Cmd) {
	if press, ok := msg.(tea.KeyPressMsg); ok {
		switch press.String() {
		case "esc", "enter":
			return nav.Close{}, nil
		case "?":
			if o.field.Value() == "" {
				return nav.Close{}, nil
			}
		case "up":
			o.scroll(-1)
			return nil, nil
		case "down":
			o.scroll(1)
			return nil, nil
		case "pgup":
			o.scroll(1 - o.size.H + head)
			return nil, nil
		case "pgdown":
			o.scroll(o.size.H - head - 1)
			return nil, nil
		}
	}
	changed, cmd := o.field.Update(msg)
	if changed {
		o.filter()
	}
	return nil, cmd
}

func (o *Overlay) scroll(by int) {
	o.top = max(0, min(o.top+by, len(o.lines)-(o.size.H-head)))
}

// filter keeps the actions that contain every word, under their headings.
func (o *Overlay) filter() {
	words := sieve.Of(o.field.Value())
	o.lines, o.top = nil, 0
	var group string
	for _, h := range o.hints {
		if !words.In(strings.ToLower(h.Keys + " " + h.Label + " " + h.Explain + " " + h.Group)) {
			continue
		}
		if h.Group != group {
			if group != "" {
				o.lines = append(o.lines, line{})
			}
			group = h.Group
			o.lines = append(o.lines, line{heading: group})
		}
		o.lines = append(o.lines, line{hint: h})
	}
}

// View draws the overlay's lines, each ended, and returns where text is being typed.
func (o *Overlay) View(p *widget.Pen) *tea.Position {
	p.Gap(1)
	p.Text(theme.Accent, "KEYS")
	p.Gap(3)
	p.Text(theme.Accent, "/ ")
	x := o.size.W - p.Room()
	about := widget.Width(o.about)
	x += o.field.Draw(p, theme.Text, p.Room()-about-2)
	p.Gap(1)
	p.Text(theme.Muted, o.about)
	p.NewLine()
	p.NewLine()
	for y := range o.size.H - head {
		p.Region(o.size.W - 1)
		o.line(p, o.top+y)
		p.EndRegion()
		if from, to := widget.Thumb(o.top, len(o.lines), o.size.H-head); y >= from && y < to {
			p.Glyph(theme.Muted, theme.Thumb)
		}
		p.NewLine()
	}
	return &tea.Position{X: x, Y: 0}
}

func (o *Overlay) line(p *widget.Pen, i int) {
	if len(o.lines) == 0 && i == 0 {
		p.Gap(4)
		p.Text(theme.Text, "No key matches “"+o.field.Value()+"”; esc goes back.")
		return
	}
	if i >= len(o.lines) {
		return
	}
	l := o.lines[i]
	p.Gap(2)
	if l.hint.Keys == "" {
		p.Text(theme.Strong, l.heading)
		return
	}
	p.Gap(2)
	p.Cell(theme.Accent, l.hint.Keys, 12)
	p.Gap(1)
	p.Text(theme.Text, l.hint.Explain)
	if l.hint.Blocked != "" {
		p.Text(theme.Muted, "  (now: ")
		p.Text(theme.Muted, l.hint.Blocked)
		p.Text(theme.Muted, ")")
	}
}
