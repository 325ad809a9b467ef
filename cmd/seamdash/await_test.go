package main

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// A told is what a command said and how it ended, after how much time of a fake clock.
type told struct {
	stdout, stderr string
	code           int
	took           time.Duration
}

// inSandbox runs a command on the embedded simulator, under the clock of the bubble.
func inSandbox(ctx context.Context, stdin string, args ...string) told {
	var out, problems strings.Builder
	began := time.Now()
	code := run(ctx, append(args, "--sandbox"), alone(), strings.NewReader(stdin), &out, &problems)
	return told{out.String(), problems.String(), code, time.Since(began)}
}

// TestWait: whoever waits hears of each step, and the exit code says how it ended.
func TestWait(t *testing.T) {
	t.Parallel()
	const patio, laundry, bikes = "Maple Ct 3B · Patio", "Harbor 12 · Laundry", "Harbor 14 · Bike room"
	for name, tc := range map[string]struct {
		args     []string
		code     int
		out      []string // in what it printed
		told     []string // in what it told, in this order
		soonest  time.Duration
		atLatest time.Duration
	}{
		"create": {
			[]string{"create", "--device", patio, "--name", "Sitter", "--wait", "--json"},
			exitDone,
			[]string{`"status": "set"`},
			[]string{"Sitter on " + patio + ": being programmed", "on the lock after"},
			2 * time.Second, time.Minute,
		},
		"several": {
			[]string{"create", "--device", patio, "--device", "Maple Ct 1A · Garage", "--name", "Sitter", "--wait", "--json"},
			exitDone,
			[]string{`"status": "set"`, `"status": "set"`},
			[]string{"on the lock after", "on the lock after"},
			2 * time.Second, time.Minute,
		},
		"a later window on a lock that loads codes ahead": {
			[]string{"create", "--device", patio, "--name", "Sitter", "--starts", "+1d 09:00", "--ends", "for 3h", "--wait", "--json"},
			exitDone,
			[]string{`"status": "unset"`},
			[]string{"on the lock; it opens"},
			time.Second, time.Minute,
		},
		"a later window on one that does not": {
			[]string{"create", "--device", laundry, "--name", "Sitter", "--starts", "+2d 09:00", "--ends", "for 3h", "--wait"},
			exitFailed,
			[]string{"Sitter"},
			[]string{"the lock gets it about", "seamdash: wait for Sitter", "longer than --wait waits"},
			0, 0,
		},
		"the same with patience": {
			[]string{"create", "--device", laundry, "--name", "Sitter", "--starts", "+2d 09:00", "--ends", "for 3h", "--wait=72h", "--json"},
			exitDone,
			[]string{`"status": "set"`},
			[]string{"the lock gets it about", "on the lock"},
			24 * time.Hour, 72 * time.Hour,
		},
		"too little time": {
			[]string{"create", "--device", patio, "--name", "Sitter", "--wait=2s"},
			exitFailed,
			[]string{"Sitter"},
			[]string{"being programmed", "seamdash: wait for Sitter on " + patio + ": not done within 2 s: being programmed"},
			2 * time.Second, 2 * time.Second,
		},
		"a lock that is offline": {
			[]string{"create", "--device", bikes, "--name", "Sitter", "--wait=5h", "--json"},
			exitFailed,
			[]string{`"level": "error"`},
			[]string{"the lock is offline", "seamdash: wait for Sitter on " + bikes + ": failed: "},
			time.Minute, 5 * time.Hour,
		},
		"update": {
			[]string{"update", "Gardener", "--name", "Plants", "--wait", "--json"},
			exitDone,
			[]string{`"name": "Plants"`},
			[]string{"name: Gardener -> Plants", "on the lock"},
			time.Second, time.Minute,
		},
		"convert": {
			[]string{"convert", "Gardener", "--to", "ongoing", "--wait", "--json"},
			exitDone,
			[]string{`"type": "ongoing"`, `"status": "set"`},
			[]string{"-> always", "on the lock after"},
			time.Second, time.Minute,
		},
		"delete": {
			[]string{"delete", "Guest · Haas", "--yes", "--wait", "--json"},
			exitDone,
			[]string{`"status": null`, `"state": "gone"`},
			[]string{"being removed, and the PIN may still work", "off the lock after"},
			time.Second, time.Minute,
		},
		"delete what was made outside": {
			[]string{"delete", "Old housekeeper", "--yes", "--wait"},
			exitDone, nil,
			[]string{"off the lock after", "Old housekeeper on Maple Ct 1A · Front Door: gone"},
			time.Second, time.Minute,
		},
		"adopt": {
			[]string{"adopt", "Old housekeeper", "--wait", "--json"},
			exitDone,
			[]string{`"is_managed": true`},
			[]string{"being taken over", "managed by Seam after"},
			time.Second, time.Minute,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				got := inSandbox(t.Context(), "", append([]string{"codes"}, tc.args...)...)
				if got.code != tc.code || got.took < tc.soonest || got.took > tc.atLatest {
					t.Errorf("code %d after %v, want %d after %v to %v", got.code, got.took, tc.code, tc.soonest, tc.atLatest)
				}
				inOrder(t, got.stdout, tc.out)
				inOrder(t, got.stderr, tc.told)
				if strings.Contains(got.stderr, "\x1b") {
					t.Error("it tells escape sequences")
				}
			})
		})
	}
}

func inOrder(t *testing.T, text string, parts []string) {
	t.Helper()
	rest := text
	for _, part := range parts {
		_, after, found := strings.Cut(rest, part)
		if !found {
			t.Errorf("no %q where it should be in\n%s", part, text)
			return
		}
		rest = after
	}
}

// TestWaitInterrupted: the code stays, and whoever interrupted is told how it stands.
func TestWaitInterrupted(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithTimeout(t.Context(), 3*time.Second)
		defer stop()
		got := inSandbox(ctx, "", "codes", "create", "--device", "Maple Ct 3B · Patio", "--name", "Sitter", "--wait")
		if got.code != exitFailed || got.took > 3*time.Second {
			t.Errorf("code %d after %v", got.code, got.took)
		}
		inOrder(t, got.stderr, []string{"being programmed", "wait for Sitter on Maple Ct 3B · Patio: interrupted: being programmed", "hint: "})
	})
}

// TestSteps: nobody is told the same twice while nothing happens.
func TestSteps(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		got := inSandbox(t.Context(), "", "codes", "create", "--device", "Harbor 14 · Bike room", "--name", "Sitter", "--wait=9m")
		if n := strings.Count(got.stderr, "Sitter on Harbor 14 · Bike room: being programmed for"); n != 1 {
			t.Errorf("the step is told %d times:\n%s", n, got.stderr)
		}
	})
}
