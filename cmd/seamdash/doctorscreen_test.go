package main

import (
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"seamdash/model/zone"
)

// judged compares a line with what is wanted of it: "bad: part of the text → part of the hint".
func judged(t *testing.T, what string, got examined, want string) {
	t.Helper()
	state, rest, _ := strings.Cut(want, ": ")
	text, hint, advised := strings.Cut(rest, " → ")
	switch {
	case got.State != state || !strings.Contains(got.Text, text):
		t.Errorf("%s: %s: %q, want %q", what, got.State, got.Text, want)
	case (got.Hint != nil) != advised || advised && !strings.Contains(*got.Hint, hint):
		t.Errorf("%s: the hint is %v, want %q", what, got.Hint, want)
	}
}

func TestTerminalIsJudged(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		w, h int
		want string
	}{
		{"xterm-256color", 120, 40, "good: xterm-256color, 120x40"},
		{"xterm-256color", 60, 16, "good: 60x16"},
		{"xterm-256color", 59, 40, "bad: 59x40: the dashboard needs 60x16 → --plain"},
		{"xterm-256color", 120, 15, "bad: 120x15: the dashboard needs 60x16 → --plain"},
		{"xterm", 0, 0, "unknown: does not tell its size"},
		{"dumb", 80, 24, "good: lines of text"},
		{"", 80, 24, "bad: TERM is not set → set TERM"},
	} {
		judged(t, c.name, terminalOf(c.name, c.w, c.h), c.want)
	}
	for has, want := range map[colorprofile.Profile]string{
		colorprofile.TrueColor: "good: 16 million", colorprofile.ANSI256: "good: 256", colorprofile.ANSI: "good: 16",
		colorprofile.ASCII: "unknown: TERM=vt100 → set TERM", colorprofile.NoTTY: "unknown: none → set TERM",
	} {
		judged(t, has.String(), coloursOf(has, "vt100"), want)
	}
}

func TestClipboardIsJudged(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ env, set, through, want string }{
		{"TMUX=/tmp/t,1,0", "on", "off", "good: set-clipboard on"},
		{"TMUX=/tmp/t,1,0", "external", "on", "good: allow-passthrough on"},
		{"TMUX=/tmp/t,1,0", "external", "all", "good: allow-passthrough all"},
		{"TMUX=/tmp/t,1,0", "external", "off", "bad: set-clipboard is external → set -s set-clipboard on"},
		{"TMUX=/tmp/t,1,0", "off", "", "bad: set-clipboard is off → set -s set-clipboard on"},
		{"TMUX=/tmp/t,1,0", "", "", "unknown: tmux does not say → set -s set-clipboard on"},
		{"TMUX=/tmp/t,1,0 TERM_PROGRAM=WezTerm", "off", "off", "bad: set-clipboard is off → set-clipboard"}, // a variable from outside tmux
		{"STY=1.pts-0", "", "", "bad: GNU screen → tmux"},
		{"TERM_PROGRAM=Apple_Terminal TERM=xterm-256color", "", "", "bad: Apple's Terminal → v shows"},
		{"TERM=linux", "", "", "bad: console → v shows"},
		{"TERM=xterm-256color TERM_PROGRAM=iTerm.app", "", "", "unknown: iTerm2 → settings"},
		{"TERM=xterm-kitty", "", "", "good: OSC 52"},
		{"TERM=alacritty-direct", "", "", "good: OSC 52"},
		{"TERM=xterm-256color WT_SESSION=1", "", "", "good: OSC 52"},
		{"TERM=xterm-256color TERM_PROGRAM=ghostty", "", "", "good: OSC 52"},
		{"TERM=xterm-256color", "", "", "unknown: whether xterm-256color takes → y"},
		{"TERM=footlights", "", "", "unknown: whether footlights takes → y"},
	} {
		asked := false
		p := &program{env: strings.Fields(c.env)}
		judged(t, c.env, clipboardOf(p.getenv, func() (string, string) { asked = true; return c.set, c.through }), c.want)
		if asked != strings.Contains(c.env, "TMUX") {
			t.Errorf("%s: tmux was asked: %v", c.env, asked)
		}
	}
}

func TestTimeZonesAreJudged(t *testing.T) {
	t.Parallel()
	now := time.Date(2028, 1, 2, 3, 4, 5, 0, time.UTC)
	for version, want := range map[string]string{
		"2028a": "good: IANA 2028a, 597 names", "2027g": "good: 2027g", "2026f": "bad: of 2 years ago → update seamdash", "2024b": "bad: of 4 years ago → update",
		"": "unknown: IANA",
	} {
		judged(t, version, zonesOf(version, 597, now), want)
	}
	if e := zonesOf(zone.Version(), 1, time.Now()); e.State != good {
		t.Errorf("those that the program carries: %+v", e)
	}
	for tz, want := range map[string]string{
		"": "good: that of the machine", "Europe/Lisbon": "good: Europe/Lisbon, by TZ", ":US/Eastern": "good: US/Eastern, by TZ", "UTC": "good: UTC",
		":/etc/localtime": "good: by the file in TZ", "Europe/Lisboa": "bad: unknown time zone → did you mean Europe/Lisbon",
		"Nowhere\x1b[31m": `bad: unknown time zone "Nowhere" in TZ → name it`,
	} {
		judged(t, tz, homeOf(tz, now), want)
	}
}

// TestDoctorsLinesFit: in a window a long line goes on under its own column, and what is piped stays in one.
func TestDoctorsLinesFit(t *testing.T) {
	t.Parallel()
	e := wrong("none yet at /home/ann/.local/share/store.db; it is made when there is something to keep", "log in to a desktop session, whose keyring opens with it")
	e.Name = "local file"
	for window, lines := range map[int]int{0: 2, 40: 2, 60: 5, 200: 2} {
		var out strings.Builder
		if err := e.writeTo(&out, sheet{names: 11, window: window}); err != nil {
			t.Fatal(err)
		}
		got := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
		if len(got) != lines {
			t.Errorf("%d lines in a window of %d, want %d:\n%s", len(got), window, lines, out.String())
		}
		for i, line := range got {
			if window == 60 && ansi.StringWidth(line) > window || i > 0 && !strings.HasPrefix(line, strings.Repeat(" ", 22)) {
				t.Errorf("line %d of a window of %d is %q", i, window, line)
			}
		}
	}
}
