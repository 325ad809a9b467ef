package ui

import (
	"slices"
	"strings"
	"time"

	"seamdash/model"
	"seamdash/ui/action"
	"seamdash/ui/coderow"
	"seamdash/ui/theme"
	"seamdash/ui/widget"
)

// drawStatus draws the lower rule, and in it the one line for trouble or for what a key did, and where the question above it would
// take effect. It covers no data and moves nothing.
func (a *App) drawStatus(p *widget.Pen) {
	where := a.whereWidth()
	role, glyph, text := a.status()
	if text != "" {
		p.Repeat(theme.Rule, theme.HLine, 1)
		p.Gap(1)
		p.Glyph(role, glyph)
		p.Gap(1)
		p.Cell(role, text, min(widget.Width(text), p.Room()-3-where))
		p.Gap(1)
	}
	p.Repeat(theme.Rule, theme.HLine, p.Room()-where)
	a.drawWhere(p)
	p.NewLine()
}

func (a *App) status() (theme.Role, theme.Glyph, string) {
	if a.notice.text != "" {
		if a.notice.how == loudly {
			return theme.Moving, theme.Warning, a.notice.text
		}
		return theme.Info, theme.Cursor, a.notice.text
	}
	if text := a.trouble(); text != "" {
		return theme.Hurts, theme.Warning, text
	}
	if text := a.late(); text != "" {
		return theme.Moving, theme.Warning, text
	}
	if role, glyph, text := a.underWay(); text != "" {
		return role, glyph, text
	}
	if text := a.kept(); text != "" {
		return theme.Moving, theme.Setting, text
	}
	return theme.Text, theme.Cursor, ""
}

// trouble says what keeps the feed from its work and when it tries again.
func (a *App) trouble() string {
	feed := &a.picture.Feed
	if feed.Connection != model.Retrying || feed.Fault == nil {
		return ""
	}
	text := "retrying now: "
	if wait := feed.NextTry.Sub(a.now); wait > 0 {
		text = "retrying in " + model.Span(wait.Round(time.Second)) + ": "
	}
	text += feed.Fault.Error()
	if feed.Fault.Hint != "" {
		text += ". " + model.AsSentence(feed.Fault.Hint)
	}
	return text
}

// sentence is that of the screen, or of what lies over it where that has one.
func (a *App) sentence() coderow.Sentence {
	if a.curtained {
		return coderow.Sentence{}
	}
	switch over := a.over.(type) {
	case nil:
		return a.tabs.screen().Sentence(a.now)
	case interface{ Sentence() coderow.Sentence }:
		return over.Sentence()
	default:
		return coderow.Sentence{}
	}
}

// drawSentence draws what there is to say about the row under the cursor.
func (a *App) drawSentence(p *widget.Pen) {
	sentence := a.sentence()
	lines := widget.Wrap(action.Spell(sentence.Text, a.keymap.key), a.frame.w-4, a.frame.sentence)
	for y := range a.frame.sentence {
		if y < len(lines) {
			p.Gap(1)
			if y == 0 {
				p.Glyph(sentence.Role, sentence.Glyph)
				p.Gap(1)
			} else {
				p.Gap(2)
			}
			p.Region(p.Room() - 1)
			p.Text(theme.Text, lines[y])
			p.EndRegion()
		}
		p.NewLine()
	}
}

// drawFooter names the keys that matter here; one that does nothing at present is dimmed.
func (a *App) drawFooter(p *widget.Pen) {
	p.Gap(1)
	if a.over != nil {
		drawKeys(p, a.over.Hints())
		return
	}
	if a.tabs.screen().Typing() {
		a.drawHeld(p)
		return
	}
	a.hints = a.labelled(a.hints[:0])
	drawKeys(p, a.hints)
}

// drawKeys names keys as far as there is room. The last two are the way to more and the way out; they stay when the rest
// does not fit.
func drawKeys(p *widget.Pen, hints []action.Hint) {
	last := max(0, len(hints)-2)
	room := p.Room() - 1
	const must = 2 // of the others are to be seen
	needed := 0
	for i, h := range hints {
		if i < must || i >= last {
			needed += hintWidth(h)
		}
	}
	if needed > room {
		hints = brief(hints)
	}
	for _, h := range hints[last:] {
		room -= hintWidth(h)
	}
	for _, h := range hints[:last] {
		if room -= hintWidth(h); room < 0 {
			break
		}
		drawKey(p, h)
	}
	for _, h := range hints[last:] {
		drawKey(p, h)
	}
}

// brief leaves out of the labels what stands in brackets.
func brief(hints []action.Hint) []action.Hint {
	hints = slices.Clone(hints)
	for i := range hints {
		hints[i].Label, _, _ = strings.Cut(hints[i].Label, " (")
	}
	return hints
}

// drawHeld names the keys of a screen that has the keyboard for itself.
func (a *App) drawHeld(p *widget.Pen) {
	held := a.tabs.screen().Held()
	if len(held) == 0 {
		held = []action.Hint{{Keys: "type", Label: "to filter"}, {Keys: "↑ ↓", Label: "move"}, {Keys: "enter", Label: "keep"}, {Keys: "esc", Label: "drop"}}
	}
	drawKeys(p, held)
}

// labelled is the actions that the footer names, those of the screen first.
func (a *App) labelled(dst []action.Hint) []action.Hint {
	dst = a.keymap.write(a.keys.Hints(a.tabs.screen().Hints(dst), a))
	return slices.DeleteFunc(dst, func(h action.Hint) bool { return h.Label == "" || a.curtained && h.ID != "quit" })
}

const hintGap = 3

func hintWidth(h action.Hint) int { return widget.Width(h.Keys) + 1 + widget.Width(h.Label) + hintGap }

// drawKey draws one key and its label.
func drawKey(p *widget.Pen, h action.Hint) {
	keys, label := theme.Strong, theme.Muted
	if h.Blocked != "" {
		keys, label = theme.Rule, theme.Rule
	}
	p.Text(keys, h.Keys)
	p.Gap(1)
	p.Text(label, h.Label)
	p.Gap(hintGap)
}
