package sim

import "time"

// Seam publishes neither of these; support threads suggest minutes and about an hour. Both are our guess.
const (
	delayAfter = 10 * time.Minute
	failAfter  = 60 * time.Minute
)

// settleCode brings a code up to date and plans its next step. Every change of a code, its device or its account ends here.
func (w *world) settleCode(c *code) {
	for w.advance(c) {
	}
	c.gen++
	if at := c.nextStep(w.now); at != 0 {
		w.queue.put(task{at: at, code: c, gen: c.gen})
	}
}

// advance does at most one step that is due, and tells whether it did.
func (w *world) advance(c *code) bool {
	if c.phase != gone && w.advanceAny(c) {
		return true
	}
	switch c.phase {
	case waiting:
		return w.advanceWaiting(c)
	case programming:
		return w.advanceProgramming(c)
	case loaded:
		return w.advanceLoaded(c)
	case active:
		return w.advanceActive(c)
	case removing:
		return w.advanceRemoving(c)
	case over, gone:
	}
	return false
}

// advanceAny does what can fall due in any phase: a PIN of the provider, a confirmed update.
func (w *world) advanceAny(c *code) bool {
	switch {
	case c.want.pin == "" && c.pinDue != 0 && c.pinDue <= w.now && c.device.reachable() && c.device.site.hasRoom():
		w.assignPIN(c)
	case c.change != nil && c.change.ready != 0 && c.change.ready <= w.now:
		w.confirm(c)
	default:
		return false
	}
	return true
}

func (w *world) advanceWaiting(c *code) bool {
	switch {
	case c.traits.overlooked:
		return false
	case c.expired(w.now):
		w.forget(c)
	case c.programFrom() <= w.now && (c.want.pin != "" || c.device.brand.assignsPIN):
		c.enter(programming, max(c.programFrom(), c.created))
		w.startJob(c)
	default:
		return false
	}
	return true
}

func (w *world) advanceProgramming(c *code) bool {
	switch {
	case c.expired(w.now):
		w.forget(c) // it never reached the lock: no removed_from_device
	case c.ready != 0 && c.ready <= w.now:
		w.place(c)
	default:
		return w.complain(c, "setting_on_device", "set_on_device")
	}
	return true
}

func (w *world) advanceLoaded(c *code) bool {
	if !c.started(w.now) {
		return false
	}
	c.enter(active, max(c.want.starts, c.since))
	w.tell(c, "access_code.set_on_device", codeField(c))
	return true
}

func (w *world) advanceActive(c *code) bool {
	if c.rotates() && c.rotateAt != 0 && c.rotateAt <= w.now {
		w.rotate(c)
		return true
	}
	if !c.expired(w.now) || c.traits.overlooked {
		return false
	}
	if !c.traits.managed || c.traits.offline {
		w.forget(c) // nobody has to take it off: the lock knows the window, or its owner does
		return true
	}
	w.takeOff(c, c.want.ends)
	return true
}

func (w *world) advanceRemoving(c *code) bool {
	if c.ready != 0 && c.ready <= w.now {
		if c.held != nil {
			c.held = nil
			w.tellRemoved(c)
		}
		if c.traits.kept && !c.traits.deleteAsked {
			c.enter(over, w.now)
			w.retryBlocked(c.device)
			return false
		}
		w.forget(c)
		return true
	}
	return w.complain(c, "removing_from_device", "remove_from_device")
}

// complain adds the warning and later the error of a job that takes too long.
func (w *world) complain(c *code, slow, failed string) bool {
	if c.device.untold {
		return false
	}
	if w.now >= c.since.add(failAfter) && raise(&c.own, failing("failed_to_"+failed,
		"Seam could not finish this on the device yet and keeps trying.", w.now, onCode)) {
		w.tell(c, "access_code.failed_to_"+failed, w.issues(c))
		return true
	}
	if w.now >= c.since.add(delayAfter) && raise(&c.own, warning("delay_in_"+slow,
		"The device takes unusually long. Check its connection.", w.now, onCode)) {
		w.tell(c, "access_code.delay_in_"+slow, w.issues(c))
		return true
	}
	return false
}

// enter changes the phase. What went wrong on the way to the old one is over.
func (c *code) enter(p phase, at stamp) {
	c.phase, c.since, c.ready = p, at, 0
	clearProblems(&c.own, "delay_in_setting_on_device", "failed_to_set_on_device", "delay_in_removing_from_device",
		"failed_to_remove_from_device", "no_space_for_access_code_on_device", "duplicate_code_on_device")
}

// startJob sets when the lock will be done, if it can be reached.
func (w *world) startJob(c *code) {
	c.ready = 0
	if c.device.reachable() && c.want.pin != "" {
		c.tries++
		c.ready = w.now.add(w.effort(c))
	}
}

// effort is how long the lock takes for one job of this code.
func (w *world) effort(c *code) time.Duration {
	b := c.device.brand
	return w.mint.span(c.id, uint64(c.tries), b.quick, b.slow) + c.extra + w.slow
}

// place puts the code on the lock, unless a full lock or the same PIN is in the way.
func (w *world) place(c *code) {
	if p, blocked := w.obstacle(c); blocked {
		c.ready = 0
		if raise(&c.own, p) {
			w.tell(c, "access_code.failed_to_set_on_device", w.issues(c))
		}
		return
	}
	c.extra = 0
	was := c.want
	c.held = &was
	clearProblems(&c.own, "conflicting_external_modification")
	if c.traits.native && !c.started(w.now) {
		c.enter(loaded, w.now)
		w.tell(c, "access_code.scheduled_on_device", codeField(c))
		return
	}
	c.enter(active, w.now)
	c.startRotation()
	if !c.traits.idle {
		w.tell(c, "access_code.set_on_device", codeField(c))
	}
}

// obstacle is what keeps a code off a lock that answers.
func (w *world) obstacle(c *code) (problem, bool) {
	d := c.device
	for _, other := range d.codes {
		if other != c && other.held != nil && other.held.pin == c.want.pin {
			p := failing("duplicate_code_on_device", "Another code on this device has the same PIN.", w.now, onCode)
			switch {
			case other.traits.managed:
				p.more = map[string]any{"managed_access_code_id": other.id}
			case !other.traits.unseen:
				p.more = map[string]any{"unmanaged_access_code_id": other.id}
			}
			return p, true
		}
	}
	if d.onLock() >= d.brand.slots {
		return failing("no_space_for_access_code_on_device", "The device has no free slot for this code.", w.now, onCode), true
	}
	return problem{}, false
}

// takeOff begins the removal.
func (w *world) takeOff(c *code, at stamp) {
	c.change = nil
	c.enter(removing, at)
	w.startJob(c)
}

// forget deletes the object; whoever asks for it from now on gets a 404.
func (w *world) forget(c *code) {
	c.enter(gone, w.now)
	c.change = nil
	d := c.device
	for i, other := range d.codes {
		if other == c {
			d.codes = append(d.codes[:i:i], d.codes[i+1:]...)
			break
		}
	}
	delete(w.codes, c.id)
	switch {
	case !c.traits.managed:
		w.tell(c, "access_code.unmanaged.removed", nil)
	case !c.traits.idle:
		w.tell(c, "access_code.deleted", codeField(c))
	}
	w.retryBlocked(d)
	w.leaveSite(c)
}

// tellRemoved reports the removal of a managed code; foreign and idle ones have no such event.
func (w *world) tellRemoved(c *code) {
	if c.traits.managed && !c.traits.idle {
		w.tell(c, "access_code.removed_from_device", nil)
	}
}

// retryBlocked tries again the codes that a full lock or a duplicate kept off.
func (w *world) retryBlocked(d *device) {
	if !d.reachable() {
		return
	}
	for _, c := range d.codes {
		if c.phase == programming && c.ready == 0 {
			w.startJob(c)
			w.settleCode(c)
		}
	}
}

func (w *world) assignPIN(c *code) {
	w.givePIN(c, w.pinFor(c))
	c.pinDue = 0
	w.tellChanged(c, "code", nil, c.want.pin)
	if c.phase == programming {
		w.startJob(c)
	}
}

// nextStep is when the code next needs a look, or zero for never.
func (c *code) nextStep(now stamp) stamp {
	var next stamp
	consider := func(at stamp) {
		if at > now && (next == 0 || at < next) {
			next = at
		}
	}
	if c.want.pin == "" {
		consider(c.pinDue)
	}
	if c.change != nil {
		consider(c.change.ready)
	}
	consider(c.want.ends)
	switch c.phase {
	case waiting:
		consider(c.programFrom())
	case programming, removing:
		consider(c.ready)
		consider(c.since.add(delayAfter))
		consider(c.since.add(failAfter))
	case loaded:
		consider(c.want.starts)
	case active:
		consider(c.rotateAt)
	case over, gone:
	}
	if c.phase == gone {
		return 0
	}
	return next
}
