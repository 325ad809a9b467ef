package credentials_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"seamdash/cmd/credentials"
	"seamdash/cmd/credentials/ringtest"
	"seamdash/model"
	"seamdash/seamclient"
)

// A tenancy is Seam as far as keys are concerned: keys with their workspace, and one token that opens several.
type tenancy struct {
	keys  map[string]string // key -> workspace id
	token string
	opens []string // workspace ids of the token
}

func (s tenancy) RoundTrip(r *http.Request) (*http.Response, error) {
	rec := httptest.NewRecorder()
	rec.Header().Set("Content-Type", "application/json")
	answer := func(status int, body map[string]any) (*http.Response, error) {
		body["ok"] = status == http.StatusOK
		rec.WriteHeader(status)
		err := json.NewEncoder(rec).Encode(body)
		return rec.Result(), err
	}
	as := func(id string) map[string]any {
		return map[string]any{"workspace_id": id, "name": strings.ToUpper(id), "is_sandbox": id != "prod"}
	}
	key, _ := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if id, ok := s.keys[key]; ok {
		return answer(http.StatusOK, map[string]any{"workspace": as(id)})
	}
	if key == s.token && r.URL.Path == "/workspaces/list" {
		all := []any{}
		for _, id := range s.opens {
			all = append(all, as(id))
		}
		return answer(http.StatusOK, map[string]any{"workspaces": all})
	}
	for _, id := range s.opens {
		if key == s.token && r.Header.Get("Seam-Workspace") == id {
			return answer(http.StatusOK, map[string]any{"workspace": as(id)})
		}
	}
	return answer(http.StatusUnauthorized, map[string]any{"error": map[string]any{"type": "unauthorized", "message": "no: " + key}})
}

func deskOn(ring credentials.Ring, opens ...string) *credentials.Desk {
	return &credentials.Desk{
		Ring: ring, Profile: "default", Endpoint: seamclient.DefaultEndpoint,
		Transport: tenancy{keys: map[string]string{keyOne: "one", keyTwo: "two", "seam_test_canaryFresh": "one"}, token: tokenOne, opens: opens},
	}
}

func TestLoggingIn(t *testing.T) {
	t.Parallel()
	ring := &ringtest.Memory{}
	desk := deskOn(ring)
	if err := desk.Ready(t.Context()); err != nil {
		t.Fatal(err)
	}
	trial, err := desk.Try(t.Context(), " "+keyOne+"\n", "")
	if err != nil || trial.Workspace.ID != "one" || len(trial.Choices) != 0 {
		t.Fatalf("%+v, %v", trial, err)
	}
	if len(ring.Held()) != 0 {
		t.Error("a key that was only tried is kept")
	}
	if err := desk.Keep(t.Context(), trial); err != nil {
		t.Fatal(err)
	}
	entry, err := credentials.Kept(t.Context(), ring, "default")
	want := model.Workspace{ID: "one", Name: "ONE", Sandbox: true}
	if err != nil || entry.Key.Reveal() != keyOne || entry.Endpoint != seamclient.DefaultEndpoint || entry.Workspace != want {
		t.Errorf("kept %+v, %v", entry, err)
	}
}

func TestANewKeyOfTheSameWorkspaceTakesThePlace(t *testing.T) {
	t.Parallel()
	ring := &ringtest.Memory{}
	keep(t, ring, "default", seamclient.DefaultEndpoint, keyOne, "one")
	desk := deskOn(ring)
	fresh, err := desk.Try(t.Context(), "seam_test_canaryFresh", "")
	if err = errors.Join(err, desk.Keep(t.Context(), fresh)); err != nil {
		t.Error(err)
	}
	if entry, err := credentials.Kept(t.Context(), ring, "default"); err != nil || entry.Key.Reveal() != "seam_test_canaryFresh" {
		t.Errorf("kept %v, %v", entry, err)
	}
	if err := credentials.Forget(t.Context(), ring, "default"); err != nil || len(ring.Held()) != 0 {
		t.Errorf("%v, still held: %d", err, len(ring.Held()))
	}
	if err := credentials.Forget(t.Context(), ring, "default"); !errors.Is(err, credentials.ErrAbsent) {
		t.Errorf("forget twice: %v", err)
	}
}

func TestATokenChoosesAWorkspace(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		opens   []string
		id      model.WorkspaceID
		got     model.WorkspaceID
		choices int
		kind    model.Kind
	}{
		"one":            {[]string{"a"}, "", "a", 0, 0},
		"several":        {[]string{"a", "b"}, "", "", 2, 0},
		"chosen":         {[]string{"a", "b"}, "b", "b", 0, 0},
		"none":           {nil, "", "", 0, model.KindUnauthorised},
		"somebody's own": {[]string{"a"}, "z", "", 0, model.KindUnauthorised},
	} {
		trial, err := deskOn(&ringtest.Memory{}, tc.opens...).Try(t.Context(), tokenOne, tc.id)
		if (err != nil) != (tc.kind != 0) || err != nil && model.KindOf(err) != tc.kind {
			t.Errorf("%s: %v, want %v", name, err, tc.kind)
		}
		if trial.Workspace.ID != tc.got || len(trial.Choices) != tc.choices {
			t.Errorf("%s: %+v", name, trial)
		}
	}
}

// TestRefusedKeysLeaveEverythingAsItWas tries whatever is wrong on a ring that already holds a key.
func TestRefusedKeysLeaveEverythingAsItWas(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		text   string
		wanted model.WorkspaceID
		kind   model.Kind
		what   string
	}{
		"empty":                  {" \n", "", model.KindUnauthorised, "there is no key"},
		"two lines":              {keyOne + "\n" + keyTwo, "", model.KindUnauthorised, "characters that no key has"},
		"a blank inside":         {"seam_test_canary one", "", model.KindUnauthorised, "characters that no key has"},
		"an escape sequence":     {"seam_test_\x1b[2Jcanary", "", model.KindUnauthorised, "characters that no key has"},
		"endless":                {"seam_" + strings.Repeat("canary", 1000), "", model.KindUnauthorised, "longer than 1024"},
		"no prefix":              {"canary", "", model.KindUnauthorised, "not a key of Seam"},
		"publishable":            {"seam_pk1_canary", "", model.KindUnauthorised, "publishable"},
		"a session":              {"seam_cst1_canary", "", model.KindUnauthorised, "client session"},
		"of the console":         {"eyJcanary.b.c", "", model.KindUnauthorised, "Console"},
		"nobody's":               {"seam_test_canaryNobody", "", model.KindUnauthorised, "no: [key]"},
		"of another workspace":   {keyTwo, "", model.KindConflict, "profile default already has a key, of Maple at connect.getseam.com; this one opens TWO"},
		"not of the one we want": {keyOne, "prod", model.KindConflict, "opens ONE, not the workspace prod"},
		"of another server":      {keyOne, "elsewhere", model.KindConflict, "profile default already has a key"},
	} {
		ring := &ringtest.Memory{}
		keep(t, ring, "default", seamclient.DefaultEndpoint, keyOne, "one")
		before := ring.Held()
		desk := deskOn(ring)
		desk.Workspace = tc.wanted
		if tc.wanted == "elsewhere" {
			desk.Workspace, desk.Endpoint = "", "https://elsewhere.test"
		}
		trial, err := desk.Try(t.Context(), tc.text, "")
		if err == nil {
			err = desk.Keep(t.Context(), trial)
		}
		if err == nil || model.KindOf(err) != tc.kind || !strings.Contains(err.Error(), tc.what) {
			t.Errorf("%s: %v (%v), want %v, %q", name, err, model.KindOf(err), tc.kind, tc.what)
		}
		if text := fmt.Sprint(err, model.HintOf(err)); strings.Contains(text, "canary") || strings.ContainsAny(text, "\n\x1b") {
			t.Errorf("%s: the error shows the key: %q", name, text)
		}
		if diff := cmp.Diff(before, ring.Held()); diff != "" {
			t.Errorf("%s: the keyring changed", name)
		}
	}
}

// A forgetful ring takes everything and gives nothing back.
type forgetful struct{ ringtest.Memory }

func (*forgetful) Set(context.Context, string, string) error { return nil }

func TestAKeyringThatDoesNotKeep(t *testing.T) {
	t.Parallel()
	silent, newer := &ringtest.Memory{}, &ringtest.Memory{}
	silent.Break(fmt.Errorf("%w: it is locked", credentials.ErrSilent))
	if err := newer.Set(t.Context(), "key/default", `{"version":9,"key":"seam_test_canary"}`); err != nil {
		t.Fatal(err)
	}
	for name, tc := range map[string]struct {
		ring  credentials.Ring
		ready bool
		what  string
		hint  string
	}{
		"silent":    {silent, false, "no keyring answers: it is locked", "SEAM_API_KEY"},
		"forgetful": {&forgetful{}, true, "does not give it back", "SEAM_API_KEY"},
		"newer":     {newer, false, "a newer seamdash wrote it", "logout --profile default"},
	} {
		desk := deskOn(tc.ring)
		if err := desk.Ready(t.Context()); (err == nil) != tc.ready {
			t.Errorf("%s: ready says %v", name, err)
		}
		trial, err := desk.Try(t.Context(), keyOne, "")
		if err != nil {
			t.Fatal(err)
		}
		err = desk.Keep(t.Context(), trial)
		if err == nil || !strings.Contains(err.Error(), tc.what) || !strings.Contains(model.HintOf(err), tc.hint) {
			t.Errorf("%s: %v, hint %q", name, err, model.HintOf(err))
		}
	}
	if err := credentials.Forget(t.Context(), silent, "default"); !strings.Contains(fmt.Sprint(err), "no keyring answers") {
		t.Errorf("forget: %v", err)
	}
}
