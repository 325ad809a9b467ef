//go:build unix

package main

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/hinshun/vt10x"

	"seamdash/seamclient/conform/fakeseam"
)

// TestDashboardInATerminal is the one story that runs in a real terminal; everything else about screens is tested
// where it is cheaper.
func TestDashboardInATerminal(t *testing.T) {
	t.Parallel()
	s := newScreen(t, 120, 40)
	var stderr strings.Builder
	cmd := s.start(t, &stderr, "--sandbox")

	s.waitForText(t, "Maple Ct 3B · Patio")
	s.vt.Lock()
	if s.vt.Mode()&vt10x.ModeAltScreen == 0 {
		t.Error("the dashboard draws over what the shell had on its screen")
	}
	s.vt.Unlock()
	s.press(t, "?")
	s.waitForText(t, "go to the codes of the lock")
	s.press(t, "?")
	s.waitFor(t, "the Fleet again", func(text string) bool { return !strings.Contains(text, "go to the codes of the lock") })
	s.press(t, "q")

	mustEnd(t, cmd, &stderr, exitDone)
	s.mustBeRestored(t)
	if stderr.String() != "" {
		t.Errorf("stderr: %q, want nothing", stderr.String())
	}
}

func TestDashboardRestoresTheTerminalOnSignals(t *testing.T) {
	t.Parallel()
	for name, sig := range map[string]syscall.Signal{"term": syscall.SIGTERM, "int": syscall.SIGINT, "hup": syscall.SIGHUP} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newScreen(t, 80, 24)
			var stderr strings.Builder
			cmd := s.start(t, &stderr, "--sandbox")
			s.waitForText(t, "LOCKS")
			if err := cmd.Process.Signal(sig); err != nil {
				t.Fatal(err)
			}
			mustEnd(t, cmd, &stderr, exitDone)
			s.mustBeRestored(t)
			if stderr.String() != "" {
				t.Errorf("stderr: %q, want nothing", stderr.String())
			}
		})
	}
}

// TestDashboardEndsWithItsWindow closes the terminal while the program draws.
func TestDashboardEndsWithItsWindow(t *testing.T) {
	t.Parallel()
	s := newScreen(t, 120, 40)
	var stderr strings.Builder
	cmd := s.start(t, &stderr, "--sandbox")
	s.waitForText(t, "seamdash") // the first frame; the fleet is still being read
	if err := s.tty.Close(); err != nil {
		t.Fatal(err)
	}
	if err := s.keys.Close(); err != nil {
		t.Fatal(err)
	}
	mustEnd(t, cmd, &stderr, exitDone)
	if strings.Contains(stderr.String(), "panic") || strings.Contains(stderr.String(), "goroutine") {
		t.Errorf("the program fell over:\n%s", stderr.String())
	}
}

// TestDashboardSaysWhatIsWrong: a screen is never empty without a reason, and it can always be left.
func TestDashboardSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	for kind, want := range map[string]string{
		"silent":      "connecting",
		"gone":        "nothing listens",
		"another-key": "key",
		"html":        "answered 200 with html",
		"hostile":     "Front Door gnp.exe",
		"odd":         "the moon is full",
	} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			server := servers()[kind]()
			t.Cleanup(server.Close)
			s := newScreen(t, 120, 40)
			var stderr strings.Builder
			cmd := s.start(t, &stderr, "--endpoint", server.URL)
			s.waitForText(t, want)
			s.press(t, "q")
			mustEnd(t, cmd, &stderr, exitDone)
			s.mustBeRestored(t)
		})
	}
}

// TestNewCodeAppearsOnTheScreen is the whole way, at the pace of every day: Seam's fake, client, feed, screen.
func TestNewCodeAppearsOnTheScreen(t *testing.T) {
	t.Parallel()
	url := fakeseam.Start(t)
	s := newScreen(t, 120, 40)
	var stderr strings.Builder
	cmd := s.start(t, &stderr, "--endpoint", url)
	for _, name := range fakeNames() {
		s.waitForText(t, name)
	}
	createCode(t, url, fakeseam.BackDoorID, "Cleaner", "0123") // Back Door is the first lock, so its codes are on the screen
	s.waitForText(t, "Cleaner")
	if strings.Contains(s.vt.String(), "0123") {
		t.Errorf("the PIN is on the screen though nobody asked for it:\n%s", s.vt.String())
	}
	s.press(t, "q")
	mustEnd(t, cmd, &stderr, exitDone)
}

// TestConfigurationChangesWhileItRuns: a change is on the screen without a restart, and a mistake is told with its line.
func TestConfigurationChangesWhileItRuns(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "config.toml")
	write := func(text string) {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("theme = 'dark'\n")
	s := newScreen(t, 120, 40)
	var stderr strings.Builder
	cmd := s.start(t, &stderr, "--sandbox", "--config", path)
	s.waitForText(t, "●")
	write("theme = 'dark'\nascii = true\n")
	s.waitForText(t, "ascii holds now")
	if screen := s.vt.String(); strings.Contains(screen, "●") {
		t.Errorf("the screen is not in ASCII:\n%s", screen)
	}
	write("theme = 'dark'\nasci = true\n")
	s.waitForText(t, `config.toml:2: unknown key "asci"; the settings stay as they are (did you mean "ascii"?)`)
	s.press(t, "q")
	mustEnd(t, cmd, &stderr, exitDone)
	s.mustBeRestored(t)
}

// TestPanicLeavesTheTerminalInOrder breaks an app on the key x.
func TestPanicLeavesTheTerminalInOrder(t *testing.T) {
	t.Parallel()
	s := newScreen(t, 80, 24)
	// Bubble Tea's reader looks at its input a moment longer than the program runs, so this one is left to the collector.
	tty, err := os.OpenFile(s.tty.Name(), os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	p := program{env: []string{"TERM=xterm-256color"}, stdin: tty, stdout: tty}
	shown := make(chan error, 1)
	go func() { shown <- p.show(t.Context(), breaksOnX{}) }()
	s.waitForText(t, "all is well")
	s.press(t, "x")
	err = <-shown
	s.mustBeRestored(t)
	if err == nil || !strings.Contains(err.Error(), "internal error") || strings.Contains(err.Error(), secretPIN) {
		t.Errorf("error %v, want one that says what broke and not the PIN", err)
	}
	if text := s.vt.String(); strings.Contains(text, secretPIN) || strings.Contains(text, "goroutine") {
		t.Errorf("the panic is on the screen:\n%s", text)
	}
}

type breaksOnX struct{}

func (breaksOnX) Init() tea.Cmd { return nil }

func (b breaksOnX) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if key, ok := msg.(tea.KeyPressMsg); ok && key.String() == "x" {
		panic("the code is " + secretPIN)
	}
	return b, nil
}

func (breaksOnX) View() tea.View {
	v := tea.NewView("all is well")
	v.AltScreen = true
	return v
}
