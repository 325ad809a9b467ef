package fleet

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
)

// zones are the time zones read so far, by IANA name; one that does not exist is kept as nil.
type zones struct {
	known map[string]*time.Location
}

// zoneRead is a zone's rules as the system has them; zone is nil when the system does not know the name.
type zoneRead struct {
	name string
	zone *time.Location
}

// zoneOfSelected reads the zone of the selected lock if it is a new one. Zones live in files, so this is a command;
// it takes well under a frame, and until it is back the times stand in UTC and say so.
func (s *Screen) zoneOfSelected() tea.Cmd {
	lock, ok := s.lock()
	if !ok || lock.Device.TimeZone == "" {
		return nil
	}
	name := lock.Device.TimeZone
	if _, ok := s.zones.known[name]; ok {
		return nil
	}
	return func() tea.Msg {
		zone, err := time.LoadLocation(name)
		if err != nil {
			zone = nil
		}
		return zoneRead{name: name, zone: zone}
	}
}

// of is the zone that a lock's times are shown in, and what to call it. A lock without a usable zone gets UTC under
// its own name: a guess would send a guest to a closed door.
func (z *zones) of(lock *model.Lock) (zone *time.Location, label string) {
	if zone := z.known[lock.Device.TimeZone]; zone != nil {
		return zone, model.ZoneLabel(lock.Device.TimeZone)
	}
	return time.UTC, model.ZoneLabel("")
}
