package main

import (
	"context"
	"io"
	"strings"
	"testing"

	"seamdash/cmd/config"
	"seamdash/cmd/credentials"
	"seamdash/cmd/credentials/ringtest"
	"seamdash/model"
	"seamdash/ui"
)

// TestReadOnlyReachesTheClient: whoever says it, and in the sandbox too, the client refuses to change anything.
func TestReadOnlyReachesTheClient(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		args []string
		env  []string
		want bool
	}{
		"nobody":          {nil, nil, false},
		"the flag":        {[]string{"--read-only"}, nil, true},
		"the environment": {nil, []string{"SEAMDASH_READ_ONLY=1"}, true},
		"the flag wins":   {[]string{"--read-only=false"}, []string{"SEAMDASH_READ_ONLY=1"}, false},
	} {
		for place, args := range map[string][]string{"the sandbox": {"--sandbox"}, "a workspace": {"--endpoint", "http://127.0.0.1:1"}} {
			env := append(withoutConfig(), "SEAM_API_KEY="+scriptKey)
			p := &program{env: append(env, tc.env...), stdin: strings.NewReader(""), stdout: io.Discard, stderr: io.Discard}
			root := p.rootCommand()
			if err := root.ParseFlags(append(args, tc.args...)); err != nil {
				t.Fatal(err)
			}
			s, err := p.open(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			err = s.client.DeleteCode(t.Context(), "nobody", "nobody")
			if refused := model.KindOf(err) == model.KindRefused; refused != tc.want {
				t.Errorf("%s, %s: the client says %v, want a refusal: %v", name, place, err, tc.want)
			}
		}
	}
}

// TestEveryThemeHasItsLook: no two words for the theme mean the same.
func TestEveryThemeHasItsLook(t *testing.T) {
	t.Parallel()
	for theme, want := range map[string]ui.Look{
		config.ThemeAuto: {}, config.ThemeDark: {Background: ui.Dark}, config.ThemeLight: {Background: ui.Light},
		config.ThemeContrast: {Contrast: true}, config.ThemeContrastDark: {Contrast: true, Background: ui.Dark},
		config.ThemeContrastLight: {Contrast: true, Background: ui.Light},
	} {
		if got := look(&config.Resolved{Settings: config.Settings{Theme: theme}}); got != want {
			t.Errorf("%s: %+v, want %+v", theme, got, want)
		}
	}
}

// TestEveryCommandAsksTheKeyring: a key that was kept is found by all of them, and trouble there is told by all.
func TestEveryCommandAsksTheKeyring(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{nil, {"devices"}, {"codes"}, {"whoami"}, {"login"}, {"logout"}} {
		ring := &ringtest.Memory{}
		ring.Break(credentials.ErrSilent)
		var stderr strings.Builder
		p := &program{
			env: withoutConfig(), stdin: strings.NewReader("seam_test_x"), stdout: io.Discard, stderr: &stderr, keyring: ring,
		}
		code := p.run(context.Background(), args)
		if code == exitDone || !strings.Contains(stderr.String(), "no keyring answers") {
			t.Errorf("seamdash %q: code %d, stderr %q", args, code, stderr.String())
		}
	}
}

func TestShowsProgress(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		env  map[string]string
		want bool
	}{
		{nil, false},
		{map[string]string{"TERM_PROGRAM": "Apple_Terminal"}, false},
		{map[string]string{"TERM_PROGRAM": "WezTerm"}, true},
		{map[string]string{"TERM_PROGRAM": "ghostty", "TMUX": "/tmp/tmux-0/default,1,0"}, false},
		{map[string]string{"WT_SESSION": "1"}, true},
		{map[string]string{"TERM_PROGRAM": "iTerm.app", "TERM_FEATURES": "T3LrMSc7UUw9Ts3BFGsSyHNoSxF"}, false},
		{map[string]string{"TERM_PROGRAM": "iTerm.app", "TERM_FEATURES": "T3LrMSc7UUw9Ts3BFGsSyHNoSxFP"}, true},
		{map[string]string{"TERM_FEATURES": "PaT3P2"}, true},
		{map[string]string{"TERM_FEATURES": "Pa"}, false},
	} {
		if got := showsProgress(func(name string) string { return c.env[name] }); got != c.want {
			t.Errorf("%v: %v, want %v", c.env, got, c.want)
		}
	}
}
