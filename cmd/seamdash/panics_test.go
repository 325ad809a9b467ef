//go:build unix

package main

import (
	"bytes"
	"context"
	"io"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"seamdash/cmd/credentials"
	"seamdash/cmd/credentials/ringtest"
	"seamdash/seamclient/sim"
)

// A defective stream throws what nobody should read, where it is read from, or once somebody writes the word.
type defective struct {
	word string

	mu   sync.Mutex
	text bytes.Buffer
	once sync.Once
}

func (*defective) Read([]byte) (int, error) { panic("the PIN is " + secretPIN) }

func (d *defective) Write(p []byte) (int, error) {
	if d.word != "" && bytes.Contains(p, []byte(d.word)) {
		d.once.Do(func() { panic("the PIN is " + secretPIN) })
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.text.Write(p) //nolint:wrapcheck // a buffer never fails
}

func (d *defective) String() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.text.String()
}

// Get is that of a keyring.
func (*defective) Get(context.Context, string) (string, error) { panic("the PIN is " + secretPIN) }

// Set is that of a keyring.
func (*defective) Set(context.Context, string, string) error { panic("the PIN is " + secretPIN) }

// Delete is that of a keyring.
func (*defective) Delete(context.Context, string) error { panic("the PIN is " + secretPIN) }

// TestPanicsBesideACommand: what a goroutine throws ends the program in good order, and says where it happened and not with what.
func TestPanicsBesideACommand(t *testing.T) {
	t.Parallel()
	world := sim.New(sim.Options{Seed: 1, APIKey: scriptKey})
	server := httptest.NewServer(world)
	t.Cleanup(server.Close)
	for name, tc := range map[string]struct {
		args []string
		env  string
		in   io.Reader // nil for a terminal
		ring credentials.Ring
		word string // of standard error at which a worker breaks
		ends string // a line that good order brings
	}{
		"a prompt":      {args: []string{"codes", "create", "--device", "Patio", "--name", "Sitter", "--pin-stdin"}, in: &defective{}},
		"plain mode":    {env: "ACCESSIBLE=1", in: &defective{}},
		"the agent":     {args: []string{"agent", "--log-format", "json"}, in: strings.NewReader(""), word: "Seam answers", ends: `"msg":"stop"`},
		"the dashboard": {env: "TERM=xterm-256color", ring: &defective{}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			home := t.TempDir()
			env := append(alone(), ringtest.NoBus, "SEAMDASH_STORE="+filepath.Join(home, "store.db"), "XDG_STATE_HOME="+home, "SEAM_API_KEY="+scriptKey, tc.env)
			stderr := &defective{word: tc.word}
			ctx, stop := context.WithTimeout(t.Context(), enough)
			defer stop()
			screen := newScreen(t, 80, 24)
			p := &program{env: env, stdin: tc.in, stdout: screen.tty, stderr: stderr, keyring: tc.ring}
			if tc.in == nil {
				p.stdin = screen.tty
			}
			code := p.run(ctx, append(tc.args, "--endpoint", server.URL))
			told := stderr.String()
			if ctx.Err() != nil || code != exitFailed {
				t.Errorf("exit code %d, want %d at once (%v)", code, exitFailed, ctx.Err())
			}
			if strings.Contains(told, secretPIN) || !strings.Contains(told, "internal error: panic with a string in seamdash/cmd/seamdash.(*defective)") {
				t.Errorf("told is\n%s", told)
			}
			screen.mustBeRestored(t)
			if !strings.Contains(told, tc.ends) {
				t.Errorf("it does not end in good order:\n%s", told)
			}
		})
	}
}
