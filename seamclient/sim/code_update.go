package sim

func updateCode(c *call) (reply, *failure) {
	kind, pin, name := c.text("type"), c.text("code"), c.text("name")
	starts, ends := c.instant("starts_at"), c.instant("ends_at")
	c.oneOf("type", "ongoing", "time_bound")
	if c.has("code") && pin == "" && len(c.faults) == 0 {
		c.fault("code", "code must only contain digits")
	}
	external := c.external()
	managed := c.flag("is_managed")
	found, no := c.codeByID(true)
	if no != nil {
		return nil, no
	}
	if no := c.server.limits.spend(found.device.id, "update", c.world.now); no != nil {
		return nil, no
	}
	to, no := c.world.revision(found, kind, held{pin: pin, name: name, starts: starts, ends: ends})
	if no != nil {
		return nil, no
	}
	if external != nil {
		found.traits.external = *external
	}
	if isTrue(external) {
		c.world.letStand(found)
	}
	c.world.revise(found, to)
	if isFalse(managed) && found.held != nil {
		found.traits.managed = false
	}
	a := c.world.settledAttempt("UPDATE_ACCESS_CODE", found.device)
	return reply{"action_attempt": a.wire()}, nil
}

// external reads the flag that has two names.
func (c *call) external() *bool {
	given, alias := c.flag("is_external_modification_allowed"), c.flag("allow_external_modification")
	if given == nil {
		return alias
	}
	return given
}

// revision is what the code shall be: fields that were left out keep their value, and type turns one kind into the other.
func (w *world) revision(c *code, kind string, given held) (held, *failure) {
	to, d := c.want, c.device
	switch {
	case c.traits.offline:
		return to, invalid("access_code_id", "offline access codes cannot be updated")
	case c.phase == removing:
		return to, invalid("access_code_id", "only active or upcoming access codes can be updated")
	}
	if given.name != "" {
		to.name = given.name
	}
	if given.pin != "" && given.pin != c.want.pin {
		if no := w.checkPIN(d, given.pin, c); no != nil {
			return to, no
		}
		to.pin = given.pin
	}
	if no := to.retime(kind, given.starts, given.ends); no != nil {
		return to, no
	}
	return to, first(w.checkMove(c, to), w.checkName(d, to.name, c))
}

// checkMove judges a new window; what the code has already was judged before.
func (w *world) checkMove(c *code, to held) *failure {
	if to.starts != c.want.starts {
		if no := w.checkStart(c.device, to.starts); no != nil {
			return no
		}
	}
	if to.starts == c.want.starts && to.ends == c.want.ends {
		return nil
	}
	return w.checkWindow(c.device, to.starts, to.ends)
}

// retime applies type and times of an update. Without either the window stays as it is.
func (h *held) retime(kind string, starts, ends stamp) *failure {
	timed := starts != 0 || ends != 0
	switch {
	case kind == "ongoing" && timed:
		return invalid("type", "an ongoing access code has no starts_at and ends_at")
	case kind == "ongoing":
		h.starts, h.ends = 0, 0
	case kind == "time_bound" && !timed && h.ends == 0:
		return invalid("starts_at", "starts_at and ends_at are required for a time_bound access code")
	case timed:
		h.starts, h.ends = starts, ends
	}
	return nil
}

func deleteCode(c *call) (reply, *failure) {
	found, no := c.codeByID(true)
	if no != nil {
		return nil, no
	}
	if no := c.server.limits.spend(found.device.id, "delete", c.world.now); no != nil {
		return nil, no
	}
	if found.undeletable() {
		return nil, invalid("access_code_id", "this access code cannot be deleted")
	}
	a := c.world.settledAttempt("DELETE_ACCESS_CODE", found.device)
	c.world.remove(found)
	return reply{"action_attempt": a.wire()}, nil
}

// remove does what a delete asks for: a code the lock has never seen is gone at once, any other goes through removing.
func (w *world) remove(c *code) {
	switch {
	case c.phase == removing:
		c.traits.deleteAsked = true
		return
	case c.held == nil:
		w.forget(c)
		return
	}
	c.traits.deleteAsked = true
	w.tell(c, "access_code.mutations_requested", map[string]any{
		"requested_mutations": []map[string]any{{"mutation_code": "deleting"}},
	})
	w.takeOff(c, w.now)
	w.settleCode(c)
}
