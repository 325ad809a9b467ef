package sim

import "slices"

// unlocked is somebody opening the door with a code. Only some brands say which code it was.
func unlocked(c *code, at stamp) event {
	e := event{kind: "lock.unlocked", occurred: at, device: c.device, more: map[string]any{"method": "keycode"}}
	if c.device.brand.namesCodes && !c.traits.unseen {
		e.code = c.id
		e.more["code"] = c.held.pin
		e.more["access_code_is_managed"] = c.traits.managed
	}
	return e
}

func lockedAgain(d *device, at stamp) event {
	return event{kind: "lock.locked", occurred: at, device: d, more: map[string]any{"method": "automatic"}}
}

// denied is a wrong PIN at the keypad.
func denied(d *device, at stamp, reason, message string) event {
	return event{
		kind: "lock.access_denied", occurred: at, device: d,
		more: map[string]any{"reason": map[string]any{"reason_code": reason, "message": message}},
	}
}

// conflict is Seam's word for a change outside it that it puts back.
const conflict = "conflicting_external_modification"

// tamper is somebody changing a code in the maker's app. Where that is allowed Seam leaves it and warns; otherwise it
// reports an error and puts its own values back.
func (w *world) tamper(c *code, pin string) {
	how, kind := "modified", "access_code.modified_external_to_seam"
	if pin == "" {
		how, kind = "removed", "access_code.deleted_external_to_seam"
	}
	more := map[string]any{
		"change_type":     how,
		"modified_fields": []map[string]any{{"field": "code", "from": c.want.pin, "to": orNull(pin)}},
	}
	if c.traits.external {
		w.raiseAllowed(c, more)
		c.held.pin = pin
		w.tell(c, kind, nil)
		return
	}
	p := failing(conflict, "The code was changed outside Seam. Seam restores it.", w.now, onCode)
	p.more = more
	raise(&c.own, p)
	w.tell(c, kind, nil)
	c.enter(programming, w.now)
	c.change = nil
	if c.held.pin = pin; pin == "" {
		c.held = nil
	}
	w.startJob(c)
	w.settleCode(c)
}

func (w *world) raiseAllowed(c *code, more map[string]any) {
	p := warning("external_modification_in_effect", "The code was changed outside Seam, which it allows.", w.now, onCode)
	p.more = more
	raise(&c.own, p)
}

// letStand is a change outside Seam being allowed while Seam is about to put its own values back: it stops, and what is on the lock
// stays there. A code that was removed is set again all the same, for want of anything that could stand (guess).
func (w *world) letStand(c *code) {
	at := slices.IndexFunc(c.own, func(p problem) bool { return p.code == conflict })
	if at < 0 || c.held == nil || c.phase != programming {
		return
	}
	more := c.own[at].more
	clearProblems(&c.own, conflict)
	if c.started(w.now) {
		c.enter(active, w.now)
	} else {
		c.enter(loaded, w.now)
	}
	w.raiseAllowed(c, more)
	w.settleCode(c)
}
