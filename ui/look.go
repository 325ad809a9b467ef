package ui

import (
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"seamdash/ui/theme"
)

// Background says which background the colours are for.
type Background uint8

// The choices of a person.
const (
	Auto Background = iota // ask the terminal; dark until it answers
	Dark
	Light
)

// Colour says how many colours to use.
type Colour uint8

// The choices of a person.
const (
	AsTerminal Colour = iota // what the terminal says it can
	Sixteen                  // the sixteen whose shades the terminal's owner chose
	None                     // no colour at all; bold and reverse stay
)

// Look is how a person wants the screen to look.
type Look struct {
	Background Background
	Contrast   bool // the most contrast, for eyes or rooms that need it
	Colour     Colour
	ASCII      bool
}

// look is the wish together with what the terminal said.
type look struct {
	wish  Look
	light bool
	// profile is what the terminal can; true colour until it says otherwise, because the renderer reduces colours.
	profile colorprofile.Profile
	theme   *theme.Theme
}

func newLook(wish Look) look {
	l := look{wish: wish, light: wish.Background == Light, profile: colorprofile.TrueColor}
	l.mix()
	return l
}

func (l *look) ask() tea.Cmd {
	if l.wish.Background != Auto {
		return nil
	}
	return tea.RequestBackgroundColor
}

// hear takes what the terminal says of itself. Its background does not count where a person decided.
func (l *look) hear(msg tea.Msg) {
	switch msg := msg.(type) {
	case tea.BackgroundColorMsg:
		if l.wish.Background == Auto {
			l.light = !msg.IsDark()
		}
	case tea.ColorProfileMsg:
		l.profile = msg.Profile
	}
	l.mix()
}

func (l *look) mix() {
	profile := l.profile
	switch l.wish.Colour {
	case None:
		profile = colorprofile.ASCII
	case Sixteen:
		profile = min(profile, colorprofile.ANSI)
	case AsTerminal:
	}
	l.theme = theme.New(theme.Options{Light: l.light, Contrast: l.wish.Contrast, Profile: profile, ASCII: l.wish.ASCII})
}
