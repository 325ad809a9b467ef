package coderow

import (
	"sync"
	"testing"
	"time"

	"seamdash/model"
)

// TestZonesAreShared: many goroutines get the same zones, as the tables of the screens do.
func TestZonesAreShared(t *testing.T) {
	t.Parallel()
	zones := NewZones(nil)
	var all sync.WaitGroup
	got := make([][2]*time.Location, 8)
	for i := range got {
		all.Go(func() { got[i] = [2]*time.Location{zones.Named("Europe/Lisbon"), zones.Named("America/Denver")} })
	}
	all.Wait()
	for _, one := range got {
		if one[0] == nil || one != got[0] || one[0].String() != "Europe/Lisbon" {
			t.Errorf("zones %v, want those of the others: %v", one, got[0])
		}
	}
}

// TestNoZone: what is not in the database is nobody's zone, least of all that of this machine.
func TestNoZone(t *testing.T) {
	t.Parallel()
	zones := NewZones(time.FixedZone("home", 3600))
	for _, name := range []string{"", "Local", "localtime", "europe/lisbon", "Mars/Olympus"} {
		lock := model.NewLock(model.Device{TimeZone: name}, nil, true, nil)
		at, label := zones.Of(lock)
		if zones.Named(name) != nil || at != time.UTC || label != model.ZoneLabel("") || zones.In(lock) != time.UTC {
			t.Errorf("%q: %v, shown in %v as %q", name, zones.Named(name), at, label)
		}
	}
}
