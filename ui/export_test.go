package ui

import (
	tea "charm.land/bubbletea/v2"

	"seamdash/ui/nav"
)

// Perform does what an intent wants, for tests of what other packages of the screen ask for.
func (a *App) Perform(intent nav.Intent) tea.Cmd { return a.perform(intent) }

// Lifted says that nothing is hidden for a presentation any more.
func (p *Presentation) Lifted() bool { return p.veil.Snapshot(p.open.Feed.Snapshot()) == nil }
