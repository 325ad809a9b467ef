package coderow

import (
	"sync"
	"time"

	"seamdash/model"
	"seamdash/model/zone"
)

// Zones are the time zones that locks are in, each read when it is first asked for. All screens share one, and the tables that they
// build in other goroutines, too.
type Zones struct {
	home *time.Location // where the person at the keyboard is; nil says nothing of it

	mu   sync.RWMutex
	read map[string]*time.Location // by IANA name
}

// NewZones takes home, where the person at the keyboard is.
func NewZones(home *time.Location) *Zones {
	return &Zones{home: home, read: map[string]*time.Location{}}
}

// Reader is whoever looks at a lock's times at now.
func (z *Zones) Reader(lock *model.Lock, now time.Time) model.Reader {
	return model.Reader{Now: now, Zone: z.In(lock), Home: z.home}
}

// Named is the zone of an IANA name, always the same one, or nil when there is none of that name.
func (z *Zones) Named(name string) *time.Location {
	z.mu.RLock()
	at, is := z.read[name]
	z.mu.RUnlock()
	if is || name == "" {
		return at
	}
	z.mu.Lock()
	defer z.mu.Unlock()
	if at, is := z.read[name]; is {
		return at
	}
	at, known := zone.Lookup(name)
	if known { // the names that do not exist have no end
		z.read[name] = at
	}
	return at
}

// In is the zone that a lock's times are shown in; see [Zones.Of].
func (z *Zones) In(lock *model.Lock) *time.Location {
	if at := z.Named(lock.Device.TimeZone); at != nil {
		return at
	}
	return time.UTC
}

// Of is the zone that a lock's times are shown in, and what to call it. A lock without a usable zone gets UTC under
// its own name: a guess would send a guest to a closed door.
func (z *Zones) Of(lock *model.Lock) (at *time.Location, label string) {
	if at := z.Named(lock.Device.TimeZone); at != nil {
		return at, model.ZoneLabel(lock.Device.TimeZone)
	}
	return time.UTC, model.ZoneLabel("")
}
