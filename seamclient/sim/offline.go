package sim

import "time"

// Offline codes are worked out by the provider from the window and the lock's secret; the lock is never contacted.

// checkOffline applies what Seam documents for all offline codes, then the rules of the brand.
func (w *world) checkOffline(d *device, v wish) *failure {
	switch {
	case !d.brand.offline:
		return invalid("is_offline_access_code", "this device does not support offline access codes")
	case !v.offline:
		return invalid("is_one_time_use", "is_one_time_use needs is_offline_access_code")
	case v.pin != "":
		return invalid("code", "code cannot be specified for offline access codes")
	case v.oneTime && d.brand.slotted:
		return invalid("is_one_time_use", "this device does not support one-time-use access codes")
	}
	return w.checkOfflineWindow(d, v)
}

func (w *world) checkOfflineWindow(d *device, v wish) *failure {
	switch {
	case v.oneTime && v.starts == 0:
		return invalid("starts_at", "starts_at is required for a one-time-use access code")
	case v.oneTime && v.ends == 0 && d.brand.key == "igloohome":
		return nil // 24 hours from its start
	case v.starts == 0 || v.ends == 0:
		return invalid("ends_at", "offline access codes need starts_at and ends_at")
	}
	no := w.checkWindow(d, v.starts, v.ends)
	if no == nil && d.brand.key == "igloohome" {
		no = v.checkRounding()
	}
	return no
}

// checkRounding tells igloohome's hourly windows (1 to 672 hours) from its daily ones (29 to 367 days).
func (v wish) checkRounding() *failure {
	length := v.ends.sub(v.starts)
	daily := v.rounding == "1day" || v.rounding == "1d"
	switch {
	case daily && length%(24*time.Hour) != 0:
		return invalid("ends_at", "a daily-bound offline access code needs the same time of day in starts_at and ends_at")
	case daily && (length < 29*24*time.Hour || length > 367*24*time.Hour):
		return invalid("ends_at", "a daily-bound offline access code lasts between 29 and 367 days")
	case !daily && length > 672*time.Hour:
		return invalid("max_time_rounding", "windows above 672 hours need max_time_rounding of 1d")
	}
	return nil
}

// mustBeUsed is the warning of codes that lapse when nobody uses them on their first day.
const mustBeUsed = "igloo_algopin_must_be_used_within_24_hours"

// createOffline makes an offline code. Its window is widened to whole hours where the provider knows no finer ones.
func (w *world) createOffline(d *device, v wish) *code {
	if v.oneTime && v.ends == 0 {
		v.ends = v.starts.add(24 * time.Hour)
	}
	if !d.brand.slotted {
		const hour = stamp(3_600_000)
		v.starts -= v.starts % hour
		v.ends += (hour - v.ends%hour) % hour
	}
	c := w.newCode(d, held{name: v.name, starts: v.starts, ends: v.ends})
	c.traits.offline, c.traits.oneTime, c.traits.native = true, v.oneTime, true
	w.givePIN(c, w.pinFor(c))
	c.phase = loaded
	is := c.want
	c.held = &is
	if d.brand.key == "igloohome" && v.ends.sub(v.starts) > 24*time.Hour {
		raise(&c.own, warning(mustBeUsed,
			"This code must be used once within 24 hours of its start.", w.now, onCode))
	}
	w.tell(c, "access_code.created", nil)
	w.settleCode(c)
	return c
}
