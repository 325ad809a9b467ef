//go:build unix

package main

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/creack/pty"
)

// TestDoctorLooksAtTheTerminal: also where its report goes into a file, the window in front of the person is looked at.
func TestDoctorLooksAtTheTerminal(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		env        []string
		cols, rows uint16
		want       map[string]string
	}{
		"a good one": {
			[]string{"TERM=xterm-256color", "LANG=de_DE.UTF-8"},
			120, 40,
			map[string]string{"terminal": "good: xterm-256color, 120x40", "colours": "good: 256", "unicode": "good: LANG=de_DE.UTF-8", "clipboard": "unknown: whether xterm-256color → y"},
		},
		"a small one without letters": {
			[]string{"TERM=xterm", "LC_ALL=C", "LANG=de_DE.UTF-8", "NO_COLOR=1"},
			40, 10,
			map[string]string{"terminal": "bad: needs 60x16 → --plain", "colours": "good: none, by NO_COLOR", "unicode": "bad: LC_ALL=C is not UTF-8 → C.UTF-8"},
		},
		"in a tmux that keeps copies to itself": {
			[]string{"TERM=tmux-256color", "TMUX=/nowhere,1,0", "PATH=" + fakeTmux(t, "external/off")},
			80, 24,
			map[string]string{"clipboard": "bad: set-clipboard is external → set-clipboard on"},
		},
		"in a tmux that hands them on": {
			[]string{"TERM=tmux-256color", "TMUX=/nowhere,1,0", "PATH=" + fakeTmux(t, "on/off")},
			80, 24,
			map[string]string{"clipboard": "good: set-clipboard on"},
		},
		"in a tmux that is gone": {
			[]string{"TERM=tmux-256color", "TMUX=/nowhere,1,0", "PATH=" + t.TempDir()},
			80, 24,
			map[string]string{"clipboard": "unknown: tmux does not say → set-clipboard on"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			window, tty := openPty(t)
			defer func() { _ = window.Close() }()
			if err := pty.Setsize(window, &pty.Winsize{Cols: c.cols, Rows: c.rows}); err != nil {
				t.Fatal(err)
			}
			var report strings.Builder
			cmd := seamdashCommand(t, c.env, "doctor", "--sandbox", "--json")
			cmd.Stdin, cmd.Stdout, cmd.Stderr = tty, &report, tty
			cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			_ = tty.Close() // the program has its own
			told, _ := io.ReadAll(window)
			_ = cmd.Wait() // 1 where something is bad
			if strings.Contains(string(told), "\x1b") {
				t.Errorf("the terminal was asked or told something: %q", told)
			}
			found := map[string]examined{}
			for _, e := range decoded[[]examined](t, report.String()) {
				found[e.Name] = e
			}
			for line, want := range c.want {
				judged(t, line, found[line], want)
			}
		})
	}
}

// fakeTmux is a folder with a program that answers as tmux would.
func fakeTmux(t *testing.T, says string) string {
	t.Helper()
	dir := t.TempDir()
	script := "#!/bin/sh\n[ \"$1\" = display-message ] && echo " + says + "\n"
	if err := os.WriteFile(filepath.Join(dir, "tmux"), []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	return dir
}

// TestDoctorTouchesNothing: neither a file nor a directory nor anything in the keyring is made, changed or removed, whatever there is.
func TestDoctorTouchesNothing(t *testing.T) {
	t.Parallel()
	for name, prepare := range map[string]func(s *setUp){
		"nothing yet":             func(*setUp) {},
		"nothing, at the default": func(s *setUp) { s.with("SEAMDASH_STORE=") },
		"a local file":            func(s *setUp) { s.keeps() },
		"one without a keyring":   func(s *setUp) { s.ring = silentRing(); s.keeps() },
		"a damaged one":           func(s *setUp) { s.keeps(); s.halves(s.path()) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSetUp(t)
			prepare(s)
			before, held := s.everything(), s.held()
			s.examined()
			if after := s.everything(); after != before {
				t.Errorf("the home was\n%s\nand is\n%s", before, after)
			}
			if after := s.held(); after != held {
				t.Errorf("the keyring had %d entries and has %d", held, after)
			}
		})
	}
}

// TestDoctorMakesNoStore: also where the local file vanishes between two looks at it.
func TestDoctorMakesNoStore(t *testing.T) {
	t.Parallel()
	s := newSetUp(t)
	before := s.everything()
	d := newDoctor(s.program(&strings.Builder{}))
	d.rootCommand() // knows the flags
	line, err := d.session(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if room, err := d.peekRules(t.Context(), line); err == nil {
		room.close()
		t.Error("there are schedules where there is no file")
	}
	if after := s.everything(); after != before {
		t.Errorf("the home was\n%s\nand is\n%s", before, after)
	}
	if err := errors.Join(d.ring().Set(t.Context(), "a", "b"), d.ring().Delete(t.Context(), "a")); !errors.Is(err, errOnlooker) || s.held() != 0 {
		t.Errorf("the doctor's keyring takes something: %v", err)
	}
}

// everything is a line for each file and directory of the home: name, mode, size, when it was changed, and what is in it.
func (s *setUp) everything() string {
	s.t.Helper()
	var out strings.Builder
	err := filepath.Walk(s.home, func(path string, info os.FileInfo, err error) error {
		if err != nil {
			return err
		}
		out.WriteString(path + " " + info.Mode().String() + " " + info.ModTime().String())
		if info.Mode().IsRegular() {
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			out.Write(text)
		}
		out.WriteString("\n")
		return nil
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return out.String()
}

// held is how much is in the keyring.
func (s *setUp) held() int {
	if memory, ok := s.ring.(interface{ Held() map[string]string }); ok {
		return len(memory.Held())
	}
	return 0
}
