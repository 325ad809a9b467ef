package sim

import "time"

// A pad is what Seam adds to a window because it does not know when the lock's clock changes: an hour before the start
// where the clock goes back, an hour after the end where it goes forward.
type pad struct{ before, after bool }

const padding = time.Hour // documented

// plausibleZones are those a lock of unknown zone may be in: where Schlage sells. Which ones Seam thinks of is our guess.
func plausibleZones() []string {
	return []string{
		"America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Anchorage", "America/Halifax",
	}
}

// padFor says how a window must be widened on this lock.
func (w *world) padFor(d *device, starts, ends stamp) (p pad) {
	if !d.brand.padded || d.place.zone != "" || starts == 0 || ends == 0 {
		return p
	}
	for _, name := range plausibleZones() {
		at, err := w.zones(name)
		if err != nil {
			continue // a machine without this zone; the others change on the same days
		}
		back, forward := clockChanges(starts.time().In(at), ends.time())
		p.before, p.after = p.before || back, p.after || forward
	}
	return p
}

// clockChanges tells which ways the clock of t's zone changes between t and the end.
func clockChanges(t, end time.Time) (back, forward bool) {
	for {
		_, next := t.ZoneBounds()
		// Beyond its tables Go has been seen to name a change that is not after the time asked for.
		if next.IsZero() || !next.Before(end) || !next.After(t) {
			return back, forward
		}
		_, was := t.Zone()
		_, is := next.Zone()
		back, forward = back || is < was, forward || is > was
		t = next
	}
}

func (p pad) widen(h held) held {
	if p.before {
		h.starts = h.starts.add(-padding)
	}
	if p.after {
		h.ends = h.ends.add(padding)
	}
	return h
}

// repad gives a code the padding that its next window needs. A bound that stays as it is was padded already.
func (w *world) repad(c *code, to held) held {
	if c.pad.before && to.starts == c.want.starts {
		to.starts = to.starts.add(padding)
	}
	if c.pad.after && to.ends == c.want.ends {
		to.ends = to.ends.add(-padding)
	}
	w.setPad(c, w.padFor(c.device, to.starts, to.ends))
	return c.pad.widen(to)
}

// setPad keeps the warning in step with the padding.
func (w *world) setPad(c *code, p pad) {
	const code = "time_frame_adjusted_for_unknown_time_zone"
	if c.pad = p; p == (pad{}) {
		clearProblems(&c.own, code)
		return
	}
	raise(&c.own, warning(code,
		"The time frame crosses a clock change and the time zone of the device is not known: an hour was added.", w.now, onCode))
}

// learnZone makes a device's zone known and takes back what was added for want of it.
func (w *world) learnZone(d *device, zone string) *failure {
	if no := w.setZone(d, zone); no != nil {
		return no
	}
	for _, c := range append([]*code(nil), d.codes...) {
		if c.pad != (pad{}) && c.traits.managed && c.phase != removing {
			w.revise(c, c.want)
		}
	}
	return nil
}
