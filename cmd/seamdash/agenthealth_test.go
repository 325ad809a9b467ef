package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"seamdash/model"
	"seamdash/model/engine"
	"seamdash/model/plan"
	"seamdash/seamclient/webhook"
)

// wellVitals are those of an agent that rolls and is well.
func wellVitals() vitals {
	now := time.Date(2030, 5, 6, 7, 8, 9, 0, time.UTC)
	return vitals{
		at: now, began: now.Add(-time.Hour), heard: now.Add(-time.Second),
		feed:   model.FeedState{Connection: model.Live, CallsPerMinute: 7},
		total:  model.Totals{Locks: 12, Offline: 1, Codes: 60},
		engine: engine.Status{Mine: true, Tenure: engine.Tenure{Holder: newHolder("agent on desk")}, Series: 8, Halted: 2, Open: 1},
	}
}

// TestHealth: 200 with what the agent does, or 503 with why it does not.
func TestHealth(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		change func(*vitals)
		status int
		says   string
	}{
		"rolls":        {func(*vitals) {}, http.StatusOK, "rolls 8 series, of which 2 stand still until somebody answers"},
		"no schedules": {func(v *vitals) { v.engine.Series, v.engine.Halted = 0, 0 }, http.StatusOK, "rolls, and there are no schedules"},
		"stands by": {func(v *vitals) {
			v.engine.Mine, v.engine.Tenure.Holder = false, newHolder("rosa@desk")
		}, http.StatusOK, "stands by: rosa@desk rolls"},
		"begins": {func(v *vitals) { v.engine, v.heard, v.began = engine.Status{}, time.Time{}, v.at }, http.StatusOK, "begins"},
		"a short silence": {func(v *vitals) {
			v.heard, v.feed.Connection = v.at.Add(-4*time.Minute), model.Retrying
		}, http.StatusOK, "rolls"},
		"a long silence": {func(v *vitals) {
			v.heard, v.feed.Fault = v.at.Add(-7*time.Minute), &model.Fault{Kind: model.KindUnreachable, Message: "no route\x1b[2J to host"}
		}, http.StatusServiceUnavailable, "no answer of Seam for 7 min: no route"},
		"silence from the start": {func(v *vitals) { v.heard = time.Time{} }, http.StatusServiceUnavailable, "no answer of Seam for 1 h"},
		"a key that is not accepted": {func(v *vitals) {
			v.feed.Fault = &model.Fault{Kind: model.KindUnauthorised, Message: "the key was revoked"}
		}, http.StatusServiceUnavailable, "Seam does not accept the key: the key was revoked"},
		"a fault just now": {func(v *vitals) { v.engine.Err, v.faulty = errors.New("disk full"), v.at.Add(-time.Second) }, http.StatusOK, "rolls"},
		"a fault that stays": {func(v *vitals) {
			v.engine.Err, v.faulty = fmt.Errorf("read how the schedules stand: %w", errors.New("disk full")), v.at.Add(-3*time.Minute)
		}, http.StatusServiceUnavailable, "for 3 min: read how the schedules stand: disk full"},
		"late": {func(v *vitals) { v.engine.Due, v.engine.Lag = 4, 6*time.Minute }, http.StatusServiceUnavailable, "4 series due"},
		"late, and somebody else's": {func(v *vitals) {
			v.engine.Due, v.engine.Lag, v.engine.Mine = 4, 6*time.Minute, false
		}, http.StatusOK, "stands by"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			v := wellVitals()
			tc.change(&v)
			status, body := askedFor(t, v, "/healthz")
			if status != tc.status || !strings.HasPrefix(body, tc.says) || strings.Count(body, "\n") != 1 || strings.Contains(body, "\x1b") {
				t.Errorf("%d %q, want %d and one line that begins with %q", status, body, tc.status, tc.says)
			}
			_, metrics := askedFor(t, v, "/metrics")
			if want := map[bool]string{true: "1", false: "0"}[tc.status == http.StatusOK]; samples(t, metrics)["seamdash_healthy"] != want {
				t.Errorf("seamdash_healthy is %s, want %s", samples(t, metrics)["seamdash_healthy"], want)
			}
		})
	}
}

// TestMetrics: the text is what Prometheus reads, by its names, and says what is so.
func TestMetrics(t *testing.T) {
	t.Parallel()
	v := wellVitals()
	v.engine.Lag, v.engine.Due = 1500*time.Millisecond, 3
	v.engine.Counts = engine.Counts{
		Ticks: 41, Looks: 5, LookFaults: 2, Rolls: map[plan.RollKind]int{plan.Made: 6, plan.OnLock: 3},
		Steps: map[engine.Stepped]int{{Kind: plan.StepCreate, Outcome: engine.Unsure}: 9},
	}
	v.posts = &webhook.Counts{Accepted: 11, Forged: 1, Replayed: 2, Old: 3, Oversized: 4, Malformed: 5, Dropped: 6}
	status, body := askedFor(t, v, "/metrics")
	if status != http.StatusOK {
		t.Fatalf("status %d", status)
	}
	got := samples(t, body)
	for name, want := range map[string]string{
		`seamdash_build_info{version="dev"}`: "1", "seamdash_lease_held": "1", "seamdash_series": "8", "seamdash_series_halted": "2",
		"seamdash_steps_open": "1", "seamdash_due": "3", "seamdash_due_lag_seconds": "1.5", "seamdash_ticks_total": "41",
		"seamdash_looks_total": "5", "seamdash_look_failures_total": "2", "seamdash_api_calls_per_minute": "7", "seamdash_locks": "12",
		"seamdash_locks_offline": "1", "seamdash_feed_up": "1", "seamdash_engine_up": "1", "seamdash_feed_last_answer_timestamp_seconds": "1.904281688e+09",
		`seamdash_rolls_total{what="made"}`: "6", `seamdash_rolls_total{what="on lock"}`: "3", `seamdash_rolls_total{what="missed"}`: "0",
		`seamdash_steps_total{kind="create",outcome="unsure"}`: "9", `seamdash_steps_total{kind="delete",outcome="done"}`: "0",
		`seamdash_webhook_posts_total{outcome="accepted"}`: "11", `seamdash_webhook_posts_total{outcome="forged"}`: "1",
		`seamdash_webhook_posts_total{outcome="replayed"}`: "2", `seamdash_webhook_posts_total{outcome="old"}`: "3",
		`seamdash_webhook_posts_total{outcome="oversized"}`: "4", `seamdash_webhook_posts_total{outcome="malformed"}`: "5",
		`seamdash_webhook_posts_total{outcome="dropped"}`: "6",
	} {
		if got[name] != want {
			t.Errorf("%s is %q, want %q", name, got[name], want)
		}
	}
	v.posts = nil
	if _, body := askedFor(t, v, "/metrics"); strings.Contains(body, "webhook") {
		t.Error("webhooks are measured where none are received")
	}
}

// TestExpositionEscapes: what others wrote stays within its quotes.
func TestExpositionEscapes(t *testing.T) {
	t.Parallel()
	var e exposition
	e.family("odd", "gauge", "a\\b\nc")
	e.sample("odd", 0.25, label{"a", "q\"u\\o\nte"}, label{"b", ""})
	const want = "# HELP odd a\\\\b\\nc\n# TYPE odd gauge\nodd{a=\"q\\\"u\\\\o\\nte\",b=\"\"} 0.25\n"
	if got := e.text.String(); got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestClinic: the pages are served where somebody asked for them, to who asks properly, until the agent ends.
func TestClinic(t *testing.T) {
	t.Parallel()
	ln, err := network{}.doorway(t.Context(), "127.0.0.1:0", maxHealthLines)
	if err != nil {
		t.Fatal(err)
	}
	c := openClinic(ln, wellVitals, noDefect(t))
	client := &http.Client{Timeout: enough}
	for path, want := range map[string]int{"/healthz": http.StatusOK, "/metrics": http.StatusOK, "/": http.StatusNotFound, "/debug/pprof/": http.StatusNotFound} {
		if got := statusOf(t, client, http.MethodGet, "http://"+c.addr.String()+path); got != want {
			t.Errorf("GET %s gives %d, want %d", path, got, want)
		}
	}
	if got := statusOf(t, client, http.MethodPost, "http://"+c.addr.String()+"/healthz"); got != http.StatusMethodNotAllowed {
		t.Errorf("POST gives %d", got)
	}
	client.CloseIdleConnections()
	if err := c.close(context.Background()); err != nil {
		t.Errorf("close: %v", err)
	}
	if _, err := ln.Accept(); !errors.Is(err, net.ErrClosed) { // its port may be somebody else's by now, so nobody knocks there
		t.Errorf("it still listens: %v", err)
	}
}

func statusOf(t *testing.T, client *http.Client, method, address string) int {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, address, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	response, err := client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	_, _ = io.Copy(io.Discard, response.Body)
	return response.StatusCode
}

// askedFor is what a page answers for an agent.
func askedFor(t *testing.T, v vitals, path string) (status int, body string) {
	t.Helper()
	answered := httptest.NewRecorder()
	healthPages(func() vitals { return v }).ServeHTTP(answered, httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, http.NoBody))
	return answered.Code, answered.Body.String()
}

// samples reads a text of measurements as strictly as its format is described, and gives the value of each by name and labels.
func samples(t *testing.T, text string) map[string]string {
	t.Helper()
	line := regexp.MustCompile(`^(seamdash_[a-z0-9_]*)(\{[a-z_]+="(?:[^"\\\n]|\\["\\n])*"(?:,[a-z_]+="(?:[^"\\\n]|\\["\\n])*")*\})? (\S+)$`)
	out, family, families := map[string]string{}, "", map[string]bool{}
	for row := range strings.Lines(text) {
		row = strings.TrimSuffix(row, "\n")
		if about, ok := strings.CutPrefix(row, "# "); ok {
			family = familyOf(t, about, family)
			if strings.HasPrefix(about, "TYPE ") && families[family] {
				t.Errorf("%s is there twice", family)
			}
			families[family] = families[family] || strings.HasPrefix(about, "TYPE ")
			continue
		}
		m := line.FindStringSubmatch(row)
		if m == nil || m[1] != family || !families[family] {
			t.Fatalf("%q is no sample of %s", row, family)
		}
		if _, err := strconv.ParseFloat(m[3], 64); err != nil {
			t.Errorf("%q: %v", row, err)
		}
		if _, twice := out[m[1]+m[2]]; twice {
			t.Errorf("%q is there twice", row)
		}
		out[m[1]+m[2]] = m[3]
	}
	if len(out) < 20 {
		t.Fatalf("only %d samples:\n%s", len(out), text)
	}
	return out
}

// familyOf reads what begins a family: its help, and then its type, which fits its name.
func familyOf(t *testing.T, about, last string) string {
	t.Helper()
	what, rest, _ := strings.Cut(about, " ")
	name, value, _ := strings.Cut(rest, " ")
	switch what {
	case "HELP":
		if value == "" || !strings.HasSuffix(value, ".") {
			t.Errorf("the help of %s is no sentence: %q", name, value)
		}
	case "TYPE":
		if name != last || (value == "counter") != strings.HasSuffix(name, "_total") {
			t.Errorf("%q has no help, or is of the wrong kind for its name", about)
		}
	default:
		t.Errorf("%q begins no family", about)
	}
	return name
}

// noDefect fails a test that meets one.
func noDefect(t *testing.T) func(*model.Fault) {
	t.Helper()
	return func(f *model.Fault) { t.Error(f) }
}
