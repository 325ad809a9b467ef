package main

import (
	"encoding/json"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"

	"seamdash/seamclient/sim"
)

// servers are the ways in which what answers at the endpoint can be well or ill.
func servers() map[string]func() *httptest.Server {
	world := func(o sim.Options) func() *httptest.Server {
		return func() *httptest.Server { return httptest.NewServer(sim.New(o)) }
	}
	isJSON := http.Header{"Content-Type": {"application/json; charset=utf-8"}, "Seam-Request-Id": {"req-4711"}}
	isHTML := http.Header{"Content-Type": {"text/html"}}
	return map[string]func() *httptest.Server{
		"workspace":       world(sim.Options{Seed: 1, APIKey: scriptKey, Still: true}),
		"empty-workspace": world(sim.Options{Seed: 1, APIKey: scriptKey, Bare: true}),
		"another-key":     world(sim.Options{Seed: 1, APIKey: "seam_test_keyOfSomebodyElse"}),
		"html":            always(http.StatusOK, isHTML, "<html><body>Sign in to the hotel's network</body></html>"),
		"html-502":        always(http.StatusBadGateway, isHTML, "<html><h1>502 Bad Gateway</h1></html>"),
		"truncated":       always(http.StatusOK, isJSON, `{"devices":[{"device_id":"a`),
		"too-many":        always(http.StatusTooManyRequests, isJSON, `{}`),
		"too-many-wait": always(http.StatusTooManyRequests,
			http.Header{"Content-Type": {"application/json"}, "Retry-After": {"1"}}, `{}`),
		"broken": always(http.StatusInternalServerError, isJSON,
			`{"error":{"type":"internal_server_error","message":"it broke","stack":"at secret.ts:1"},"ok":false}`),
		"outage":    always(http.StatusServiceUnavailable, nil, ""),
		"elsewhere": always(http.StatusFound, http.Header{"Location": {"https://other.invalid/devices/list"}}, ""),
		"hostile":   served(oneLock(hostileDevice(), hostileCode())),
		"odd":       served(oneLock(oddDevice(), oddCode())),
		"half":      served(withoutCodes(oneLock(oddDevice(), oddCode()))),
		"tls":       untrusted,
		"gone":      gone,
		"silent":    silent,
		"tenants":   tenants,
		"lossy":     lossy,
		"strict":    strict,
		"taken":     taken,
	}
}

// always gives the same answer to everything.
func always(status int, header http.Header, body string) func() *httptest.Server {
	return func() *httptest.Server {
		return httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			for key, values := range header {
				w.Header()[key] = values
			}
			w.WriteHeader(status)
			_, _ = io.WriteString(w, body) // the program may hang up first; the script judges what it says then
		}))
	}
}

// untrusted has a certificate that nobody signed.
func untrusted() *httptest.Server {
	server := httptest.NewUnstartedServer(http.NotFoundHandler())
	server.Config.ErrorLog = log.New(io.Discard, "", 0) // the failed handshake is the point
	server.StartTLS()
	return server
}

// gone is an address where nobody listens any more.
func gone() *httptest.Server {
	server := httptest.NewServer(http.NotFoundHandler())
	server.Close()
	return server
}

// silent takes every question and answers none.
func silent() *httptest.Server {
	return httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body) // only then does net/http notice that the program has gone
		<-r.Context().Done()
	}))
}

func served(h http.Handler) func() *httptest.Server {
	return func() *httptest.Server { return httptest.NewServer(h) }
}

// oneLock is a workspace with one device that has one code, both as given.
func oneLock(device, code map[string]any) http.Handler {
	pages := map[string]any{"has_next_page": false, "next_page_cursor": nil}
	answers := map[string]map[string]any{
		"/workspaces/get":              {"workspace": map[string]any{"workspace_id": "w", "name": device["display_name"], "is_sandbox": true}},
		"/devices/list":                {"devices": []any{device}, "pagination": pages},
		"/access_codes/list":           {"access_codes": []any{code}, "pagination": pages},
		"/access_codes/unmanaged/list": {"access_codes": []any{}, "pagination": pages},
		"/events/list":                 {"events": []any{}},
		"/connected_accounts/list":     {"connected_accounts": []any{}, "pagination": pages},
	}
	for _, body := range answers {
		body["ok"] = true
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, ok := answers[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(body) // the program may hang up first
	})
}

// withoutCodes breaks the list of codes of a workspace.
func withoutCodes(whole http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/access_codes/list" {
			http.Error(w, "", http.StatusServiceUnavailable)
			return
		}
		whole.ServeHTTP(w, r)
	})
}

// hostile is a text that somebody typed into a lock maker's app to see what happens.
const hostile = "Front\x1b]0;owned\x07 \x1b[2J\x1b[31mDoor\r\n\u202egnp.exe\u2069 🔥"

func hostileDevice() map[string]any {
	return map[string]any{
		"device_id": "dev-\x1b[5m1", "device_type": "august_lock", "display_name": hostile,
		"can_program_online_access_codes": true,
		"properties":                      map[string]any{"online": true, "manufacturer": hostile},
		"errors": []any{map[string]any{
			"error_code": "device_offline", "message": hostile, "is_device_error": true, "created_at": "2026-01-02T03:04:05.000Z",
		}},
		"warnings": []any{},
	}
}

func hostileCode() map[string]any {
	return map[string]any{
		"access_code_id": "code-1", "device_id": "dev-\x1b[5m1", "name": strings.Repeat("Gäst ", 100), "code": "0042",
		"type": "ongoing", "status": "set", "is_managed": true, "created_at": "2026-01-02T03:04:05.000Z",
		"errors": []any{}, "warnings": []any{map[string]any{"warning_code": "\x1b[1m", "message": hostile}},
	}
}

// oddDevice is within what Seam's documentation allows and breaks Seam's own SDK for Go: an id in the metadata that
// is text where the SDK wants a number, enums of next year, and facts that are missing.
func oddDevice() map[string]any {
	return map[string]any{
		"device_id": "dev-1", "device_type": "quantum_lock", "display_name": "Odd Door",
		"can_program_online_access_codes": true,
		"properties": map[string]any{
			"four_suites_metadata":       map[string]any{"device_id": "seven"},
			"dormakaba_oracode_metadata": map[string]any{"device_id": "eight"},
			"max_active_codes_supported": 30,
			"code_constraints":           []any{map[string]any{"constraint_type": "no_palindromes"}},
		},
		"errors": []any{}, "warnings": []any{map[string]any{"warning_code": "moon_phase", "message": "the moon is full"}},
	}
}

func oddCode() map[string]any {
	return map[string]any{
		"access_code_id": "code-1", "device_id": "dev-1", "name": nil, "code": nil,
		"type": "recurring", "status": "levitating", "is_managed": true, "created_at": "2026-01-02T03:04:05.000Z",
		"errors": []any{}, "warnings": []any{},
	}
}

// lossy is a workspace that loses the reply to the first request of each kind that creates, changes or removes a code,
// after it did what was asked.
func lossy() *httptest.Server {
	var mu sync.Mutex
	lost := map[string]bool{"/access_codes/create": true, "/access_codes/update": true, "/access_codes/delete": true}
	world := sim.New(sim.Options{Seed: 1, APIKey: scriptKey, Still: true})
	world.SetFaults(sim.Faults{Drop: func(r *http.Request) bool {
		mu.Lock()
		defer mu.Unlock()
		drop := lost[r.URL.Path]
		delete(lost, r.URL.Path)
		return drop
	}})
	server := httptest.NewUnstartedServer(world)
	server.Config.ErrorLog = log.New(io.Discard, "", 0) // broken connections are the point
	server.Start()
	return server
}

// strict is a workspace whose validator knows rules that nobody else does.
func strict() *httptest.Server {
	return refusesWrites(http.StatusBadRequest, `{"error":{"type":"invalid_input","message":"2 Input Errors: the moon is full, no Ann on a Monday",
		"validation_errors":{"_errors":[],"name":{"_errors":["no Ann on a Monday"]},"code":{"_errors":["the moon is full"]}},"request_id":"r"},"ok":false}`)
}

// taken is a workspace in which somebody else is always faster.
func taken() *httptest.Server {
	return refusesWrites(http.StatusConflict, `{"error":{"type":"duplicate_access_code","message":"the code is taken","request_id":"r"},"ok":false}`)
}

// refusesWrites is a workspace that refuses to create or change any code.
func refusesWrites(status int, body string) *httptest.Server {
	world := sim.New(sim.Options{Seed: 1, APIKey: scriptKey, Still: true})
	return httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/access_codes/create" && r.URL.Path != "/access_codes/update" {
			world.ServeHTTP(w, r)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body) // the script judges what the program says then
	}))
}
