package main

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
)

// tenants is a server with three workspaces. Each has keys of its own; a personal access token opens all of them.
func tenants() *httptest.Server {
	keys := map[string]string{
		"seam_test_mapleOne": "11111111-0000-4000-8000-000000000001", "seam_test_mapleTwo": "11111111-0000-4000-8000-000000000001",
		"seam_oakOne": "22222222-0000-4000-8000-000000000002",
	}
	all := []any{
		map[string]any{"workspace_id": "11111111-0000-4000-8000-000000000001", "name": "Maple", "is_sandbox": true},
		map[string]any{"workspace_id": "22222222-0000-4000-8000-000000000002", "name": "Oak", "is_sandbox": false},
		map[string]any{"workspace_id": "33333333-0000-4000-8000-000000000003", "name": "Elm\x1b[2J", "is_sandbox": true, "is_suspended": true},
	}
	const token = "seam_at1_forest"
	find := func(id string) any {
		for _, ws := range all {
			if ws, ok := ws.(map[string]any); ok && ws["workspace_id"] == id {
				return ws
			}
		}
		return nil
	}
	return httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		key, _ := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
		id := keys[key]
		if key == token {
			id = r.Header.Get("Seam-Workspace")
		}
		body := map[string]any{"ok": true}
		switch ws := find(id); {
		case key == token && r.URL.Path == "/workspaces/list":
			body["workspaces"] = all
		case ws == nil:
			w.WriteHeader(http.StatusUnauthorized)
			body = map[string]any{"error": map[string]any{"type": "unauthorized", "message": "who is " + key + "?"}, "ok": false}
		case r.URL.Path == "/workspaces/get":
			body["workspace"] = ws
		case r.URL.Path == "/devices/list":
			body["devices"] = []any{}
		default:
			w.WriteHeader(http.StatusNotFound)
		}
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(body) // the program may hang up first
	}))
}
