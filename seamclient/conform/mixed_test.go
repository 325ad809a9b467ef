package conform

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"seamdash/seamclient/sim"
)

// An excuse is a difference between the simulator and the document that is meant.
type excuse struct{ begins, ends, why string }

func excuses() []excuse {
	return []excuse{{
		"answer 200 of /access_codes/generate_code: generated_code.", "is missing",
		"Seam's guide shows a suggestion as device_id and code; there is no access code of which it could have the rest",
	}}
}

// unexcused gives the findings that no excuse is for, each line once, and counts those that one is for.
func unexcused(findings []error, used map[string]int) []string {
	var out []string
	for _, f := range findings {
		for line := range strings.Lines(f.Error()) {
			line = strings.TrimSuffix(line, "\n")
			i := slices.IndexFunc(excuses(), func(e excuse) bool { return strings.HasPrefix(line, e.begins) && strings.HasSuffix(line, e.ends) })
			if i >= 0 {
				used[excuses()[i].begins]++
			} else if !slices.Contains(out, line) {
				out = append(out, line)
			}
		}
	}
	return out
}

// A mix is a long run of random requests to a simulator in which other people act as well.
type mix struct {
	t       *testing.T
	server  *sim.Server
	witness *Witness
	clock   atomic.Int64 // Unix milliseconds; webhooks are delivered in the background and look at it
	*sampler
	paths []string
}

func newMix(t *testing.T, seed uint64) *mix {
	t.Helper()
	m := &mix{t: t}
	m.pass(time.Duration(time.Date(2026, 11, 20, 15, 0, 0, 0, time.UTC).UnixNano()))
	m.server = sim.New(sim.Options{Seed: seed, Now: m.present, Webhooks: nowhere{}})
	t.Cleanup(m.server.Close)
	m.witness = &Witness{Spec: spec(t), Next: m.server}
	m.sampler = &sampler{spec: m.witness.Spec, rng: rand.New(rand.NewPCG(seed, 1)), now: m.present, met: map[string][]any{}}
	for _, path := range sim.Paths() {
		if path != "/health" { // it is not in the document
			m.paths = append(m.paths, path)
		}
	}
	return m
}

func (m *mix) present() time.Time { return time.UnixMilli(m.clock.Load()) }

func (m *mix) pass(d time.Duration) { m.clock.Add(d.Milliseconds()) }

// begin gets to know a world that is new.
func (m *mix) begin() {
	m.t.Helper()
	id, err := m.server.AddDevice("smartthings", "Attic", "Europe/Rome")
	if err != nil {
		m.t.Fatal(err)
	}
	m.met, m.pins = map[string][]any{}, nil
	m.meet("device of an owner who tells", id) // SmartThings is the one maker whose owners report what their locks take
	for _, path := range []string{"/devices/list", "/connected_accounts/list"} {
		m.post(http.MethodPost, path, m.server.APIKey(), nil)
	}
}

// nowhere takes webhook posts.
type nowhere struct{}

func (nowhere) RoundTrip(r *http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: http.StatusOK, Body: http.NoBody, Request: r}, nil
}

// post sends a request and learns from the answer.
func (m *mix) post(verb, path, key string, body map[string]any) (answer map[string]any) {
	m.t.Helper()
	text, err := json.Marshal(body)
	if err != nil {
		m.t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(m.t.Context(), verb, "https://seam.test"+path, bytes.NewReader(text))
	if err != nil {
		m.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "Bearer "+key)
	resp, err := m.witness.RoundTrip(r)
	if err != nil {
		m.t.Fatal(err)
	}
	got, err := io.ReadAll(resp.Body)
	if err = errors.Join(err, resp.Body.Close()); err != nil {
		m.t.Fatal(err)
	}
	answer = decode(got)
	switch resp.StatusCode {
	case http.StatusOK:
		m.learn(answer)
	case http.StatusNotFound:
		m.forget(body)
	}
	return answer
}

// refresh looks around as a client does.
func (m *mix) refresh() {
	m.post(http.MethodPost, "/devices/list", m.server.APIKey(), nil)
	m.post(http.MethodPost, "/devices/unmanaged/list", m.server.APIKey(), nil)
	if lock, ok := m.known("device_id"); ok {
		m.post(http.MethodPost, "/access_codes/list", m.server.APIKey(), map[string]any{"device_id": lock})
		m.post(http.MethodPost, "/access_codes/unmanaged/list", m.server.APIKey(), map[string]any{"device_id": lock})
	}
}

// step is one request, and what goes with it.
func (m *mix) step() {
	if m.maybe(0.05) {
		m.refresh()
	}
	path := m.paths[m.rng.IntN(len(m.paths))]
	if slices.Contains(final(), path) || (path == "/webhooks/create" && m.maybe(0.7)) { // every event goes to every webhook
		return
	}
	key, verb := m.server.APIKey(), http.MethodPost
	if m.maybe(0.01) {
		key = "seam_test_wrong"
	}
	if m.maybe(0.01) {
		verb = http.MethodTrace
	}
	body := m.body(path)
	for range 1 + m.repeats(path) {
		answer := m.post(verb, path, key, body)
		m.follow(path, key, body, answer)
	}
}

// final are requests after which there is less to see. They end a chapter.
func final() []string {
	return []string{"/devices/simulate/remove", "/connected_accounts/simulate/disconnect", "/connected_accounts/delete", "/workspaces/reset_sandbox"}
}

func (m *mix) repeats(path string) int {
	if strings.HasPrefix(path, "/locks/") && m.maybe(0.05) {
		return 20 // more than the allowance of a minute
	}
	return 0
}

// follow asks for the next page of a list.
func (m *mix) follow(path, key string, body, answer map[string]any) {
	page, ok := answer["pagination"].(map[string]any)
	if !ok || page["has_next_page"] != true {
		return
	}
	next := maps.Clone(body)
	next["page_cursor"] = page["next_page_cursor"]
	if m.maybe(0.1) {
		next["limit"] = 3.0 // not the list that the cursor is of
	}
	m.post(http.MethodPost, path, key, next)
}

// elsewhere lets something happen that is not a request to Seam. What does not apply is refused, which is as well.
func (m *mix) elsewhere() {
	device, _ := m.known("device_id")
	code, _ := m.known("access_code_id")
	account, _ := m.known("connected_account_id")
	d, _ := device.(string)
	c, _ := code.(string)
	a, _ := account.(string)
	switch m.rng.IntN(9) {
	case 0:
		_ = m.server.SetOnline(d, m.maybe(0.5))
	case 1:
		_ = m.server.SetHub(d, m.maybe(0.5))
	case 2:
		_ = m.server.SetAccount(a, m.maybe(0.8))
	case 3:
		_ = m.server.SetBattery(d, m.rng.Float64())
	case 4:
		_ = m.server.TamperCode(c, []string{"", "48151"}[m.rng.IntN(2)])
	case 5:
		_, _ = m.server.AddUnmanaged(d, "Plumber", "90210")
	case 6:
		_, _ = m.server.EnterCode(d, "0000")
	case 7:
		_ = m.server.SetTimeZone(d, []string{"", "Europe/Rome"}[m.rng.IntN(2)])
	case 8:
		if m.maybe(0.1) {
			all := slices.DeleteFunc(sim.Scenarios(), func(sc sim.Scenario) bool { return sc.Newer })
			if err := m.server.Play(all[m.rng.IntN(len(all))].Name); err != nil {
				m.t.Fatal(err)
			}
			m.server.SetFaults(sim.Faults{}) // some scenarios are about the wire, where answers are not Seam's
		}
	}
}

// TestEveryAnswerIsDocumented asks a simulator for everything, hundreds of times and over days of its time, and holds
// each answer against the document.
func TestEveryAnswerIsDocumented(t *testing.T) {
	t.Parallel()
	const least, most, steps, seed = 4, 20, 400, 4
	m := newMix(t, seed)
	began := m.present()
	for chapter := range most {
		if chapter >= least && len(m.missing()) == 0 {
			break
		}
		m.begin()
		for range steps {
			m.pass(time.Duration(m.rng.ExpFloat64() * float64(90*time.Second)))
			if m.maybe(0.1) {
				m.elsewhere()
			}
			m.step()
		}
		for _, path := range final() {
			m.post(http.MethodPost, path, m.server.APIKey(), m.body(path))
			m.refresh()
		}
	}
	used := map[string]int{}
	for _, line := range unexcused(m.witness.Answers(), used) {
		t.Error(line)
	}
	for _, e := range excuses() {
		if used[e.begins] == 0 {
			t.Errorf("nothing differs from the document any more where an excuse says %q: drop it", e.why)
		}
	}
	m.reached(t, m.present().Sub(began))
}

func (m *mix) byStatus() map[int]int {
	counts := map[int]int{}
	for _, path := range m.paths {
		for _, status := range []int{200, 400, 401, 404, 405, 409, 429} {
			counts[status] += m.witness.Seen(path, status)
		}
	}
	return counts
}

// missing says where the run has not been yet.
func (m *mix) missing() []string {
	var out []string
	for _, path := range m.paths {
		if m.witness.Seen(path, http.StatusOK) == 0 {
			out = append(out, "answer 200 of "+path)
		}
	}
	for status, n := range m.byStatus() {
		if n < 3 {
			out = append(out, fmt.Sprintf("third answer of status %d", status))
		}
	}
	return out
}

// reached proves that the run went everywhere.
func (m *mix) reached(t *testing.T, span time.Duration) {
	t.Helper()
	if span < 24*time.Hour {
		t.Errorf("only %v went by", span)
	}
	for _, what := range m.missing() {
		t.Errorf("there was no %s", what)
	}
	byStatus := m.byStatus()
	statuses := slices.SortedFunc(maps.Keys(byStatus), cmp.Compare)
	for _, status := range statuses {
		t.Logf("%d answers of status %d", byStatus[status], status)
	}
	if byStatus[200] < 500 || len(m.paths) < 50 {
		t.Errorf("%d successes on %d paths are too few", byStatus[200], len(m.paths))
	}
}
