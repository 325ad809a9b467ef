package main

import (
	"reflect"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"
)

const (
	// soonest is from a view to its frame when nothing was drawn just before; hurry is how long somebody looks that often.
	soonest, hurry = 500 * time.Microsecond, 3 * time.Millisecond
	// framePace is how often frames may follow one another, and linger how long that goes on after the last view: less than
	// there is between the keys that a keyboard repeats.
	framePace, linger = time.Second / frames, 20 * time.Millisecond
	// rest is how often somebody looks when nothing happens. Nothing needs it: every message draws a view.
	rest = time.Second
	// frames is how many a second there may be, the most that Bubble Tea allows.
	frames = 120
)

// A metronome is the pace at which frames are sent. Bubble Tea looks for a new view at a fixed pace, 120 times a second
// here, which costs more of a processor than all that a still screen does, and lets a key wait for the next look. The
// metronome turns the renderer's ticker: to soonest by the first view after a while, to framePace as long as views follow, and to
// rest when they end.
type metronome struct {
	mu     sync.Mutex
	ticker *time.Ticker // of Bubble Tea's renderer
	timer  *time.Timer
	step   step
	until  time.Time // when step ends
}

type step uint8

const (
	resting  step = iota // looking every rest
	hurrying             // every soonest
	running              // every framePace
)

// paced is an app whose views are drawn at the pace of a metronome.
type paced struct {
	tea.Model

	metronome *metronome
	program   func() *tea.Program
}

// Update passes a message on.
func (p paced) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	next, cmd := p.Model.Update(msg)
	p.Model = next
	return p, cmd
}

// View is the app's, and announces it to the renderer. Bubble Tea calls it in one goroutine, after the renderer was started.
func (p paced) View() tea.View {
	v := p.Model.View()
	p.metronome.drawn(p.program())
	return v
}

// rendererTicker is what the renderer of a running program waits for. Bubble Tea has no name for it, so it is found by its field;
// a version that keeps it elsewhere gives nil, and then its own fixed pace holds.
func rendererTicker(program *tea.Program) *time.Ticker {
	field := reflect.ValueOf(program).Elem().FieldByName("ticker")
	if !field.IsValid() || field.Type() != reflect.TypeFor[*time.Ticker]() {
		return nil
	}
	return (*time.Ticker)(field.UnsafePointer())
}

// drawn takes note that the program has a view to show.
func (m *metronome) drawn(program *tea.Program) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.ticker == nil {
		m.ticker = rendererTicker(program)
	}
	switch {
	case m.ticker == nil:
	case m.step == resting:
		m.turn(hurrying, soonest, hurry)
	case m.step == running:
		m.until = time.Now().Add(linger)
	}
}

// turn begins a step that lasts at least so long.
func (m *metronome) turn(to step, pace, lasts time.Duration) {
	m.step, m.until = to, time.Now().Add(lasts)
	m.ticker.Reset(pace)
	if m.timer == nil {
		m.timer = time.AfterFunc(lasts, m.next)
		return
	}
	m.timer.Reset(lasts)
}

// next ends the step when its time is over.
func (m *metronome) next() {
	m.mu.Lock()
	defer m.mu.Unlock()
	left := time.Until(m.until)
	switch {
	case left > 0:
		m.timer.Reset(left)
	case m.step == hurrying:
		m.turn(running, framePace, linger)
	default:
		m.step = resting
		m.ticker.Reset(rest)
	}
}
