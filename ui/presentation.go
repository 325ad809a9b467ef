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
// the presentation ends. Hiding is work, so that it is done beside the screen, see [curtain].
type Presentation struct {
	curtain

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
	p := &Presentation{veil: veil.New(), open: open}
	p.draw()
	return p
}

// Init begins to hide.
func (p *Presentation) Init() tea.Cmd { return p.work() }

// View is the dashboard that is shown.
func (p *Presentation) View() tea.View { return p.front.View() }

// Update has hidden what comes from the program before it is handed on. What is not known here, is kept from everybody until the end.
func (p *Presentation) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if letter, is := msg.(Addressed); is {
		switch {
		case letter.To != p.open.Address:
			return p, nil // another workspace was opened meanwhile
		case ofTheProgram(letter.Msg):
			msg = letter.Msg
		}
	}
	answer, mine := msg.(addressed)
	switch {
	case mine && answer.to != p:
		return p, nil // of an earlier presentation
	case mine:
		msg = answer.msg
	case names(msg):
		p.note(msg)
		p.waiting = enqueue(p.waiting, msg)
		return p, p.work()
	case !ofTheProgram(msg) && !ofBubbleTea(msg):
		p.mail = append(p.mail, msg)
		return p, nil
	case p.holds(msg):
		p.held = append(p.held, msg)
		return p, nil
	}
	if done, is := msg.(veiled); is {
		return p.reveal(done)
	}
	return p.show(msg)
}

// show gives messages to the dashboard that is shown, until one of them ends the presentation: the rest is for the other then.
func (p *Presentation) show(msgs ...tea.Msg) (tea.Model, tea.Cmd) {
	var cmds []tea.Cmd
	for at, msg := range msgs {
		_, cmd := p.front.Update(msg)
		cmds = append(cmds, p.mine(cmd))
		if p.front.parting {
			open, cmd := p.end()
			cmds = append(cmds, cmd)
			for _, msg := range msgs[at+1:] {
				open, cmd = open.Update(msg)
				cmds = append(cmds, cmd)
			}
			return open, tea.Batch(cmds...)
		}
	}
	return p, tea.Batch(cmds...)
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

// names says that a message of the program may have names or PINs in it.
func names(msg tea.Msg) bool {
	switch msg.(type) {
	case QuietChanged, RulesChanged, schedules.Changed, Leave,
		pocketed, outstayed: // of what was copied before: who copied it leaves the clipboard to the presentation
		return false
	default:
		return ofTheProgram(msg)
	}
}

// note keeps what the dashboard behind has to hear of later.
func (p *Presentation) note(msg tea.Msg) {
	switch msg := msg.(type) {
	case Followed:
		p.last.followed = &msg
	case activity.Written:
		p.last.written = &msg
	case Configured:
		p.mail = append(p.mail, msg)
	case Rolling:
		p.last.rolling = &msg
	case Rolled:
		p.last.rolled = append(p.last.rolled, msg.Rolls...)
		if over := len(p.last.rolled) - mostRolled; over > 0 {
			p.last.rolled = p.last.rolled[over:]
		}
	}
}

// hide veils a message of the program.
func hide(v *veil.Veil, msg tea.Msg) tea.Msg {
	switch msg := msg.(type) {
	case Pictured:
		return Pictured{Snapshot: v.Snapshot(msg.Snapshot)}
	case Followed:
		return Followed{Writes: v.Tracked(msg.Writes)}
	case activity.Written:
		return activity.Written{Writes: v.Writes(msg.Writes)}
	case Caution:
		return Caution{Text: v.Text(msg.Text)}
	case Configured:
		return Configured{Look: msg.Look, Keys: msg.Keys, Notify: msg.Notify, ClipboardClear: msg.ClipboardClear, Columns: msg.Columns, Text: v.Text(msg.Text), Loud: msg.Loud}
	case Rolling:
		return Rolling{
			By: v.Person(msg.By), Since: msg.Since, Mine: msg.Mine, Wanted: msg.Wanted, States: v.States(msg.States), Err: v.Err(msg.Err),
		}
	case Rolled:
		return Rolled{Rolls: v.Rolls(msg.Rolls)}
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
	p.veil.Lift()
	open := p.back
	var cmds []tea.Cmd
	if open == nil {
		open = New(p.open)
		cmds = append(cmds, open.appear(p.front), open.Init())
	} else {
		open.resume(p.front)
	}
	cmds = append(cmds, open.notice.say("the presentation is over: names are shown again", quietly))
	now := []tea.Msg{Pictured{Snapshot: p.open.Feed.Snapshot()}, RulesChanged{}, QuietChanged{}}
	for _, msg := range slices.Concat(p.last.messages(), now, p.mail, p.cautions()) {
		_, cmd := open.Update(msg)
		cmds = append(cmds, cmd)
	}
	return open, open.address(tea.Batch(cmds...))
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
