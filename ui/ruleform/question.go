package ruleform

import (
	"cmp"

	tea "charm.land/bubbletea/v2"

	"seamdash/ui/action"
	"seamdash/ui/nav"
	"seamdash/ui/theme"
	"seamdash/ui/widget"
)

// A question stands below the editor until it is answered. Enter and esc always go back.
type question struct {
	title   string
	text    string
	choices []choice
	lines   int // that it takes at the bottom, 0 for 4
}

// height is how many lines the question takes at the bottom.
func (q *question) height() int { return cmp.Or(q.lines, 4) }

type choice struct {
	key, label string
	do         func(*Form) (nav.Intent, tea.Cmd)
}

func (q *question) hints() []action.Hint {
	hints := make([]action.Hint, 0, len(q.choices)+1)
	for _, c := range q.choices {
		hints = append(hints, action.Hint{Keys: c.key, Label: c.label})
	}
	return append(hints, action.Hint{Keys: "enter esc", Label: "back to the rule"})
}

// reply answers the question with a key; one that means nothing here does nothing.
func (f *Form) reply(key string) (nav.Intent, tea.Cmd) {
	q := f.question
	if key == "enter" || key == "esc" {
		f.question = nil
		return nil, nil
	}
	for _, c := range q.choices {
		if c.key == key {
			f.question = nil
			return c.do(f)
		}
	}
	return nil, nil
}

// draw draws the question into so many lines.
func (q *question) draw(p *widget.Pen, width, lines int) {
	texts := append([]string{q.title}, widget.Wrap(q.text, width-5, max(1, lines-2))...)
	for i, text := range texts[:max(0, min(len(texts), lines-1))] {
		p.Gap(3)
		role := theme.Text
		if i == 0 {
			role = theme.Moving
		}
		p.Region(p.Room() - 1)
		p.Text(role, text)
		p.EndRegion()
		p.NewLine()
		lines--
	}
	if lines <= 0 {
		return
	}
	p.Gap(3)
	for _, c := range q.choices {
		p.Text(theme.Strong, c.key)
		p.Text(theme.Text, " "+c.label)
		p.Gap(3)
	}
	p.Text(theme.Strong, "enter")
	p.Text(theme.Text, " back")
	p.NewLine()
	for range lines - 1 {
		p.NewLine()
	}
}
