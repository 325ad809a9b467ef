package sim

import (
	"fmt"
	"time"
)

// A userLevel is a predefined time slot of a dormakaba Oracode site: the hours between which its codes work, and the
// digits all of them begin with. Which levels there are, their owner decides at dormakaba.
type userLevel struct {
	id              uuid
	name            string
	prefix          int
	in, out         time.Duration // since midnight on the lock's clock
	daily           bool          // is_24_hour
	oneShot, master bool          // Seam supports neither
}

// longestSlot is documented: 31 consecutive days.
const longestSlot = 31

// rotation is how long the PIN of an ongoing Oracode code lives. Documented.
const rotation = 30 * 24 * time.Hour

// newLevels are those of a new Oracode account; hours and names are ours, in the guide's manner.
func (w *world) newLevels() []userLevel {
	list := []userLevel{
		{name: "Guest 3pm-11am", prefix: 10, in: 15 * time.Hour, out: 11 * time.Hour},
		{name: "Staff D 7am-7pm", prefix: 20, in: 7 * time.Hour, out: 19 * time.Hour},
		{name: "Owner noon-noon", prefix: 30, in: 12 * time.Hour, out: 12 * time.Hour, daily: true},
		{name: "Delivery 9am-5pm", prefix: 40, in: 9 * time.Hour, out: 17 * time.Hour, oneShot: true},
		{name: "Master 8am-8pm", prefix: 90, in: 8 * time.Hour, out: 20 * time.Hour, master: true},
	}
	for i := range list {
		list[i].id = w.mint.next(idLevel)
	}
	return list
}

// level is the user level whose hours a window has on the lock's clock, or nil.
func (d *device) level(starts, ends stamp) *userLevel {
	in, out := timeOfDay(starts, d.place.at), timeOfDay(ends, d.place.at)
	for i := range d.account.levels {
		l := &d.account.levels[i]
		if l.in == in && l.out == out && !l.oneShot && !l.master {
			return l
		}
	}
	return nil
}

// level is the user level a code belongs to: nil for an ongoing code and for every other brand.
func (c *code) level() *userLevel {
	if !c.device.brand.slotted || !c.timed() {
		return nil
	}
	return c.device.level(c.want.starts, c.want.ends)
}

func timeOfDay(s stamp, at *time.Location) time.Duration {
	t := s.time().In(at)
	return time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute +
		time.Duration(t.Second())*time.Second + time.Duration(t.Nanosecond())
}

// checkSlot holds a window to the predefined time slots of an Oracode lock.
func (d *device) checkSlot(starts, ends stamp) *failure {
	switch {
	case !d.brand.slotted:
		return nil
	case ends.time().After(starts.time().In(d.place.at).AddDate(0, 0, longestSlot)):
		return invalid("ends_at", fmt.Sprintf("access codes of this device last at most %d days", longestSlot))
	case d.level(starts, ends) == nil:
		return invalid("starts_at", "starts_at and ends_at must match a predefined time slot of this device in its local time")
	}
	return nil
}

// undeletable tells whether only time takes a code away: offline codes, and all Oracode codes with a window.
func (c *code) undeletable() bool {
	return c.traits.offline || c.device.brand.slotted && c.timed()
}

// rotates tells whether the provider renews the PIN by itself.
func (c *code) rotates() bool {
	return c.device.brand.slotted && !c.timed() && c.traits.managed && !c.traits.backup
}

func (c *code) startRotation() {
	if c.rotates() {
		c.rotateAt = c.since.add(rotation)
	}
}

// rotate gives an ongoing code its next PIN.
func (w *world) rotate(c *code) {
	from := c.want.pin
	c.want.pin = w.pinFor(c)
	c.held.pin = c.want.pin
	c.rotateAt = c.rotateAt.add(rotation)
	w.tellChanged(c, "code", orNull(from), c.want.pin)
}

// pinFor makes a PIN as the provider does: those of one Oracode user level begin alike, offline ones are long.
func (w *world) pinFor(c *code) string {
	if l := c.level(); l != nil {
		return w.freshPINFrom(c.device, fmt.Sprint(l.prefix), c.device.brand.lengths[0])
	}
	if c.traits.offline {
		return w.freshPINOf(c.device, 9)
	}
	return w.freshPIN(c.device)
}

// stayJSON is what an Oracode code says about its place in the site. The numbers of stays and the four abilities are
// our guess.
type stayJSON struct {
	ID          uint64 `json:"stay_id"`
	Site        string `json:"site_name"`
	LevelID     string `json:"user_level_id"`
	LevelName   string `json:"user_level_name"`
	Cancellable bool   `json:"is_cancellable"`
	Extendable  bool   `json:"is_extendable"`
	Early       bool   `json:"is_early_checkin_able"`
	Overridable bool   `json:"is_overridable"`
}

func (c *code) stay() *stayJSON {
	l := c.level()
	if l == nil {
		return nil
	}
	return &stayJSON{ID: c.seq, Site: c.device.place.name, LevelID: l.id.String(), LevelName: l.name}
}

// oracodeMetadata is dormakaba_oracode_metadata of a device.
func (d *device) oracodeMetadata() map[string]any {
	hour := func(at time.Duration) string { return hourMinute(at) + ":00[" + d.place.zone + "]" }
	slots := make([]map[string]any, len(d.account.levels))
	for i, l := range d.account.levels {
		slots[i] = map[string]any{
			"name": l.name, "prefix": l.prefix, "check_in_time": hour(l.in), "check_out_time": hour(l.out),
			"is_24_hour": l.daily, "is_biweekly_mode": false, "is_one_shot": l.oneShot, "is_master": l.master,
			"dormakaba_oracode_user_level_id": l.id, "dormakaba_oracode_user_level_prefix": l.prefix,
		}
	}
	m := map[string]any{
		"device_id": d.id.String(), "door_id": d.seq, "door_name": d.name, "door_is_wireless": true,
		"site_id": d.account.seq, "site_name": d.place.name,
	}
	if d.place.zone != "" {
		m["iana_timezone"], m["predefined_time_slots"] = d.place.zone, slots
	}
	return m
}
