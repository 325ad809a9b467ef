package sim

import (
	"maps"
	"slices"
)

// revise applies an update. The object shows the new values at once; what is on the lock stays in force until the lock
// has confirmed.
func (w *world) revise(c *code, to held) {
	from := c.want
	to = w.repad(c, to)
	ch := change{
		from: from, asked: w.now,
		pin: from.pin != to.pin, name: from.name != to.name,
		times: from.starts != to.starts || from.ends != to.ends,
	}
	if !ch.pin && !ch.name && !ch.times {
		return
	}
	old := c.change
	c.want, c.change = to, &ch
	requested := c.requested()
	w.tell(c, "access_code.mutations_requested", map[string]any{"requested_mutations": requested})
	if c.held == nil {
		w.reviseOffLock(c)
		return
	}
	if old != nil { // the lock still has what it had before the first of the two updates
		ch.from = old.from
		ch.pin, ch.name = ch.from.pin != to.pin, ch.from.name != to.name
		ch.times = ch.from.starts != to.starts || ch.from.ends != to.ends
	}
	if !ch.pin && !ch.name && !ch.times {
		c.change = nil
		w.settleCode(c)
		return
	}
	w.startChange(c)
	w.settleCode(c)
}

// reviseOffLock changes a code the lock has never seen: there is nothing to confirm.
func (w *world) reviseOffLock(c *code) {
	changed := []map[string]any{}
	for _, part := range c.changedParts() {
		for _, key := range slices.Sorted(maps.Keys(part.to)) { // the same seed gives the same bytes
			changed = append(changed, map[string]any{"property": key, "from": part.from[key], "to": part.to[key]})
		}
	}
	c.change = nil
	w.tell(c, "access_code.changed", map[string]any{"changed_properties": changed})
	switch {
	case c.phase == over, c.phase == programming && c.programFrom() > w.now:
		c.enter(waiting, w.now)
	case c.phase == programming:
		clearProblems(&c.own, "duplicate_code_on_device")
		w.startJob(c)
	}
	w.settleCode(c)
}

func (c *code) requested() []map[string]any {
	list := []map[string]any{}
	for _, part := range c.changedParts() {
		list = append(list, map[string]any{"mutation_code": "updating_" + part.what, "from": part.from, "to": part.to})
	}
	return list
}

func (w *world) startChange(c *code) {
	c.change.ready = 0
	if c.device.reachable() {
		c.tries++
		c.change.ready = w.now.add(w.effort(c))
	}
}

// confirm makes the lock hold what was asked for, and sorts the code into the phase its new window calls for.
func (w *world) confirm(c *code) {
	parts, ch := c.changedParts(), c.change
	c.change, c.extra = nil, 0
	now := c.want
	c.held = &now
	for _, part := range parts {
		w.tell(c, "access_code."+part.what+"_changed", map[string]any{
			"from": part.from, "to": part.to, "description": "The device confirmed the change.",
		})
	}
	clearProblems(&c.own, "conflicting_external_modification", "external_modification_in_effect")
	switch {
	case c.started(w.now):
		if c.phase != active || c.device.brand.recreates && (ch.pin || ch.times) {
			c.enter(active, w.now)
			w.tell(c, "access_code.set_on_device", codeField(c))
		}
	case c.programFrom() > w.now:
		c.held = nil
		c.enter(waiting, w.now)
	case c.traits.native:
		c.enter(loaded, w.now)
	}
}
