package sim

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"
)

// A testClock stands still until a test moves it.
type testClock struct {
	mu sync.Mutex
	at time.Time
}

func (c *testClock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

// A rig is a server with a clock of its own, and the ways to ask it.
type rig struct {
	*testing.T
	*Server
	clock *testClock
	newer bool // what it shows is newer than Seam's document
}

// friday is a Friday noon in Los Angeles, evening in Lisbon.
func friday() time.Time { return time.Date(2026, 11, 20, 20, 2, 0, 0, time.UTC) }

func open(t *testing.T, o Options) *rig {
	t.Helper()
	c := &testClock{at: friday()}
	o.Now = c.now
	if o.Seed == 0 {
		o.Seed = 1
	}
	return &rig{T: t, Server: New(o), clock: c}
}

// pass lets real time pass.
func (r *rig) pass(d time.Duration) {
	r.clock.mu.Lock()
	defer r.clock.mu.Unlock()
	r.clock.at = r.clock.at.Add(d)
}

type object = map[string]any

// ask posts params and returns status and decoded body, which must be as Seam documents it.
func (r *rig) ask(path string, params object) (int, object) {
	r.Helper()
	body, err := json.Marshal(params)
	if err != nil {
		r.Fatal(err)
	}
	res := r.send(http.MethodPost, path, string(body), nil)
	defer func() { _ = res.Body.Close() }()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		r.Fatal(err)
	}
	if r.Faults().Rewrite == nil && !r.newer {
		r.agrees(path, res.StatusCode, text)
	}
	var out object
	if err := json.Unmarshal(text, &out); err != nil {
		r.Fatalf("%s: status %d: %v", path, res.StatusCode, err)
	}
	return res.StatusCode, out
}

func (r *rig) send(method, path, body string, header http.Header) *http.Response {
	r.Helper()
	req, err := http.NewRequestWithContext(r.Context(), method, "http://sim"+path, strings.NewReader(body))
	if err != nil {
		r.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Authorization", "Bearer "+r.APIKey())
	for k, v := range header {
		req.Header[k] = v
	}
	res, err := r.RoundTrip(req)
	if err != nil {
		r.Fatal(err)
	}
	return res
}

// must asks and wants a success.
func (r *rig) must(path string, params object) object {
	r.Helper()
	status, out := r.ask(path, params)
	if status != 200 || out["ok"] != true {
		r.Fatalf("%s %v: status %d: %v", path, params, status, out["error"])
	}
	return out
}

// refused asks and wants a failure of this status and type; it returns the error object.
func (r *rig) refused(status int, kind, path string, params object) object {
	r.Helper()
	got, out := r.ask(path, params)
	e := dig[object](r, out, "error")
	if got != status || e["type"] != kind || out["ok"] != false {
		r.Fatalf("%s %v: got %d %v, want %d %s", path, params, got, out, status, kind)
	}
	return e
}

// dig reads a value of a decoded answer and fails when it has another type.
func dig[T any](tb testing.TB, o object, key string) T {
	tb.Helper()
	v, ok := o[key].(T)
	if !ok {
		tb.Fatalf("%s is %T, not %T, in %v", key, o[key], v, o)
	}
	return v
}

// items reads a list of objects.
func items(tb testing.TB, o object, key string) []object {
	tb.Helper()
	list := dig[[]any](tb, o, key)
	out := make([]object, len(list))
	for i, v := range list {
		one, ok := v.(object)
		if !ok {
			tb.Fatalf("%s[%d] is %T", key, i, v)
		}
		out[i] = one
	}
	return out
}

func (r *rig) devices() []object { return items(r, r.must("/devices/list", object{}), "devices") }

func (r *rig) device(name string) object {
	r.Helper()
	for _, d := range r.devices() {
		if d["display_name"] == name {
			return d
		}
	}
	r.Fatalf("no device %q", name)
	return nil
}

func (r *rig) codesOf(device object) []object {
	r.Helper()
	return items(r, r.must("/access_codes/list", object{"device_id": device["device_id"]}), "access_codes")
}

func (r *rig) code(device, name string) object {
	r.Helper()
	for _, c := range r.codesOf(r.device(device)) {
		if c["name"] == name {
			return c
		}
	}
	r.Fatalf("no code %q on %q", name, device)
	return nil
}

// kinds are the event types since the test began, oldest first, that concern this code.
func (r *rig) kinds(code string) []string {
	r.Helper()
	out := []string{}
	list := items(r, r.must("/events/list", object{"since": friday().Format(time.RFC3339), "access_code_id": code}), "events")
	for i := range list {
		out = append(out, strings.TrimPrefix(dig[string](r, list[len(list)-1-i], "event_type"), "access_code."))
	}
	return out
}

// codesNamed are the error or warning codes of an object.
func codesNamed(tb testing.TB, o object, list, key string) []string {
	tb.Helper()
	out := []string{}
	for _, p := range items(tb, o, list) {
		out = append(out, dig[string](tb, p, key))
	}
	return out
}
