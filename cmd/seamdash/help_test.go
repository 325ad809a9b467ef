//go:build unix

package main

import (
	"io"
	"strings"
	"syscall"
	"testing"
)

// TestHelpAsksNothing: nobody answers on this terminal, so help must not ask it anything; it would wait for seconds.
func TestHelpAsksNothing(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{{"--help"}, {"help", "codes"}, {"completion"}} {
		t.Run(strings.Join(args, " "), func(t *testing.T) {
			t.Parallel()
			window, tty := openPty(t)
			defer func() { _ = window.Close() }()
			cmd := seamdashCommand(t, []string{"TERM=xterm-256color"}, args...)
			cmd.Stdin, cmd.Stdout, cmd.Stderr = tty, tty, tty
			cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			_ = tty.Close() // the program has its own; when it ends, so does the output
			shown, _ := io.ReadAll(window)
			if err := cmd.Wait(); err != nil {
				t.Fatalf("%v\n%s", err, shown)
			}
			text := string(shown)
			if !strings.Contains(text, "USAGE") || !strings.Contains(text, "\x1b[") {
				t.Errorf("no help in colour:\n%q", text)
			}
			for what, question := range map[string]string{"its background": "\x1b]11;?", "what it is": "\x1b[c"} {
				if strings.Contains(text, question) {
					t.Errorf("the terminal is asked for %s", what)
				}
			}
		})
	}
}
