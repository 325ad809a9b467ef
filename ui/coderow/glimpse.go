package coderow

import (
	"time"

	tea "charm.land/bubbletea/v2"
)

// readableFor is how many seconds a PIN stays readable.
const readableFor = 10

// A Glimpse is the time for which digits stay readable. It passes by the clock of the person, not by that of the world that is
// shown, which runs faster in the sandbox.
type Glimpse struct {
	left int // in seconds
	// generation tells the seconds of this time from those of an earlier one.
	generation uint64
}

// GlimpsePassed says that a second of one glimpse is over.
type GlimpsePassed struct {
	of         *Glimpse
	generation uint64
}

// Open makes it begin anew.
func (g *Glimpse) Open() tea.Cmd {
	g.generation++
	g.left = readableFor
	return g.second()
}

func (g *Glimpse) second() tea.Cmd {
	passed := GlimpsePassed{g, g.generation}
	return tea.Tick(time.Second, func(time.Time) tea.Msg { return passed })
}

// Left is how many seconds there are to the end, 0 after it.
func (g *Glimpse) Left() int { return g.left }

// Close ends it at once.
func (g *Glimpse) Close() {
	g.generation++
	g.left = 0
}

// Pass takes a second off; one of an earlier time, or of another glimpse, means nothing.
func (g *Glimpse) Pass(msg GlimpsePassed) tea.Cmd {
	if msg.of != g || msg.generation != g.generation {
		return nil
	}
	if g.left--; g.left == 0 {
		return nil
	}
	return g.second()
}
