package codes

import (
	tea "charm.land/bubbletea/v2"

	"seamdash/ui/action"
	"seamdash/ui/nav"
	"seamdash/ui/theme"
	"seamdash/ui/widget"
)

// A panel is what is unfolded below the rows and has the keyboard; the rows above show at once what it does.
type panel interface {
	// lines is how many lines it has below its title.
	lines() int
	// resize says for how many of them there is room.
	resize(lines int)
	hints() []action.Hint
	press(msg tea.KeyPressMsg) (nav.Intent, tea.Cmd)
	paste(msg tea.PasteMsg) tea.Cmd
	// draw writes so many lines, the title first, each ended, and returns where in them text is being typed, or nil.
	draw(p *widget.Pen, w, lines int) *tea.Position
}

func (s *Screen) unfold(what nav.Part) {
	switch what {
	case nav.Columns:
		s.panel = newColumnsPanel(s)
	case nav.Views:
		s.panel = newViewsPanel(s)
	}
	s.Resize(s.size)
}

// fold closes what is unfolded.
func (s *Screen) fold() {
	s.panel = nil
	s.Resize(s.size)
}

// unfolded draws what is unfolded.
func (f *frame) unfolded(lines int) *tea.Position {
	if f.panel == nil || lines == 0 {
		return nil
	}
	return f.panel.draw(f.pen, f.size.W, lines)
}

// panelTitle draws a rule with a title in it.
func panelTitle(p *widget.Pen, title string) {
	p.Repeat(theme.Rule, theme.HLine, 1)
	p.Gap(1)
	p.Text(theme.Accent, title)
	p.Gap(1)
}

// stepOf is the step that a key asks for in a panel.
func stepOf(key string) (step nav.Step, ok bool) {
	switch key {
	case "up", "k":
		return nav.Up, true
	case "down", "j":
		return nav.Down, true
	case "pgup":
		return nav.PageUp, true
	case "pgdown":
		return nav.PageDown, true
	case "home", "g":
		return nav.First, true
	case "end", "G":
		return nav.Last, true
	default:
		return 0, false
	}
}

// beginLine draws the first cells of a panel's line: the cursor, and a mark where the line's own is shown.
func beginLine(p *widget.Pen, under, shown bool) {
	if under {
		p.Bar(theme.Selected)
	}
	p.Gap(1)
	if under {
		p.Glyph(theme.Text, theme.Cursor)
	} else {
		p.Gap(1)
	}
	p.Gap(1)
	if shown {
		p.Glyph(theme.Accent, theme.Marked)
	} else {
		p.Gap(1)
	}
	p.Gap(1)
}
