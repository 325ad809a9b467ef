package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"seamdash/ui/action"
	"seamdash/ui/diagnosis"
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

// layers are what lies over the screen: one thing in front, and maybe a diagnosis under it, from which that was opened and to which
// it gives way again.
type layers struct {
	over  overlay // nil for nothing
	under *diagnosis.Overlay
}

// put lays something in front.
func (l *layers) put(o overlay) {
	if front, ok := l.over.(*diagnosis.Overlay); ok {
		l.under = front
	}
	l.over = o
}

// drop takes away what is in front.
func (l *layers) drop() {
	l.over = nil
	if l.under != nil {
		l.over, l.under = l.under, nil
	}
}

// clear takes everything away.
func (l *layers) clear() { *l = layers{} }

// diagnosis is the one that is open, in front or not, or nil.
func (l *layers) diagnosis() *diagnosis.Overlay {
	if front, ok := l.over.(*diagnosis.Overlay); ok {
		return front
	}
	return l.under
}

// lay lays something over the screen, or takes it away.
func (a *App) lay(intent nav.Intent) tea.Cmd {
	switch intent := intent.(type) {
	case nav.Help:
		a.put(help.New("seamdash "+a.config.Version, a.hintsNow(), a.frame.body))
	case nav.Palette:
		a.put(palette.New(a.hintsNow(), a.frame.body))
	case nav.Ask:
		a.put(menu.New(apart(intent, a.pressed), a.frame.body))
	case nav.AskUntil:
		a.put(extend.New(intent, a.config.Now, a.frame.body))
	case nav.Present:
		return a.turnVeil(intent)
	case nav.Diagnose:
		return a.diagnose(intent.Of)
	case nav.AskZone:
		return a.askZone(intent.Lock)
	case nav.Close:
		a.keepForm()
		a.switching.end()
		a.drop()
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

// Actions are all that a key can do at present: of what lies over the screen, or else of the screen in front and of the whole
// program.
func (a *App) Actions() []action.Hint {
	if a.over != nil {
		return a.over.Hints()
	}
	return a.hintsNow()
}

// hintsNow is every action that is live, those of the screen first.
func (a *App) hintsNow() []action.Hint {
	return a.keymap.write(a.keys.Hints(a.tabs.screen().Hints(nil), a))
}
