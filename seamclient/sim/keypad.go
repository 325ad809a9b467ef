package sim

import (
	"net/http"
	"time"
)

// enterCode is somebody at the keypad, for brands whose sandbox can simulate it.
func enterCode(c *call) (reply, *failure) {
	c.need("code")
	pin := c.text("code")
	d, no := c.augustDevice()
	if no != nil {
		return nil, no
	}
	w := c.world
	a := w.attempt("SIMULATE_KEYPAD_CODE_ENTRY", d)
	w.after(boltTime, func() {
		a.succeed(map[string]any{})
		w.keypad(d, pin)
		w.tellDevice(d, "action_attempt.simulate_keypad_code_entry.succeeded", a.eventFields())
	})
	return reply{"action_attempt": a.wire()}, nil
}

// keypad opens the door for a PIN that the lock holds. It judges by what is on the lock, so an old PIN works until its
// change is confirmed. Windows are known to locks with native scheduling only; elsewhere a code works for as long as it
// is on the lock, from up to an hour before its start until it has been taken off.
func (w *world) keypad(d *device, pin string) bool {
	if d.keypad.shutUntil > w.now {
		return false
	}
	if d.private() {
		w.emit(denied(d, w.now, "blocked_by_privacy_mode", "Somebody inside has asked for privacy."))
		return false
	}
	for _, found := range d.codes {
		if found.held == nil || found.held.pin != pin || pin == "" {
			continue
		}
		if !found.opens(w.now) {
			w.emit(denied(d, w.now, "expired_code", "The code is not valid now."))
			return false
		}
		d.keypad.wrong, d.locked, found.traits.used = 0, false, true
		w.emit(unlocked(found, w.now))
		return true
	}
	w.wrongPIN(d)
	return false
}

// opens tells whether the lock lets the code in at this time. An offline code can be spent, or lapse unused.
func (c *code) opens(now stamp) bool {
	h := c.held
	switch {
	case hasProblem(c.own, "access_code_inactive"):
		return false
	case c.traits.native && (h.starts > now || h.ends != 0 && h.ends <= now):
		return false
	case c.traits.oneTime && c.traits.used:
		return false
	case !c.traits.used && hasProblem(c.own, mustBeUsed):
		return now <= h.starts.add(24*time.Hour)
	}
	return true
}

// A keypad remembers the wrong PINs in a row, where the maker counts them.
type keypad struct {
	wrong     int
	shutUntil stamp
}

// wrongPIN is told at once, but by Kwikset after three in a row, when the keypad shuts for about a minute.
func (w *world) wrongPIN(d *device) {
	if d.brand.key != "kwikset" {
		w.emit(denied(d, w.now, "unknown_code", "The code is not known to the lock."))
		return
	}
	if d.keypad.wrong++; d.keypad.wrong == 3 {
		d.keypad = keypad{shutUntil: w.now.add(time.Minute)}
		w.emit(denied(d, w.now, "too_many_attempts", "Three wrong codes in a row."))
	}
}

func lockByKeypad(c *call) (reply, *failure) {
	d, no := c.augustDevice()
	if no != nil {
		return nil, no
	}
	w := c.world
	a := w.attempt("SIMULATE_MANUAL_LOCK_VIA_KEYPAD", d)
	w.after(boltTime, func() {
		a.succeed(map[string]any{})
		d.locked = true
		w.tellDevice(d, "lock.locked", map[string]any{"method": "manual"})
		w.tellDevice(d, "action_attempt.simulate_manual_lock_via_keypad.succeeded", a.eventFields())
	})
	return reply{"action_attempt": a.wire()}, nil
}

func (c *call) augustDevice() (*device, *failure) {
	d, no := c.device()
	if no == nil && d.brand.key != "august" {
		no = refuse(http.StatusBadRequest, "device_type_not_supported", "Only August locks can simulate this")
	}
	return d, no
}
