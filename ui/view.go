package ui

import (
	"strconv"

	tea "charm.land/bubbletea/v2"

	"seamdash/ui/theme"
	"seamdash/ui/widget"
)

// View draws the whole screen: every line as wide as the terminal, as many lines as it has.
func (a *App) View() tea.View {
	v := tea.NewView("")
	v.AltScreen = true
	v.ReportFocus = true // a PIN is masked when the terminal loses it
	v.WindowTitle, v.ProgressBar = a.title(), a.progressBar()
	if a.frame.w <= 0 || a.frame.h <= 0 {
		return v
	}
	p := &a.pen
	p.Begin(a.look.theme, a.frame.w)
	if a.frame.tooSmall() {
		drawTooSmall(p, &a.frame)
	} else {
		v.Cursor = a.draw(p)
	}
	v.SetContent(p.String())
	return v
}

func (a *App) draw(p *widget.Pen) *tea.Cursor {
	a.drawHeader(p)
	rule(p)
	p.NewLine()
	at := a.drawBody(p)
	a.drawStatus(p)
	a.drawSentence(p)
	a.drawFooter(p)
	if at == nil {
		return nil
	}
	return tea.NewCursor(at.X, a.frame.body.Y+at.Y)
}

func (a *App) drawBody(p *widget.Pen) *tea.Position {
	if a.curtained {
		a.drawCurtain(p)
		return nil
	}
	if a.over != nil {
		return a.over.View(p)
	}
	return a.tabs.screen().View(p, a.now, a.config.Place)
}

func rule(p *widget.Pen) { p.Repeat(theme.Rule, theme.HLine, p.Room()) }

// drawTooSmall says what the program needs, in the middle of what there is.
func drawTooSmall(p *widget.Pen, f *frame) {
	text := "seamdash needs " + size(minWidth, minHeight) + "; this terminal has " + size(f.w, f.h)
	lines := widget.Wrap(text, f.w, f.h)
	first := (f.h - len(lines)) / 2
	for y := range f.h {
		if i := y - first; i >= 0 && i < len(lines) {
			p.Gap((f.w - widget.Width(lines[i])) / 2)
			p.Text(theme.Text, lines[i])
		}
		if y < f.h-1 {
			p.NewLine()
		}
	}
}

func size(w, h int) string { return strconv.Itoa(w) + "x" + strconv.Itoa(h) }
