package sim

import (
	"fmt"
	"slices"
	"time"
)

// pollTime is how long Seam takes to notice something at a provider (guess; batteries and such take ten minutes).
const pollTime = 5 * time.Second

func (w *world) setOnline(d *device, online bool) {
	if online == (d.link.offline == 0) {
		return
	}
	if online {
		d.link.offline = 0
		w.reconnected(d)
		return
	}
	d.link.offline = w.now
	w.disconnected(d, "device_disconnected")
}

func (w *world) setHub(d *device, online bool) {
	if online == (d.link.hubLost == 0) {
		return
	}
	if online {
		d.link.hubLost = 0
		w.reconnected(d)
		return
	}
	d.link.hubLost = w.now
	w.disconnected(d, "hub_disconnected")
}

// setAccount loses or restores a whole account: every device and code below it.
func (w *world) setAccount(a *account, connected bool) {
	if connected != a.lost() {
		return
	}
	kind := "connected_account.connected"
	a.lostAt = 0
	if !connected {
		a.lostAt, kind = w.now, "connected_account.disconnected"
	}
	if connected {
		w.emit(event{kind: kind, account: a})
		w.after(pollTime, func() {
			w.emit(event{kind: "connected_account.completed_first_sync_after_reconnection", account: a})
		})
	} else {
		w.tellAccount(a, kind)
	}
	for _, d := range w.devices {
		if d.account != a {
			continue
		}
		if connected {
			w.reconnected(d)
		} else {
			w.disconnected(d, "account_disconnected")
		}
	}
}

// tellAccount reports trouble of an account, with its issues.
func (w *world) tellAccount(a *account, kind string) {
	errs, warnings := bare(a.problems())
	w.emit(event{kind: kind, account: a, more: map[string]any{
		"connected_account_errors": errs, "connected_account_warnings": warnings,
	}})
}

// removeDevice takes the lock out of the provider's account. Seam keeps showing it, with an error.
func (w *world) removeDevice(d *device) {
	if d.link.removed == 0 {
		d.link.removed = w.now
		w.relink(d)
		w.tellDevice(d, "device.removed", nil)
	}
}

func (w *world) dropAccount(a *account) {
	w.accounts = slices.DeleteFunc(w.accounts, func(b *account) bool { return a == b })
	w.devices = slices.DeleteFunc(w.devices, func(d *device) bool {
		if d.account != a {
			return false
		}
		delete(w.byDevice, d.id)
		for _, c := range d.codes {
			delete(w.codes, c.id)
			c.phase = gone
		}
		d.codes = nil
		return true
	})
	w.events.list = slices.DeleteFunc(w.events.list, func(e event) bool { return e.account == a })
	w.emit(event{kind: "connected_account.deleted", account: a})
}

func (w *world) setSubscription(d *device, paid bool) {
	const code = "subscription_required"
	if paid {
		w.clearOn(d, code)
		return
	}
	w.raiseOn(d, failing(code, "A paid subscription is needed for this device.", w.now, onDevice))
}

// raiseOn gives a device a problem, with the event that some problems have.
func (w *world) raiseOn(d *device, p problem) {
	if !raise(&d.own, p) {
		return
	}
	kind, _ := d.eventsOf(p.code)
	switch {
	case kind == "":
	case p.code == "device_has_flaky_connection" || p.code == "subscription_required":
		w.tellDevice(d, kind, w.deviceIssues(d))
	default:
		w.tellDevice(d, kind, nil)
	}
	w.relink(d)
}

// raiseOnAccount gives an account a problem.
func (w *world) raiseOnAccount(a *account, p problem) {
	if !raise(&a.own, p) {
		return
	}
	if p.code == "account_reauthorization_requested" {
		w.tellAccount(a, "connected_account.reauthorization_requested")
	}
	w.relinkAccount(a)
}

// relinkAccount tells all codes below an account that the way to their locks has opened or closed.
func (w *world) relinkAccount(a *account) {
	for _, d := range w.devices {
		if d.account == a {
			w.relink(d)
		}
	}
}

func (w *world) clearOn(d *device, code string) {
	if !hasProblem(d.own, code) {
		return
	}
	clearProblems(&d.own, code)
	if _, kind := d.eventsOf(code); kind != "" {
		w.tellDevice(d, kind, nil)
	}
	w.relink(d)
}

// eventsOf are the events that tell of a device's problem when it comes and when it goes.
func (d *device) eventsOf(code string) (comes, goes string) {
	switch code {
	case "device_has_flaky_connection":
		return "device.connection_became_flaky", "device.connection_stabilized"
	case "third_party_integration_detected":
		return "device." + code, "device.third_party_integration_no_longer_detected"
	case "subscription_required":
		return "device.error." + code, "device.error." + code + ".resolved"
	case "privacy_mode", "salto_ks_privacy_mode":
		if d.brand.key == "salto_ks" {
			return "device.salto.privacy_mode_activated", "device.salto.privacy_mode_deactivated"
		}
	}
	return "", ""
}

// disconnected tells that the way to the lock is closed, and why.
func (w *world) disconnected(d *device, why string) {
	w.relink(d)
	more := w.deviceIssues(d)
	more["error_code"] = why
	w.tellDevice(d, d.eventPrefix()+"disconnected", more)
}

// eventPrefix tells devices that Seam manages from those that it does not.
func (d *device) eventPrefix() string {
	if d.managed {
		return "device."
	}
	return "device.unmanaged."
}

func (w *world) reconnected(d *device) {
	if d.reachable() {
		w.tellDevice(d, d.eventPrefix()+"connected", nil)
	}
	w.relink(d)
}

func (w *world) setBattery(d *device, level float64) {
	was, is := batteryStatus(d.battery), batteryStatus(level)
	d.battery = level
	if was == is {
		return
	}
	w.tellDevice(d, "device.battery_status_changed", map[string]any{"battery_status": is, "battery_level": level})
	if is == "low" || is == "critical" {
		w.tellDevice(d, "device.low_battery", map[string]any{"battery_level": level})
	}
}

// loseZone makes a device one whose zone nobody has told.
func (w *world) loseZone(d *device) {
	moved := *d.place
	moved.zone = ""
	d.place = &moved
	raise(&d.own, warning(d.brand.zoneWarning(), "The time zone of this device is not known.", w.now, onDevice))
}

// setZone makes a zone known for a device that had none, or another one.
func (w *world) setZone(d *device, zone string) *failure {
	at, err := w.zones(zone)
	if err != nil || zone == "" {
		return invalid("devices", fmt.Sprintf("Invalid enum value %q for \"time_zone\"", zone))
	}
	moved := *d.place
	moved.zone, moved.at = zone, at
	d.place = &moved
	clearProblems(&d.own, d.brand.zoneWarning(), "time_zone_mismatch")
	return nil
}
