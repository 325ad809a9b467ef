package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"seamdash/model/plan"
	"seamdash/model/veil"
	"seamdash/ui/activity"
	"seamdash/ui/schedules"
)

// A Presentation is the dashboard for people who may look on, and must not see who the guests are: the root of the program as long as it
// lasts. What it shows is an [App] of its own, which was never given a name or a PIN, so that nothing on any screen, in an overlay, a filter
// or a notice can be of one. The dashboard that was open before sleeps behind it, with every answer that it waits for, and goes on when
// the presentation ends.
type Presentation struct {
	veil  *veil.Veil
	open  Config
	front *App
	// back is the dashboard that was open before, nil where the program began with the presentation.
	back *App
	// mail is what came for it, oldest first.
	mail []tea.Msg
	last tidings
}

// tidings are the newest of what the program says and no picture has.
type tidings struct {
	followed *Followed
	written  *activity.Written
	rolling  *Rolling
	rolled   []plan.Roll
}

// mostRolled is how many lines of the history are kept for the dashboard behind a presentation.
const mostRolled = 1000

// addressed is the answer to a command of the dashboard that a presentation shows. All others are for the one behind it.
type addressed struct {
	to  *Presentation
	msg tea.Msg
}

// Root is what the program shows of an open workspace: the dashboard, or from the first frame on a presentation of it.
func Root(config Config) tea.Model {
	root, _ := begin(config)
	return root
}

// spoken has what an app says before it is the root of the program come back to it.
func spoken(root tea.Model, app *App, cmd tea.Cmd) tea.Cmd {
	cmd = app.address(cmd)
	if p, ok := root.(*Presentation); ok {
		return p.mine(cmd)
	}
	return cmd
}

// begin gives the root, and the dashboard that it draws.
func begin(config Config) (tea.Model, *App) {
	if config.Presentation {
		p := newPresentation(config)
		return p, p.front
	}
	app := New(config)
	return app, app
}

func newPresentation(open Config) *Presentation {
	if open.Address == nil {
		open.Address = &Address{}
	}
	v := veil.New()
	v.Snapshot(open.Feed.Snapshot()) // whose names are to be known before the first text
	return &Presentation{veil: v, open: open, front: New(open.behind(v))}
}

// Init starts the dashboard that is shown.
func (p *Presentation) Init() tea.Cmd { return p.mine(p.front.Init()) }

// View is the dashboard that is shown.
func (p *Presentation) View() tea.View { return p.front.View() }

// Update hides what comes from the program and hands it on. What is not known here, is kept from everybody until the end.
func (p *Presentation) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if letter, is := msg.(Addressed); is {
		switch {
		case letter.To != p.open.Address:
			return p, nil // another workspace was opened meanwhile
		case ofTheProgram(letter.Msg):
			msg = letter.Msg
		}
	}
	shown := msg
	answer, mine := msg.(addressed)
	switch {
	case mine && answer.to != p:
		return p, nil // of an earlier presentation
	case mine:
		shown = answer.msg
	case ofTheProgram(msg):
		shown = p.hide(msg)
	case !ofBubbleTea(msg):
		p.mail = append(p.mail, msg)
		return p, nil
	}
	_, cmd := p.front.Update(shown)
	if p.front.parting {
		return p.end()
	}
	return p, p.mine(cmd)
}

// ofTheProgram says that a message is for the dashboard that is shown as well as for the one behind.
func ofTheProgram(msg tea.Msg) bool {
	switch msg.(type) {
	case Pictured, Followed, activity.Written, Caution, Configured, QuietChanged, RulesChanged, schedules.Changed, Rolling, Rolled, Leave, pocketed, outstayed:
		return true
	default:
		return false
	}
}

// hide veils a message of the program, and notes what the dashboard behind has to hear of later.
func (p *Presentation) hide(msg tea.Msg) tea.Msg {
	v := p.veil
	switch msg := msg.(type) {
	case Pictured:
		return Pictured{Snapshot: v.Snapshot(msg.Snapshot)}
	case Followed:
		p.last.followed = &msg
		return Followed{Writes: v.Tracked(msg.Writes)}
	case activity.Written:
		p.last.written = &msg
		return activity.Written{Writes: v.Writes(msg.Writes)}
	case Caution:
		return Caution{Text: v.Text(msg.Text)}
	case Configured:
		p.mail = append(p.mail, msg)
		return Configured{Look: msg.Look, Keys: msg.Keys, Notify: msg.Notify, ClipboardClear: msg.ClipboardClear, Columns: msg.Columns, Text: v.Text(msg.Text), Loud: msg.Loud}
	case Rolling:
		p.last.rolling = &msg
		return Rolling{
			By: v.Person(msg.By), Since: msg.Since, Mine: msg.Mine, Wanted: msg.Wanted, States: v.States(msg.States), Err: v.Err(msg.Err),
		}
	case Rolled:
		p.last.rolled = append(p.last.rolled, msg.Rolls...)
		if over := len(p.last.rolled) - mostRolled; over > 0 {
			p.last.rolled = p.last.rolled[over:]
		}
		return Rolled{Rolls: v.Rolls(msg.Rolls)}
	case QuietChanged, RulesChanged, schedules.Changed, Leave,
		pocketed, outstayed: // of what was copied before: who copied it leaves the clipboard to the presentation
		return msg
	default:
		return nil
	}
}

// mine has the answer to a command come back to the dashboard that asked, and to no other.
func (p *Presentation) mine(cmd tea.Cmd) tea.Cmd {
	return Around(cmd, func(inner tea.Cmd) tea.Cmd {
		return func() tea.Msg {
			msg := inner()
			if msg == nil || ofBubbleTea(msg) {
				return msg
			}
			return addressed{p, msg}
		}
	})
}

// end goes back to the open dashboard: as it was, with what has happened since.
func (p *Presentation) end() (tea.Model, tea.Cmd) {
	open := p.back
	var cmds []tea.Cmd
	if open == nil {
		open = New(p.open)
		cmds = append(cmds, open.appear(p.front), open.Init())
	} else {
		open.resume(p.front)
	}
	now := []tea.Msg{Pictured{Snapshot: p.open.Feed.Snapshot()}, RulesChanged{}, QuietChanged{}}
	for _, msg := range slices.Concat(p.last.messages(), now, p.mail) {
		_, cmd := open.Update(msg)
		cmds = append(cmds, cmd)
	}
	return open, open.address(tea.Batch(append(cmds, open.notice.say("the presentation is over: names are shown again", quietly))...))
}

// messages are what the dashboard behind has to hear of. The picture comes from the feed, and what else is kept is read again.
func (t *tidings) messages() []tea.Msg {
	var all []tea.Msg
	if t.followed != nil {
		all = append(all, *t.followed)
	}
	if t.written != nil {
		all = append(all, *t.written)
	}
	if t.rolling != nil {
		all = append(all, *t.rolling)
	}
	if len(t.rolled) > 0 {
		all = append(all, Rolled{Rolls: t.rolled})
	}
	return all
}
