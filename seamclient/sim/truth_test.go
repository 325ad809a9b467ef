package sim

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// TestPresencesTellTheTruth: what the lock has is told as it is, at each of the instants at which something changes.
func TestPresencesTellTheTruth(t *testing.T) {
	t.Parallel()
	start := time.Date(2027, 1, 4, 8, 0, 0, 0, time.UTC)
	now := start
	s := New(Options{Bare: true, Still: true, Now: func() time.Time { return now }})
	lock, err := s.AddDevice("smartthings", "Front", "UTC")
	if err != nil {
		t.Fatal(err)
	}
	made, ok := s.NextChange()
	if ok || len(s.Presences(lock)) != 0 || len(s.Presences("none")) != 0 {
		t.Fatalf("an empty world plans something for %s, and has %v", made, s.Presences(lock))
	}
	var codeOf string
	s.do(func(w *world) {
		d := w.devices[0]
		c := w.newCode(d, held{pin: "480163", name: "Rosa", starts: stampOf(start.Add(2 * time.Hour)), ends: stampOf(start.Add(3 * time.Hour))})
		codeOf = c.id.String()
		w.begin(c)
	})
	var seen []Presence
	for next, more := s.NextChange(); more; next, more = s.NextChange() {
		if next.Before(now) {
			t.Fatalf("the next change is at %s, which is past at %s", next, now)
		}
		now = next
		seen = slices.Compact(append(seen, s.Presences(lock)...))
	}
	base := Presence{ID: codeOf, Name: "Rosa", PIN: "480163", Starts: start.Add(2 * time.Hour), Ends: start.Add(3 * time.Hour)}
	onLock, leaving := base, base
	onLock.OnLock, leaving.OnLock, leaving.Leaving = true, true, true
	if diff := cmp.Diff([]Presence{base, onLock, leaving}, seen); diff != "" {
		t.Errorf("it was seen as (-want +got):\n%s", diff)
	}
	if left := s.Presences(lock); len(left) != 0 {
		t.Errorf("at the end there is %v", left)
	}
}
