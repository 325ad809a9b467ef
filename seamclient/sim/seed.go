package sim

import (
	"slices"
	"time"
)

// A seed describes a code that is already there when the world starts. Where it stands follows from its window; the
// twists are the exceptions.
type seed struct {
	name  string
	stay  stay
	twist twist
}

// A stay is a window in the lock's local time: whole days from today with an hour each. The zero stay is "always".
type stay struct {
	fromDay, fromHour int
	toDay, toHour     int
	starts, ends      time.Duration // instead of days: relative to now
}

// A twist makes a seeded code differ from the ordinary.
type twist uint8

const (
	plainCode      twist = iota
	arriving             // the lock takes it a few seconds after the start
	stuck                // has been setting for 24 minutes
	leaving              // is just being removed
	renewing             // gets another PIN
	unknownCode          // Seam cannot verify it
	foreignCode          // unmanaged: made in the maker's app
	tamperedCode         // changed in the maker's app, which is allowed
	lateRemoval          // should be gone since a while
	justInTimeCode       // natively scheduled brand, but not this code
)

// stuckSince and stuckFor make the code that programming takes too long for; it gets there in the end.
const (
	stuckSince = 24 * time.Minute
	stuckFor   = 80 * time.Minute
)

// plant puts a seeded code into the world. i spreads the moments at which twisted codes move.
func (w *world) plant(d *device, s seed, i int) *code {
	starts, ends := s.stay.window(w.now, d.place.at)
	age := w.mint.span(d.id, uint64(i)+100, 2*time.Hour, 20*24*time.Hour)
	c := w.newCode(d, held{name: s.name, starts: starts, ends: ends})
	w.givePIN(c, w.pinFor(c))
	c.created = w.now.add(-age)
	if starts != 0 {
		c.created = min(c.created, starts.add(-48*time.Hour))
	}
	c.traits.native = d.brand.native && s.twist != justInTimeCode && s.twist != stuck
	c.stand(w.now)
	soon := time.Duration(2500+1700*(i%5)) * time.Millisecond
	w.twist(c, s.twist, soon)
	w.settleCode(c)
	return c
}

func (s stay) window(now stamp, at *time.Location) (starts, ends stamp) {
	if s.ends != 0 {
		return now.add(s.starts), now.add(s.ends)
	}
	if s == (stay{}) {
		return 0, 0
	}
	t := now.time().In(at)
	day := func(n, hour int) stamp {
		return stampOf(time.Date(t.Year(), t.Month(), t.Day()+n, hour, 0, 0, 0, at))
	}
	return day(s.fromDay, s.fromHour), day(s.toDay, s.toHour)
}

// stand puts the code where an undisturbed life would have brought it by now.
func (c *code) stand(now stamp) {
	from := c.programFrom()
	if from > now {
		c.phase, c.since = waiting, c.created
		return
	}
	is := c.want
	c.held = &is
	c.phase, c.since = active, max(from, c.created).add(9*time.Second)
	if c.traits.native && !c.started(now) {
		c.phase = loaded
	} else if c.traits.native {
		c.since = max(c.since, c.want.starts)
	}
	c.startRotation()
}

func (w *world) twist(c *code, t twist, soon time.Duration) {
	switch t {
	case arriving:
		c.created, c.held = w.now.add(-4*time.Second), nil
		c.phase, c.since, c.ready = programming, c.created, w.now.add(soon)
	case stuck:
		c.held = nil
		c.phase, c.since, c.ready = programming, w.now.add(-stuckSince), w.now.add(stuckFor)
		raise(&c.own, warning("delay_in_setting_on_device",
			"The device takes unusually long. Check its connection.", c.since.add(delayAfter), onCode))
	case leaving:
		c.phase, c.since, c.ready = removing, w.now.add(-6*time.Second), w.now.add(soon)
	case renewing:
		from := c.want
		c.want.pin = w.freshPIN(c.device)
		c.change = &change{from: from, asked: w.now.add(-2 * time.Second), ready: w.now.add(soon), pin: true}
	case unknownCode:
		c.traits.unverified = true
	case foreignCode:
		c.traits.managed = false
	case tamperedCode:
		c.traits.external = true
		p := warning("external_modification_in_effect", "The code was changed outside Seam, which it allows.",
			w.now.add(-5*time.Hour), onCode)
		p.more = map[string]any{
			"change_type":     "modified",
			"modified_fields": []map[string]any{{"field": "name", "from": c.want.name, "to": c.want.name + " (novo)"}},
		}
		raise(&c.own, p)
	case lateRemoval:
		c.phase, c.since, c.ready = removing, w.now.add(-14*time.Minute), 0
	case plainCode, justInTimeCode:
	}
}

// recall writes the last day into the event log: what seeded codes, locks and devices have been through.
func (w *world) recall(list []event) {
	present := w.now
	slices.SortStableFunc(list, func(a, b event) int { return int(a.occurred - b.occurred) })
	for _, e := range list {
		if e.occurred < present && e.occurred > present.add(-24*time.Hour) {
			w.now = e.occurred
			w.emit(e)
		}
	}
	w.now = present
	slices.SortStableFunc(w.events.list, func(a, b event) int { return int(a.made - b.made) })
}

// past tells the milestones of a seeded code.
func (w *world) past(c *code) []event {
	list := []event{{kind: "access_code.created", occurred: c.created}}
	at := func(kind string, when stamp) {
		list = append(list, event{kind: kind, occurred: when, more: codeField(c)})
	}
	if !c.traits.managed {
		list[0].kind = "access_code.unmanaged.created"
	}
	switch {
	case c.held == nil || !c.traits.managed:
	case c.phase == loaded:
		at("access_code.scheduled_on_device", c.since)
	default:
		at("access_code.set_on_device", c.since)
	}
	if c.phase == programming && len(c.own) > 0 {
		list = append(list, event{
			kind: "access_code.delay_in_setting_on_device", occurred: c.own[0].since, more: w.issues(c),
		})
	}
	for i := range list {
		list[i].device, list[i].code = c.device, c.id
	}
	return list
}
