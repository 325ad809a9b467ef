package main

import (
	"bytes"
	"errors"
	"fmt"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"seamdash/cmd/credentials"
	"seamdash/model"
	"seamdash/model/store"
	"seamdash/seamclient/sim"
)

// writes runs a command about codes against a server, with the store of the keeper.
func (k keeper) writes(want int, url, stdin string, args ...string) (stdout, stderr string) {
	k.t.Helper()
	return k.commands(want, url, stdin, append([]string{"codes"}, args...)...)
}

// commands runs any command so.
func (k keeper) commands(want int, url, stdin string, args ...string) (stdout, stderr string) {
	k.t.Helper()
	var out, errs bytes.Buffer
	p := &program{
		env:   append(alone(), "SEAMDASH_STORE="+k.path, "SEAMDASH_KEY_SOURCE=environment", "SEAM_ENDPOINT="+url, "SEAM_API_KEY="+scriptKey),
		stdin: strings.NewReader(stdin), stdout: &out, stderr: &errs, keyring: k.ring,
	}
	if got := p.run(k.t.Context(), args); got != want {
		k.t.Fatalf("%v: exit %d, want %d\n%s%s", args, got, want, out.String(), errs.String())
	}
	return out.String(), errs.String()
}

// TestWritesAreKept: what a command did is in the audit log, a refusal of Seam too, and a dashboard goes on to follow it; no
// PIN is in what a person reads there, nor in the file.
func TestWritesAreKept(t *testing.T) {
	t.Parallel()
	k := newKeeper(t)
	server := httptest.NewServer(sim.New(sim.Options{Seed: 1, APIKey: scriptKey, Still: true}))
	t.Cleanup(server.Close)
	const patio, pin = "Maple Ct 3B · Patio", "384756"
	k.writes(exitDone, server.URL, pin, "create", "--device", patio, "--name", "Sitter", "--pin-stdin")
	k.writes(exitDone, server.URL, "", "update", "Sitter", "--name", "Sitter B")
	k.writes(exitDone, server.URL, "", "convert", "Sitter B", "--to", "time_bound", "--starts", "+1d 09:00", "--ends", "for 3h")
	k.writes(exitDone, server.URL, "", "adopt", "Old housekeeper")
	k.writes(exitDone, server.URL, "", "delete", "Sitter B", "--yes")
	k.writes(exitRefused, server.URL, pin+"0000", "create", "--device", patio, "--name", "Sitter", "--pin-stdin") // never asked of Seam

	want := []string{"delete code", "take over code", "convert code", "update code", "create code"}
	k.kept(model.WorkspaceID(workspaceOf(t, server.URL)), func(audit []model.Write, tracked []model.Tracked) {
		var actions []string
		for i := range audit {
			w := &audit[i]
			actions = append(actions, w.Action)
			if !w.WasAccepted() || slices.Contains([]string{w.Who, string(w.Device), string(w.Code), string(w.Request)}, "") {
				t.Errorf("%s is not told wholly: %+v", w.Action, w)
			}
		}
		if text := fmt.Sprintf("%+v", audit); strings.Contains(text, pin) {
			t.Errorf("the log shows the PIN: %s", text)
		}
		if diff := cmp.Diff(want, actions); diff != "" {
			t.Errorf("the log, newest first (-want +got):\n%s", diff)
		}
		if len(tracked) != len(want) {
			t.Errorf("%d writes are followed, want %d", len(tracked), len(want))
		}
	})
	file, err := os.ReadFile(k.path)
	if err != nil || bytes.Contains(file, []byte(pin)) {
		t.Errorf("the file holds the PIN in the clear, or cannot be read (%v)", err)
	}
}

// kept shows what the store has of a workspace.
func (k keeper) kept(of model.WorkspaceID, look func([]model.Write, []model.Tracked)) {
	k.t.Helper()
	s, err := store.Open(k.t.Context(), store.Config{Path: k.path, Keys: &credentials.SealingKeys{Ring: k.ring, Dir: k.t.TempDir()}})
	if err != nil {
		k.t.Fatal(err)
	}
	audit, unread := s.In(of).Audit(k.t.Context(), store.AuditQuery{})
	tracked, err := s.In(of).Tracked(k.t.Context())
	if err := errors.Join(unread, err, s.Close()); err != nil {
		k.t.Fatal(err)
	}
	look(audit, tracked)
}

// TestWritesWithoutAStore: a store that cannot be opened is told, and the code is made all the same.
func TestWritesWithoutAStore(t *testing.T) {
	t.Parallel()
	k := newKeeper(t)
	if err := os.WriteFile(k.path, []byte("this is no store"), 0o600); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(sim.New(sim.Options{Seed: 1, APIKey: scriptKey, Still: true}))
	t.Cleanup(server.Close)
	stdout, stderr := k.writes(exitDone, server.URL, "", "create", "--device", "Maple Ct 3B · Patio", "--name", "Sitter")
	if !strings.Contains(stdout, "Sitter") || strings.Count(stderr, "not in the local log") != 1 {
		t.Errorf("stdout %q, stderr %q", stdout, stderr)
	}
}

// workspaceOf is the id of the workspace that a server serves.
func workspaceOf(t *testing.T, url string) string {
	t.Helper()
	var out, errs strings.Builder
	p := &program{
		env:   append(alone(), "SEAM_ENDPOINT="+url, "SEAM_API_KEY="+scriptKey, "SEAMDASH_KEY_SOURCE=environment"),
		stdin: strings.NewReader(""), stdout: &out, stderr: &errs,
	}
	facts, _, err := func() (identity, *session, error) {
		p.rootCommand()
		return p.identify(t.Context())
	}()
	if err != nil {
		t.Fatal(err, errs.String())
	}
	return facts.Workspace
}
