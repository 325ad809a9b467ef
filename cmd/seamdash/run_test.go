package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"seamdash/ui"
)

// A refusing writer fails every write.
type refusing struct{ err error }

func (r refusing) Write([]byte) (int, error) { return 0, r.err }

func TestOutputThatCannotBeWritten(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		err    error
		code   int
		stderr string
	}{
		"the reader left": {fmt.Errorf("write: %w", syscall.EPIPE), exitDone, ""},
		"the disk is full": {
			fmt.Errorf("write: %w", syscall.ENOSPC), exitFailed,
			"seamdash: write output: write: no space left on device\n",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, args := range [][]string{
				{},
				{"devices"},
				{"codes", "--json"},
				{"--version"},
				{"--help"},
				{"help", "codes"},
				{"completion", "bash"},
			} {
				var stderr strings.Builder
				code := run(t.Context(), append(args, "--sandbox"), withoutConfig(), strings.NewReader(""), refusing{tc.err}, &stderr)
				if code != tc.code || stderr.String() != tc.stderr {
					t.Errorf("seamdash %q: code %d, stderr %q; want %d, %q", args, code, stderr.String(), tc.code, tc.stderr)
				}
			}
		})
	}
}

// withoutConfig keeps the configuration of whoever runs the tests out of them.
func withoutConfig() []string { return []string{"SEAMDASH_CONFIG=" + os.DevNull} }

func TestLookFollowsTheSettings(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		file string
		env  []string
		want ui.Look
	}{
		"nothing said":           {"", nil, ui.Look{}},
		"a locale of 1990":       {"", []string{"LANG=C"}, ui.Look{ASCII: true}},
		"no colour":              {"colour = '16'", []string{"NO_COLOR=1"}, ui.Look{Colour: ui.None}},
		"an empty NO_COLOR":      {"colour = '16'", []string{"NO_COLOR="}, ui.Look{Colour: ui.Sixteen}},
		"no colour in the file":  {"colour = 'none'", nil, ui.Look{Colour: ui.None}},
		"a light theme":          {"theme = 'light'", nil, ui.Look{Background: ui.Light}},
		"a dark theme and ascii": {"theme = 'dark'\nascii = true", nil, ui.Look{Background: ui.Dark, ASCII: true}},
	} {
		path := filepath.Join(t.TempDir(), "config.toml")
		if err := os.WriteFile(path, []byte(tc.file), 0o600); err != nil {
			t.Fatal(err)
		}
		p := program{env: append(tc.env, "SEAMDASH_CONFIG="+path)}
		p.rootCommand()
		settings, err := p.settings()
		if err != nil {
			t.Fatal(err)
		}
		if got := look(settings); got != tc.want {
			t.Errorf("%s: %+v, want %+v", name, got, tc.want)
		}
	}
}

func TestTheLastValueOfAVariableWins(t *testing.T) {
	t.Parallel()
	p := program{env: []string{"A=1", "AB=2", "A=3", "B"}}
	for name, want := range map[string]string{"A": "3", "AB": "2", "B": "", "C": ""} {
		if got := p.getenv(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}

func TestHome(t *testing.T) {
	t.Parallel()
	for tz, want := range map[string]string{
		"Europe/Lisbon": "Europe/Lisbon", ":America/Vancouver": "America/Vancouver", "UTC": "UTC",
		"": "Local", "Local": "Local", "/etc/localtime": "Local", "EST5EDT4": "Local",
	} {
		p := &program{env: []string{"TZ=" + tz}}
		if got := p.home().String(); got != want {
			t.Errorf("TZ=%q: home is %s, want %s", tz, got, want)
		}
	}
}
