// Package menu is the overlay that asks a question and waits for one of a few keys: a confirmation, or a choice.
package menu

import (
	tea "charm.land/bubbletea/v2"

	"seamdash/ui/action"
	"seamdash/ui/nav"
	"seamdash/ui/theme"
	"seamdash/ui/widget"
)

// An Overlay is the open question. Nothing but the key of a choice chooses it; enter and esc always mean to leave.
type Overlay struct {
	ask  nav.Ask
	size widget.Rect
}

// New opens the question.
func New(ask nav.Ask, size widget.Rect) *Overlay { return &Overlay{ask: ask, size: size} }

// Resize gives the overlay its part of the terminal.
func (o *Overlay) Resize(size widget.Rect) { o.size = size }

// Decides says that there is something to choose, and not only something to read.
func (o *Overlay) Decides() bool { return len(o.ask.Choices) > 0 && !o.ask.Told }

// Hints are the keys of the question.
func (o *Overlay) Hints() []action.Hint {
	hints := make([]action.Hint, 0, len(o.ask.Choices)+1)
	for _, c := range o.ask.Choices {
		hints = append(hints, action.Hint{Keys: c.Key, Label: c.Label, Blocked: c.Blocked})
	}
	return append(hints, action.Hint{Keys: "enter esc", Label: o.leaving()})
}

// leaving is what enter does: there may be nothing to choose, only something to read.
func (o *Overlay) leaving() string {
	if len(o.ask.Choices) == 0 || o.ask.Told {
		return "close"
	}
	return "cancel"
}

// Update takes every key; those that mean nothing here do nothing.
func (o *Overlay) Update(msg tea.Msg) (nav.Intent, tea.Cmd) {
	press, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return nil, nil
	}
	switch key := press.String(); key {
	case "enter", "esc":
		return nav.Close{}, nil
	default:
		for _, c := range o.ask.Choices {
			switch {
			case c.Key != key:
			case c.Blocked != "":
				return nav.Refuse{Reason: c.Blocked}, nil
			default:
				return nav.Close{Then: c.Intent}, nil
			}
		}
	}
	return nil, nil
}

// View draws the overlay's lines, each ended. Where there is little room the answers stay and the text gives way.
func (o *Overlay) View(p *widget.Pen) *tea.Position {
	lines := 0
	line := func(write func()) {
		if lines < o.size.H {
			p.Gap(3)
			write()
			p.NewLine()
			lines++
		}
	}
	body, roomy := o.body(p)
	blank := func() {
		if roomy {
			line(func() {})
		}
	}
	blank()
	line(func() { p.Text(theme.Accent, o.ask.Title) })
	blank()
	for _, text := range body {
		line(func() { p.Text(theme.Text, text) })
	}
	blank()
	line(func() { row(p, theme.Selected, nav.Choice{Key: "enter", Label: o.leaving()}) })
	for _, c := range o.ask.Choices {
		line(func() { row(p, theme.Text, c) })
	}
	for lines < o.size.H {
		line(func() {})
	}
	return nil
}

// body is the text as it fits above the answers; roomy says that there is room for blank lines between.
func (o *Overlay) body(p *widget.Pen) (lines []string, roomy bool) {
	for _, text := range o.ask.Body {
		lines = append(lines, widget.Wrap(action.Spell(text, p.Key), o.size.W-8, 3)...)
	}
	const title, cancel, blanks = 1, 1, 3
	room := o.size.H - title - cancel - len(o.ask.Choices)
	if len(lines)+blanks <= room {
		return lines, true
	}
	return lines[:max(0, min(len(lines), room))], false
}

func row(p *widget.Pen, bar theme.Role, c nav.Choice) {
	p.Bar(bar)
	p.Gap(1)
	keys, label := theme.Strong, theme.Text
	if c.Blocked != "" {
		keys, label = theme.Muted, theme.Muted
	}
	p.Cell(keys, c.Key, 7)
	p.Text(label, c.Label)
	if c.Blocked != "" {
		p.Text(theme.Muted, "  not now: "+action.Spell(c.Blocked, p.Key))
	}
	p.Gap(1)
	p.Bar(theme.Text)
}
