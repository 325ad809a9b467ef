package seamclient

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"github.com/google/go-cmp/cmp"

	"seamdash/model"
)

// serve is a real server on the loopback.
func serve(t *testing.T, h http.HandlerFunc) string {
	t.Helper()
	srv := httptest.NewServer(h)
	t.Cleanup(srv.Close)
	return srv.URL
}

func TestRealSocketsKeepTheirConnection(t *testing.T) {
	var calls atomic.Int32
	srv := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		calls.Add(1)
		if r.Header.Get("Authorization") != "Bearer "+testKey || r.Method != http.MethodPost {
			t.Errorf("%s with %v", r.Method, r.Header)
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, workspaceJSON)
	}))
	var opened atomic.Int32
	srv.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			opened.Add(1)
		}
	}
	srv.Start()
	t.Cleanup(srv.Close)
	c := clientOn(t, Config{Endpoint: srv.URL + "/"})
	for range 5 {
		if _, err := c.Workspace(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if calls.Load() != 5 || opened.Load() != 1 {
		t.Errorf("%d calls over %d connections", calls.Load(), opened.Load())
	}
	if tr, isTransport := c.sender.base.(*http.Transport); !isTransport || tr.MaxIdleConnsPerHost < 64 || tr.TLSHandshakeTimeout == 0 || tr.ResponseHeaderTimeout == 0 {
		t.Errorf("the transport is %+v", c.sender.base)
	}
}

func TestAnswersThatAreNotSeams(t *testing.T) {
	page := http.Header{"Content-Type": {"text/html; charset=utf-8"}}
	for name, tc := range map[string]struct {
		reply
		kind  model.Kind
		words string
	}{
		"login page":             {reply{status: 200, header: page, body: "<html>log in</html>"}, model.KindUnavailable, "answered 200 with html instead of Seam's JSON"},
		"page that says JSON":    {ok("<!doctype html>"), model.KindUnavailable, "instead of Seam's JSON"},
		"empty":                  {ok(""), model.KindUnavailable, "answered 200 with nothing"},
		"JSON list":              {ok("[]"), model.KindUnavailable, "instead of Seam's JSON"},
		"bad gateway page":       {reply{status: 502, header: page, body: "<html>"}, model.KindUnavailable, "answered 502 with html"},
		"empty 503":              {reply{status: 503}, model.KindUnavailable, "answered 503 with nothing"},
		"bare 404 of a proxy":    {reply{status: 404, header: http.Header{"Content-Type": {"text/plain"}}, body: "404"}, model.KindUnavailable, "answered 404 with plain"},
		"404 without an error":   {reply{status: 404, body: `{"message":"no route"}`}, model.KindUnavailable, "answered 404"},
		"404 with an odd error":  {reply{status: 404, body: `{"error":{"type":5,"message":"x"}}`}, model.KindUnavailable, "answered 404"},
		"404 with a text error":  {reply{status: 404, body: `{"error":"gone"}`}, model.KindUnavailable, "answered 404"},
		"bare 401":               {reply{status: 401, body: "no"}, model.KindUnauthorised, "answered 401"},
		"broken JSON refused":    {reply{status: 400, body: "Invalid JSON"}, model.KindUnavailable, "answered 400"},
		"teapot":                 {reply{status: 418, body: "short and stout"}, model.KindUnavailable, "answered 418"},
		"not JSON after a brace": {ok(`{"workspace": oops}`), model.KindUnavailable, "not valid JSON"},
		"trailing rubbish":       {ok(workspaceJSON + `{}`), model.KindUnavailable, "not valid JSON"},
		"another API":            {ok(`{"data":[]}`), model.KindUnavailable, "has no workspace"},
		"odd workspace":          {ok(`{"workspace":7}`), model.KindUnavailable, "workspace in the answer is odd"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c, _ := clientOf(t, tc.reply)
				_, err := c.Workspace(t.Context())
				wantText(t, faultOf(t, err, tc.kind).Message, tc.words)
			})
		})
	}
}

func TestKindsOfAPIErrors(t *testing.T) {
	for _, tc := range []struct {
		status int
		typ    string
		kind   model.Kind
	}{
		{400, "invalid_input", model.KindInvalid},
		{400, "duplicate_code", model.KindConflict},
		{400, "missing_workspace_id", model.KindUnauthorised},
		{401, "unauthorized", model.KindUnauthorised},
		{403, "forbidden", model.KindUnauthorised},
		{404, "not_found", model.KindNotFound},
		{405, "method_not_allowed", model.KindUnexpected},
		{409, "duplicate_access_code", model.KindConflict},
		{410, "gone", model.KindNotFound},
		{429, "whatever", model.KindRateLimited},
		{500, "internal_server_error", model.KindUnavailable},
	} {
		synctest.Test(t, func(t *testing.T) {
			c, _ := clientOf(t, reply{status: tc.status, body: `{"error":{"type":"` + tc.typ + `","message":"m","request_id":"r1"},"ok":false}`})
			_, err := c.Workspace(t.Context())
			if f := faultOf(t, err, tc.kind); f.Type != tc.typ || f.Message != "m" || f.Request != "r1" {
				t.Errorf("%d gives %+v", tc.status, f)
			}
		})
	}
}

func TestValidationErrorsByField(t *testing.T) {
	c, _ := clientOf(t, reply{status: 400, body: `{"error":{"type":"invalid_input","message":"2 Input Errors: \u001b[31mred",
		"validation_errors":{"_errors":["top"],"device_id":{"_errors":["is required"]},
			"devices":{"_errors":[],"0":{"time_zone":{"_errors":["unknown","\u001b[2Jodd",7]}}},"odd":5,"list":[1],"worse":{"_errors":"text"}},
		"stack":"at secret.js:1"},"ok":false}`}.with("seam-request-id", "req\x1b[1m-1"))
	_, err := c.Workspace(t.Context())
	f := faultOf(t, err, model.KindInvalid)
	want := map[string][]string{"": {"top"}, "device_id": {"is required"}, "devices.0.time_zone": {"unknown", "odd"}}
	if diff := cmp.Diff(want, f.Fields); diff != "" {
		t.Error(diff)
	}
	if f.Message != "2 Input Errors: red" || f.Request != "req-1" || strings.Contains(f.Error(), "secret") {
		t.Errorf("got %+v", f)
	}
}

func TestValidationTreeIsBounded(t *testing.T) {
	nested := func(depth int) string {
		return strings.Repeat(`{"a":`, depth) + `{"_errors":["x"]}` + strings.Repeat(`}`, depth)
	}
	if got := fieldErrors([]byte(nested(3))); len(got["a.a.a"]) != 1 {
		t.Errorf("got %v", got)
	}
	if got := fieldErrors([]byte(nested(10))); got != nil {
		t.Errorf("ten levels down: %v", got)
	}
	var wide []string
	for i := range 10 * maxFields {
		wide = append(wide, fmt.Sprintf(`"f%d":{"_errors":["x"]}`, i))
	}
	if got := fieldErrors([]byte("{" + strings.Join(wide, ",") + "}")); len(got) != maxFields {
		t.Errorf("%d fields", len(got))
	}
	for _, odd := range []string{`null`, `7`, `""`, nested(5000)} {
		if got := fieldErrors([]byte(odd)); got != nil {
			t.Errorf("%.20s gives %v", odd, got)
		}
	}
}

func TestRedirectIsNotFollowedAndTheKeyStays(t *testing.T) {
	var leaked atomic.Bool
	foreign := serve(t, func(_ http.ResponseWriter, r *http.Request) {
		leaked.Store(true)
		t.Errorf("asked with %v", r.Header)
	})
	for _, status := range []int{http.StatusMovedPermanently, http.StatusFound, http.StatusTemporaryRedirect, http.StatusPermanentRedirect} {
		base := serve(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, foreign+"/login", status) })
		_, err := clientOn(t, Config{Endpoint: base}).Workspace(t.Context())
		f := faultOf(t, err, model.KindUnavailable)
		wantText(t, f.Message, "redirects to "+foreign)
	}
	if leaked.Load() {
		t.Error("the redirect was followed")
	}
}

func TestAnswerThatBreaksOff(t *testing.T) {
	var calls atomic.Int32
	base := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		calls.Add(1)
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Content-Length", "5000")
		_, _ = io.WriteString(w, workspaceJSON[:20])
	})
	_, err := clientOn(t, Config{Endpoint: base, Limits: Limits{Tries: 2}}).Workspace(t.Context())
	wantText(t, faultOf(t, err, model.KindUnavailable).Message, "broke the connection off")
	if calls.Load() != 2 {
		t.Errorf("asked %d times, want 2: a read that broke off is worth another try", calls.Load())
	}
}

func TestAnswerThatIsTooLarge(t *testing.T) {
	s := &script{replies: []reply{ok(`{"workspace":{"name":"` + strings.Repeat("x", 5000) + `"}}`)}}
	c := clientOn(t, Config{Transport: s, Limits: Limits{Body: 4096}})
	_, err := c.Workspace(t.Context())
	wantText(t, faultOf(t, err, model.KindUnavailable).Message, "larger than what is read")
	if len(s.requests()) != 1 {
		t.Errorf("asked %d times", len(s.requests()))
	}
}

func TestTLSFailuresAreNamed(t *testing.T) {
	srv := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	srv.Config.ErrorLog = log.New(io.Discard, "", 0) // it would report every refused handshake
	srv.StartTLS()
	t.Cleanup(srv.Close)
	once := Limits{Tries: 3}
	t.Run("unknown authority", func(t *testing.T) {
		_, err := clientOn(t, Config{Endpoint: srv.URL, Limits: once}).Workspace(t.Context())
		f := faultOf(t, err, model.KindUnreachable)
		wantText(t, f.Message, "certificate that nobody known has signed")
		if f.Hint == "" {
			t.Error("no hint")
		}
	})
	t.Run("other name", func(t *testing.T) {
		trusted, isTransport := srv.Client().Transport.(*http.Transport)
		if !isTransport {
			t.Fatal("unknown transport")
		}
		other := trusted.Clone()
		other.TLSClientConfig = &tls.Config{RootCAs: trusted.TLSClientConfig.RootCAs, ServerName: "elsewhere.test", MinVersion: tls.VersionTLS12}
		_, err := clientOn(t, Config{Endpoint: srv.URL, Transport: other, Limits: once}).Workspace(t.Context())
		wantText(t, faultOf(t, err, model.KindUnreachable).Message, "certificate of another name")
	})
	t.Run("no TLS at all", func(t *testing.T) {
		plain := serve(t, func(http.ResponseWriter, *http.Request) {})
		_, err := clientOn(t, Config{Endpoint: strings.Replace(plain, "http:", "https:", 1), Limits: once}).Workspace(t.Context())
		wantText(t, faultOf(t, err, model.KindUnreachable).Message, "does not speak https")
	})
}

func TestNobodyThere(t *testing.T) {
	srv := httptest.NewServer(http.NotFoundHandler())
	gone := srv.URL
	srv.Close()
	_, err := clientOn(t, Config{Endpoint: gone, Limits: Limits{Tries: 1}}).Workspace(t.Context())
	wantText(t, faultOf(t, err, model.KindUnreachable).Message, "nothing listens at 127.0.0.1")

	unnamed := &net.DNSError{Err: "no such host", Name: "connect.getseam.invalid", IsNotFound: true}
	s := &script{replies: []reply{{err: unnamed}}}
	_, err = clientOn(t, Config{Transport: s, Limits: Limits{Tries: 1}}).Workspace(t.Context())
	f := faultOf(t, err, model.KindUnreachable)
	wantText(t, f.Message, "there is no address for connect.getseam.invalid")
	if !errors.Is(f, unnamed) {
		t.Error("the cause is lost")
	}
}

// TestProxyThatIsGone: the endpoint is fine, so the words must not send anybody to look there.
func TestProxyThatIsGone(t *testing.T) {
	srv := httptest.NewServer(http.NotFoundHandler())
	gone, err := url.Parse(srv.URL)
	if err != nil {
		t.Fatal(err)
	}
	srv.Close()
	gone.User = url.UserPassword("somebody", "secret-of-the-proxy")
	over := &http.Transport{Proxy: http.ProxyURL(gone)}
	_, err = clientOn(t, Config{Endpoint: "https://connect.getseam.invalid", Transport: over, Limits: Limits{Tries: 1}}).Workspace(t.Context())
	f := faultOf(t, err, model.KindUnreachable)
	wantText(t, f.Message, "the proxy on the way to connect.getseam.invalid does not answer: dial tcp "+gone.Host)
	wantText(t, f.Hint, "HTTPS_PROXY")
	if strings.Contains(fmt.Sprintf("%+v", faultFields(f)), "secret-of-the-proxy") {
		t.Error("the fault shows the password of the proxy")
	}
}

func TestCallThatIsGivenUp(t *testing.T) {
	c, s := clientOf(t, ok(workspaceJSON))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := c.Workspace(ctx)
	f := faultOf(t, err, model.KindCancelled)
	if !errors.Is(f, context.Canceled) || len(s.requests()) != 0 {
		t.Errorf("%v after %d requests", f, len(s.requests()))
	}
}
