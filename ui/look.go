package ui

import (
	"cmp"

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
	// ground is what the terminal said of its background, Auto for nothing so far.
	ground Background
	// profile is what the terminal can; true colour until it says otherwise, because the renderer reduces colours.
	profile colorprofile.Profile
	theme   *theme.Theme
}

func newLook(wish Look) look {
	l := look{wish: wish, profile: colorprofile.TrueColor}
	l.mix()
	return l
}

// ask asks the terminal about its background where that counts and is not known.
func (l *look) ask() tea.Cmd {
	if l.wish.Background != Auto || l.ground != Auto {
		return nil
	}
	return tea.RequestBackgroundColor
}

// inherit takes what the terminal told another look.
func (l *look) inherit(from *look) {
	l.ground, l.profile = from.ground, from.profile
	l.mix()
}

// want takes another wish.
func (l *look) want(wish Look) tea.Cmd {
	l.wish = wish
	l.mix()
	return l.ask()
}

// hear takes what the terminal says of itself. Its background does not count where a person decided.
func (l *look) hear(msg tea.Msg) {
	switch msg := msg.(type) {
	case tea.BackgroundColorMsg:
		l.ground = Light
		if msg.IsDark() {
			l.ground = Dark
		}
	case tea.ColorProfileMsg:
		l.profile = msg.Profile
	}
	l.mix()
}

func (l *look) mix() {
	l.light = cmp.Or(l.wish.Background, l.ground) == Light
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
