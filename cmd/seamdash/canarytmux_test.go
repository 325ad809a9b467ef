//go:build unix

package main

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// A pane is a shell in a tmux of its own, which keeps what its programs wrote.
type pane struct {
	t   *testing.T
	env []string
}

// newPane starts one. alternate is whether programs get a screen of their own, which tmux forgets when they end.
func newPane(t *testing.T, home, alternate string) *pane {
	t.Helper()
	if _, err := exec.LookPath("tmux"); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("tmux is not installed: what a terminal keeps would not be tested")
		}
		t.Skip("tmux is not installed")
	}
	dir, err := os.MkdirTemp("", "canary") // the name of a socket may not be long
	if err != nil {
		t.Fatal(err)
	}
	p := &pane{t: t, env: append(os.Environ(), "TMUX_TMPDIR="+dir, "TMUX=")}
	t.Cleanup(func() {
		p.tmux("kill-server")
		_ = os.RemoveAll(dir) // the system empties its temporary folder some day
	})
	settings := filepath.Join(home, "tmux.conf")
	text := "set -g alternate-screen " + alternate + "\nset -g history-limit 5000\nset -s set-clipboard on\nset -g allow-rename on\n"
	if err := os.WriteFile(settings, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	p.tmux("-f", settings, "new-session", "-d", "-x", "120", "-y", "40", "env", "PS1=ready> ", "sh")
	return p
}

// tmux gives the answer to a command.
func (p *pane) tmux(args ...string) string {
	p.t.Helper()
	ctx, stop := context.WithTimeout(context.Background(), enough) // also after the test
	defer stop()
	cmd := exec.CommandContext(ctx, "tmux", args...)
	cmd.Env = p.env
	out, err := cmd.CombinedOutput()
	if err != nil {
		p.t.Fatalf("tmux %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return string(out)
}

// screen is what stands there now, all what the pane keeps: with what went off the top.
func (p *pane) screen() string { return p.tmux("capture-pane", "-p") }

func (p *pane) all() string {
	return p.tmux("capture-pane", "-p", "-e", "-S", "-", "-E", "-") + p.tmux("list-panes", "-a", "-F", "#{pane_title} #{window_name} #{session_name}")
}

// waitFor waits until the screen shows something.
func (p *pane) waitFor(what string, shows func(string) bool) {
	p.t.Helper()
	ctx, stop := context.WithTimeout(p.t.Context(), enough)
	defer stop()
	look := time.NewTicker(20 * time.Millisecond)
	defer look.Stop()
	for {
		screen := p.screen()
		if shows(screen) {
			return
		}
		select {
		case <-look.C:
		case <-ctx.Done():
			p.t.Fatalf("the screen never showed %s:\n%s", what, screen)
		}
	}
}

func (p *pane) waitForText(text string) {
	p.t.Helper()
	p.waitFor(text, func(screen string) bool { return strings.Contains(screen, text) })
}

// prompt waits for the shell. Where programs have no screen of their own, what they drew last stands around the prompt.
func (p *pane) prompt() {
	p.t.Helper()
	p.waitFor("the prompt", func(screen string) bool {
		lines := strings.Split(strings.TrimSpace(screen), "\n")
		return strings.HasPrefix(lines[len(lines)-1], "ready>")
	})
}

// TestCanariesOfATerminal: however the dashboard ends while a PIN is readable, the terminal keeps none, neither with a screen of its
// own nor without; and a PIN that is typed at a prompt is not there either.
func TestCanariesOfATerminal(t *testing.T) {
	t.Parallel()
	for _, alternate := range []string{"on", "off"} {
		t.Run("alternate screen "+alternate, func(t *testing.T) {
			t.Parallel()
			c := plant(t, []string{"a guest", "a stranger"}, []string{"a guest", "a stranger"})
			r := newCommandRoom(t, c)
			r.env = append(r.env, "SEAM_API_KEY="+c.key)
			r.give(line{args: "codes create --device Cabin --name {a~guest} --pin-stdin", stdin: "{PIN of a guest}\n"})
			p := newPane(t, c.home, alternate)
			r.script("watch", "")
			r.script("make", " codes create --device Cellar --name Typed --pin-stdin")
			for _, how := range []struct{ name, keys, then string }{
				{"quits", "q", ""},
				{"is told to end", "", "kill -TERM"},
				{"loses its terminal", "", "kill -HUP"},
				{"is suspended", "C-z", "kill %1; fg"},
			} {
				r.endsWhileReadable(p, alternate, how.name, how.keys, how.then)
			}
			p.tmux("send-keys", "sh "+filepath.Join(c.home, "make"), "Enter")
			p.waitForText("it stays hidden")
			p.tmux("send-keys", "-l", c.pins["a stranger"])
			p.tmux("send-keys", "Enter")
			p.prompt()
			c.hear("the terminal after a PIN was typed", []byte(p.all()), namesToo)
			c.hear("the PIN of a stranger, as the test knows it", []byte(c.pins["a stranger"]), pinsToo)
			c.hear("the name of a stranger, as the test knows it", []byte(c.names["a stranger"]), namesToo)
			c.judge()
		})
	}
}

// script is a file that runs the program with arguments, so that no key stands on the screen.
func (r *commandRoom) script(name, args string) {
	r.t.Helper()
	env := append(alone(), r.env...)
	text := "export SEAM_API_KEY=" + r.key + "\n"
	for _, pair := range env {
		text += "export '" + pair + "'\n"
	}
	text += "echo $$ >" + filepath.Join(r.home, "pid") + "\nexec " + binary + args + "\n"
	if err := os.WriteFile(filepath.Join(r.home, name), []byte(text), 0o600); err != nil {
		r.t.Fatal(err)
	}
}

// endsWhileReadable has a PIN shown and the program end.
func (r *commandRoom) endsWhileReadable(p *pane, alternate, name, keys, kill string) {
	r.t.Helper()
	p.tmux("send-keys", "clear", "Enter")
	p.waitFor("nothing of the run before, which would pass for this one", func(screen string) bool { return !strings.Contains(screen, "Cabin") })
	p.tmux("send-keys", "sh "+filepath.Join(r.home, "watch"), "Enter")
	p.waitForText("Cabin")
	p.waitForText(r.names["a guest"])
	p.tmux("send-keys", "Enter")
	p.waitForText("esc back")
	p.tmux("send-keys", "v")
	p.waitForText(r.pins["a guest"])
	r.hear("the terminal while somebody looks", []byte(p.screen()), pinsToo|namesToo)
	switch {
	case keys != "":
		p.tmux("send-keys", keys)
	default:
		pid, err := os.ReadFile(filepath.Join(r.home, "pid"))
		if err != nil {
			r.t.Fatal(err)
		}
		args := append(strings.Fields(kill), strings.TrimSpace(string(pid)))
		if out, err := exec.CommandContext(r.t.Context(), args[0], args[1:]...).CombinedOutput(); err != nil {
			r.t.Fatalf("%v: %s", err, out)
		}
	}
	p.prompt()
	r.hear("the terminal (alternate screen "+alternate+") after the dashboard "+name, []byte(p.all()), namesToo)
	if finds := r.finds(); len(finds) > 0 {
		r.t.Fatal(finds) // what is left on the screen would pass for what the next run shows
	}
	if keys != "" && kill != "" {
		p.tmux("send-keys", kill+"; echo it is 'really' over", "Enter") // the prompt that stands there is the old one until then
		p.waitForText("it is really over")
		p.prompt()
	}
}
