package seamclient

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"seamdash/model"
)

// TestRehearsalIsThePerformance: what is shown is what is sent, but for the PIN.
func TestRehearsalIsThePerformance(t *testing.T) {
	bound := window("2026-12-01T09:00:00Z", "2026-12-01T12:30:00Z")
	draft := model.CodeDraft{DeviceID: "d1", Name: "Ann", PIN: model.NewPIN("4821"), Window: bound, NativeScheduling: model.No, BackupPool: true}
	change := model.CodeChange{Name: "Ann", PIN: model.NewPIN("4821"), Window: bound, ExternalChangeAllowed: model.Yes}
	for name, tc := range map[string]struct {
		rehearse func() (Request, error)
		perform  func(*testing.T, *Client) error
	}{
		"create": {func() (Request, error) { return RehearseCreate(draft) }, func(t *testing.T, c *Client) error {
			t.Helper()
			_, err := c.CreateCode(t.Context(), draft)
			return err
		}},
		"update": {func() (Request, error) { return RehearseUpdate("c1", change) }, func(t *testing.T, c *Client) error {
			t.Helper()
			return c.UpdateCode(t.Context(), "d1", "c1", change)
		}},
		"to ongoing": {func() (Request, error) { return RehearseUpdate("c1", model.CodeChange{}) }, func(t *testing.T, c *Client) error {
			t.Helper()
			return c.UpdateCode(t.Context(), "d1", "c1", model.CodeChange{})
		}},
		"delete": {func() (Request, error) { return RehearseDelete("c1", true) }, func(t *testing.T, c *Client) error {
			t.Helper()
			return c.DeleteCode(t.Context(), "d1", "c1")
		}},
		"delete unmanaged": {func() (Request, error) { return RehearseDelete("c1", false) }, func(t *testing.T, c *Client) error {
			t.Helper()
			return c.DeleteUnmanagedCode(t.Context(), "d1", "c1")
		}},
		"take over": {func() (Request, error) { return RehearseManage("c1", true) }, func(t *testing.T, c *Client) error {
			t.Helper()
			return c.ManageCode(t.Context(), "d1", "c1", true)
		}},
	} {
		t.Run(name, func(t *testing.T) {
			c, s := clientOf(t, created(`"name":"Ann","status":"setting"`))
			if err := tc.perform(t, c); err != nil {
				t.Fatal(err)
			}
			got, err := tc.rehearse()
			if err != nil || got.Method != "POST" {
				t.Fatal(got.Method, err)
			}
			if bytes.Contains(got.Body, []byte("4821")) {
				t.Errorf("it shows the PIN: %s", got.Body)
			}
			var sent bytes.Buffer
			if err := json.Compact(&sent, []byte(s.requests()[0].body)); err != nil {
				t.Fatal(err)
			}
			if want := strings.ReplaceAll(sent.String(), "4821", model.NewPIN("4821").String()); string(got.Body) != want || got.Path != s.requests()[0].path {
				t.Errorf("rehearsed %s %s\nsent      %s %s", got.Path, got.Body, s.requests()[0].path, want)
			}
		})
	}
	half := model.Window{From: bound.From}
	_, err := RehearseCreate(model.CodeDraft{DeviceID: "d1", Window: half})
	wantKind(t, err, model.KindRefused)
	_, err = RehearseUpdate("c1", model.CodeChange{Window: half})
	wantKind(t, err, model.KindRefused)
}
