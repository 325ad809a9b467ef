package ui

import (
	"time"

	"seamdash/model"
	"seamdash/ui/action"
	"seamdash/ui/theme"
	"seamdash/ui/widget"
)

// drawStatus draws the lower rule, and in it the one line for trouble or for what a key did. It covers no data and
// moves nothing.
func (a *App) drawStatus(p *widget.Pen) {
	role, glyph, text := a.status()
	if text != "" {
		p.Repeat(theme.Rule, theme.HLine, 1)
		p.Gap(1)
		p.Glyph(role, glyph)
		p.Gap(1)
		p.Cell(role, text, min(widget.Width(text), p.Room()-3))
		p.Gap(1)
	}
	a.rule(p)
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
		text += ". " + feed.Fault.Hint
	}
	return text
}

// drawSentence draws what there is to say about the row under the cursor.
func (a *App) drawSentence(p *widget.Pen) {
	var lines []string
	sentence := a.fleet.Sentence(a.now)
	if a.help == nil {
		lines = widget.Wrap(sentence.Text, a.frame.w-4, a.frame.sentence)
	}
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
	if a.help != nil {
		a.key(p, action.Hint{Keys: "type", Label: "to filter"})
		a.key(p, action.Hint{Keys: "↑ ↓", Label: "scroll"})
		a.key(p, action.Hint{Keys: "esc", Label: "close"})
		return
	}
	if a.fleet.Typing() {
		a.key(p, action.Hint{Keys: "type", Label: "to filter"})
		a.key(p, action.Hint{Keys: "↑ ↓", Label: "move"})
		a.key(p, action.Hint{Keys: "enter", Label: "keep"})
		a.key(p, action.Hint{Keys: "esc", Label: "drop"})
		return
	}
	a.hints = a.keys.Hints(a.fleet.Hints(a.hints[:0]), a)
	for _, h := range a.hints {
		if h.Label != "" {
			a.key(p, h)
		}
	}
}

// key draws one key and its label, or nothing when there is no room for all of it.
func (a *App) key(p *widget.Pen, h action.Hint) {
	if p.Room() < widget.Width(h.Keys)+widget.Width(h.Label)+2 {
		return
	}
	role := theme.Strong
	if h.Blocked != "" {
		role = theme.Rule
	}
	p.Text(role, h.Keys)
	p.Gap(1)
	if h.Blocked == "" {
		role = theme.Muted
	}
	p.Text(role, h.Label)
	p.Gap(3)
}
