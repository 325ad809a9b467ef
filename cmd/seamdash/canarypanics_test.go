//go:build unix

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"seamdash/cmd/credentials"
	"seamdash/model"
)

// A brittle thing throws a value where it is read or asked, or once the word is written to it.
type brittle struct {
	value any
	word  string
	once  sync.Once
	said  pages
}

func (b *brittle) Read([]byte) (int, error) { panic(b.value) }

func (b *brittle) Write(p []byte) (int, error) {
	if b.word != "" && strings.Contains(string(p), b.word) {
		b.once.Do(func() { panic(b.value) })
	}
	return b.said.Write(p)
}

// Get, Set and Delete are those of a keyring.
func (b *brittle) Get(context.Context, string) (string, error) { panic(b.value) }
func (b *brittle) Set(context.Context, string, string) error   { panic(b.value) }
func (b *brittle) Delete(context.Context, string) error        { panic(b.value) }

// canaryValues are what code of ours could throw while it has a PIN and a key at hand.
func (c *canaries) canaryValues() map[string]any {
	pin, words := c.pins["a guest"], "the code "+c.pins["a guest"]+" of "+c.key
	return map[string]any{
		"a text":    words,
		"an error":  fmt.Errorf("make it: %w", errors.New(words)),
		"a fault":   &model.Fault{Op: "make " + pin, Message: words, Hint: c.key},
		"bytes":     []byte(words),
		"a code":    model.AccessCode{Name: pin, PIN: model.NewPIN(pin)},
		"a request": map[string]any{"code": pin, "Authorization": []string{"Bearer " + c.key}},
	}
}

// TestCanariesOfPanics: whatever is thrown, at a prompt of a command, by a worker of an agent or beside the dashboard, nothing of it is
// told, on the terminal or elsewhere, or kept.
func TestCanariesOfPanics(t *testing.T) {
	t.Parallel()
	skipShort(t)
	for where, tc := range map[string]struct {
		args []string
		env  string
		in   func(b *brittle, s *screen) io.Reader
		ring func(b *brittle) credentials.Ring
		word string // of standard error at which a worker breaks
	}{
		"a command":     {args: []string{"codes", "create", "--device", "Cabin", "--name", "Sitter", "--pin-stdin"}, in: func(b *brittle, _ *screen) io.Reader { return b }},
		"plain mode":    {env: "ACCESSIBLE=1", in: func(b *brittle, _ *screen) io.Reader { return b }},
		"an agent":      {args: []string{"agent"}, in: func(*brittle, *screen) io.Reader { return strings.NewReader("") }, word: "Seam answers"},
		"the dashboard": {env: "TERM=xterm-256color", in: func(_ *brittle, s *screen) io.Reader { return s.tty }, ring: func(b *brittle) credentials.Ring { return b }},
	} {
		t.Run(where, func(t *testing.T) {
			t.Parallel()
			c := plant(t, []string{"a guest", "a stranger"}, []string{"a stranger"})
			for what, value := range c.canaryValues() {
				r := newCommandRoom(t, c)
				r.env = append(r.env, "SEAM_API_KEY="+c.key, "SEAMDASH_STORE="+filepath.Join(c.home, strings.ReplaceAll(what, " ", "-"), "store.db"), tc.env)
				s, b := newScreen(t, 100, 30), &brittle{value: value, word: tc.word}
				p := &program{env: r.env, stdin: tc.in(b, s), stdout: s.tty, stderr: b, keyring: c.ring}
				if tc.ring != nil {
					p.keyring = tc.ring(b)
				}
				ctx, stop := context.WithTimeout(t.Context(), enough)
				code := p.run(ctx, append([]string{}, tc.args...)) // none are not nil: those of the test would be taken for them
				said := b.said.String()
				if ctx.Err() != nil || code != exitFailed || strings.Count(said, "internal error: panic with a ") != 1 || strings.Contains(said, "goroutine ") {
					t.Errorf("%s: it ends with %d (%v):\n%s", what, code, ctx.Err(), said)
				}
				stop()
				s.mustBeRestored(t)
				s.mu.Lock()
				c.hear("the terminal after "+what, s.heard, namesToo)
				s.mu.Unlock()
				c.hear("what is said of "+what, []byte(said), namesToo)
			}
			c.hearFiles(tellableFiles)
			for _, f := range c.finds() {
				t.Error(f)
			}
		})
	}
}

// TestCanariesOfPages: a defect in a page of the agent, or of a sandbox on this machine, is told once, and the pages go on; whoever asked
// gets nothing of what was thrown.
func TestCanariesOfPages(t *testing.T) {
	t.Parallel()
	c := plant(t, []string{"a guest"}, nil)
	for what, value := range c.canaryValues() {
		ln, err := network{}.doorway(t.Context(), "127.0.0.1:0", maxHealthLines)
		if err != nil {
			t.Fatal(err)
		}
		told := make(chan *model.Fault, 8)
		clinic := openClinic(ln, func() vitals { panic(value) }, func(f *model.Fault) { told <- f })
		client := &http.Client{Timeout: enough}
		for range 2 {
			c.hear("the page", brokenPage(t, client, "http://"+clinic.addr.String()+"/healthz"), 0)
		}
		client.CloseIdleConnections()
		if err := clinic.close(t.Context()); err != nil {
			t.Errorf("%s: %v", what, err)
		}
		if len(told) != 1 {
			t.Fatalf("%s was told %d times, want once", what, len(told))
		}
		c.hear("what is said of "+what, []byte((<-told).Error()), 0)
	}
	for _, f := range c.finds() {
		t.Error(f)
	}
}

// brokenPage is all that comes of a page with a defect.
func brokenPage(t *testing.T, client *http.Client, address string) []byte {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(answer.Body)
	if err != nil || answer.Body.Close() != nil || answer.StatusCode != http.StatusInternalServerError {
		t.Errorf("status %d, %v", answer.StatusCode, err)
	}
	return fmt.Appendf(body, "%v", answer.Header)
}
