//go:build unix

package main

import (
	"fmt"
	"net/http"
	"strings"
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
			inhabited(t, h)
			h.enter("rosa", readOnly, func() {
				h.addRule()
				h.pass(time.Hour)
				rolled := tap.writes()
				if readOnly == rolled["/access_codes/create"] {
					t.Errorf("read-only is %v, and the engine sent %v", readOnly, rolled)
				}
				h.pressAll()
				wrote := tap.writes()
				if readOnly && len(wrote) > 0 {
					t.Errorf("the screens sent %v", wrote)
				}
				for _, path := range writesOfScreens() {
					if !readOnly && !wrote[path] {
						t.Errorf("no key asked for %s", path)
					}
				}
			})
		})
	}
}

// writesOfScreens are the writes that keys alone can ask for.
func writesOfScreens() []string {
	return []string{
		"/access_codes/create", "/access_codes/delete", "/access_codes/update", "/access_codes/unmanaged/convert_to_managed",
		"/access_codes/unmanaged/delete", "/devices/report_provider_metadata", "/locks/lock_door", "/locks/unlock_door",
	}
}

// inhabited gives the lock codes of this program and codes of others, and the house a lock of which nobody knows the time zone.
func inhabited(t *testing.T, h *residence) {
	t.Helper()
	owner := clientOf(t, h.server)
	if _, err := h.server.AddDevice("ultraloq", "Attic", ""); err != nil {
		t.Fatal(err)
	}
	for i := range 12 {
		if _, err := owner.CreateCode(t.Context(), model.CodeDraft{DeviceID: h.lock, Name: fmt.Sprintf("Guest %d", i)}); err != nil {
			t.Fatal(err)
		}
		if i > 3 {
			continue
		}
		if _, err := h.server.AddUnmanaged(string(h.lock), fmt.Sprintf("Stranger %d", i), fmt.Sprintf("88%d17", i)); err != nil {
			t.Fatal(err)
		}
	}
	h.server.Advance(time.Hour)
}

// pressAll presses every key that a screen could have on every screen, and answers what is asked then. Keys that end the program, stop
// its picture or hide most of it are left out, and the palette, which has the same actions.
func (h *residence) pressAll() {
	h.t.Helper()
	keys := ""
	for key := '!'; key <= '~'; key++ {
		if !strings.ContainsRune("qf!:", key) {
			keys += string(key)
		}
	}
	if testing.Short() {
		keys = "LUaenx"
	}
	for _, place := range [][]string{{"1", "left", "end"}, {"1", "left", "end", "right", "home"}, {"1", "left", "end", "right", "end"}, {"2", "home"}, {"2", "end"}, {"3", "home"}, {"4"}, {"5", "home"}} {
		for _, key := range keys {
			h.Press(place...)
			h.Press(string(key), "y", "enter", "ctrl+s", "esc", "y", "esc", "y", "esc", "esc")
		}
		h.pass(time.Minute)
	}
	h.Press("1", "left", "home", "Z") // which asks for more than yes
	h.Type("Europe/Vienna")
	h.Press("enter", "y")
	h.pass(time.Minute)
}
