package codeform

import (
	"time"

	"seamdash/model"
	"seamdash/model/fit"
	"seamdash/ui/coderow"
)

// A door is one lock that the form is for.
type door struct {
	id      model.DeviceID
	lock    *model.Lock
	gone    bool   // from the workspace
	told    string // the zone that Seam was told for it, or ""
	read    bool   // options are those of lock
	options fit.Options
	// found is what stands against the code on this lock, or should be known.
	found []fit.Finding
	// made says that the code is there, fault why it could not be made, unsure since when nobody knows.
	made   bool
	fault  *model.Fault
	unsure time.Time
}

// clock is the zone of the lock's times, or nil where nobody knows it.
func (d *door) clock(zones *coderow.Zones) *time.Location {
	return zones.Named(d.lock.Device.TimeZone)
}

// zoneless says that the lock has no zone that could be used.
func (d *door) zoneless(zones *coderow.Zones) bool { return d.clock(zones) == nil }

func (d *door) learn() {
	if !d.read {
		d.options, d.read = fit.OptionsOf(d.lock), true
	}
}

func (d *door) name() string {
	if d.lock.Device.Name == "" {
		return string(d.id)
	}
	return d.lock.Device.Name
}

// judged is the lock as it is judged: in the zone that Seam was told, until the picture has it.
func (d *door) judged() *model.Lock {
	if d.told == "" || d.lock.Device.TimeZone != "" {
		return d.lock
	}
	lock := *d.lock
	lock.Device.TimeZone = d.told
	return &lock
}

// refusal is the first finding that Seam would refuse the code for, if there is one.
func (d *door) refusal() (fit.Finding, bool) {
	for _, one := range d.found {
		if one.Refuses {
			return one, true
		}
	}
	return fit.Finding{}, false
}

func (d *door) warnings() int {
	n := 0
	for i := range d.found {
		if !d.found[i].Refuses {
			n++
		}
	}
	return n
}
