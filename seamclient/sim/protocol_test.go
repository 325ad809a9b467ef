package sim

import (
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

var uuidForm = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)

func TestProtocol(t *testing.T) {
	r := open(t, Options{Still: true})
	for name, c := range map[string]struct {
		method, path, body string
		header             http.Header
		status             int
		says               string
	}{
		"GET reads":            {http.MethodGet, "/devices/list?limit=3", "", nil, 200, `"has_next_page":true`},
		"GET, strict":          {http.MethodGet, "/devices/list?_strict=true", "", nil, 200, `"ok":true`},
		"GET, list":            {http.MethodGet, "/devices/list?device_types=nuki_lock&device_types=august_lock", "", nil, 200, "nuki_lock"},
		"no body":              {http.MethodPost, "/workspaces/get", "", http.Header{"Content-Type": nil}, 200, "Maple Property Group"},
		"unknown fields":       {http.MethodPost, "/workspaces/get", `{"future":1}`, nil, 200, `"ok":true`},
		"GET cannot write":     {http.MethodGet, "/access_codes/create", "", nil, 405, "only POST accepted"},
		"PUT cannot read":      {http.MethodPut, "/devices/list", "{}", nil, 405, "only GET,POST accepted"},
		"unknown route":        {http.MethodPost, "/nowhere", "{}", nil, 404, `"type":"not_found"`},
		"form":                 {http.MethodPost, "/devices/list", "a=b", http.Header{"Content-Type": {"application/x-www-form-urlencoded"}}, 400, "invalid_content_type"},
		"broken JSON":          {http.MethodPost, "/devices/list", "{", nil, 400, "Invalid JSON"},
		"array":                {http.MethodPost, "/devices/list", "[]", nil, 400, "Expected object, received array"},
		"health without key":   {http.MethodGet, "/health", "", http.Header{"Authorization": nil}, 200, "healthy"},
		"id that is no uuid":   {http.MethodPost, "/devices/get", `{"device_id":"august_device_1"}`, nil, 400, "Invalid uuid"},
		"id nobody has":        {http.MethodPost, "/devices/get", `{"device_id":"00000000-0000-4000-8000-000000000000"}`, nil, 404, "device_not_found"},
		"a body beyond reason": {http.MethodPost, "/devices/list", strings.Repeat(" ", maxBody+1), nil, 413, "too large"},
	} {
		res := r.send(c.method, c.path, c.body, c.header)
		body, err := io.ReadAll(res.Body)
		_ = res.Body.Close()
		if err != nil || res.StatusCode != c.status || !strings.Contains(string(body), c.says) {
			t.Errorf("%s: status %d, %.200s", name, res.StatusCode, body)
		}
		if id := res.Header.Get("Seam-Request-Id"); !uuidForm.MatchString(id) {
			t.Errorf("%s: request id %q", name, id)
		}
	}
}

func TestErrorCarriesTheRequestID(t *testing.T) {
	r := open(t, Options{Still: true})
	res := r.send(http.MethodPost, "/devices/get", "{}", nil)
	defer func() { _ = res.Body.Close() }()
	var out object
	if err := json.NewDecoder(res.Body).Decode(&out); err != nil {
		t.Fatal(err)
	}
	if e := dig[object](t, out, "error"); e["request_id"] != res.Header.Get("Seam-Request-Id") || e["message"] != "device_id is required" {
		t.Errorf("error %v", e)
	}
}

func TestPersonalAccessTokenNamesItsWorkspace(t *testing.T) {
	r := open(t, Options{Still: true, APIKey: "seam_at1_token"})
	for want, header := range map[int]http.Header{
		400: nil,
		401: {"Seam-Workspace": {"00000000-0000-4000-8000-000000000000"}},
		200: {"Seam-Workspace": {makeID(1, idWorkspace, 1).String()}},
	} {
		res := r.send(http.MethodPost, "/devices/list", "{}", header)
		_ = res.Body.Close()
		if res.StatusCode != want {
			t.Errorf("header %v: status %d, want %d", header, res.StatusCode, want)
		}
	}
	res := r.send(http.MethodPost, "/workspaces/list", "{}", nil)
	_ = res.Body.Close()
	if res.StatusCode != 200 {
		t.Errorf("list of workspaces: status %d", res.StatusCode)
	}
}

func TestServesOverSockets(t *testing.T) {
	s := New(Options{Seed: 1})
	web := httptest.NewServer(s)
	defer web.Close()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, web.URL+"/workspaces/get", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+s.APIKey())
	res, err := web.Client().Do(req)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(res.Body)
	_ = res.Body.Close()
	if err != nil || res.StatusCode != 200 || !strings.Contains(string(body), `"is_sandbox":true`) {
		t.Errorf("status %d, %s, %v", res.StatusCode, body, err)
	}

	s.SetFaults(Faults{Drop: func(*http.Request) bool { return true }})
	if res, err = web.Client().Do(req); err == nil {
		_ = res.Body.Close()
		t.Error("a dropped reply arrived")
	}
}

// TestTimestampsAreUTCWithMilliseconds reads every string that looks like an instant.
func TestTimestampsAreUTCWithMilliseconds(t *testing.T) {
	r := open(t, Options{})
	r.pass(time.Minute)
	instants := 0
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case object:
			for key, inner := range v {
				if s, ok := inner.(string); ok && strings.HasSuffix(key, "_at") {
					if _, err := time.Parse(wireTime, s); err != nil {
						t.Errorf("%s is %q", key, s)
					}
					instants++
				}
				walk(inner)
			}
		case []any:
			for _, inner := range v {
				walk(inner)
			}
		}
	}
	for _, d := range r.devices() {
		walk(d)
		walk(r.must("/access_codes/list", object{"device_id": d["device_id"]}))
	}
	walk(r.must("/events/list", object{"since": iso(friday().Add(-24 * time.Hour))}))
	if instants < 200 {
		t.Errorf("only %d instants seen", instants)
	}
}

func FuzzAnswer(f *testing.F) {
	paths := slices.Sorted(maps.Keys(routes()))
	for i, body := range []string{
		`{}`, `[]`, `null`, `{"limit":-1}`, `{"device_id":null}`, `{"device_id":["a"]}`, `{"access_code_ids":[1,"x",null]}`,
		`{"since":"2026-11-20T20:00:00Z","limit":1e99}`, `{"between":[null,{}]}`, `{"custom_metadata":{"a":[]}}`,
		`{"devices":[{"device_id":7}]}`, `{"properties":{"name":null}}`, `{"page_cursor":"AAAA"}`, "\xff{", `{"code":"\u0000"}`,
		`{"unstable_offset":-3,"since":"2026-11-20T20:00:00Z"}`, `{"preferred_code_length":1e300}`,
	} {
		f.Add(uint8(i), body, "limit=x&device_ids=1&device_ids=2&since=")
	}
	f.Fuzz(func(t *testing.T, n uint8, body, query string) {
		at := friday()
		s := New(Options{Seed: 1, Devices: 2, Codes: 2, Now: func() time.Time { return at }})
		defer s.Close()
		for path, method := range map[string]string{paths[int(n)%len(paths)]: http.MethodPost, "/devices/list": http.MethodGet} {
			req, err := http.NewRequestWithContext(t.Context(), method, "http://sim"+path, strings.NewReader(body))
			if err != nil {
				t.Fatal(err)
			}
			req.URL = &url.URL{Scheme: "http", Host: "sim", Path: path, RawQuery: query}
			req.Header.Set("Content-Type", "application/json")
			req.Header.Set("Authorization", "Bearer "+s.APIKey())
			res, err := s.RoundTrip(req)
			if err != nil {
				t.Fatal(err)
			}
			var out object
			err = json.NewDecoder(res.Body).Decode(&out)
			if plain := res.Header.Get("Content-Type") == "text/plain; charset=utf-8"; !plain && (err != nil || out["ok"] != (res.StatusCode == 200)) {
				t.Errorf("%s %s: status %d: %v", path, body, res.StatusCode, out)
			}
			_ = res.Body.Close()
		}
	})
}
