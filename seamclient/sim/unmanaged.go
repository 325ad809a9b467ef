package sim

import "net/http"

// addUnmanaged makes a code as somebody does in the maker's app.
func (w *world) addUnmanaged(d *device, name, pin string) *code {
	c := w.newCode(d, held{pin: pin, name: name})
	c.traits.managed, c.traits.unseen = false, d.brand.hidden
	is := c.want
	c.held = &is
	c.enter(active, w.now)
	w.tell(c, "access_code.unmanaged.created", nil)
	w.settleCode(c)
	return c
}

func getUnmanagedCode(c *call) (reply, *failure) {
	found, no := c.code(false)
	if no != nil {
		return nil, no
	}
	return reply{"access_code": c.wireCode(found)}, nil
}

// transferred is Seam's word for a code that another workspace has taken. It may be listed as managed still, and is taken back all the
// same (guess).
const transferred = "management_transferred"

// convertCode asks Seam to take a foreign code over. The answer only says that it will try.
func convertCode(c *call) (reply, *failure) {
	external := c.external()
	c.flag("force")
	found, no := c.codeByID(false)
	if no != nil {
		if found, _ = c.codeByID(true); found == nil || !hasProblem(found.own, transferred) {
			return nil, no
		}
	}
	c.world.after(c.world.effort(found), func() { c.world.convert(found, isTrue(external)) })
	return reply{}, nil
}

func updateUnmanagedCode(c *call) (reply, *failure) {
	c.need("is_managed")
	if managed := c.flag("is_managed"); managed != nil && !*managed {
		_, no := c.codeByID(false)
		return reply{}, no
	}
	return convertCode(c)
}

// convert settles an attempt to take a code over; where it cannot be done, events are the only place that says so.
func (w *world) convert(c *code, external bool) {
	if c.phase == gone || c.traits.managed && !hasProblem(c.own, transferred) {
		return
	}
	d := c.device
	if d.brand.inalienable || c.want.pin == "" || !d.reachable() {
		why := failing("failed_to_convert_to_managed", "The code cannot be managed by Seam.", w.now, onCode)
		more := w.issues(c)
		more["access_code_errors"], _ = bare([]problem{why})
		w.tell(c, "access_code.unmanaged.failed_to_convert_to_managed", more)
		return
	}
	clearProblems(&c.own, transferred)
	c.traits.managed, c.traits.external, c.traits.native = true, external, d.brand.native
	w.tell(c, "access_code.unmanaged.converted_to_managed", nil)
	w.settleCode(c)
}

func deleteUnmanagedCode(c *call) (reply, *failure) {
	found, no := c.codeByID(false)
	if no != nil {
		return nil, no
	}
	if no := c.server.limits.spend(found.device.id, "delete", c.world.now); no != nil {
		return nil, no
	}
	if found.traits.unmovable {
		return nil, refuse(http.StatusBadRequest, "cannot_delete_unmanaged_access_code", "The provider cannot delete this code")
	}
	w := c.world
	w.takeOff(found, w.now)
	w.settleCode(found)
	return reply{"action_attempt": w.settledAttempt("DELETE_ACCESS_CODE", found.device).wire()}, nil
}

// simulateUnmanaged is the sandbox's way to make a foreign code.
func simulateUnmanaged(c *call) (reply, *failure) {
	c.need("name")
	c.need("code")
	name, pin := c.text("name"), c.text("code")
	d, no := c.device()
	if no != nil {
		return nil, no
	}
	switch {
	case !isDigits(pin) || len(pin) < 4 || len(pin) > 8:
		return nil, invalid("code", "code must have between 4 and 8 digits")
	case d.brand.hidden:
		return nil, refuse(http.StatusBadRequest, "device_type_not_supported", "This device reports no unmanaged codes")
	}
	if other := c.world.duplicate(d, pin, nil); other != nil {
		return nil, duplicateCode(d, other)
	}
	return reply{"access_code": c.wireCode(c.world.addUnmanaged(d, name, pin))}, nil
}

// release makes every code of a device unmanaged, and takes its backup codes off: what unmanaging a device does.
func (w *world) release(d *device) {
	w.closePool(d)
	for _, c := range append([]*code(nil), d.codes...) {
		if c.held == nil || c.phase == removing {
			w.forget(c)
			continue
		}
		c.traits.managed, c.change, c.own = false, nil, nil
		w.settleCode(c)
	}
}
