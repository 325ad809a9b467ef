package ui

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/ui/action"
	"seamdash/ui/coderow"
	"seamdash/ui/nav"
	"seamdash/ui/widget"
)

// A screen is what the root needs of a tab. Each lives in a package of its own and knows no other.
type screen interface {
	// Show takes the newest picture.
	Show(picture *model.Snapshot) tea.Cmd
	// Resize gives the screen its part of the terminal.
	Resize(size widget.Rect)
	// Front says that the screen came to the front, or left it.
	Front(is bool) tea.Cmd
	// Typing says that the screen has the keyboard for itself at present, so that nothing else may take a key. Held are
	// the keys that it then takes; none where they are those of a filter.
	Typing() bool
	Held() []action.Hint
	// Update takes keys and pastes while the screen is in front, and at all times the answers of commands, which say whose
	// they are.
	Update(msg tea.Msg) (nav.Intent, tea.Cmd)
	// Perform does what one of the screen's own intents wants.
	Perform(intent nav.Intent) (nav.Intent, tea.Cmd)
	// Conceal masks a revealed PIN at once.
	Conceal()
	// Hints are the screen's actions as they stand, and Keys the names of the keys that it takes.
	Hints(dst []action.Hint) []action.Hint
	Keys() []string
	// Sentence is what there is to say about the row under the cursor.
	Sentence(now time.Time) coderow.Sentence
	// Watching gives the locks on the screen, the selected one first, when they are others than the last time it was
	// asked; again asks for them in any case.
	Watching(again bool) (ids []model.DeviceID, changed bool)
	// View draws the screen's lines, each ended, and returns where in them text is being typed, or nil.
	View(p *widget.Pen, now time.Time, place string) *tea.Position
}

// A tab is a screen with its place among the screens, its key and its name. total, where there is one, counts what the screen
// is about.
type tab struct {
	id     nav.Screen
	key    string
	name   string
	screen screen
	total  func(*model.Snapshot) int
}

// tabs are the screens in the order of [nav.Screen], as far as there are any, and the one that is in front.
type tabs struct {
	all   []tab
	front int
	// turned says that another screen came to the front and nobody has told the feed what is on it.
	turned bool
}

// screen is the one in front.
func (t *tabs) screen() screen { return t.all[t.front].screen }

// turn brings a screen to the front; a PIN does not stay readable behind it.
func (t *tabs) turn(to nav.Screen) tea.Cmd {
	at := slices.IndexFunc(t.all, func(one tab) bool { return one.id == to })
	if at < 0 || at == t.front {
		return nil
	}
	t.screen().Conceal()
	away := t.screen().Front(false)
	t.front, t.turned = at, true
	return tea.Batch(away, t.screen().Front(true))
}

// each gives a message or a picture to every screen.
func (t *tabs) each(give func(screen) tea.Cmd) tea.Cmd {
	cmds := make([]tea.Cmd, 0, len(t.all))
	for i := range t.all {
		if cmd := give(t.all[i].screen); cmd != nil {
			cmds = append(cmds, cmd)
		}
	}
	return tea.Batch(cmds...)
}
