//go:build unix

package main

import (
	"bytes"
	"regexp"
	"strings"
	"syscall"
	"testing"

	"github.com/hinshun/vt10x"
)

// lastFrame is what stood on the program's own screen when it gave the terminal back: a terminal may keep it.
func (s *screen) lastFrame(tb testing.TB, cols, rows int) string {
	tb.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	end := bytes.LastIndex(s.heard, []byte("\x1b[?1049l"))
	if end < 0 {
		tb.Fatal("the program never left its own screen")
	}
	vt := vt10x.New(vt10x.WithSize(cols, rows))
	if _, err := vt.Write(s.heard[:end]); err != nil {
		tb.Fatal(err)
	}
	return vt.String()
}

func (s *screen) pinUnderCursor(tb testing.TB) string {
	tb.Helper()
	pin := regexp.MustCompile(`▸.* (\d{4,8}) `).FindStringSubmatch(s.vt.String())
	if pin == nil {
		tb.Fatalf("no PIN under the cursor:\n%s", s.vt.String())
	}
	return pin[1]
}

// TestSignalMasks: who is told to end while a PIN is readable leaves a masked one behind.
func TestSignalMasks(t *testing.T) {
	t.Parallel()
	const cols, rows = 120, 40
	s := newScreen(t, cols, rows)
	var stderr strings.Builder
	cmd := s.start(t, &stderr, "--sandbox")
	s.waitForText(t, "Maple Ct 3B · Patio")
	s.press(t, "\r")
	s.waitForText(t, "esc back")
	s.press(t, "v")
	s.waitForText(t, "PIN readable")
	pin := s.pinUnderCursor(t)
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	mustEnd(t, cmd, &stderr, exitDone)
	s.mustBeRestored(t)
	if last := s.lastFrame(t, cols, rows); strings.Contains(last, pin) || !strings.Contains(last, "LOCKS") {
		t.Errorf("the last frame shows the PIN, or nothing:\n%s", last)
	}
}

// TestSuspendAndResume is ctrl+z in a shell with job control, and fg: the terminal is the shell's meanwhile, without
// the PIN that was readable, and the dashboard's again afterwards.
func TestSuspendAndResume(t *testing.T) {
	t.Parallel()
	const cols, rows = 120, 40
	s := newScreen(t, cols, rows)
	shell := seamdashCommand(t, []string{"TERM=xterm-256color", "PS1=ready> "}, "--sandbox")
	program := strings.Join(shell.Args, " ")
	shell.Path, shell.Args = "/bin/sh", []string{"sh", "-i"}
	shell.Stdin, shell.Stdout, shell.Stderr = s.tty, s.tty, s.tty
	shell.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := shell.Start(); err != nil {
		t.Fatal(err)
	}
	s.waitForText(t, "ready>")
	s.press(t, program+"\r")
	s.waitForText(t, "Maple Ct 3B · Patio")
	s.press(t, "\r")
	s.waitForText(t, "esc back")
	s.press(t, "v")
	s.waitForText(t, "PIN readable")
	pin := s.pinUnderCursor(t)

	s.press(t, "\x1a")
	s.waitForText(t, "Stopped")
	s.mustBeRestored(t)
	if last := s.lastFrame(t, cols, rows); strings.Contains(last, pin) {
		t.Errorf("the shell got a screen with the PIN:\n%s", last)
	}
	s.press(t, "fg\r")
	s.waitForText(t, "Maple Ct 3B · Patio")
	s.press(t, "q")
	s.waitFor(t, "the prompt again", func(text string) bool { return strings.HasSuffix(strings.TrimSpace(text), "ready>") })
	s.press(t, "exit\r")
	mustEnd(t, shell, &strings.Builder{}, exitDone)
}
