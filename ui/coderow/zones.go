package coderow

import (
	"maps"
	"time"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
)

// Zones are the time zones read so far. All screens share one.
type Zones struct {
	home  *time.Location            // where the person at the keyboard is; nil says nothing of it
	known map[string]*time.Location // by IANA name; nil for a name that does not exist
}

// NewZones knows none yet but home, where the person at the keyboard is.
func NewZones(home *time.Location) *Zones {
	return &Zones{home: home, known: map[string]*time.Location{}}
}

// Reader is whoever looks at a lock's times at now.
func (z *Zones) Reader(lock *model.Lock, now time.Time) model.Reader {
	zone, _ := z.Of(lock)
	return model.Reader{Now: now, Zone: zone, Home: z.home}
}

// ZoneRead is a zone's rules as the system has them.
type ZoneRead struct {
	name string
	zone *time.Location // nil when the system does not know the name
}

// Read reads a zone that is not known yet. Zones live in files, so this is a command; it takes well under a frame, and
// until it is back the times stand in UTC and say so.
func (z *Zones) Read(name string) tea.Cmd {
	if _, read := z.known[name]; name == "" || read {
		return nil
	}
	return func() tea.Msg {
		zone, err := time.LoadLocation(name)
		if err != nil {
			zone = nil
		}
		return ZoneRead{name: name, zone: zone}
	}
}

// Take keeps what was read.
func (z *Zones) Take(msg ZoneRead) { z.known[msg.name] = msg.zone }

// Known is the zone of a name and whether it was read; a zone that was read and does not exist is nil.
func (z *Zones) Known(name string) (zone *time.Location, read bool) {
	zone, read = z.known[name]
	return zone, read
}

// Clone is a copy for another goroutine, which learns of no further zone.
func (z *Zones) Clone() *Zones { return &Zones{home: z.home, known: maps.Clone(z.known)} }

// In is the zone that a lock's times are shown in; see [Zones.Of].
func (z *Zones) In(lock *model.Lock) *time.Location {
	if zone := z.known[lock.Device.TimeZone]; zone != nil {
		return zone
	}
	return time.UTC
}

// Of is the zone that a lock's times are shown in, and what to call it. A lock without a usable zone gets UTC under
// its own name: a guess would send a guest to a closed door.
func (z *Zones) Of(lock *model.Lock) (zone *time.Location, label string) {
	if zone := z.known[lock.Device.TimeZone]; zone != nil {
		return zone, model.ZoneLabel(lock.Device.TimeZone)
	}
	return time.UTC, model.ZoneLabel("")
}
