package main

import (
	"fmt"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"seamdash/ui"
	"seamdash/ui/uitest"
)

// An arrival tells when something reaches the terminal.
type arrival struct {
	seen chan time.Time
}

func (a *arrival) Write(p []byte) (int, error) {
	select {
	case a.seen <- time.Now():
	default:
	}
	return len(p), nil
}

// A taped app keeps its last two different frames.
type taped struct {
	tea.Model

	tape *[2]tea.View
}

func (t taped) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	next, cmd := t.Model.Update(msg)
	return taped{next, t.tape}, cmd
}

func (t taped) View() tea.View {
	v := t.Model.View()
	if v.Content != t.tape[1].Content {
		t.tape[0], t.tape[1] = t.tape[1], v
	}
	return v
}

// A recording shows two frames in turn that the dashboard has drawn before: what is left is the cost of the renderer.
type recording struct {
	frames [2]tea.View
	at     int
}

func (recording) Init() tea.Cmd { return nil }

func (r recording) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if _, ok := msg.(tea.KeyPressMsg); ok {
		r.at = 1 - r.at
	}
	return r, nil
}

func (r recording) View() tea.View { return r.frames[r.at] }

// BenchmarkKeyToOutput is the time from a key to the first bytes that it sends to the terminal, at 200x50, over 200,000 codes.
// The target is that the dashboard is within 1 ms of the renderer alone, which shows the same frames from a recording at
// Bubble Tea's own pace of 120 frames a second. Keys come after a pause, as people press them, as a keyboard repeats one that is held,
// and one right after the other, as from a paste.
func BenchmarkKeyToOutput(b *testing.B) {
	config := uitest.Config(&uitest.Feed{Picture: uitest.Many(10_000, 20)}, ui.Look{})
	config.Now = uitest.Now
	tape := &[2]tea.View{}
	dashboard := func(program func() *tea.Program) tea.Model {
		return paced{Model: taped{ui.New(config), tape}, metronome: &metronome{}, program: program}
	}
	alone := func(func() *tea.Program) tea.Model { return recording{frames: *tape} }
	for _, pause := range []time.Duration{100 * time.Millisecond, 33 * time.Millisecond, 0} {
		b.Run(fmt.Sprintf("pause=%v/dashboard", pause), func(b *testing.B) { keyToOutput(b, pause, dashboard) })
		b.Run(fmt.Sprintf("pause=%v/renderer alone", pause), func(b *testing.B) {
			if tape[0].Content == "" {
				b.Skip("it shows what the dashboard has drawn before")
			}
			keyToOutput(b, pause, alone)
		})
	}
}

func keyToOutput(b *testing.B, pause time.Duration, app func(func() *tea.Program) tea.Model) {
	b.Helper()
	out := &arrival{seen: make(chan time.Time, 1)}
	var program *tea.Program
	program = tea.NewProgram(app(func() *tea.Program { return program }), tea.WithOutput(out), tea.WithInput(nil),
		tea.WithFPS(frames), tea.WithoutSignalHandler(), tea.WithWindowSize(200, 50), tea.WithContext(b.Context()),
		tea.WithEnvironment([]string{"TERM=xterm-256color", "COLORTERM=truecolor"}))
	var running sync.WaitGroup
	running.Go(func() {
		if _, err := program.Run(); err != nil {
			b.Error(err)
		}
	})
	<-time.After(300 * time.Millisecond) // the first frames
	var spent time.Duration
	keys, n := []tea.KeyPressMsg{{Code: tea.KeyDown}, {Code: tea.KeyUp}}, 0
	for b.Loop() {
		<-time.After(pause + time.Duration(n%9)*time.Millisecond) // at another moment of the ticker each time
		select {
		case <-out.seen:
		default:
		}
		begun := time.Now()
		program.Send(keys[n%2])
		spent += (<-out.seen).Sub(begun)
		n++
	}
	program.Quit()
	running.Wait()
	b.ReportMetric(float64(spent.Microseconds())/float64(n)/1000, "ms/key")
	b.ReportMetric(0, "ns/op")
}
