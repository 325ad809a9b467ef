//go:build unix

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestSwitchOnTheTerminal goes to the workspace of another profile, back, and fails to go to a third, on a real terminal and with a
// program for each key. No tab of one shows anything of the other.
func TestSwitchOnTheTerminal(t *testing.T) {
	t.Parallel()
	_, url := newSwitchboard(t)
	p := newPerson(t, url, "SEAMDASH_PROFILE=maple")
	folder := filepath.Join(filepath.Dir(filepath.Dir(p.store)), "config", "seamdash")
	if err := os.MkdirAll(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	p.env = append(p.env, "SEAMDASH_CONFIG="+filepath.Join(folder, "config.toml"))
	config := ""
	for profile, key := range map[string]string{"maple": mapleKey, "rival": rivalKey, "stale": "seam_test_forgotten"} {
		path := filepath.Join(folder, profile)
		if err := os.WriteFile(path, []byte(key+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		config += "[profiles." + profile + "]\nkey_command = ['/bin/cat', '" + path + "']\n"
	}
	if err := os.WriteFile(filepath.Join(folder, "config.toml"), []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	mustSee := func(s *screen, own, other string) {
		s.loaded(t, own)
		for _, tab := range []string{"2", "3", "4", "5", "1"} {
			s.press(t, tab)
			s.waitFor(t, "tab "+tab+" of "+own, func(text string) bool { return strings.Contains(text, "SANDBOX") })
			s.lacks(t, other)
		}
	}
	p.opens(t, "", func(s *screen) {
		mustSee(s, "Maple Ct 3B · Patio", "Rival")
		s.press(t, "\x0f") // ctrl+o
		s.waitForText(t, "This is the one that is open.")
		s.press(t, "rival\r")
		s.waitForText(t, "this is SANDBOX Rival Lodge 7 now")
		mustSee(s, "Rival Lodge 7", "Maple")
		s.press(t, "\x0f")
		s.waitForText(t, "This is the one that is open.")
		s.press(t, "stale\r")
		s.waitForText(t, "Unauthorized")
		s.press(t, "\x1b")
		s.waitFor(t, "the list closed", func(text string) bool { return !strings.Contains(text, "WORKSPACES") })
		mustSee(s, "Rival Lodge 7", "Maple")
		s.press(t, "\x0f")
		s.waitForText(t, "This is the one that is open.")
		s.press(t, "maple\r")
		s.waitForText(t, "this is SANDBOX Maple Property Group now")
		mustSee(s, "Maple Ct 3B · Patio", "Rival")
	})
}
