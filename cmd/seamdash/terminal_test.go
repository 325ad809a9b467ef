//go:build unix

package main

import (
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/charmbracelet/x/term"
	"github.com/creack/pty"
	"github.com/hinshun/vt10x"

	"seamdash/seamclient/conform/fakeseam"
)

// A screen is a terminal with a person in front of it: it draws what arrives, answers what it is asked, and types.
type screen struct {
	keys    *os.File // where the person types; closing it closes the window
	tty     *os.File // what the program takes for its terminal
	vt      vt10x.Terminal
	changed chan struct{} // holds a token when something arrived since the last look
	before  *term.State

	mu    sync.Mutex
	heard []byte // all that arrived
}

func newScreen(tb testing.TB, cols, rows int) *screen {
	tb.Helper()
	keys, tty := openPty(tb)
	tb.Cleanup(func() { _ = errors.Join(keys.Close(), tty.Close()) }) // some tests close them themselves
	if err := pty.Setsize(keys, &pty.Winsize{Cols: uint16(cols), Rows: uint16(rows)}); err != nil {
		tb.Fatal(err)
	}
	before, err := term.GetState(tty.Fd())
	if err != nil {
		tb.Fatal(err)
	}
	s := &screen{
		keys: keys, tty: tty, before: before, changed: make(chan struct{}, 1),
		vt: vt10x.New(vt10x.WithSize(cols, rows), vt10x.WithWriter(keys)),
	}
	go s.draw()
	return s
}

// openPty opens a pseudo terminal. Where many are opened and closed at the same time, the name of one can be gone
// before it is opened.
func openPty(tb testing.TB) (keys, tty *os.File) {
	tb.Helper()
	var err error
	for range 5 {
		if keys, tty, err = pty.Open(); !errors.Is(err, os.ErrNotExist) {
			break
		}
	}
	if err != nil {
		tb.Fatal(err)
	}
	return keys, tty
}

// draw feeds the emulator until the window is closed.
func (s *screen) draw() {
	buf, kept := make([]byte, 8192), 0
	for {
		n, err := s.keys.Read(buf[kept:])
		s.mu.Lock()
		s.heard = append(s.heard, buf[kept:kept+n]...)
		s.mu.Unlock()
		all := buf[:kept+n]
		drawn, _ := s.vt.Write(all)   // it stops before a rune that has not arrived whole
		kept = copy(buf, all[drawn:]) // which is kept for the next time
		if kept > 4 || errors.Is(err, io.EOF) {
			kept = 0
		}
		select {
		case s.changed <- struct{}{}:
		default:
		}
		if err != nil {
			return
		}
	}
}

// waitFor blocks until the screen shows what is wanted, and fails with a picture of it after a generous time.
func (s *screen) waitFor(tb testing.TB, what string, shows func(text string) bool) {
	tb.Helper()
	ctx, stop := context.WithTimeout(tb.Context(), enough)
	defer stop()
	for !shows(s.vt.String()) {
		select {
		case <-s.changed:
		case <-ctx.Done():
			tb.Fatalf("the screen never showed %s:\n%s", what, s.vt.String())
		}
	}
}

func (s *screen) waitForText(tb testing.TB, want string) {
	tb.Helper()
	s.waitFor(tb, want, func(text string) bool { return strings.Contains(text, want) })
}

func (s *screen) press(tb testing.TB, keys string) {
	tb.Helper()
	if _, err := io.WriteString(s.keys, keys); err != nil {
		tb.Fatal(err)
	}
}

// start runs the built program on the screen; only its errors go elsewhere, to the builder.
func (s *screen) start(tb testing.TB, stderr *strings.Builder, args ...string) *exec.Cmd {
	tb.Helper()
	var env []string
	if slices.Contains(args, "--endpoint") {
		env = append(env, "SEAM_API_KEY="+fakeseam.Key)
	}
	return s.startWith(tb, env, stderr, args...)
}

// startWith runs the built program on the screen with an environment of the test's own.
func (s *screen) startWith(tb testing.TB, env []string, stderr *strings.Builder, args ...string) *exec.Cmd {
	tb.Helper()
	cmd := seamdashCommand(tb, append([]string{"TERM=xterm-256color"}, env...), args...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = s.tty, s.tty, stderr
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := cmd.Start(); err != nil {
		tb.Fatal(err)
	}
	return cmd
}

// mustEnd waits for the program to end by itself with the code.
func mustEnd(tb testing.TB, cmd *exec.Cmd, stderr *strings.Builder, want int) {
	tb.Helper()
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	ctx, stop := context.WithTimeout(tb.Context(), enough)
	defer stop()
	select {
	case err := <-ended:
		if got := cmd.ProcessState.ExitCode(); got != want {
			tb.Errorf("ended with %v, want code %d; stderr:\n%s", err, want, stderr)
		}
	case <-ctx.Done():
		tb.Fatal("the program does not end")
	}
}

// mustBeRestored says that the shell gets its terminal back as it was.
func (s *screen) mustBeRestored(tb testing.TB) {
	tb.Helper()
	s.waitFor(tb, "the shell's own screen with a cursor", func(string) bool {
		s.vt.Lock()
		defer s.vt.Unlock()
		return s.vt.Mode()&vt10x.ModeAltScreen == 0 && s.vt.CursorVisible()
	})
	after, err := term.GetState(s.tty.Fd())
	if err != nil {
		tb.Fatal(err)
	}
	if *after != *s.before {
		tb.Errorf("the terminal is set up as %+v, was %+v", *after, *s.before)
	}
}
