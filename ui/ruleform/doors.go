package ruleform

import (
	"slices"
	"strconv"
	"time"

	"seamdash/model"
	"seamdash/model/zone"
)

// A door is one lock that the rule is for.
type door struct {
	id   model.DeviceID
	lock *model.Lock // nil when the picture does not have it
	own  *time.Location
}

func (d *door) name() string {
	if d.lock == nil || d.lock.Device.Name == "" {
		return string(d.id)
	}
	return d.lock.Device.Name
}

// A clocks keeps the zones that were looked up.
type clocks map[string]*time.Location

// of is the zone of a name, nil where there is none.
func (c clocks) of(name string) *time.Location {
	if name == "" {
		return nil
	}
	at, known := c[name]
	if !known {
		at, _ = zone.Load(name)
		c[name] = at
	}
	return at
}

// meet finds the locks of the rule in the picture.
func (f *Form) meet() {
	f.doors = f.doors[:0]
	for _, id := range f.rule.Locks {
		d := door{id: id}
		if lock, ok := f.picture.Lock(id); ok {
			d.lock, d.own = lock, f.clocks.of(lock.Device.TimeZone)
		}
		f.doors = append(f.doors, d)
	}
}

// clock is the zone that the windows are told in: the rule's, that of its first lock that has one, or, while there is no lock, that
// of the person. It is nil where nobody knows when the windows are.
func (f *Form) clock() *time.Location {
	if f.rule.Zone != "" {
		return f.clocks.of(f.rule.Zone)
	}
	for i := range f.doors {
		if f.doors[i].own != nil {
			return f.doors[i].own
		}
	}
	if len(f.doors) == 0 {
		return f.config.Home
	}
	return nil
}

// on is the zone of the rule on one lock, nil where nobody knows it.
func (f *Form) on(d *door) *time.Location {
	if f.rule.Zone != "" {
		return f.clocks.of(f.rule.Zone)
	}
	return d.own
}

// zoneless is the first lock whose zone nobody knows, while the rule has none of its own.
func (f *Form) zoneless() (name string, is bool) {
	if f.rule.Zone != "" {
		return "", false
	}
	for i := range f.doors {
		if f.doors[i].lock != nil && f.doors[i].own == nil {
			return f.doors[i].name(), true
		}
	}
	return "", false
}

// zones counts the clocks that the rule is kept on.
func (f *Form) zones() int {
	var seen []string
	for i := range f.doors {
		if at := f.on(&f.doors[i]); at != nil && !slices.Contains(seen, at.String()) {
			seen = append(seen, at.String())
		}
	}
	return len(seen)
}

// zoneWords says whose clock counts.
func (f *Form) zoneWords() string {
	switch n := f.zones(); {
	case f.rule.Zone != "":
		return model.ZoneLabel(f.rule.Zone)
	case len(f.doors) == 0:
		return "each lock's clock"
	case f.clock() == nil:
		return "no time zone"
	case n > 1:
		return strconv.Itoa(n) + " time zones"
	default:
		return model.ZoneLabel(f.clock().String())
	}
}

// lockWords says where the rule is.
func (f *Form) lockWords() string {
	switch len(f.doors) {
	case 0:
		return "no lock yet"
	case 1:
		return f.doors[0].name()
	default:
		return strconv.Itoa(len(f.doors)) + " locks"
	}
}
