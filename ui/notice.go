package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"seamdash/ui/action"
)

const (
	// noticeFor is how long a notice stays.
	noticeFor = 5 * time.Second
	// cautionFor is how long one stays that nobody waits for.
	cautionFor = 20 * time.Second
)

type loudness uint8

const (
	quietly loudness = iota // a receipt
	loudly                  // a key did not do what somebody expected
)

// A notice is a line about what a key did; the newest replaces the one before.
type notice struct {
	text       string
	how        loudness
	generation uint64
	key        func(id string) string // of an action, see [action.Spell]
}

// noticeEnded says that the time of one notice is over.
type noticeEnded struct{ generation uint64 }

func (n *notice) say(text string, how loudness) tea.Cmd { return n.show(text, how, noticeFor) }

// open says what went wrong before there was a screen to say it on.
func (n *notice) open(caution string) tea.Cmd {
	if caution == "" {
		return nil
	}
	return n.show(caution, loudly, cautionFor)
}

func (n *notice) show(text string, how loudness, long time.Duration) tea.Cmd {
	n.generation++
	n.text, n.how = action.Spell(text, n.key), how
	ended := noticeEnded{n.generation}
	return tea.Tick(long, func(time.Time) tea.Msg { return ended })
}

func (n *notice) end(msg noticeEnded) {
	if msg.generation == n.generation {
		n.text = ""
	}
}

// take is what another notice says, until that is over.
func (n *notice) take(from *notice) {
	n.text, n.how, n.generation = from.text, from.how, from.generation
}
