package ruleform

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/ui/coderow"
	"seamdash/ui/theme"
	"seamdash/ui/widget"
)

const (
	// threePanes and twoPanes are the widths from which so many parts stand side by side.
	threePanes, twoPanes = 170, 76
	// widePane is the width from which the fields have the windows beside them.
	widePane = 110
)

// A drawing is one frame of the editor.
type drawing struct {
	*Form
	pen    *widget.Pen
	first  int
	column int // where the pane that is drawn begins
	cursor *tea.Position
}

// View draws the editor's lines, each ended, and returns where text is being typed, or nil.
func (f *Form) View(p *widget.Pen) *tea.Position {
	d := drawing{Form: f, pen: p, first: p.Lines()}
	lines := f.size.H
	switch {
	case f.picker != nil:
		d.cursor = f.picker.draw(p, d.first, lines)
	case f.dispute != nil:
		d.drawDispute(lines)
	default:
		d.title()
		d.drawWords()
		d.belowWords()
		if f.question != nil {
			lines -= f.question.height()
		}
		d.panes(lines - (p.Lines() - d.first))
		if f.question != nil {
			f.question.draw(p, f.size.W, f.question.height())
		}
	}
	for p.Lines()-d.first < f.size.H {
		p.NewLine()
	}
	return d.cursor
}

// typing says that a row is where text is being typed.
func (d *drawing) typing(r row) bool {
	return d.at == r && d.question == nil && !d.dispatch.under
}

// ink is the role of a row's label.
func (d *drawing) ink(r row) theme.Role {
	if d.at == r {
		return theme.Accent
	}
	return theme.Muted
}

// title draws the rule's name, and on the right what there is to know of it at a glance.
func (d *drawing) title() {
	p := d.pen
	p.Gap(1)
	p.Text(theme.Recurring, "RULE")
	p.Gap(2)
	facts := d.facts()
	room := p.Room()
	name := min(40, max(12, room-widget.Width(facts)-4))
	p.Region(name)
	switch {
	case d.text(rowName) == "":
		if d.typing(rowName) {
			d.cursor = &tea.Position{X: d.size.W - room, Y: p.Lines() - d.first}
		}
		p.Text(theme.Muted, "(whom it is for)")
	case d.typing(rowName):
		at := d.fields[rowName].Draw(p, theme.Strong, name)
		d.cursor = &tea.Position{X: d.size.W - room + at, Y: p.Lines() - d.first}
	default:
		p.Name(theme.Strong, d.text(rowName), name)
	}
	p.EndRegion()
	p.Gap(2)
	p.Gap(p.Room() - widget.Width(facts) - 1)
	p.Region(p.Room() - 1)
	p.Text(theme.Muted, facts)
	p.EndRegion()
	p.NewLine()
}

// facts are where, on whose clock, from when and until when.
func (d *drawing) facts() string {
	text := "on " + d.lockWords() + " · " + d.zoneWords()
	if len(d.doors) == 0 {
		text = d.lockWords()
	}
	if d.size.W < widePane {
		return text
	}
	return text + " · starts " + d.dayWords(d.rule.Start) + d.endWords()
}

// Sentence is what the rule says, or what went wrong with it.
func (f *Form) Sentence() coderow.Sentence {
	switch {
	case f.dispatch.under:
		return coderow.Sentence{Role: theme.Moving, Glyph: theme.Setting, Text: "keeping the rule …"}
	case f.dispute != nil:
		return coderow.Sentence{Role: theme.Moving, Glyph: theme.Warning, Text: "Nothing is kept until you choose."}
	case f.dispatch.fault != nil:
		return coderow.Sentence{Role: theme.Hurts, Glyph: theme.Failed, Text: f.failure()}
	}
	if why, _ := f.refusal(); why != "" && (f.insisted || f.verdict.sentence == "" && f.rule.Name != "") {
		return coderow.Sentence{Role: theme.Moving, Glyph: theme.Warning, Text: model.AsSentence(why)}
	}
	text := f.verdict.sentence
	for _, note := range f.notes {
		if !strings.Contains(text, note) {
			text += " (" + note + ")"
		}
	}
	return coderow.Sentence{Role: theme.Recurring, Glyph: theme.Recurs, Text: text}
}
