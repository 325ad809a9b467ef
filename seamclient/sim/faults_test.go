package sim

import (
	"context"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// bubble opens a server on the fake clock of a synctest bubble.
func bubble(t *testing.T, o Options) *rig {
	t.Helper()
	o.Seed, o.Still = 1, true
	return &rig{T: t, Server: New(o)}
}

func (r *rig) request(ctx context.Context, path, body string) *http.Request {
	r.Helper()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://sim"+path, strings.NewReader(body))
	if err != nil {
		r.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Authorization", "Bearer "+r.APIKey())
	return req
}

func TestTroublesOfTheWire(t *testing.T) {
	for _, c := range []struct {
		trouble Trouble
		status  int
		says    string
		works   bool
	}{
		{Unavailable, 503, "", false},
		{BadGateway, 502, "<html>", false},
		{InternalError, 500, `"internal_server_error"`, false},
		{LateError, 500, `"internal_server_error"`, true},
		{TruncatedAnswer, 200, `{"access_code":{"access_code_id"`, true},
		{EmptyAnswer, 200, "", true},
		{PageAnswer, 200, "<html>", true},
	} {
		r := open(t, Options{Still: true})
		d := r.device(august)
		before := len(r.codesOf(d))
		r.SetFaults(Faults{Errors: Burst(1, c.trouble)})
		res := r.send(http.MethodPost, "/access_codes/create", `{"device_id":"`+dig[string](t, d, "device_id")+`"}`, nil)
		body, err := io.ReadAll(res.Body)
		_ = res.Body.Close()
		if err != nil || res.StatusCode != c.status || !strings.Contains(string(body), c.says) || c.says == "" && len(body) > 0 {
			t.Errorf("trouble %d: status %d, %.80q, %v", c.trouble, res.StatusCode, body, err)
		}
		if worked := len(r.codesOf(d)) > before; worked != c.works {
			t.Errorf("trouble %d: the work was done: %v", c.trouble, worked)
		}
	}
}

func TestDropDoesTheWorkAndLosesTheReply(t *testing.T) {
	r := open(t, Options{Still: true})
	d := r.device(august)
	before := len(r.codesOf(d))
	r.SetFaults(Faults{Drop: func(q *http.Request) bool { return strings.HasSuffix(q.URL.Path, "/create") }})
	res, err := r.RoundTrip(r.request(t.Context(), "/access_codes/create", `{"device_id":"`+dig[string](t, d, "device_id")+`"}`))
	if err == nil {
		_ = res.Body.Close()
	}
	if !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("error %v", err)
	}
	if got := len(r.codesOf(d)); got != before+1 {
		t.Errorf("%d codes, were %d", got, before)
	}
}

func TestRateLimitKnob(t *testing.T) {
	r := open(t, Options{Still: true})
	r.SetFaults(Faults{RateLimit: func(*http.Request) (time.Duration, bool) { return 1500 * time.Millisecond, true }})
	res := r.send(http.MethodPost, "/devices/list", "{}", nil)
	_ = res.Body.Close()
	if res.StatusCode != 429 || res.Header.Get("Retry-After") != "2" {
		t.Errorf("status %d, Retry-After %q", res.StatusCode, res.Header.Get("Retry-After"))
	}
}

func TestHoldPutsRequestsInOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := bubble(t, Options{})
		gate := make(chan struct{})
		r.SetFaults(Faults{Hold: func(q *http.Request) <-chan struct{} {
			if q.URL.Path == "/workspaces/get" {
				return gate
			}
			return nil
		}})
		done := make(chan int, 1)
		go func() {
			status, _ := r.ask("/workspaces/get", object{})
			done <- status
		}()
		synctest.Wait()
		r.must("/connected_accounts/list", object{}) // overtakes
		select {
		case <-done:
			t.Fatal("the held request was answered")
		default:
		}
		close(gate)
		if status := <-done; status != 200 {
			t.Errorf("status %d", status)
		}
		var paths []string
		for _, c := range r.Calls() {
			paths = append(paths, c.Path)
		}
		if !slices.Equal(paths, []string{"/connected_accounts/list", "/workspaces/get"}) {
			t.Errorf("order %v", paths)
		}
	})
}

func TestWaitingRequestsObeyTheirContext(t *testing.T) {
	for name, f := range map[string]Faults{
		"latency": {Latency: time.Hour},
		"hold":    {Hold: func(*http.Request) <-chan struct{} { return make(chan struct{}) }},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				r := bubble(t, Options{})
				r.SetFaults(f)
				began := time.Now()
				ctx, stop := context.WithTimeout(t.Context(), 15*time.Second)
				defer stop()
				res, err := r.RoundTrip(r.request(ctx, "/devices/list", "{}"))
				if err == nil {
					_ = res.Body.Close()
				}
				if !errors.Is(err, context.DeadlineExceeded) || time.Since(began) != 15*time.Second || len(r.Calls()) != 0 {
					t.Errorf("error %v after %v, %d calls", err, time.Since(began), len(r.Calls()))
				}
			})
		})
	}
}

func TestLatencyIsRealTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := bubble(t, Options{Speed: 60})
		r.SetFaults(Faults{Latency: 2 * time.Second})
		began, simulated := time.Now(), r.Now()
		r.must("/workspaces/get", object{})
		if took, passed := time.Since(began), r.Now().Sub(simulated); took != 2*time.Second || passed != 2*time.Minute {
			t.Errorf("%v real, %v simulated", took, passed)
		}
	})
}

func TestSlowProgramming(t *testing.T) {
	r := open(t, Options{Still: true})
	r.SetFaults(Faults{SlowProgramming: 15 * time.Minute})
	c := r.make(august, object{})
	r.follow(c, []beat{{14 * time.Minute, "setting", false, "creating"}, {2 * time.Minute, "set", false, ""}})
	if got := r.kinds(dig[string](t, c, "access_code_id")); !slices.Equal(got, []string{"created", "delay_in_setting_on_device", "set_on_device"}) {
		t.Errorf("events %v", got)
	}
}

func TestEventsThatAreLostDoubledAndDisordered(t *testing.T) {
	r := open(t, Options{Still: true})
	r.SetFaults(Faults{DropEvents: func(kind string) bool { return kind == "access_code.set_on_device" }})
	c := r.settled(august, object{})
	id := dig[string](t, c, "access_code_id")
	if got := r.kinds(id); c["status"] != "set" || !slices.Equal(got, []string{"created"}) {
		t.Errorf("status %v, events %v", c["status"], got)
	}

	params := object{"since": iso(friday().Add(-24 * time.Hour)), "limit": 9}
	plain := codesNamed(t, r.must("/events/list", params), "events", "event_id")
	r.SetFaults(Faults{DuplicateEvents: true, ReorderEvents: true})
	mixed := codesNamed(t, r.must("/events/list", params), "events", "event_id")
	sorted := slices.Clone(mixed)
	slices.Sort(sorted)
	slices.Sort(plain)
	if len(mixed) != 18 || !slices.Equal(slices.Compact(sorted), plain) {
		t.Errorf("%d events of 9", len(mixed))
	}
	r.SetFaults(Faults{OldestFirst: true})
	times := codesNamed(t, r.must("/events/list", params), "events", "created_at")
	if !slices.IsSorted(times) {
		t.Errorf("oldest first: %v", times)
	}
}

func TestClockSkew(t *testing.T) {
	r := open(t, Options{Still: true})
	r.SetFaults(Faults{ClockSkew: 7 * time.Minute})
	if got := r.Now().Sub(friday()); got != 7*time.Minute {
		t.Errorf("ahead by %v", got)
	}
	c := r.make(august, object{})
	if c["created_at"] != friday().Add(7*time.Minute).Format(wireTime) {
		t.Errorf("created at %v", c["created_at"])
	}
}

func TestCallsAreCounted(t *testing.T) {
	r := open(t, Options{Still: true})
	r.must("/workspaces/get", object{})
	r.refused(404, "not_found", "/nowhere", object{"a": 1})
	calls := r.Calls()
	if len(calls) != 2 || calls[1].Path != "/nowhere" || calls[1].Status != 404 || calls[1].BytesIn != 7 || calls[0].BytesOut == 0 {
		t.Errorf("calls %+v", calls)
	}
	if r.ForgetCalls(); len(r.Calls()) != 0 {
		t.Error("not forgotten")
	}
}

func TestAllowances(t *testing.T) {
	for action, want := range map[string]int{"create": 10, "update": 10, "delete": 20, "lock": 15, "unlock": 15} {
		var l limiter
		n := 0
		for l.spend(uuid{1}, action, 1) == nil {
			n++
		}
		if n != want {
			t.Errorf("%s: %d a minute, want %d", action, n, want)
		}
		if l.spend(uuid{2}, action, 1) != nil {
			t.Errorf("%s: one device's requests count for another", action)
		}
	}
}

func TestQueueKeepsTheOrderOfOneInstant(t *testing.T) {
	var q queue
	var got []int
	for i := range 100 {
		q.put(task{at: stamp(1 + i%3), do: func() { got = append(got, i) }})
	}
	for task, ok := q.take(3); ok; task, ok = q.take(3) {
		task.do()
	}
	if len(got) != 100 || !slices.IsSortedFunc(got, func(a, b int) int { return 1000*(a%3-b%3) + a - b }) {
		t.Errorf("order %v", got)
	}
}

func TestRateLimitsOfADevice(t *testing.T) {
	r := open(t, Options{Still: true})
	d := r.device(salto)["device_id"]
	for range 10 {
		r.must("/access_codes/create", object{"device_id": d})
	}
	r.refused(429, "rate_limit_exceeded", "/access_codes/create", object{"device_id": d})
	r.must("/access_codes/create", object{"device_id": r.device(august)["device_id"]})
	for range 15 {
		r.must("/locks/lock_door", object{"device_id": d})
		r.must("/locks/unlock_door", object{"device_id": d})
	}
	r.refused(429, "rate_limit_exceeded", "/locks/unlock_door", object{"device_id": d})
	r.pass(59 * time.Second)
	r.refused(429, "rate_limit_exceeded", "/access_codes/create", object{"device_id": d})
	r.pass(time.Second)
	r.must("/access_codes/create", object{"device_id": d})
	r.must("/locks/unlock_door", object{"device_id": d})
}
