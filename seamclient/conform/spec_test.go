package conform

import (
	"errors"
	"io/fs"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"seamdash/model"
	"seamdash/model/diagnose"
)

// document is read once for all tests: it takes a second under the race detector.
var document = sync.OnceValues(func() (*Spec, error) {
	text, err := os.ReadFile("testdata/openapi/openapi.json")
	if err != nil {
		return nil, err
	}
	return ReadSpec(text)
})

// spec is Seam's document. `make test` installs it; where it is not the test is skipped, on CI (CI=true) it fails.
func spec(tb testing.TB) *Spec {
	tb.Helper()
	s, err := document()
	if errors.Is(err, fs.ErrNotExist) && os.Getenv("CI") != "true" {
		tb.Skip("Seam's OpenAPI document is not installed: run `make openapi`")
	}
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

// TestVocabularyIsComplete compares the tables of model with Seam's document: what the document has and a table lacks
// fails by name. A table may know more: codes of a newer document.
func TestVocabularyIsComplete(t *testing.T) {
	t.Parallel()
	s := spec(t)
	relevant := func(prefixes ...string) func(string) bool {
		return func(v string) bool {
			return slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(v, p) })
		}
	}
	all := func(string) bool { return true }
	tests := []struct {
		schema, part, property string
		have                   []string
		wanted                 func(string) bool
	}{
		{"access_code", "errors", "error_code", model.ErrorCodes(), all},
		{"access_code", "warnings", "warning_code", model.WarningCodes(), all},
		{"unmanaged_access_code", "errors", "error_code", model.ErrorCodes(), all},
		{"unmanaged_access_code", "warnings", "warning_code", model.WarningCodes(), all},
		{"device", "errors", "error_code", model.ErrorCodes(), all},
		{"device", "warnings", "warning_code", model.WarningCodes(), all},
		{"connected_account", "errors", "error_code", model.ErrorCodes(), all},
		{"connected_account", "warnings", "warning_code", model.WarningCodes(), all},
		{"access_code", "pending_mutations", "mutation_code", model.MutationCodes(), all},
		{"device", "", "constraint_type", model.ConstraintTypes(), all},
		{"event", "", "event_type", model.EventTypes(), relevant("access_code.", "device.", "lock.", "connected_account.", "action_attempt.")},
	}
	for _, tt := range tests {
		values, err := s.Values(tt.schema, tt.part, tt.property)
		if err != nil || len(values) == 0 {
			t.Errorf("%s %s %s: %d values, %v", tt.schema, tt.part, tt.property, len(values), err)
		}
		for _, v := range values {
			if tt.wanted(v) && !slices.Contains(tt.have, v) {
				t.Errorf("%s %s: the document has %s %q, model has no words for it", tt.schema, tt.part, tt.property, v)
			}
		}
	}
}

// TestSpecIsStrict shows that the checks can fail.
func TestSpecIsStrict(t *testing.T) {
	t.Parallel()
	s := spec(t)
	const id = `"5b1d9a52-0000-4000-8000-000000000001"`
	good := map[string]string{
		"/access_codes/create": `{"device_id":` + id + `,"code":"0471"}`,
		"/devices/list":        `{"limit":200}`,
		"/events/list":         `{"since":"2026-11-20T10:00:00Z"}`,
	}
	for path, body := range good {
		if err := s.Request(path, []byte(body)); err != nil {
			t.Error(err)
		}
	}
	bad := []struct{ path, body, why string }{
		{"/access_codes/create", `{"device_id":` + id + `,"colour":"red"}`, "an unknown field"},
		{"/access_codes/create", `{"code":"0471"}`, "a missing field"},
		{"/access_codes/create", `{"device_id":"front-door"}`, "an id that is no UUID"},
		{"/access_codes/create", `{"device_id":` + id + `,"code":471}`, "a PIN sent as a number"},
		{"/access_codes/create", `{`, "broken JSON"},
		{"/access_codes/paint", `{}`, "an unknown path"},
	}
	for _, tt := range bad {
		if s.Request(tt.path, []byte(tt.body)) == nil {
			t.Errorf("%s passes", tt.why)
		}
	}
	envelopes := map[string]bool{
		`{"ok":false,"error":{"type":"invalid_input","message":"m","request_id":"r","validation_errors":{}}}`: true,
		`{"ok":false,"error":{"type":"not_found","message":"m","request_id":"r"}}`:                            true,
		`{"ok":true,"error":{"type":"not_found","message":"m","request_id":"r"}}`:                             false,
		`{"ok":false,"error":{"type":"not_found","message":"m"}}`:                                             false,
		`{"ok":false,"error":{"type":"not_found","message":"m","request_id":"r","stack":"x"}}`:                false,
		`{"ok":false}`: false, `<html>`: false,
	}
	for body, want := range envelopes {
		if err := s.Response("/devices/get", 404, []byte(body)); (err == nil) != want {
			t.Errorf("%s: %v", body, err)
		}
	}
	const event = `{"event_id":` + id + `,"workspace_id":` + id + `,"created_at":"2026-11-20T10:00:00.000Z","occurred_at":"2026-11-20T10:00:00.000Z",
		"device_id":` + id + `,"connected_account_id":` + id + `,"event_type":`
	answers := map[string]bool{
		`{"ok":true,"events":[]}`:                                                        true,
		`{"ok":true,"events":[` + event + `"device.connected"}]}`:                        true,
		`{"ok":true,"events":[` + event + `"device.connected","colour":"red"}]}`:         false,
		`{"ok":true,"events":[` + event + `"device.painted"}]}`:                          false,
		`{"ok":true,"events":[` + event + `"device.low_battery","battery_level":"80"}]}`: false,
		`{"events":[]}`: false,
	}
	for body, want := range answers {
		if err := s.Response("/events/list", 200, []byte(body)); (err == nil) != want {
			t.Errorf("%s: %v", body, err)
		}
	}
	for _, body := range []string{
		`{"ok":true,"access_codes":[{"name":1}],"pagination":{}}`,
		`{"ok":true,"access_codes":[],"pagination":{"next_page_cursor":null,"has_next_page":false,"next_page_url":null},"total":0}`,
	} {
		if s.Response("/access_codes/list", 200, []byte(body)) == nil {
			t.Errorf("%s passes", body)
		}
	}
}

// TestCatalogueIsComplete compares the catalogue of the diagnosis with the document: a code that the document has on codes,
// devices or accounts, and the catalogue has no row for, fails by name.
func TestCatalogueIsComplete(t *testing.T) {
	t.Parallel()
	s := spec(t)
	for _, on := range []struct {
		schema string
		origin model.Origin
	}{
		{"access_code", model.OriginCode},
		{"unmanaged_access_code", model.OriginCode},
		{"device", model.OriginDevice},
		{"connected_account", model.OriginAccount},
	} {
		for part, level := range map[string]model.Level{"error": model.Error, "warning": model.Warning} {
			values, err := s.Values(on.schema, part+"s", part+"_code")
			if err != nil || len(values) == 0 {
				t.Errorf("%s %ss: %d values, %v", on.schema, part, len(values), err)
			}
			for _, v := range values {
				if p := (model.Problem{Level: level, Origin: on.origin, Code: v}); !diagnose.Known(&p) {
					t.Errorf("%s: the document has the %s %q, the catalogue has no row for it", on.schema, part, v)
				}
			}
		}
	}
	if diagnose.Known(&model.Problem{Level: model.Error, Code: "brand_new_trouble"}) {
		t.Error("the catalogue has a row for a code that nobody heard of")
	}
}
