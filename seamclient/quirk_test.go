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
	"github.com/seamapi/go/accesscodes"
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

func TestQuirk5PagesAreFollowed(t *testing.T) {
	sdk, s := sdkOf(devicePage("p2", "a"), devicePage("", "b"))
	list, err := sdk.Devices.List(t.Context(), &seam.DevicesListRequest{})
	if err != nil || len(list) != 1 || len(s.requests()) != 1 {
		t.Errorf("the SDK gave %d devices in %d requests (%v): it is mended", len(list), len(s.requests()), err)
	}
	c, _ := clientOf(t, devicePage("p2", "a"), devicePage("", "b"))
	if got := listDevices(t, c); len(got) != 2 {
		t.Errorf("got %d devices", len(got))
	}
}

func TestQuirk6ProblemsHaveOriginAndTime(t *testing.T) {
	answer := devicesAnswer(`{"device_id":"d1","device_type":"august_lock","capabilities_supported":[],"properties":{"online":true,"name":"n"},
		"errors":[{"error_code":"account_disconnected","message":"m","created_at":"2026-01-05T10:11:12Z","is_connected_account_error":true}],
		"created_at":"2026-01-05T10:11:12Z"}`)
	sdk, _ := sdkOf(answer)
	list, err := sdk.Devices.List(t.Context(), &seam.DevicesListRequest{})
	if err != nil || len(list) != 1 {
		t.Fatal(list, err)
	}
	type thin = struct{ ErrorCode, Message string }
	_ = thin{ErrorCode: list[0].Errors[0].ErrorCode, Message: list[0].Errors[0].Message} // all the SDK has
	c, _ := clientOf(t, answer)
	p := listDevices(t, c)[0].Problems
	if len(p) != 1 || p[0].Origin != model.OriginAccount || !p[0].Since.Equal(at("2026-01-05T10:11:12Z")) {
		t.Errorf("got %+v", p)
	}
}

func TestQuirk7EventsNameTheirCode(t *testing.T) {
	answer := ok(`{"events":[{"event_id":"e1","event_type":"access_code.set_on_device","access_code_id":"c1","workspace_id":"w1",
		"created_at":"2026-01-05T10:11:12Z","occurred_at":"2026-01-05T10:11:12Z"}],"ok":true}`)
	c, _ := clientOf(t, answer)
	got, err := c.Events(t.Context(), at("2026-01-01T00:00:00Z"))
	if err != nil || len(got) != 1 || got[0].CodeID != "c1" {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestQuirk8ConstraintsKeepTheirLengthsAndOddScalarsHideNothing(t *testing.T) {
	answer := devicesAnswer(
		`{"device_id":"d1","device_type":"nuki_lock","capabilities_supported":[],"created_at":"2026-01-05T10:11:12Z","errors":[],
			"properties":{"online":true,"name":"n","code_constraints":[{"constraint_type":"name_length","min_length":2,"max_length":14}]}}`)
	sdk, _ := sdkOf(answer)
	list, err := sdk.Devices.List(t.Context(), &seam.DevicesListRequest{})
	if err != nil || len(list) != 1 {
		t.Fatal(list, err)
	}
	if text := list[0].Properties.CodeConstraints[0]; text == nil {
		t.Error("the SDK has no constraint at all")
	} else if b, err := text.MarshalJSON(); err != nil || strings.Contains(string(b), "max_length") {
		t.Errorf("the SDK keeps %s (%v): it is mended", b, err)
	}
	c, _ := clientOf(t, answer)
	if got := listDevices(t, c)[0].Rules.Constraints; len(got) != 1 || got[0].MaxLength != 14 || got[0].MinLength != 2 {
		t.Errorf("got %+v", got)
	}

	odd := devicesAnswer(
		`{"device_id":"d1","device_type":"august_lock","capabilities_supported":[],"created_at":"2026-01-05T10:11:12Z","errors":[],"properties":{"online":true,"name":"a"}}`,
		`{"device_id":"d2","device_type":"dormakaba_oracode_door","capabilities_supported":[],"created_at":"2026-01-05T10:11:12Z","errors":[],
			"properties":{"online":true,"name":"b","dormakaba_oracode_metadata":{"device_id":"12-a"}}}`)
	sdk, _ = sdkOf(odd)
	if list, err = sdk.Devices.List(t.Context(), &seam.DevicesListRequest{}); err == nil {
		t.Errorf("the SDK reads %d devices: it is mended", len(list))
	}
	c, _ = clientOf(t, odd)
	if got := listDevices(t, c); len(got) != 2 || got[1].Unreadable != "" {
		t.Errorf("got %+v", got)
	}
}

func TestQuirk9UnmanagedCodesHaveTheirOwnStatus(t *testing.T) {
	answer := codesAnswer(`{"access_code_id":"c1","device_id":"d1","type":"ongoing","status":"unset","is_managed":false,"created_at":"2026-01-05T10:11:12Z"}`)
	sdk, _ := sdkOf(answer)
	list, err := sdk.AccessCodes.Unmanaged.List(t.Context(), &accesscodes.UnmanagedListRequest{DeviceId: "d1"})
	if err == nil && len(list) == 1 && list[0].Status() != "set" {
		t.Errorf("the SDK says %q: it is mended", list[0].Status())
	}
	c, _ := clientOf(t, answer)
	got, err := c.UnmanagedCodes(t.Context(), "d1")
	if err != nil || len(got) != 1 || got[0].Status != model.StatusUnset || got[0].Managed {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestQuirk10TimeZoneIsReadFromBothNames(t *testing.T) {
	for _, location := range []string{`{"time_zone":"America/Denver"}`, `{"timezone":"America/Denver"}`} {
		c, _ := clientOf(t, devicesAnswer(`{"device_id":"d1","device_type":"x_lock","location":`+location+`}`))
		if got := listDevices(t, c)[0].TimeZone; got != "America/Denver" {
			t.Errorf("%s gives %q", location, got)
		}
	}
	c, _ := clientOf(t, devicesAnswer(`{"device_id":"d1","device_type":"x_lock","location":null}`))
	if got := listDevices(t, c)[0]; got.TimeZone != "" || got.Unreadable != "" {
		t.Errorf("no location gives %+v", got)
	}
}

func TestQuirk11PendingMutationsAreRead(t *testing.T) {
	c, _ := clientOf(t, ok(`{"access_code":{"access_code_id":"c1","device_id":"d1","pending_mutations":[{"mutation_code":"deleting"}]},"ok":true}`))
	got, err := c.Code(t.Context(), "c1")
	if err != nil || len(got.Pending) != 1 || got.Pending[0].Code != model.MutationDeleting || !got.InMotion() {
		t.Errorf("got %+v, %v", got, err)
	}
}

// The list request of the SDK always has a device id, so that asking by ids names an empty device.
func TestListByIDsNamesNoDevice(t *testing.T) {
	sdk, s := sdkOf(codesAnswer())
	if _, err := sdk.AccessCodes.List(t.Context(), &seam.AccessCodesListRequest{AccessCodeIds: []string{"c1"}}); err != nil {
		t.Fatal(err)
	}
	if got := s.requests()[0].body; !strings.Contains(got, `"device_id":""`) {
		t.Errorf("the SDK sends %s: it is mended", got)
	}
	c, s := clientOf(t, codesAnswer())
	if _, err := c.CodesByID(t.Context(), []model.CodeID{"c1"}); err != nil {
		t.Fatal(err)
	}
	if got := s.requests()[0].body; strings.Contains(got, "device_id") {
		t.Errorf("sent %s", got)
	}
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
