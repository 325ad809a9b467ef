package uitest

import (
	"bytes"
	"io"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"seamdash/ui/anchor"
	"seamdash/ui/uitest/emulator"
)

// A Mirror shows on emulated terminals what an app shows, through all that stands between in the program: Bubble Tea's
// renderer and our anchors. It lives in the bubble that it is made in.
type Mirror struct {
	// Screens are the terminals, one for each opinion. Stream is all that they were sent.
	Screens []*emulator.Screen
	Stream  []byte

	program *tea.Program
	running sync.WaitGroup
}

// shown is what the mirror shows next.
type shown struct{ view tea.View }

// A glass shows what it was given.
type glass struct{ view tea.View }

func (g glass) Init() tea.Cmd  { return nil }
func (g glass) View() tea.View { return g.view }
func (g glass) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if s, ok := msg.(shown); ok {
		g.view = s.view
	}
	return g, nil
}

// NewMirror starts a mirror of a size.
func NewMirror(tb testing.TB, w, h int, opinions ...emulator.Opinion) *Mirror {
	tb.Helper()
	m := &Mirror{}
	all := []io.Writer{writes(func(p []byte) { m.Stream = append(m.Stream, p...) })}
	for _, opinion := range opinions {
		m.Screens = append(m.Screens, emulator.New(w, h, opinion))
		all = append(all, m.Screens[len(m.Screens)-1])
	}
	m.program = tea.NewProgram(glass{}, tea.WithInput(nil), tea.WithOutput(cooked(anchor.New(io.MultiWriter(all...)))), tea.WithFilter(anchor.Filter),
		tea.WithEnvironment([]string{"TERM=xterm-256color", "COLORTERM=truecolor"}), tea.WithWindowSize(w, h), tea.WithoutSignalHandler())
	m.running.Go(func() {
		if _, err := m.program.Run(); err != nil {
			tb.Errorf("the mirror broke: %v", err)
		}
	})
	// What a modern terminal answers to the questions of the first moment.
	m.program.Send(tea.ModeReportMsg{Mode: ansi.ModeUnicodeCore, Value: ansi.ModeReset})
	m.program.Send(tea.ModeReportMsg{Mode: ansi.ModeSynchronizedOutput, Value: ansi.ModeReset})
	return m
}

// cooked does what the line discipline of a terminal does for a program that does not read from it, as Bubble Tea expects then:
// a line feed goes to the beginning of the next line.
func cooked(to io.Writer) io.Writer {
	return writes(func(p []byte) {
		_, _ = to.Write(bytes.ReplaceAll(p, []byte("\n"), []byte("\r\n"))) // emulators take everything
	})
}

type writes func(p []byte)

func (w writes) Write(p []byte) (int, error) {
	w(p)
	return len(p), nil
}

// Show shows a view on all terminals.
func (m *Mirror) Show(view tea.View) {
	m.program.Send(shown{view})
	m.frame()
}

// Send sends a sequence past the renderer, as [tea.Raw] does.
func (m *Mirror) Send(sequence string) {
	m.program.Send(tea.Raw(sequence)())
	m.frame()
}

// look is longer than the renderer waits from one look to the next.
const look = 20 * time.Millisecond

// frame waits until the renderer has looked.
func (m *Mirror) frame() {
	synctest.Wait()
	<-time.NewTimer(look).C
	synctest.Wait()
}

// Close ends the program behind the mirror.
func (m *Mirror) Close() {
	m.program.Quit()
	m.running.Wait()
	for _, s := range m.Screens {
		s.Close()
	}
}
