package main

import (
	"io"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
)

// A counter shows how many messages it got.
type counter struct{ n int }

func (counter) Init() tea.Cmd { return nil }

func (c counter) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if _, ok := msg.(tea.KeyPressMsg); ok {
		c.n++
	}
	return c, nil
}

func (c counter) View() tea.View { return tea.NewView("pressed " + strconv.Itoa(c.n)) }

// A frameLog remembers when something was written to the terminal.
type frameLog struct {
	mu sync.Mutex
	at []time.Time
}

func (l *frameLog) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.at = append(l.at, time.Now())
	return len(p), nil
}

// since is how many frames were written after a time, and how long after it the first of them.
func (l *frameLog) since(start time.Time) (n int, first time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, at := range l.at {
		if at.After(start) {
			if n++; n == 1 {
				first = at.Sub(start)
			}
		}
	}
	return n, first
}

// TestMetronome runs Bubble Tea's own loop and renderer on the bubble's clock.
func TestMetronome(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var log frameLog
		m := &metronome{}
		program, ended := startPaced(t, m, &log)
		press := func() { program.Send(tea.KeyPressMsg{Code: 'x', Text: "x"}) }
		wait(10 * time.Second)
		mustRest(t, m)
		for _, after := range []time.Duration{10*time.Second + 123*time.Microsecond, 200 * time.Millisecond, 30 * time.Millisecond} {
			wait(after)
			pressed := time.Now()
			press()
			wait(5 * time.Millisecond)
			if n, first := log.since(pressed); n != 1 || first > soonest {
				t.Errorf("a key after %v: %d frames, the first after %v; want one within %v", after, n, first, soonest)
			}
		}
		wait(time.Minute)
		mustRest(t, m)
		begun := time.Now()
		for range 1000 { // faster than anybody presses
			press()
			wait(time.Millisecond)
		}
		if n, _ := log.since(begun); n < frames-10 || n > frames+10 {
			t.Errorf("%d frames in a second of keys, want about %d", n, frames)
		}
		program.Quit()
		ended()
		wait(time.Minute)
		mustRest(t, m)
	})
}

// startPaced runs a counter at the pace of m; ended waits for its end.
func startPaced(t *testing.T, m *metronome, out io.Writer) (program *tea.Program, ended func()) {
	t.Helper()
	program = tea.NewProgram(paced{Model: counter{}, metronome: m, program: func() *tea.Program { return program }},
		tea.WithOutput(out), tea.WithInput(nil), tea.WithFPS(frames), tea.WithoutSignalHandler(), tea.WithWindowSize(40, 4),
		tea.WithContext(t.Context()), tea.WithEnvironment([]string{"TERM=xterm"}))
	var running sync.WaitGroup
	running.Go(func() {
		if _, err := program.Run(); err != nil {
			t.Error(err)
		}
	})
	return program, running.Wait
}

// wait lets time pass in a bubble.
func wait(d time.Duration) { <-time.After(d) }

// mustRest says that nobody looks for a new view more often than every rest.
func mustRest(t *testing.T, m *metronome) {
	t.Helper()
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.ticker == nil {
		t.Fatal("Bubble Tea keeps the renderer's ticker elsewhere: a still screen costs what a moving one does")
	}
	if m.step != resting {
		t.Errorf("nothing happens, and the renderer is at step %d", m.step)
	}
}
