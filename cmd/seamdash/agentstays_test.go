//go:build unix

package main

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"seamdash/seamclient/sim"
)

// TestAgentFinishes: an agent that is asked to end in the middle of a step finishes it, gives the lease back and ends well.
func TestAgentFinishes(t *testing.T) {
	t.Parallel()
	e := newEstate(t)
	a, write := e.amidWrite()
	e.signal(a, syscall.SIGTERM)
	e.until("it says that it stops", enough, a.says("stopping: "), a.said.String)
	close(write)
	e.ends(a)
	if !a.says("lease given back")() {
		t.Errorf("the lease is not given back:\n%s", a.said)
	}
	// Time goes on while the write is held up, and Seam may refuse it then.
	told, refused := e.count("made"), e.count("refused")
	if made := int(e.created.Load()); told+refused == 0 || made != told {
		t.Errorf("%d codes were made; %d are in the history, and %d refusals", made, told, refused)
	}
	e.judge()
}

// TestSecondSignal: who does not want to wait for the step in hand asks twice.
func TestSecondSignal(t *testing.T) {
	t.Parallel()
	e := newEstate(t)
	a, write := e.amidWrite()
	defer close(write)
	e.signal(a, syscall.SIGTERM)
	e.until("it says that it stops", enough, a.says("stopping: "), a.said.String)
	ended := make(chan error, 1)
	go func() { ended <- a.cmd.Wait() }()
	e.until("it ends at once", enough, func() bool {
		select {
		case err := <-ended:
			status, ok := a.cmd.ProcessState.Sys().(syscall.WaitStatus)
			if !ok || status.Signal() != syscall.SIGTERM { // which is what ended it, or -1
				t.Errorf("it ended with %v, want the signal", err)
			}
			return true
		default:
			_ = a.cmd.Process.Signal(syscall.SIGTERM) // the first of these may come before it listens no more
			return false
		}
	}, a.said.String)
}

// TestAgentBeside: an agent says how it is, and others leave the work to it.
func TestAgentBeside(t *testing.T) {
	t.Parallel()
	e := newEstate(t)
	a := e.start("--health", "127.0.0.1:0")
	e.until("it rolls", enough, a.says("lease taken"), a.said.String)
	e.page(a, "/healthz", `^rolls 12 series\n$`)
	e.page(a, "/metrics", `(?m)^seamdash_lease_held 1$`)
	e.page(a, "/metrics", `(?m)^seamdash_steps_total\{kind="create",outcome="done"\} [1-9]`)
	other := e.start("--health", "127.0.0.1:0")
	e.until("another stands by", enough, other.says("stands by"), other.said.String)
	e.page(other, "/healthz", `^stands by: agent on .* rolls\n$`)
	e.page(other, "/metrics", `(?m)^seamdash_lease_held 0$`)
	if out := e.must("", "agent", "--once"); !regexp.MustCompile(`^nothing to do: agent on .* rolls the schedules\n$`).MatchString(out) {
		t.Errorf("--once beside an agent says %q", out)
	}
	var report struct {
		Rolled bool    `json:"rolled"`
		By     *string `json:"rolled_by"`
	}
	if err := json.Unmarshal([]byte(e.must("", "agent", "--once", "--json")), &report); err != nil || report.Rolled || report.By == nil {
		t.Errorf("--once --json beside an agent gives %+v (%v)", report, err)
	}
	e.stop(a)
	e.until("another takes over", enough, other.says("lease taken"), other.said.String)
	e.stop(other)
	// A window that ends in between may be told as missed, which is no success.
	if out, problems, _ := e.try("", "agent", "--once"); !strings.Contains(out, "next look") {
		t.Errorf("--once when nobody rolls says %q%s", out, problems)
	}
	e.keepsSecrets()
}

// A plannedStep is what an agent would do, as it prints it for scripts.
type plannedStep struct {
	Rule   string  `json:"rule"`
	Step   *string `json:"step"`
	Device string  `json:"device_id"`
	Window *any    `json:"window"`
}

func (p *plannedStep) makes() bool {
	return p.Rule != "" && p.Step != nil && *p.Step == "create" && p.Device != "" && p.Window != nil
}

// TestRehearsal: who only wants to know what would be done changes nothing, not even who rolls.
func TestRehearsal(t *testing.T) {
	t.Parallel()
	e := newEstate(t)
	var would []plannedStep
	if err := json.Unmarshal([]byte(e.must("", "agent", "--dry-run", "--json", "--read-only")), &would); err != nil {
		t.Fatal(err)
	}
	for _, w := range would {
		if !w.makes() {
			t.Errorf("it would do %+v, want a code to be made", w)
		}
	}
	if table := e.must("", "agent", "--dry-run"); len(would) != 12 || strings.Count(table, "make a code") != 12 {
		t.Errorf("it would do %d things, and tells\n%s", len(would), table)
	}
	if codes, lines := int(e.created.Load()), e.count("made"); codes+lines > 0 {
		t.Errorf("%d codes and %d lines of the history were made", codes, lines)
	}
	// Windows that were over before anybody rolled may be told as missed, which is no success.
	if out, problems, _ := e.try("", "agent", "--once"); e.created.Load() < 8 || !strings.Contains(out, "made ") {
		t.Errorf("after that --once does\n%s%s", out, problems)
	}
	if out := e.must("", "agent", "--dry-run"); strings.Count(out, "make a code") > 6 { // time runs: some windows are over meanwhile
		t.Errorf("after that it would still do\n%s", out)
	}
}

// amidWrite is an agent that has asked Seam to write, which waits until the channel is closed.
func (e *estate) amidWrite() (*runner, chan struct{}) {
	writes := make(chan chan struct{})
	e.amid.Store(&writes)
	a := e.start()
	write := <-writes
	e.amid.Store(nil)
	return a, write
}

// page waits until a page of an agent says something.
func (e *estate) page(a *runner, path, wanted string) {
	e.t.Helper()
	want, last := regexp.MustCompile(wanted), ""
	e.until(path+" has "+wanted, enough, func() bool {
		last = fetched(e.t, "http://"+a.at("health")+path)
		return want.MatchString(last)
	}, func() string { return last + "\n" + a.said.String() })
}

// at is an address that an agent says it listens on.
func (a *runner) at(what string) string {
	_, rest, _ := strings.Cut(a.said.String(), what+"=")
	address, _, _ := strings.Cut(strings.TrimSpace(rest), " ")
	address, _, _ = strings.Cut(address, "\n")
	return address
}

// fetched is a page, or what is wrong with it.
func fetched(t *testing.T, address string) string {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, http.NoBody)
	if err != nil {
		return err.Error()
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err.Error()
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return err.Error()
	}
	return string(body)
}

// outside is the public address of the tests: a sandbox posts to this machine only.
const outside = "127.0.0.1:9"

// A tunnel carries Seam's posts from the public address to where an agent listens.
type tunnel struct{ to atomic.Pointer[string] }

// RoundTrip posts.
func (u *tunnel) RoundTrip(r *http.Request) (*http.Response, error) {
	to := u.to.Load()
	if to == nil || r.URL.Host != outside {
		return nil, errors.New("nobody is there")
	}
	inside := r.Clone(r.Context())
	inside.URL.Host = *to
	return http.DefaultTransport.RoundTrip(inside)
}

// TestAgentHears: what Seam posts is heard without anybody asking, and a battery that becomes low is told to a program of the owner's.
// The webhook is registered at the start and taken away at the end.
func TestAgentHears(t *testing.T) {
	t.Parallel()
	var through tunnel
	world := sim.New(sim.Options{Seed: 1, APIKey: scriptKey, Bare: true, Still: true, Webhooks: &through})
	t.Cleanup(world.Close)
	door, err := world.AddDevice("august", "Front", "Europe/Lisbon")
	if err != nil {
		t.Fatal(err)
	}
	e := &estate{t: t, world: world, client: clientOf(t, world), server: httptest.NewServer(world)}
	t.Cleanup(e.server.Close)
	home := t.TempDir()
	told, config := filepath.Join(home, "told"), filepath.Join(home, "config.toml")
	const settings = "pace = \"1h\"\n[alerts]\ncommand = [\"sh\", \"-c\", \"cat >>$TOLD; env | grep -c SEAM_API_KEY >>$TOLD; true\"]\n"
	if err := os.WriteFile(config, []byte(settings), 0o600); err != nil {
		t.Fatal(err)
	}
	e.env = append(alone(), "SEAMDASH_STORE="+filepath.Join(home, "data", "store.db"), "XDG_STATE_HOME="+filepath.Join(home, "state"),
		"SEAM_ENDPOINT="+e.server.URL, "SEAM_API_KEY="+scriptKey, "SEAMDASH_CONFIG="+config, "TOLD="+told, "PATH="+os.Getenv("PATH"))
	a := e.start("--health", "127.0.0.1:0", "--webhook-listen", "127.0.0.1:0", "--webhook-register", "http://"+outside+"/seam")
	e.until("it listens", enough, a.says(" webhooks="), a.said.String)
	at := a.at(" webhooks")
	through.to.Store(&at)
	e.until("the webhook is registered", enough, a.says("webhook registered"), a.said.String)
	e.page(a, "/healthz", `^rolls, and there are no schedules\n$`)
	e.page(a, "/metrics", `(?m)^seamdash_locks 1$`)
	if err := world.SetBattery(door, 0.04); err != nil {
		t.Fatal(err)
	}
	e.page(a, "/metrics", `(?m)^seamdash_webhook_posts_total\{outcome="accepted"\} [1-9]`)
	e.page(a, "/metrics", `(?m)^seamdash_alerts_total\{outcome="told"\} 1$`)
	e.stop(a)
	if text, err := os.ReadFile(told); err != nil || !strings.Contains(string(text), `"kind":"low_battery"`) || !strings.HasSuffix(string(text), "\n0\n") {
		t.Errorf("the owner was told %q (%v), want a low battery and no key", text, err)
	}
	if n := strings.Count(a.said.String(), "there are no schedules yet"); n != 1 {
		t.Errorf("that there are no schedules is said %d times:\n%s", n, a.said)
	}
	if left, err := e.client.Webhooks(t.Context()); err != nil || len(left) != 0 {
		t.Errorf("%d webhooks are left (%v)", len(left), err)
	}
}

// TestAgentOfAnotherWorkspace: where the key opens another workspace than the one whose schedules are kept, nothing is touched.
func TestAgentOfAnotherWorkspace(t *testing.T) {
	t.Parallel()
	var now atomic.Pointer[sim.Server]
	ours, other := sim.New(sim.Options{Seed: 1, APIKey: scriptKey, Still: true}), sim.New(sim.Options{Seed: 2, APIKey: scriptKey, Still: true})
	now.Store(ours)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { now.Load().ServeHTTP(w, r) }))
	t.Cleanup(server.Close)
	home := t.TempDir()
	e := &estate{t: t, world: ours, env: append(alone(), "SEAMDASH_STORE="+filepath.Join(home, "data", "store.db"),
		"XDG_STATE_HOME="+filepath.Join(home, "state"), "SEAM_ENDPOINT="+server.URL, "SEAM_API_KEY="+scriptKey)}
	e.must("", "rules", "add", "--name", "Cleaners", "--lock", "Maple Ct 3B · Patio", "--words", "every day 9-13")
	e.must("", "agent", "--once")
	now.Store(other)
	_, problems, err := e.try("", "agent", "--once")
	if exit, failed := errors.AsType[*exec.ExitError](err); !failed || exit.ExitCode() != exitRefused || !strings.Contains(problems, "the key opens the workspace") {
		t.Errorf("--once ends with %v: %s", err, problems)
	}
	a := e.start("--health", "127.0.0.1:0")
	e.page(a, "/healthz", `the key opens the workspace`)
	e.stop(a)
	if out := e.must("", "rules", "history", "Cleaners", "--rolls", "--json"); strings.Count(out, `"what": "made"`) != 1 || strings.Contains(out, `"removed"`) {
		t.Errorf("the history has\n%s", out)
	}
}

// TestOnceWithoutAnswers: what could not be looked at is no success.
func TestOnceWithoutAnswers(t *testing.T) {
	t.Parallel()
	e := newEstate(t)
	_, _, _ = e.try("", "agent", "--once") // windows that were over may be told as missed
	e.mute.Store(true)
	e.world.Advance(windowLength * time.Minute)
	out, problems, err := e.try("", "agent", "--once")
	if exit, failed := errors.AsType[*exec.ExitError](err); !failed || exit.ExitCode() != exitUnavailable {
		t.Errorf("it ends with %v:\n%s%s", err, out, problems)
	}
}

// TestAgentWithoutSeam: an agent that cannot begin says why, in the form and by the code of every command.
func TestAgentWithoutSeam(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		server string
		args   []string
		code   int
	}{
		"nobody there":          {"gone", nil, exitUnavailable},
		"nobody there for once": {"gone", []string{"--once"}, exitUnavailable},
		"an outage":             {"html-502", []string{"--once"}, exitUnavailable},
		"a wrong key":           {"another-key", nil, exitNotAuthorised},
		"forbidden to write":    {"workspace", []string{"--read-only"}, exitUsage},
		"nobody who signs":      {"workspace", []string{"--webhook-listen", "127.0.0.1:0"}, exitUsage},
		"a secret that is none": {"workspace", []string{"--webhook-listen", "127.0.0.1:0"}, exitUsage},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := servers()[tc.server]()
			t.Cleanup(server.Close)
			env := []string{"SEAM_ENDPOINT=" + server.URL, "SEAM_API_KEY=" + scriptKey}
			if name == "a secret that is none" {
				env = append(env, hookSecret+"=\x01 no secret")
			}
			var stderr strings.Builder
			cmd := seamdashCommand(t, env, append([]string{"agent"}, tc.args...)...)
			cmd.Stderr = &stderr
			err := cmd.Run()
			exit, failed := errors.AsType[*exec.ExitError](err)
			if !failed || exit.ExitCode() != tc.code || !errorForm("1").MatchString(withoutTold(stderr.String())) {
				t.Errorf("%v, want code %d and one line that says why: %q", err, tc.code, stderr.String())
			}
		})
	}
}
