package seamclient

import (
	"slices"
	"testing"
	"testing/synctest"

	"seamdash/model"
)

// harmlessPaths are the requests that change nothing, by what Seam documents of them. They are written out here, so that what counts as a
// read in the program is held against somebody else's list.
func harmlessPaths() []string {
	return []string{
		"/access_codes/generate_code", "/access_codes/get", "/access_codes/list", "/access_codes/unmanaged/get", "/access_codes/unmanaged/list",
		"/action_attempts/get", "/action_attempts/list", "/connected_accounts/get", "/connected_accounts/list", "/devices/get",
		"/devices/list", "/events/list", "/webhooks/list", "/workspaces/get", "/workspaces/list",
	}
}

// TestReadOnlySendsNoWrite makes every call that a client can make. Of those that change something nothing reaches the network where
// nothing may be changed, and all do where it may: the same list shows that the test can see them.
func TestReadOnlySendsNoWrite(t *testing.T) {
	for _, readOnly := range []bool{true, false} {
		synctest.Test(t, func(t *testing.T) {
			s := &script{replies: []reply{{status: 404, body: `{"error":{"type":"not_found","message":"m"}}`}}}
			c := clientOn(t, Config{Transport: s, ReadOnly: readOnly, Limits: Limits{PerSecond: -1}})
			wrote, read := 0, 0
			for method, call := range everyCall(t, c) {
				before := len(s.requests())
				err := call(t.Context())
				made := s.requests()[before:]
				switch {
				case slices.ContainsFunc(made, func(r sent) bool { return !slices.Contains(harmlessPaths(), r.path) }):
					if wrote++; readOnly {
						t.Errorf("%s sent %v", method, made)
					}
				case len(made) > 0:
					read++
				case method != "CreateCodes": // which gives its errors elsewhere
					wantText(t, faultOf(t, err, model.KindRefused).Message, "this session only reads")
				}
			}
			if !readOnly && wrote < 18 || read < 17 {
				t.Errorf("only %d methods write and %d read", wrote, read)
			}
		})
	}
}
