package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"seamdash/cmd/credentials"
	"seamdash/cmd/credentials/ringtest"
	"seamdash/model/store"
	"seamdash/seamclient/sim"
)

// A setUp is what the doctor is asked to look at: a home of its own, and a workspace that is well unless a test makes it ill.
type setUp struct {
	t    *testing.T
	env  []string
	args []string
	ring credentials.Ring
	home string
	// dumps is what the system says of core dumps.
	dumps func() error
}

// newSetUp is well: a key in the environment, a keyring that answers, and no local file yet.
func newSetUp(t *testing.T) *setUp {
	t.Helper()
	s := &setUp{t: t, ring: &ringtest.Memory{}, home: t.TempDir(), dumps: noDumps}
	server := served(sim.New(sim.Options{Seed: 1, APIKey: scriptKey, Still: true}))()
	t.Cleanup(server.Close)
	s.env = append(alone(), "HOME="+s.home, "XDG_DATA_HOME="+filepath.Join(s.home, "data"), "XDG_STATE_HOME="+filepath.Join(s.home, "state"),
		"SEAMDASH_STORE="+s.path(), "SEAMDASH_KEY_SOURCE=", "SEAM_ENDPOINT="+server.URL, "SEAM_API_KEY="+scriptKey)
	return s
}

func noDumps() error { return nil }

// path is where its local file is or would be.
func (s *setUp) path() string { return filepath.Join(s.home, "kept", "store.db") }

func (s *setUp) with(env ...string) { s.env = append(s.env, env...) }

// program is the program in this set-up.
func (s *setUp) program(out *strings.Builder) *program {
	return &program{env: s.env, stdin: strings.NewReader(""), stdout: out, stderr: out, keyring: s.ring, dumps: s.dumps}
}

// examined is what the doctor finds, by name. Whatever the case, it ends with 1 exactly when something is bad, and whatever is
// bad comes with what to do.
func (s *setUp) examined() map[string]examined {
	s.t.Helper()
	var out, told strings.Builder
	p := s.program(&out)
	p.stderr = &told
	code := p.run(s.t.Context(), append([]string{"doctor", "--json"}, s.args...))
	all := decoded[[]examined](s.t, out.String())
	byName, ails := map[string]examined{}, 0
	for _, e := range all {
		byName[e.Name] = e
		if e.State == bad {
			ails++
		}
		if e.State == bad && (e.Hint == nil || len(*e.Hint) < 10) {
			s.t.Errorf("%s is bad (%s) and nobody says what to do", e.Name, e.Text)
		}
		if strings.Contains(e.Text, "keyOfTheScripts") {
			s.t.Errorf("%s shows the key: %s", e.Name, e.Text)
		}
	}
	if want := map[bool]int{true: exitFailed, false: exitDone}[ails > 0]; code != want || len(byName) != len(all) || len(all) < 15 {
		s.t.Fatalf("%d lines, %d names, %d bad, and it ends with %d, want %d: %s", len(all), len(byName), ails, code, want, told.String())
	}
	return byName
}

// keeps makes the local file.
func (s *setUp) keeps() {
	s.t.Helper()
	cfg := store.Config{Path: s.path(), Keys: &credentials.SealingKeys{Ring: s.ring, Dir: filepath.Join(s.home, "state", "seamdash", "keys"), Announce: func(string) {}}}
	kept, err := store.Open(s.t.Context(), cfg)
	if err == nil {
		err = errors.Join(kept.In("ws").SetPreference(s.t.Context(), "a", "b"), kept.Close())
	}
	if err != nil {
		s.t.Fatal(err)
	}
}

// writes puts a text into a file of the home.
func (s *setUp) writes(name, text string, mode os.FileMode) string {
	s.t.Helper()
	path := filepath.Join(s.home, name)
	if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, []byte(text), mode), os.Chmod(path, mode)); err != nil {
		s.t.Fatal(err)
	}
	return path
}

// answering has a server of its own say what the key opens.
func (s *setUp) answering(workspace map[string]any) {
	s.t.Helper()
	server := served(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(map[string]any{"ok": true, "workspace": workspace}) // the program may hang up
	}))()
	s.t.Cleanup(server.Close)
	s.with("SEAM_ENDPOINT=" + server.URL)
}

// TestDoctorOfAGoodSetUp finds nothing bad, with and without a local file.
func TestDoctorOfAGoodSetUp(t *testing.T) {
	t.Parallel()
	s := newSetUp(t)
	for name, want := range map[string]string{
		"endpoint": "which answers", "key": "API key from SEAM_API_KEY, which Seam takes", "workspace": "(sandbox) at 127", "clock": "within 5s",
		"keyring": "it answers, and has no key for profile default", "local file": "none yet at " + s.path(),
	} {
		if got := s.examined()[name]; got.State != good || !strings.Contains(got.Text, want) || got.Hint != nil {
			t.Errorf("%s is %+v, want %q", name, got, want)
		}
	}
	s.keeps()
	found := s.examined()
	if e := found["local file"]; e.State != good || !strings.Contains(e.Text, "1 records, all read") {
		t.Errorf("the local file: %+v", e)
	}
	if e := found["sealing key"]; e.State != good || e.Text != "in the keyring" {
		t.Errorf("the sealing key: %+v", e)
	}
}

// TestDoctorFindsWhatIsBad breaks one thing at a time. The line of it is bad and says what to do.
func TestDoctorFindsWhatIsBad(t *testing.T) {
	t.Parallel()
	for name, ail := range ailments() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if runtime.GOOS == "windows" && strings.Contains(name, "every") {
				t.Skip("rights are lists there")
			}
			s := newSetUp(t)
			ail.make(s)
			found := s.examined()
			got := found[ail.line]
			if got.State != bad || !strings.Contains(got.Text, ail.says) || strings.Contains(got.Text, "\x1b") {
				t.Errorf("%s is %s: %q, want it bad, with %q", ail.line, got.State, got.Text, ail.says)
			}
			if got.Hint == nil || !strings.Contains(*got.Hint, ail.hint) {
				t.Errorf("%q does not come with the hint %q: %v", got.Text, ail.hint, found)
			}
		})
	}
}

func silentRing() *ringtest.Memory {
	var ring ringtest.Memory
	ring.Break(fmt.Errorf("%w: this session has none", credentials.ErrSilent))
	return &ring
}

// TestDoctorAsksOnce: a keyring that hangs is waited for once, not for each line that wants something of it, and never longer than
// the doctor's patience.
func TestDoctorAsksOnce(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ring := &hangingRing{}
		var out strings.Builder
		p := &program{
			env: append(alone(), "SEAMDASH_STORE="+filepath.Join(t.TempDir(), "store.db")), stdin: strings.NewReader(""),
			stdout: &out, stderr: &out, keyring: ring,
		}
		begun := time.Now()
		if code := p.run(t.Context(), []string{"doctor"}); code != exitFailed {
			t.Errorf("without a key it ends with %d: %s", code, out.String())
		}
		if took := time.Since(begun); ring.asked != 1 || took > looking {
			t.Errorf("the keyring was asked %d times and all took %v, want once within %v", ring.asked, took, looking)
		}
	})
}

// A hangingRing never answers.
type hangingRing struct {
	ringtest.Memory

	asked int
}

// Get waits until it is not waited for.
func (r *hangingRing) Get(ctx context.Context, _ string) (string, error) {
	r.asked++
	<-ctx.Done()
	return "", credentials.ErrSilent
}

// TestInterruptedDoctor ends with one line, and does not call bad what it did not look at.
func TestInterruptedDoctor(t *testing.T) {
	t.Parallel()
	s := newSetUp(t)
	ctx, stop := context.WithCancel(t.Context())
	stop()
	var out, told strings.Builder
	p := s.program(&out)
	p.stderr = &told
	if code := p.run(ctx, []string{"doctor"}); code != exitFailed || told.String() != "seamdash: look at this set-up: it was interrupted\n" || out.String() != "" {
		t.Errorf("it ends with %d and says %q %q", code, out.String(), told.String())
	}
}

// TestDoctorLeavesAnOlderFileAlone, and says what will become of it.
func TestDoctorLeavesAnOlderFileAlone(t *testing.T) {
	t.Parallel()
	s := newSetUp(t)
	d := newDoctor(s.program(&strings.Builder{}))
	d.rootCommand() // knows the flags
	d.file = func(context.Context) (store.Report, error) {
		return store.Report{Path: s.path(), Schema: 2, Older: true, Records: 7}, nil
	}
	judged(t, "local file", d.examineStore(t.Context()), "good: 7 records, all read; the next start brings it to a newer schema")
	judged(t, "schedules", d.examineRolls(t.Context()), "unknown: when the local file has its newer schema")
}

// TestAdviceForWhatIsBad: every check has advice for the case that nobody else has.
func TestAdviceForWhatIsBad(t *testing.T) {
	t.Parallel()
	s := newSetUp(t)
	checks := newDoctor(s.program(&strings.Builder{})).checks()
	if len(checks) < 15 {
		t.Fatalf("only %d checks", len(checks))
	}
	for _, c := range checks {
		c.look = func(context.Context) examined { return ill(errors.New("something broke")) }
		if e := c.examine(t.Context()); e.State != bad || e.Name != c.name || e.Hint == nil || !strings.HasSuffix(*e.Hint, ".") && !strings.Contains(*e.Hint, "set-ntp") {
			t.Errorf("%s: %+v", c.name, e)
		}
	}
}
