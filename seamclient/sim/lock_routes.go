package sim

import (
	"net/http"
	"time"
)

func listLocks(c *call) (reply, *failure) {
	out, no := devicesReply(c, true, 500)
	if no != nil {
		return nil, no
	}
	return reply{"locks": out["devices"], "devices": out["devices"]}, nil
}

func getLock(c *call) (reply, *failure) {
	out, no := getDevice(c)
	if no != nil {
		return nil, no
	}
	return reply{"lock": out["device"], "device": out["device"]}, nil
}

func lockDoor(c *call) (reply, *failure) { return turn(c, "lock", "LOCK_DOOR", true) }

func unlockDoor(c *call) (reply, *failure) { return turn(c, "unlock", "UNLOCK_DOOR", false) }

// How long a bolt takes, and after which time Seam gives up on a lock that does not answer. Both are guesses.
const (
	boltTime     = 2 * time.Second
	boltPatience = 15 * time.Second
)

// turn moves the bolt, unless somebody inside has asked for privacy. The answer is an attempt; what became of it is known later.
func turn(c *call, action, attempted string, locked bool) (reply, *failure) {
	d, no := c.device()
	if no != nil {
		return nil, no
	}
	if no := c.server.limits.spend(d.id, action, c.world.now); no != nil {
		return nil, no
	}
	w := c.world
	a := w.attempt(attempted, d)
	w.after(boltTime, func() {
		if d.reachable() && (locked || !d.private()) {
			a.succeed(map[string]any{"was_confirmed_by_device": true})
			w.turned(d, a, locked)
		}
	})
	w.after(boltPatience, func() {
		if a.status == "pending" {
			a.fail("uncategorized_error", "The device did not answer.")
			w.tellDevice(d, "action_attempt."+action+"_door.failed", a.eventFields())
		}
	})
	return reply{"action_attempt": a.wire()}, nil
}

// turned tells of a bolt that Seam has moved.
func (w *world) turned(d *device, a *attempt, locked bool) {
	d.locked = locked
	word := map[bool]string{true: "lock", false: "unlock"}[locked]
	w.tellDevice(d, "lock."+word+"ed", map[string]any{"method": "remote", "action_attempt_id": a.id})
	w.tellDevice(d, "action_attempt."+word+"_door.succeeded", a.eventFields())
}

func (a *attempt) eventFields() map[string]any {
	return map[string]any{"action_attempt_id": a.id, "action_type": a.action, "status": a.status}
}

func configureAutoLock(c *call) (reply, *failure) {
	c.need("auto_lock_enabled")
	on, delay := c.flag("auto_lock_enabled"), c.number("auto_lock_delay_seconds")
	if delay != nil && (*delay < 1 || *delay > 60) {
		c.fault("auto_lock_delay_seconds", "Number must be between 1 and 60 for \"auto_lock_delay_seconds\"")
	}
	d, no := c.device()
	if no != nil {
		return nil, no
	}
	if d.auto.delay == 0 {
		return nil, refuse(http.StatusBadRequest, "device_type_not_supported", "This device has no configurable auto-lock")
	}
	a := c.world.attempt("CONFIGURE_AUTO_LOCK", d)
	c.world.after(boltTime, func() {
		d.auto.on = isTrue(on)
		if delay != nil {
			d.auto.delay = int(*delay)
		}
		a.succeed(map[string]any{})
	})
	return reply{"action_attempt": a.wire()}, nil
}
