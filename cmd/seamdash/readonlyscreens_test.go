//go:build unix

package main

import (
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"seamdash/model"
	"seamdash/seamclient/sim"
)

// A wiretap hands requests on and keeps their paths.
type wiretap struct {
	to *sim.Server

	mu    sync.Mutex
	asked []string
}

func (w *wiretap) RoundTrip(r *http.Request) (*http.Response, error) {
	w.mu.Lock()
	w.asked = append(w.asked, r.URL.Path)
	w.mu.Unlock()
	return w.to.RoundTrip(r)
}

// writes are the different requests so far that could change something.
func (w *wiretap) writes() map[string]bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	out := map[string]bool{}
	for _, path := range changes(append([]string(nil), w.asked...)) {
		out[path] = true
	}
	return out
}

// TestReadOnlyBelowTheScreens: even screens and an engine that do not know that nothing may be changed change nothing, whatever is
// pressed and confirmed. Where the client may write, the same keys and the same schedule do.
func TestReadOnlyBelowTheScreens(t *testing.T) {
	t.Parallel()
	for _, readOnly := range []bool{true, false} {
		synctest.Test(t, func(t *testing.T) {
			h := newResidence(t, fast)
			tap := &wiretap{to: h.server}
			h.over, h.unaware = tap, true
			owner := clientOf(t, h.server)
			for _, name := range []string{"Guest Novak", "Dog walker", "Sitter"} {
				if _, err := owner.CreateCode(t.Context(), model.CodeDraft{DeviceID: h.lock, Name: name}); err != nil {
					t.Fatal(err)
				}
			}
			h.server.Advance(time.Hour)
			h.enter("rosa", readOnly, func() {
				h.addRule()
				h.pass(time.Hour)
				rolled := tap.writes()
				if readOnly == rolled["/access_codes/create"] {
					t.Errorf("read-only is %v, and the engine sent %v", readOnly, rolled)
				}
				for _, tab := range []string{"1", "2"} {
					for _, key := range "aDenPrtwxZ" {
						h.Press(tab, "home", string(key), "y", "enter", "esc", "esc", "esc")
					}
					h.pass(time.Minute)
				}
				wrote := tap.writes()
				if readOnly && len(wrote) > 0 || !readOnly && len(wrote) < 3 {
					t.Errorf("read-only is %v, and the screens sent %v", readOnly, wrote)
				}
			})
		})
	}
}
