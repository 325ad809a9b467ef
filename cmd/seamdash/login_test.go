//go:build unix

package main

import (
	"os/exec"
	"strings"
	"syscall"
	"testing"

	"seamdash/cmd/credentials/ringtest"
	"seamdash/seamclient/conform/fakeseam"
)

// atTerminal runs the built program with everything on the screen, as in a person's shell.
func (s *screen) atTerminal(tb testing.TB, env []string, args ...string) *exec.Cmd {
	tb.Helper()
	cmd := seamdashCommand(tb, append(env, "TERM=xterm-256color"), args...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = s.tty, s.tty, s.tty
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := cmd.Start(); err != nil {
		tb.Fatal(err)
	}
	return cmd
}

func (s *screen) mustNotShow(tb testing.TB, secret string) {
	tb.Helper()
	if text := s.vt.String(); strings.Contains(text, secret) {
		tb.Errorf("the screen shows the key:\n%s", text)
	}
}

// TestLoginAtATerminal: the key stays hidden while it is pasted, and a token lets its owner choose.
func TestLoginAtATerminal(t *testing.T) {
	t.Parallel()
	server := tenants()
	t.Cleanup(server.Close)
	env := []string{"SEAM_ENDPOINT=" + server.URL, ringtest.SecretService(t)}
	s, nothing := newScreen(t, 110, 20), &strings.Builder{}
	cmd := s.atTerminal(t, env, "login")
	s.waitForText(t, "it stays hidden")
	s.press(t, "seam_at1_forest\r")
	s.waitForText(t, "Which workspace (1-3)?")
	s.waitForText(t, "3  Elm (sandbox)  33333333-")
	s.press(t, "7\r")
	s.waitFor(t, "the question again", func(text string) bool { return strings.Count(text, "Which workspace") == 2 })
	s.press(t, "oak\r")
	s.waitForText(t, "Logged in to Oak (production).")
	mustEnd(t, cmd, nothing, exitDone)
	s.mustNotShow(t, "forest")
	s.mustBeRestored(t)

	cmd = s.atTerminal(t, env, "whoami")
	s.waitForText(t, "personal access token from keyring, profile default")
	mustEnd(t, cmd, nothing, exitDone)
}

// TestLoginInterrupted keeps nothing and leaves a terminal that shows what is typed.
func TestLoginInterrupted(t *testing.T) {
	t.Parallel()
	for name, interrupt := range map[string]func(t *testing.T, s *screen, cmd *exec.Cmd){
		"ctrl+c": func(t *testing.T, s *screen, _ *exec.Cmd) { t.Helper(); s.press(t, "seam_test_hal\x03") },
		"a signal": func(t *testing.T, _ *screen, cmd *exec.Cmd) {
			t.Helper()
			if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
				t.Fatal(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := []string{ringtest.SecretService(t)}
			s, nothing := newScreen(t, 110, 20), &strings.Builder{}
			cmd := s.atTerminal(t, env, "login")
			s.waitForText(t, "it stays hidden")
			interrupt(t, s, cmd)
			s.waitForText(t, "seamdash: log in: interrupted; nothing was kept")
			mustEnd(t, cmd, nothing, exitFailed)
			s.mustNotShow(t, "seam_test_hal")
			s.mustBeRestored(t)
		})
	}
}

// TestFromLoginToTheDashboard is the way of somebody new, on Seam's own fake: start it, log in, look.
func TestFromLoginToTheDashboard(t *testing.T) {
	t.Parallel()
	bus, url := ringtest.SecretService(t), fakeseam.Start(t)
	login := seamdashCommand(t, []string{bus}, "login", "--endpoint", url)
	login.Stdin = strings.NewReader(fakeseam.Key + "\n")
	if out, err := login.CombinedOutput(); err != nil || strings.Contains(string(out), fakeseam.Key) {
		t.Fatalf("login: %v\n%s", err, out)
	}
	s, nothing := newScreen(t, 120, 40), &strings.Builder{}
	cmd := s.atTerminal(t, []string{bus})
	for _, name := range fakeNames() {
		s.waitForText(t, name)
	}
	s.mustNotShow(t, fakeseam.Key)
	s.press(t, "q")
	mustEnd(t, cmd, nothing, exitDone)
}
