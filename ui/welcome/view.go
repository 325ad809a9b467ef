package welcome

import (
	"strconv"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/ui/band"
	"seamdash/ui/theme"
	"seamdash/ui/widget"
)

const (
	// margin is the columns left of every text.
	margin = 4
	// widest is how wide a text gets: longer lines are hard to read.
	widest = 76
	// listHead and listFoot are the lines around the list of workspaces.
	listHead = 5
	listFoot = 1
)

// A frame is one drawing of the screen.
type frame struct {
	*Screen
	pen    *widget.Pen
	place  string
	cursor *tea.Position
}

// View draws the screen's lines, each ended, and returns where in them text is being typed, or nil. place says in words
// where a key will be sent.
func (s *Screen) View(p *widget.Pen, place string) *tea.Position {
	f := frame{Screen: s, pen: p, place: place}
	first := p.Lines()
	end := first + s.size.H
	f.blank()
	f.text(theme.Strong, "Smart-lock access codes on Seam: every lock, every code, one screen.")
	f.blank()
	switch s.step {
	case choosing:
		f.spaces()
	case deciding, storing:
		f.question()
	case opening:
		f.text(theme.Text, "Opening "+s.target()+" …")
	default:
		f.key(first)
	}
	for p.Lines() < end {
		f.blank()
	}
	return f.cursor
}

func (f *frame) blank() {
	if f.room() > 0 {
		f.pen.NewLine()
	}
}

// room is how many lines are left.
func (f *frame) room() int { return f.size.Y + f.size.H - f.pen.Lines() }

func (f *frame) width() int { return max(1, min(widest, f.size.W-2*margin)) }

// text draws a text over as many lines as it takes.
func (f *frame) text(r theme.Role, text string) {
	for _, line := range widget.Wrap(text, f.width(), min(6, f.room())) {
		f.pen.Gap(margin)
		f.pen.Region(f.width())
		f.pen.Text(r, line)
		f.pen.EndRegion()
		f.pen.NewLine()
	}
}

// sign draws a glyph, and a text that is indented behind it.
func (f *frame) sign(r theme.Role, g theme.Glyph, text string) {
	for i, line := range widget.Wrap(text, f.width()-2, min(6, f.room())) {
		f.pen.Gap(margin)
		if i == 0 {
			f.pen.Glyph(r, g)
		} else {
			f.pen.Gap(1)
		}
		f.pen.Gap(1)
		f.pen.Region(f.width() - 2)
		f.pen.Text(r, line)
		f.pen.EndRegion()
		f.pen.NewLine()
	}
}

// key draws the field for the key, and what there is to say about what is in it.
func (f *frame) key(first int) {
	f.text(theme.Text, "Paste an API key or a personal access token of Seam:")
	f.blank()
	f.pen.Gap(margin)
	f.pen.Glyph(theme.Accent, theme.Cursor)
	f.pen.Gap(1)
	x := f.size.W - f.pen.Room()
	at := f.field.Draw(f.pen, theme.Text, f.width()-2)
	if f.step == typing {
		f.cursor = &tea.Position{X: x + at, Y: f.pen.Lines() - first}
	}
	f.pen.NewLine()
	f.verdict()
	f.blank()
	f.text(theme.Muted, "The key goes to "+f.place+" and nowhere else. It is never shown, and kept only if you say so.")
	f.blank()
	f.text(theme.Text, "No account? ctrl+t opens the sandbox: simulated locks, no network.")
}

// verdict is what there is to say about the key: two lines or more, so that nothing below jumps.
func (f *frame) verdict() {
	lines := f.pen.Lines()
	switch fault := f.looks.Fault; {
	case f.step == asking:
		f.sign(theme.Moving, theme.Setting, "asking Seam …")
	case f.trouble != nil:
		f.fault(f.trouble)
	case fault != nil:
		f.sign(theme.Moving, theme.Warning, fault.Message)
		f.hint(fault)
	case f.looks.Words != "":
		f.sign(theme.Works, theme.Marked, f.looks.Words)
	}
	for f.pen.Lines() < lines+3 {
		f.blank()
	}
}

func (f *frame) fault(fault *model.Fault) {
	f.sign(theme.Hurts, theme.Failed, fault.Error())
	f.hint(fault)
}

func (f *frame) hint(fault *model.Fault) {
	for _, line := range widget.Wrap(fault.Hint, f.width()-2, min(3, f.room())) {
		f.pen.Gap(margin + 2)
		f.pen.Text(theme.Muted, line)
		f.pen.NewLine()
	}
}

// spaces is the list of workspaces to choose from.
func (f *frame) spaces() {
	f.text(theme.Text, "This token opens "+strconv.Itoa(len(f.found.spaces))+" workspaces. Which one?")
	f.blank()
	from, to := f.list.Visible()
	under, _ := f.list.Row()
	thumbFrom, thumbTo := f.list.Thumb()
	for row := from; row < to; row++ {
		f.pen.Region(f.size.W - 1)
		f.space(&f.found.spaces[row], row == under)
		f.pen.EndRegion()
		if y := row - from; y >= thumbFrom && y < thumbTo {
			f.pen.Glyph(theme.Muted, theme.Thumb)
		}
		f.pen.NewLine()
	}
}

func (f *frame) space(w *model.Workspace, under bool) {
	const state = 22
	f.pen.Gap(margin - 3)
	f.pen.Region(f.width() + 4)
	if under {
		f.pen.Bar(theme.Selected)
	}
	f.pen.Gap(1)
	if under {
		f.pen.Glyph(theme.Text, theme.Cursor)
	} else {
		f.pen.Gap(1)
	}
	f.pen.Gap(1)
	role, word := stateOf(w)
	f.pen.Name(theme.Text, w.Called(), f.width()-state)
	f.pen.Gap(1)
	f.pen.Cell(role, word, state-1)
	f.pen.EndRegion()
}

// question asks whether the key is kept, or says that it cannot be.
func (f *frame) question() {
	f.pen.Gap(margin)
	f.pen.Text(theme.Text, "The key opens ")
	band.Draw(f.pen, &f.found.chosen, f.pen.Room())
	f.pen.NewLine()
	f.blank()
	switch {
	case f.step == storing:
		f.sign(theme.Moving, theme.Setting, "putting the key into "+f.found.keyring+" …")
	case f.found.noKeyring != nil:
		f.text(theme.Text, "It cannot be kept for the next time: "+f.found.noKeyring.Error()+".")
		f.text(theme.Muted, f.found.noKeyring.Hint)
		f.blank()
		f.text(theme.Text, "Go on with the key for this session only?")
	default:
		f.text(theme.Text, "Keep it in "+f.found.keyring+" for the next start?")
	}
	if f.trouble != nil {
		f.blank()
		f.fault(f.trouble)
	}
}

func stateOf(w *model.Workspace) (theme.Role, string) {
	switch {
	case w.Sandbox && w.Suspended:
		return theme.Muted, "sandbox, suspended"
	case w.Suspended:
		return theme.Hurts, "production, suspended"
	case w.Sandbox:
		return theme.Works, "sandbox"
	default:
		return theme.Hurts, "production"
	}
}

// target is what is being opened.
func (s *Screen) target() string {
	if s.found.chosen.ID == "" {
		return "the sandbox"
	}
	return s.found.chosen.Called()
}
