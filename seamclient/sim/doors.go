package sim

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
		p := warning("external_modification_in_effect", "The code was changed outside Seam, which it allows.", w.now, onCode)
		p.more = more
		raise(&c.own, p)
		c.held.pin = pin
		w.tell(c, kind, nil)
		return
	}
	p := failing("conflicting_external_modification", "The code was changed outside Seam. Seam restores it.", w.now, onCode)
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
