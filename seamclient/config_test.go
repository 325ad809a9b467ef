package seamclient

import (
	"strings"
	"testing"

	"seamdash/model"
)

func TestEndpoints(t *testing.T) {
	for _, good := range []string{
		"", "https://connect.getseam.com", "https://connect.getseam.com/", "http://127.0.0.1:3000", "http://localhost:3000",
		"http://[::1]:3000", "https://proxy.example/seam",
	} {
		if _, err := New(Config{Endpoint: good, Key: mustKey(t, testKey)}); err != nil {
			t.Errorf("%q is refused: %v", good, err)
		}
	}
	for bad, words := range map[string]string{
		"http://connect.getseam.com":   "http would show the key",
		"http://127.0.0.1.evil.test":   "http would show the key",
		"http://localhost.evil.test":   "http would show the key",
		"http://10.0.0.1":              "http would show the key",
		"http://127.0.0.1@evil.test":   "user name",
		"https://user:secret@host":     "user name",
		"https://host/?key=1":          "query",
		"ftp://host":                   "scheme is ftp",
		"connect.getseam.com":          "not an address",
		"https://":                     "not an address",
		"https://:443":                 "not an address",
		"https://ho st":                "not an address",
		"https://evil\x1b[31m.test:77": "not an address",
	} {
		_, err := New(Config{Endpoint: bad, Key: mustKey(t, testKey)})
		f := faultOf(t, err, model.KindRefused)
		wantText(t, f.Message, words)
		if strings.Contains(f.Error()+f.Hint, "secret") || f.Error() != model.Clean(f.Error()) {
			t.Errorf("%q gives %q", bad, f.Error())
		}
	}
}

func TestEndpointWithAPath(t *testing.T) {
	s := &script{replies: []reply{ok(workspaceJSON)}}
	if _, err := clientOn(t, Config{Endpoint: "https://proxy.example/seam/", Transport: s}).Workspace(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := s.requests()[0].path; got != "/seam/workspaces/get" {
		t.Errorf("asked %s", got)
	}
}

func TestKeys(t *testing.T) {
	for _, good := range []string{testKey, " seam_test1abc_def\n", "seam_at1_abc_def", "seam_sandbox_00000000000000000001"} {
		if k, err := NewKey(good); err != nil || !k.Known() || k.Reveal() != strings.TrimSpace(good) {
			t.Errorf("%q is refused: %v", good, err)
		}
	}
	for bad, words := range map[string]string{
		"":                       "no key",
		"   ":                    "no key",
		"seam_cst1_abc":          "client session token",
		"seam_pk1_abc":           "publishable key",
		"eyJh.eyJz.c2ln":         "login token",
		"sk_live_123":            "begins with seam_",
		"seam_":                  "begins with seam_",
		"seam_te st":             "characters that no key has",
		"seam_test\r\nX-Evil: 1": "characters that no key has",
		"seam_tést":              "characters that no key has",
	} {
		_, err := NewKey(bad)
		f := faultOf(t, err, model.KindUnauthorised)
		wantText(t, f.Message, words)
		if f.Hint == "" || (len(bad) > 5 && strings.Contains(f.Error()+f.Hint, bad)) {
			t.Errorf("%q gives %+v", bad, f)
		}
	}
	_, err := New(Config{})
	wantKind(t, err, model.KindUnauthorised)
}

func TestPersonalTokensNameTheirWorkspace(t *testing.T) {
	s := &script{replies: []reply{ok(workspaceJSON)}}
	pat := mustKey(t, "seam_at1_token")
	_, err := clientOn(t, Config{Key: pat, Transport: s}).Workspace(t.Context())
	wantText(t, faultOf(t, err, model.KindUnauthorised).Message, "needs a workspace")
	if len(s.requests()) != 0 {
		t.Fatal("it was sent")
	}
	if _, err := clientOn(t, Config{Key: pat, Workspace: "w1", Transport: s}).Workspace(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := s.requests()[0].header; got.Get("Seam-Workspace") != "w1" || got.Get("Authorization") != "Bearer seam_at1_token" {
		t.Errorf("sent %v", got)
	}
	if _, err := clientOn(t, Config{Workspace: "w1", Transport: s}).Workspace(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, there := s.requests()[1].header["Seam-Workspace"]; there {
		t.Error("an API key, which is bound to a workspace, names another one")
	}
}
