package seamclient

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	seam "github.com/seamapi/go"
	seamapi "github.com/seamapi/go/client"
	"github.com/seamapi/go/core"
	"github.com/seamapi/go/option"

	"seamdash/model"
)

// The tests of this file take the defects of Seam's Go SDK v0.6.1 one by one: each shows the SDK doing wrong and the
// client doing right on the same answers. When the SDK is mended, the first half fails and the detour can go.

// sdkOn is the SDK as its own documentation would have it, over scripted replies.
func sdkOn(s http.RoundTripper) *seamapi.Client {
	return seamapi.NewClient(option.WithApiKey(testKey), option.WithHTTPClient(&http.Client{Transport: s}))
}

func sdkOf(replies ...reply) (*seamapi.Client, *script) {
	s := &script{replies: replies}
	return sdkOn(s), s
}

// flakyHTTP2 answers 503 once, and records the bodies that it was sent.
func flakyHTTP2(t *testing.T) (base string, via *http.Transport, bodies func() []string) {
	t.Helper()
	var mu sync.Mutex
	var got []string
	srv := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b, err := io.ReadAll(r.Body)
		mu.Lock()
		defer mu.Unlock()
		if err != nil {
			b = []byte("error: " + err.Error())
		}
		got = append(got, string(b))
		if r.ProtoMajor != 2 {
			t.Errorf("the test wants HTTP/2 and got %s", r.Proto)
		}
		if len(got) == 1 {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `{"access_code":{"access_code_id":"c1","device_id":"d1"},"ok":true}`)
	}))
	srv.EnableHTTP2 = true
	srv.StartTLS()
	t.Cleanup(srv.Close)
	via, isTransport := srv.Client().Transport.(*http.Transport)
	if !isTransport {
		t.Fatal("the test server has an unknown transport")
	}
	return srv.URL, via, func() []string {
		mu.Lock()
		defer mu.Unlock()
		return append([]string(nil), got...)
	}
}

func TestQuirk1RetrySendsTheWholeBodyAgain(t *testing.T) {
	t.Run("SDK", func(t *testing.T) {
		base, via, bodies := flakyHTTP2(t)
		sdk := seamapi.NewClient(option.WithBaseURL(base), option.WithHTTPClient(&http.Client{Transport: via}))
		_, _ = sdk.AccessCodes.Get(t.Context(), &seam.AccessCodesGetRequest{AccessCodeId: seam.String("c1")})
		if got := bodies(); len(got) == 2 && got[1] == got[0] {
			t.Errorf("the SDK sent %q: it is mended", got)
		}
	})
	t.Run("ours", func(t *testing.T) {
		base, via, bodies := flakyHTTP2(t)
		c := clientOn(t, Config{Endpoint: base, Transport: via})
		if _, err := c.Code(t.Context(), "c1"); err != nil {
			t.Fatal(err)
		}
		const want = `{"access_code_id":"c1"}`
		if got := bodies(); len(got) != 2 || got[0] != want || got[1] != want {
			t.Errorf("sent %q", got)
		}
	})
}

func TestQuirk2SDKRetryIsNeverEntered(t *testing.T) {
	duplicate := reply{status: http.StatusConflict, body: `{"error":{"type":"duplicate_access_code","message":"same code"}}`}
	t.Run("SDK creates twice and sleeps through a cancelled context", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			sdk, s := sdkOf(failed(http.StatusInternalServerError))
			ctx, cancel := context.WithCancel(t.Context())
			start := time.Now()
			go func() {
				<-time.After(time.Millisecond)
				cancel()
			}()
			_, err := sdk.AccessCodes.Create(ctx, &seam.AccessCodesCreateRequest{DeviceId: "d1"})
			if err == nil || time.Since(start) < 500*time.Millisecond {
				t.Errorf("%v after %v: the SDK is mended", err, time.Since(start))
			}
			again, s2 := sdkOf(failed(http.StatusInternalServerError))
			_, _ = again.AccessCodes.Create(t.Context(), &seam.AccessCodesCreateRequest{DeviceId: "d1"})
			if len(s.requests()) != 1 || len(s2.requests()) != 2 {
				t.Errorf("the SDK sent %d and %d: it is mended", len(s.requests()), len(s2.requests()))
			}
		})
	})
	t.Run("SDK sleeps even when its retry is off", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			s := &script{replies: []reply{duplicate}}
			caller := core.NewCaller(&core.CallerParams{Client: &http.Client{Transport: s}, MaxAttempts: 1})
			start := time.Now()
			err := caller.Call(t.Context(), &core.CallParams{URL: DefaultEndpoint + "/x", Method: http.MethodPost})
			if err == nil || time.Since(start) < 500*time.Millisecond {
				t.Errorf("%v after %v: the SDK is mended", err, time.Since(start))
			}
		})
	})
	t.Run("ours", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			c, s := clientOf(t, duplicate)
			start := time.Now()
			_, err := c.call(t.Context(), ask{op: "create code", path: "/access_codes/create", body: struct{}{}})
			f := faultOf(t, err, model.KindConflict)
			if len(s.requests()) != 1 || time.Since(start) != 0 || f.Type != "duplicate_access_code" {
				t.Errorf("%v, sent %d times in %v", f, len(s.requests()), time.Since(start))
			}
		})
	})
}

func TestQuirk3ErrorsKeepStatusTypeAndRequestID(t *testing.T) {
	gone := reply{status: http.StatusNotFound, body: `{"error":{"type":"access_code_not_found","message":"no such code"},"ok":false}`}.
		with("seam-request-id", "req-7")
	sdk, _ := sdkOf(gone)
	_, err := sdk.AccessCodes.Get(t.Context(), &seam.AccessCodesGetRequest{AccessCodeId: seam.String("c1")})
	if err == nil || strings.Contains(err.Error(), "req-7") {
		t.Errorf("the SDK says %v: it is mended", err)
	}
	c, _ := clientOf(t, gone)
	_, err = c.Code(t.Context(), "c1")
	f := faultOf(t, err, model.KindNotFound)
	if f.Request != "req-7" || f.Type != "access_code_not_found" || f.Subject != "c1" {
		t.Errorf("got %+v", f)
	}
	wantText(t, f.Error(), "read code c1: no such code (request req-7)")
}

func TestQuirk4TimeLimitsAndHonestHeaders(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		sdk, s := sdkOf(reply{hang: true})
		ctx, stop := context.WithTimeout(t.Context(), 24*time.Hour)
		defer stop()
		start := time.Now()
		_, err := sdk.Workspaces.Get(ctx)
		if err == nil || time.Since(start) < 24*time.Hour {
			t.Errorf("the SDK gave up after %v: it is mended", time.Since(start))
		}
		if got := s.requests()[0].header; got.Get("X-Fern-SDK-Version") != "v0.3.4" || len(got.Values("Client-Session-Token")) != 1 {
			t.Errorf("the SDK sends %v: it is mended", got)
		}
		c, s := clientOf(t, reply{hang: true})
		start = time.Now()
		_, err = c.Workspace(t.Context())
		wantKind(t, err, model.KindUnreachable)
		if time.Since(start) > 90*time.Second {
			t.Errorf("gave up after %v", time.Since(start))
		}
		sent := s.requests()[0].header
		for _, name := range []string{"X-Fern-Sdk-Version", "Client-Session-Token", "Seam-Client-Session-Token", "Seam-Workspace"} {
			if _, there := sent[name]; there {
				t.Errorf("sent %s: %q", name, sent.Get(name))
			}
		}
		if sent.Get("User-Agent") != "seamdash" || sent.Get("Content-Type") != "application/json" {
			t.Errorf("sent %v", sent)
		}
	})
}

// The gate is what keeps the SDK's retry out: nothing but good answers may pass it.
func TestGateLetsOnlyGoodAnswersThrough(t *testing.T) {
	for _, status := range []int{300, 302, 400, 401, 403, 404, 405, 408, 409, 410, 422, 429, 500, 502, 503, 599, 600} {
		synctest.Test(t, func(t *testing.T) {
			c, _ := clientOf(t, reply{status: status, body: `{"ok":true}`})
			g := &gate{next: c.sender}
			req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, DefaultEndpoint+"/devices/list", strings.NewReader("{}"))
			if err != nil {
				t.Fatal(err)
			}
			resp, err := g.Do(req)
			if resp != nil {
				_ = resp.Body.Close()
				t.Errorf("status %d passes", status)
			}
			if _, ok := errors.AsType[*model.Fault](err); !ok {
				t.Errorf("status %d gives %v", status, err)
			}
		})
	}
}
