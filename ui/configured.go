package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"seamdash/ui/views"
)

// Configured brings to a running app what the configuration says now. The fields are those of [Config].
type Configured struct {
	Look           Look
	Keys           map[string][]string
	Notify         Notify
	ClipboardClear time.Duration
	Views          []views.View
	Columns        []views.Column
	// Text tells what is different; Loud says that not all of it holds already.
	Text string
	Loud bool
}

// configure takes other settings. Nobody loses what they are at: the cursor, a filter that is being typed, marks and the
// screen in front stay.
func (a *App) configure(msg Configured) tea.Cmd {
	if a.config.Notify == Silent {
		a.herald = herald{since: a.now} // what went by in silence is no news
	}
	a.config.Notify, a.config.Keys, a.config.ClipboardClear = msg.Notify, msg.Keys, msg.ClipboardClear
	how := quietly
	complaint := a.bind()
	if msg.Loud || complaint != "" {
		how = loudly
	}
	chosen := views.Chosen{Views: msg.Views, Columns: msg.Columns}
	return tea.Batch(
		a.look.want(msg.Look),
		a.notice.show(together(msg.Text, complaint), how, cautionFor),
		a.tabs.each(func(s screen) tea.Cmd { return a.give(s, chosen) }),
	)
}

// together is two things to tell in one line; either may be "".
func together(one, other string) string {
	if one != "" && other != "" {
		one += "; "
	}
	return one + other
}
