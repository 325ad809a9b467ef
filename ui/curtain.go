package ui

import (
	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/ui/theme"
	"seamdash/ui/widget"
)

// A curtain is what stands between the program and a presentation. To hide the names of 200,000 codes takes a second, so that it is done
// in a command, one at a time and in the order in which the messages came: a text loses the names that the pictures before it had. Until the
// first picture is hidden nobody sees anything of it, and whoever types waits, but for the ways out.
type curtain struct {
	drawn bool
	// waiting is what is to be hidden next, hiding what is being hidden, oldest first.
	waiting, hiding []tea.Msg
	// held are the keys and pastes for the dashboard that is not to be seen yet.
	held []tea.Msg
	// at are the locks that were looked at, the selected one first.
	at []model.DeviceID
}

// veiled brings what was hidden.
type veiled struct{ msgs []tea.Msg }

// hidingNames is what somebody reads meanwhile.
const hidingNames = "hiding names and PINs…"

// enqueue adds a message. A picture takes the place of one right before it.
func enqueue(list []tea.Msg, msg tea.Msg) []tea.Msg {
	if _, is := msg.(Pictured); is && len(list) > 0 {
		if _, before := list[len(list)-1].(Pictured); before {
			list[len(list)-1] = msg
			return list
		}
	}
	return append(list, msg)
}

// draw draws the curtain: a dashboard of nothing, in which every name of the workspace is yet to be hidden.
func (p *Presentation) draw() {
	picture := p.open.Feed.Snapshot()
	p.waiting, p.drawn = []tea.Msg{Pictured{Snapshot: picture}}, true
	feed := picture.Feed
	feed.Fault = nil // it may quote anything
	config := p.open
	p.front = New(Config{
		veil: p.veil, Presentation: config.Presentation, Feed: nothing{of: model.NewSnapshot(picture.Workspace, nil, feed, 0)},
		Now: config.Now, Zone: config.Zone, Place: config.Place, Version: config.Version, Look: config.Look,
		Tmux: config.Tmux, Keys: config.Keys, ClipboardClear: config.ClipboardClear, Address: &Address{},
	})
	p.front.curtained = true
}

// nothing is the feed of a curtain.
type nothing struct {
	noFeed

	of *model.Snapshot
}

// Snapshot has no locks.
func (n nothing) Snapshot() *model.Snapshot { return n.of }

// work has hidden what waits, unless something is being hidden.
func (p *Presentation) work() tea.Cmd {
	if len(p.hiding) > 0 || len(p.waiting) == 0 {
		return nil
	}
	p.hiding, p.waiting = p.waiting, nil
	v, list := p.veil, p.hiding
	return p.mine(func() tea.Msg {
		out := make([]tea.Msg, len(list))
		for i, msg := range list {
			out[i] = hide(v, msg)
		}
		return veiled{out}
	})
}

// reveal shows what was hidden, and has the next hidden.
func (p *Presentation) reveal(done veiled) (tea.Model, tea.Cmd) {
	p.hiding = nil
	var opened tea.Cmd
	if p.drawn {
		opened = p.pull()
	}
	keys := p.held
	p.held = nil
	root, cmd := p.show(append(done.msgs, keys...)...)
	if root != p {
		return root, tea.Batch(opened, cmd)
	}
	return p, tea.Batch(opened, cmd, p.work())
}

// pull draws the curtain back: the dashboard that is presented takes its place.
func (p *Presentation) pull() tea.Cmd {
	before := p.front
	config := p.open.behind(p.veil)
	config.Address = before.config.Address // so that it hears what the curtain waits for
	p.front, p.drawn = New(config), false
	p.front.notice.take(&before.notice)
	p.front.herald.since, p.front.follow.since = before.herald.since, before.follow.since
	cmds := []tea.Cmd{p.front.address(p.front.appear(before)), p.front.Init()}
	if len(p.at) > 0 {
		cmds = append(cmds, p.front.address(p.front.lookAt(p.at[0])))
	}
	return p.mine(tea.Batch(cmds...))
}

// holds says that a message is typed for the dashboard that is not to be seen yet. Who leaves does not wait, unless something was typed
// before that may give the key another meaning.
func (p *Presentation) holds(msg tea.Msg) bool {
	if !p.drawn {
		return false
	}
	key, is := msg.(tea.KeyPressMsg)
	if !is {
		_, pasted := msg.(tea.PasteMsg)
		return pasted
	}
	switch {
	case key.String() == "ctrl+c":
		return false
	case p.front.veils(key):
		return p.open.Presentation // which is asked about
	}
	chosen, ok := p.front.keymap.translate(key, p.front.tabs.front)
	_, leaves := p.front.leaves(chosen)
	return !ok || !leaves || len(p.held) > 0
}

// cautions are those that nobody has seen yet.
func (c *curtain) cautions() []tea.Msg {
	var out []tea.Msg
	for _, list := range [][]tea.Msg{c.hiding, c.waiting} {
		for _, msg := range list {
			if _, is := msg.(Caution); is {
				out = append(out, msg)
			}
		}
	}
	return out
}

// drawCurtain draws the lines of the body.
func (a *App) drawCurtain(p *widget.Pen) {
	for y := range a.frame.body.H {
		if y == a.frame.body.H/2 {
			p.Gap((a.frame.w - widget.Width(hidingNames)) / 2)
			p.Text(theme.Muted, hidingNames)
		}
		p.NewLine()
	}
}
