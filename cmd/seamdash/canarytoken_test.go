//go:build unix

package main

import (
	"net/http"
	"os"
	"strings"
	"testing"

	"seamdash/seamclient/sim"
)

// aToken turns the key that was planted into a personal access token.
func (c *canaries) aToken() { c.key = "seam_at1_" + strings.TrimPrefix(c.key, "seam_test_") }

// tokenLines have a token tried, kept, lent and forgotten; nobody knows which workspace it is for, or somebody says so wrongly.
func tokenLines() []line {
	return []line{
		{args: "login", stdin: "{key}x\n", fails: true},
		{args: "login", stdin: "{key}\n"},
		{args: "login --profile cabin", stdin: "  {key}  \n"},
		{args: "login {key}", fails: true},
		{args: "whoami"},
		{args: "whoami --verbose --json"},
		{args: "whoami --profile cabin --verbose"},
		{args: "doctor", either: true},
		{args: "doctor --json", either: true},
		{args: "devices --json"},
		{args: "codes create --device Cabin --name {a~guest} --pin-stdin", stdin: "{PIN of a guest}\n", either: true}, // it may be there
		{args: "codes"},
		{args: "config --print"},
		{args: "agent unit --systemd"},
		{args: "problems --all --json", either: true},
	}
}

// TestCanariesOfAToken: a personal access token opens all that somebody has, and shows nowhere: kept or lent, with a Seam that knows
// it, one that refuses it and one that repeats it, in commands, on the first screen and in the list of workspaces.
func TestCanariesOfAToken(t *testing.T) {
	t.Parallel()
	skipShort(t)
	c := plant(t, []string{"a guest", "a stranger"}, []string{"a guest", "a stranger"})
	c.aToken()
	var p *parrot
	r := newCommandRoom(t, c, func(world http.Handler) http.Handler {
		p = newParrot(world, friendly)
		return p
	})
	for _, l := range tokenLines() {
		r.give(l)
	}
	kept := r.env
	for _, lent := range [][]string{ // without a workspace, with its own, with none; in the wrong place, twice, misspelt
		{"SEAM_PERSONAL_ACCESS_TOKEN=" + c.key},
		{"SEAM_PERSONAL_ACCESS_TOKEN=" + c.key, "SEAM_WORKSPACE_ID=" + onlyWorkspaceOf(t, r.world)},
		{"SEAM_PERSONAL_ACCESS_TOKEN=" + c.key, "SEAM_WORKSPACE_ID=" + c.key},
		{"SEAM_API_KEY=" + c.key},
		{"SEAM_PERSONAL_ACCESS_TOKEN=" + c.key, "SEAM_API_KEY=" + c.key},
		{"SEAM_PERSONAL_ACCESS_TOKEN=seam_test_" + c.key},
	} {
		r.env = append(kept[:len(kept):len(kept)], lent...)
		for _, args := range []string{"whoami --verbose", "doctor --json", "codes", "config --print"} {
			r.give(line{args: args, either: true})
		}
	}
	r.env = kept
	p.becomes(deaf)
	r.lenient = true
	for _, l := range tokenLines() {
		r.give(l)
	}
	p.becomes(friendly)
	r.give(line{args: "logout"})
	r.give(line{args: "logout --profile cabin"})
	r.switches(p)
	if c.hearFiles(tellableFiles) == 0 {
		t.Error("nothing was written")
	}
	for _, f := range c.finds() {
		t.Error(f)
	}
}

// onlyWorkspaceOf is the id of a world's only workspace.
func onlyWorkspaceOf(t *testing.T, world *sim.Server) string {
	t.Helper()
	all, err := clientOf(t, world).Workspaces(t.Context())
	if err != nil || len(all) != 1 {
		t.Fatalf("%d workspaces, %v", len(all), err)
	}
	return string(all[0].ID)
}

// switches types the token on the first screen and looks at the list of workspaces, also when Seam does not know the token any more.
func (r *commandRoom) switches(p *parrot) {
	r.t.Helper()
	s := newScreen(r.t, 120, 40)
	tty, err := os.OpenFile(s.tty.Name(), os.O_RDWR, 0) // left to the collector, as Bubble Tea reads a moment longer than the program runs
	if err != nil {
		r.t.Fatal(err)
	}
	var said pages
	dashboard := &program{env: append(r.env, "TERM=xterm-256color"), stdin: tty, stdout: tty, stderr: &said, keyring: r.ring}
	ended := make(chan int, 1)
	go func() { ended <- dashboard.run(r.t.Context(), []string{}) }()
	closes := func() {
		s.press(r.t, "\x1b")
		s.waitFor(r.t, "the list closed", func(text string) bool { return !strings.Contains(text, "WORKSPACES") })
	}
	s.waitForText(r.t, "Paste an API key")
	s.press(r.t, paste(r.key))
	s.waitForText(r.t, "access token")
	s.press(r.t, "\r")
	s.waitForText(r.t, "Keep it in the keyring")
	s.press(r.t, "\r")
	s.waitForText(r.t, "Cabin")
	p.mu.Lock()
	p.twin = "Castor"
	p.mu.Unlock()
	s.press(r.t, "\x0f") // ctrl+o
	s.waitForText(r.t, "Castor")
	s.press(r.t, "castor\r")
	s.waitForText(r.t, "Read the workspace: I was told the key [key]")
	closes()
	p.becomes(deaf)
	s.waitForText(r.t, "I was told the key [key]")
	s.press(r.t, "\x0f")
	s.waitForText(r.t, "This is the one that is open.")
	closes()
	s.press(r.t, "q")
	if code := <-ended; code != exitDone {
		r.t.Errorf("the dashboard ends with %d: %s", code, said.String())
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	r.hear("the terminal", s.heard, namesToo)
	r.hear("what the dashboard says when it has ended", []byte(said.String()), 0)
}
