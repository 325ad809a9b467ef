package alert

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// playing is a teller whose command is this binary in a role, with the file that shows what it did, and its log.
func playing(t *testing.T, role string, patience time.Duration, args ...string) (teller *Teller, file string, log *bytes.Buffer) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	file, log = filepath.Join(t.TempDir(), "did"), &bytes.Buffer{}
	teller = New(t.Context(), Config{
		Command: append([]string{self, file}, args...), On: Kinds(), Env: append(os.Environ(), roleEnv+"="+role),
		Log: slog.New(slog.NewTextHandler(log, nil)), Patience: patience,
	})
	t.Cleanup(func() { teller.Close(context.Background()) })
	return teller, file, log
}

func missed(lock string) Alert {
	return Alert{
		Kind: Missed, At: time.Date(2026, 11, 21, 13, 0, 0, 0, time.FixedZone("CET", 3600)), Rule: "r-1", RuleName: "Cleaners; rm -rf $HOME",
		Lock: "d-1", LockName: lock, From: time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC), Until: time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC),
		Message: `the window is over "<now>"`,
	}
}

func TestTheCommandGetsOneObject(t *testing.T) {
	t.Parallel()
	teller, file, log := playing(t, "keep", time.Minute, "two words", "$HOME", "`id`", `"`)
	teller.Tell(missed("Front door"))
	teller.Close(t.Context())
	did, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err, log)
	}
	args, input, _ := strings.Cut(string(did), "\n")
	if args != "[\"two words\" \"$HOME\" \"`id`\" \"\\\"\"]" {
		t.Errorf("arguments %s", args)
	}
	if strings.Count(input, "\n") != 1 || !strings.HasSuffix(input, "}\n") {
		t.Errorf("not one line: %q", input)
	}
	var got map[string]any
	if err := json.Unmarshal([]byte(input), &got); err != nil {
		t.Fatal(err)
	}
	want := map[string]any{
		"kind": "missed", "at": "2026-11-21T12:00:00Z", "rule_id": "r-1", "rule_name": "Cleaners; rm -rf $HOME", "lock_id": "d-1",
		"lock_name": "Front door", "from": "2026-11-21T09:00:00Z", "until": "2026-11-21T10:00:00Z", "message": `the window is over "<now>"`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if text := log.String(); !strings.Contains(text, "alert told") || strings.Contains(text, "two words") || strings.Contains(text, "Front door") {
		t.Errorf("log: %s", text)
	}
}

// Whatever a command does, its alert ends in the log, and the next one is told.
func TestCommandsThatMisbehave(t *testing.T) {
	t.Parallel()
	for role, want := range map[string]struct {
		log    string
		counts Counts
	}{
		"loud":  {"alert told", Counts{Told: 2}},
		"deaf":  {"alert told", Counts{Told: 2}},
		"fails": {"it ended with code 3", Counts{Failed: 2}},
		"hangs": {"it did not end within 300ms", Counts{Failed: 2}},
	} {
		t.Run(role, func(t *testing.T) {
			t.Parallel()
			patience := time.Minute
			if role == "hangs" {
				patience = 300 * time.Millisecond
			}
			teller, _, log := playing(t, role, patience, "sesame")
			for _, from := range []int64{1, 2} {
				a := missed(strings.Repeat("x", 1<<20)) // more than a pipe holds while nobody reads
				a.From = time.Unix(from, 0)
				teller.Tell(a)
			}
			teller.Close(t.Context())
			if got := teller.Counts(); got != want.counts {
				t.Errorf("%+v, want %+v", got, want.counts)
			}
			if text := log.String(); strings.Count(text, want.log) != 2 || strings.Contains(text, "sesame") {
				t.Errorf("log: %s", text)
			}
		})
	}
}

func TestACommandThatCannotBeRun(t *testing.T) {
	t.Parallel()
	plain := filepath.Join(t.TempDir(), "plain")
	if err := os.WriteFile(plain, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"seamdash-no-such-program": "there is no such program", plain: "it cannot be run"} {
		var log bytes.Buffer
		teller := New(t.Context(), Config{Command: []string{name, "sesame"}, On: Kinds(), Log: slog.New(slog.NewTextHandler(&log, nil))})
		teller.Tell(missed("Front door"))
		teller.Close(t.Context())
		if text := log.String(); !strings.Contains(text, want) || strings.Contains(text, "sesame") {
			t.Errorf("%s: %s", name, text)
		}
		if got := teller.Counts(); got != (Counts{Failed: 1}) {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// A command that hangs in something that it started leaves nothing behind.
func TestWhatACommandStartedEndsWithIt(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("only the command itself is ended there")
	}
	ln, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = ln.Close() }()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	teller := New(t.Context(), Config{
		Command: []string{self, ln.Addr().String()}, On: Kinds(), Env: append(os.Environ(), roleEnv+"=family"), Patience: time.Hour,
	})
	teller.Tell(missed("Front door"))
	child, err := ln.Accept()
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	teller.Close(ctx)
	if data, err := io.ReadAll(child); len(data) > 0 {
		t.Errorf("the child says %q: %v", data, err)
	}
	if got := teller.Counts(); got != (Counts{Failed: 1}) {
		t.Errorf("%+v", got)
	}
}
