package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"seamdash/ui/action"
	"seamdash/ui/extend"
	"seamdash/ui/help"
	"seamdash/ui/menu"
	"seamdash/ui/nav"
	"seamdash/ui/palette"
	"seamdash/ui/widget"
)

// An overlay lies over the screen and has the keyboard until it gives [nav.Close].
type overlay interface {
	Resize(size widget.Rect)
	Update(msg tea.Msg) (nav.Intent, tea.Cmd)
	// Hints are the overlay's own keys, for the footer.
	Hints() []action.Hint
	// View draws the overlay's lines, each ended, and returns where in them text is being typed, or nil.
	View(p *widget.Pen) *tea.Position
}

// lay lays something over the screen, or takes it away.
func (a *App) lay(intent nav.Intent) tea.Cmd {
	switch intent := intent.(type) {
	case nav.Help:
		a.over = help.New("seamdash "+a.config.Version, a.hintsNow(), a.frame.body)
	case nav.Palette:
		a.over = palette.New(a.hintsNow(), a.frame.body)
	case nav.Ask:
		a.over = menu.New(apart(intent, a.pressed), a.frame.body)
	case nav.AskUntil:
		a.over = extend.New(intent, a.config.Now, a.frame.body)
	case nav.Close:
		a.keepForm()
		a.over = nil
		return a.perform(intent.Then)
	default:
	}
	return nil
}

// apart gives the answer of a question another key where it is the one that was pressed to be asked, which can be as keys can
// be chosen: pressing it twice must not answer.
func apart(ask nav.Ask, pressed string) nav.Ask {
	if len(ask.Choices) != 1 || ask.Choices[0].Key != pressed {
		return ask
	}
	only := ask.Choices[0]
	only.Key = strings.ToUpper(only.Key)
	ask.Choices = []nav.Choice{only}
	return ask
}

// hintsNow is every action that is live, those of the screen first.
func (a *App) hintsNow() []action.Hint {
	return a.keymap.write(a.keys.Hints(a.tabs.screen().Hints(nil), a))
}
