//go:build unix

package main

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"seamdash/model"
	"seamdash/seamclient"
	"seamdash/seamclient/sim"
)

const (
	// estateSpeed is how fast the time of an estate runs: a minute of it is longer than a call of Seam takes, however busy the machine.
	estateSpeed = 100
	// estateOpen is when windows begin on the clocks of the locks, which show an hour at which a test begins, and estateHours for
	// how long they go on.
	estateOpen, estateHours = 6 * 60, 10
	// cycle, windowLength is a window in every cycle of each rule, in minutes.
	cycle, windowLength = 10, 5
	// estatePIN begins the PINs that nobody may ever read in what an agent says.
	estatePIN = "8041726"
)

// An estate is a sandbox whose time runs fast, with schedules in a store, and agents that roll them in processes of their own. It is
// watched all the time.
type estate struct {
	t      *testing.T
	world  *sim.Server
	client *seamclient.Client // of the world itself
	server *httptest.Server
	env    []string
	rules  []estateRule
	locks  []string // their ids
	zone   *time.Location
	made   time.Time // when the schedules were, by the clock of the world

	// slow is how long a write may take at most before and after it takes effect; writing counts those under way.
	slow    time.Duration
	writing atomic.Int32
	// amid receives every write before it takes effect; whoever takes one says when it may go on. Nil lets all pass.
	amid atomic.Pointer[chan chan struct{}]

	// created counts codes that were made.
	created atomic.Int32
	// mute lets nobody hear of codes.
	mute atomic.Bool

	mu      sync.Mutex
	doubles []string
	said    []*pages
}

// An estateRule is a schedule of an estate: a window in every cycle, from some minutes after its beginning on.
type estateRule struct {
	name  string
	after int   // minutes
	locks []int // of the estate
	pins  []string
	stdin string
}

func estateRules() []estateRule {
	pins := ""
	for i := range 9 {
		pins += fmt.Sprintf("%s%d\n", estatePIN, i+1)
	}
	return []estateRule{
		{name: "K1 cleaners", after: 1, locks: []int{0, 1, 2}, pins: []string{"--pin-new"}},
		{name: "K2 gardener", after: 2, locks: []int{0, 2}},
		{name: "K3 laundry", after: 3, locks: []int{0, 3}, pins: []string{"--pin-list-stdin"}, stdin: pins},
		{name: "K4 sitter", after: 4, locks: []int{1, 2, 3}, pins: []string{"--pin-new", "--pin-length", "6"}},
		{name: "K5 plumber", after: 0, locks: []int{2, 3}},
	}
}

// newEstate builds one and has the schedules kept, by the program itself.
func newEstate(t *testing.T) *estate {
	t.Helper()
	e := &estate{t: t, rules: estateRules(), slow: 60 * time.Millisecond}
	e.world = sim.New(sim.Options{Seed: 5, APIKey: scriptKey, Speed: estateSpeed, Bare: true, Still: true})
	e.client = clientOf(t, e.world)
	hour := e.world.Now().UTC().Hour()
	east := (estateOpen/60 - hour + 24) % 24 // by which the clock of the locks is ahead, so that it shows some minutes after six
	if east > 12 {
		east -= 24
	}
	e.zone = time.FixedZone("", east*3600)
	for i, brand := range []string{"august", "ttlock", "yale", "ultraloq"} {
		id, err := e.world.AddDevice(brand, fmt.Sprintf("Door %d", i), fmt.Sprintf("Etc/GMT%+d", -east)) // whose signs are the other way round
		if err != nil {
			t.Fatal(err)
		}
		e.locks = append(e.locks, id)
	}
	e.server = httptest.NewServer(e)
	t.Cleanup(e.server.Close)
	home := t.TempDir()
	e.env = append(alone(), "SEAMDASH_STORE="+filepath.Join(home, "data", "store.db"), "XDG_STATE_HOME="+filepath.Join(home, "state"),
		"SEAM_ENDPOINT="+e.server.URL, "SEAM_API_KEY="+scriptKey)
	for _, r := range e.rules {
		args := append([]string{"rules", "add", "--name", r.name, "--words", r.words()}, r.pins...)
		for _, lock := range r.locks {
			args = append(args, "--lock", e.locks[lock])
		}
		e.must(r.stdin, args...)
	}
	e.made = e.world.Now()
	return e
}

// clientOf makes calls to a world without a network.
func clientOf(t *testing.T, world *sim.Server) *seamclient.Client {
	t.Helper()
	key, err := seamclient.NewKey(world.APIKey())
	if err != nil {
		t.Fatal(err)
	}
	client, err := seamclient.New(seamclient.Config{Key: key, Transport: world})
	if err != nil {
		t.Fatal(err)
	}
	return client
}

// words are the windows of a rule as a person would type them.
func (r *estateRule) words() string {
	var spans []string
	for at := estateOpen + r.after; at < estateOpen+estateHours*60; at += cycle {
		until := at + windowLength
		spans = append(spans, fmt.Sprintf("%d:%02d-%d:%02d", at/60, at%60, until/60, until%60))
	}
	return "every day " + strings.Join(spans, ", ")
}

// windows are those of a rule that are over by some moment and began after the schedules were made, by a reading of our own.
func (e *estate) windows(r *estateRule, until time.Time) (out []time.Time) {
	day := e.made.In(e.zone)
	midnight := time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, e.zone)
	for at := estateOpen + r.after; at < estateOpen+estateHours*60; at += cycle {
		open := midnight.Add(time.Duration(at) * time.Minute)
		if open.After(e.made) && !open.Add(windowLength*time.Minute).After(until) {
			out = append(out, open)
		}
	}
	return out
}

// ServeHTTP is the sandbox. Writes take a while, as they do over a network, and after each it is looked whether it made a double.
func (e *estate) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if e.mute.Load() && strings.HasPrefix(r.URL.Path, "/access_codes/") {
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	if !strings.HasPrefix(r.URL.Path, "/access_codes/") || strings.HasSuffix(r.URL.Path, "/list") || strings.HasSuffix(r.URL.Path, "/get") {
		withClock(e.world, estateSpeed).ServeHTTP(w, r)
		return
	}
	e.serveWrite(w, r)
}

// serveWrite does what a program asked for.
func (e *estate) serveWrite(w http.ResponseWriter, r *http.Request) {
	e.writing.Add(1)
	defer e.writing.Add(-1)
	if amid := e.amid.Load(); amid != nil {
		passed := make(chan struct{})
		select {
		case *amid <- passed:
			select {
			case <-passed:
			case <-e.t.Context().Done(): // the test has failed
			}
		default: // nobody waits for one
		}
	}
	dawdle(rand.N(e.slow))
	answer := httptest.NewRecorder()
	e.world.ServeHTTP(answer, r.WithContext(context.WithoutCancel(r.Context()))) // what has left a program takes effect, whatever becomes of it
	if strings.HasSuffix(r.URL.Path, "/create") && answer.Code == http.StatusOK {
		e.created.Add(1)
	}
	e.look()
	dawdle(rand.N(e.slow))
	for name, values := range answer.Header() {
		w.Header()[name] = values
	}
	w.WriteHeader(answer.Code)
	_, _ = w.Write(answer.Body.Bytes()) // who asked may be dead
}

// dawdle lets real time pass.
func dawdle(d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	<-timer.C
}

// codes are all that a lock has, asked for without a network and its delays.
func (e *estate) codes(lock string) []model.AccessCode {
	codes, err := e.client.Codes(context.Background(), model.DeviceID(lock))
	if err != nil {
		e.t.Errorf("look at a lock: %v", err)
	}
	return codes
}

// look takes down where a rule has two codes on a lock.
func (e *estate) look() {
	for i, lock := range e.locks {
		count := map[string][]string{}
		for _, p := range e.codes(lock) {
			for _, r := range e.rules {
				if strings.HasPrefix(p.Name, r.name) {
					count[r.name] = append(count[r.name], fmt.Sprintf("%s from %s, %s", p.ID, p.Window.From.Format(time.TimeOnly), p.Status))
				}
			}
		}
		for name, codes := range count {
			if len(codes) > 1 {
				e.mu.Lock()
				e.doubles = append(e.doubles, fmt.Sprintf("%s: %s has on door %d at once: %q", e.world.Now().Format(time.TimeOnly), name, i, codes))
				e.mu.Unlock()
			}
		}
	}
}

// must runs a command to its good end and gives what it printed.
func (e *estate) must(stdin string, args ...string) string {
	e.t.Helper()
	out, problems, err := e.try(stdin, args...)
	if err != nil {
		e.t.Fatalf("%q: %v\n%s", args, err, problems)
	}
	return out
}

func (e *estate) try(stdin string, args ...string) (out, problems string, err error) {
	var o, p strings.Builder
	cmd := exec.CommandContext(e.t.Context(), binary, args...)
	cmd.Env, cmd.Stdin, cmd.Stdout, cmd.Stderr = e.env, strings.NewReader(stdin), &o, &p
	err = cmd.Run()
	return o.String(), p.String(), err
}

// Pages are what a process says.
type pages struct {
	mu   sync.Mutex
	text strings.Builder
}

// Write adds to it.
func (p *pages) Write(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.text.Write(b)
}

func (p *pages) String() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.text.String()
}

// A runner is an agent in a process of its own.
type runner struct {
	cmd  *exec.Cmd
	said *pages
}

// start starts an agent.
func (e *estate) start(args ...string) *runner {
	e.t.Helper()
	a := &runner{said: &pages{}}
	a.cmd = exec.CommandContext(e.t.Context(), binary, append([]string{"agent"}, args...)...)
	a.cmd.Env, a.cmd.Stdout, a.cmd.Stderr = e.env, a.said, a.said
	if err := a.cmd.Start(); err != nil {
		e.t.Fatal(err)
	}
	e.mu.Lock()
	e.said = append(e.said, a.said)
	e.mu.Unlock()
	return a
}

// kill ends an agent at once.
func (e *estate) kill(a *runner) {
	_ = a.cmd.Process.Kill()
	_ = a.cmd.Wait() // it was killed
}

// signal sends one to an agent.
func (e *estate) signal(a *runner, s syscall.Signal) {
	e.t.Helper()
	if err := a.cmd.Process.Signal(s); err != nil {
		e.t.Fatalf("signal %v: %v\n%s", s, err, a.said)
	}
}

// stop asks an agent to end, which it must do well and soon.
func (e *estate) stop(a *runner) {
	e.t.Helper()
	e.signal(a, syscall.SIGTERM)
	e.ends(a)
}

// ends waits until an agent has ended well.
func (e *estate) ends(a *runner) {
	e.t.Helper()
	ended := make(chan error, 1)
	go func() { ended <- a.cmd.Wait() }()
	timer := time.NewTimer(enough)
	defer timer.Stop()
	select {
	case err := <-ended:
		if err != nil || !strings.Contains(a.said.String(), "msg=stop\n") {
			e.t.Errorf("an agent that was asked to end: %v\n%s", err, a.said)
		}
	case <-timer.C:
		e.t.Fatalf("an agent that was asked to end does not\n%s", a.said)
	}
}

// says waits for a word in what an agent says.
func (a *runner) says(word string) func() bool {
	return func() bool { return strings.Contains(a.said.String(), word) }
}

// awaitWrite waits until Seam is asked to write, though not for long.
func (e *estate) awaitWrite(patience time.Duration) {
	for deadline := time.Now().Add(patience); e.writing.Load() == 0 && time.Now().Before(deadline); {
		dawdle(time.Millisecond)
	}
}

// until waits for something, and fails when it does not come, with what is so otherwise.
func (e *estate) until(what string, patience time.Duration, so func() bool, otherwise func() string) {
	e.t.Helper()
	deadline := time.Now().Add(patience)
	for !so() {
		if time.Now().After(deadline) {
			e.t.Fatalf("not after %v: %s: %s", patience, what, otherwise())
		}
		dawdle(50 * time.Millisecond)
	}
}

// hasNext says that every rule has on each of its locks the code of a window that is not over.
func (e *estate) hasNext() bool {
	now := e.world.Now()
	for _, r := range e.rules {
		for _, lock := range r.locks {
			if !slices.ContainsFunc(e.codes(e.locks[lock]), func(p model.AccessCode) bool {
				return strings.HasPrefix(p.Name, r.name) && p.Window.Until.After(now) && p.Status != model.StatusRemoving
			}) {
				return false
			}
		}
	}
	return true
}

// An estateRoll is a line of the history as the program prints it for scripts.
type estateRoll struct {
	What   string `json:"what"`
	Device string `json:"device_id"`
	Window *struct {
		Start time.Time `json:"start"`
		End   time.Time `json:"end"`
	} `json:"window"`
	Before int    `json:"windows_before"`
	Why    string `json:"why"`
}

// history is what the program says that a rule did, the oldest first.
func (e *estate) history(r *estateRule) (out []estateRoll) {
	e.t.Helper()
	text := e.must("", "rules", "history", r.name, "--rolls", "--limit", "0", "--json")
	if err := json.Unmarshal([]byte(text), &out); err != nil {
		e.t.Fatalf("%v: %s", err, text)
	}
	slices.Reverse(out)
	return out
}

// finals are how often a history has a last word about each window on a lock, by when it opens.
func (e *estate) finals(lock int, rolls []estateRoll) map[time.Time]int {
	out := map[time.Time]int{}
	for i := range rolls {
		roll := &rolls[i]
		if roll.Device != e.locks[lock] || roll.What != "kept" && roll.What != "unseen" && roll.What != "missed" {
			continue
		}
		for n := 0; n <= roll.Before; n++ {
			out[roll.Window.Start.Add(-time.Duration(n)*cycle*time.Minute).UTC()]++
		}
	}
	return out
}

// complete says what is wrong with the histories: each window that was over some time ago has one last word, and none has two.
func (e *estate) complete() (wrong []string) {
	e.t.Helper()
	now := e.world.Now()
	const grace = 10 * time.Minute // of the world
	for i := range e.rules {
		r := &e.rules[i]
		rolls := e.history(r)
		for _, lock := range r.locks {
			finals := e.finals(lock, rolls)
			for _, open := range e.windows(r, now.Add(-grace)) {
				if n := finals[open.UTC()]; n != 1 {
					wrong = append(wrong, fmt.Sprintf("%s on door %d: the window at %s has %d last words", r.name, lock, open.Format(time.TimeOnly), n))
				}
			}
			for open, n := range finals {
				if n > 1 {
					wrong = append(wrong, fmt.Sprintf("%s on door %d: the window at %s has %d last words", r.name, lock, open.In(e.zone).Format(time.TimeOnly), n))
				}
			}
		}
	}
	return wrong
}

// count is how many lines of one kind the histories have.
func (e *estate) count(what string) (n int) {
	e.t.Helper()
	for i := range e.rules {
		for _, roll := range e.history(&e.rules[i]) {
			if roll.What == what {
				n++
			}
		}
	}
	return n
}

// kept is how many windows of each rule on each lock were kept.
func (e *estate) kept() map[string]int {
	out := map[string]int{}
	for i := range e.rules {
		for _, roll := range e.history(&e.rules[i]) {
			if roll.What == "kept" {
				out[e.rules[i].name+roll.Device]++
			}
		}
	}
	return out
}
