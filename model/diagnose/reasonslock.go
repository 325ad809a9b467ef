package diagnose

import (
	"strconv"
	"time"

	"seamdash/model"
)

// unreadableLock finds a lock that Seam describes in a way that makes no sense.
func (q *inquiry) unreadableLock() *Finding {
	if q.device.Unreadable == "" {
		return nil
	}
	return q.about(model.OriginDevice, CauseUnreadable, Warning, "Seam's answer about the lock makes no sense",
		"What Seam says of the lock could not be read, so nothing is known about it.").
		shows(FromLock, time.Time{}, "not readable: "+q.device.Unreadable).
		try(Refresh, "ask Seam again").
		try(ByHand, "look at the lock in Seam's console, and send a report if this stays")
}

// unreadableCode finds a code that Seam describes in a way that makes no sense.
func (q *inquiry) unreadableCode() *Finding {
	return q.about(model.OriginCode, CauseUnreadable, Warning, "Seam's answer about the code makes no sense",
		"What Seam says of the code could not be read, so nobody can tell from here whether it works.").
		shows(FromCode, time.Time{}, "not readable: "+q.Code.Unreadable).
		try(Refresh, "ask Seam again").
		try(ByHand, "look at the code in Seam's console, and send a report if this stays")
}

// offline finds a lock that is out of reach. Where one of its codes has to be on it within 72 h, that is another cause: it is more
// urgent, and who has put off the one wants to hear of the other.
func (q *inquiry) offline() *Finding {
	if q.device.Online != model.No || q.Code != nil && q.phase() == model.PhaseOver {
		return nil
	}
	cause, why := CauseOffline, "Seam cannot reach the lock: it has no power or no network, or {maker} has lost it."
	soon := q.soon()
	if soon != nil {
		cause, why = CauseOfflineSoon, "Seam cannot reach the lock, and "+q.waitsFor(soon)
	}
	f := q.about(model.OriginDevice, cause, Warning, "The lock is offline", why)
	f.Retries = model.Yes
	f.Since = q.lostSince()
	f.shows(FromLock, f.Since, "the lock is offline")
	if soon != nil {
		f.shows(FromCode, soon.Window.From, q.called(soon)+" is not on the lock yet")
	}
	_, unreliable := q.reports("unreliable_online_status")
	if unreliable {
		f.shows(FromLock, time.Time{}, "whether this lock is online cannot be relied on")
	}
	f.Blocks = !unreliable && (q.Code == nil || q.needs() && q.starts(forecast))
	if f.Blocks && soon != nil {
		f.Severity = Serious
	}
	return f.try(ByHand, "bring the lock online: batteries, Wi-Fi, its bridge, {app}").
		try(Wait, "wait: Seam goes on as soon as the lock answers")
}

// waitsFor says which window a lock out of reach endangers.
func (q *inquiry) waitsFor(c *model.AccessCode) string {
	switch w := c.Window; {
	case w.From.IsZero():
		return "a code waits to get onto it."
	case q.past(w.From):
		return "a code that should be on it since " + q.at(w.From) + " is not."
	default:
		return "a window begins " + q.at(w.From) + "."
	}
}

// lostSince is when the lock went offline as far as the events tell, or zero.
func (q *inquiry) lostSince() time.Time {
	lost, back := q.latestOfLock("device.disconnected"), q.latestOfLock("device.connected")
	if lost == nil || back != nil && back.At.After(lost.At) {
		return time.Time{}
	}
	return lost.At
}

// noKeypad finds a lock whose keypad is gone. Where the lock says that PINs open it all the same, it has one of its own.
func (q *inquiry) noKeypad() *Finding {
	if q.device.KeypadAttached != model.No || q.device.Can.UnlockWithCode == model.Yes || q.Code != nil && q.phase() == model.PhaseOver {
		return nil
	}
	f := q.about(model.OriginDevice, CauseNoKeypad, Serious, "The keypad is missing",
		"No keypad is connected to the lock, so there is nothing to type a PIN on.")
	f.Blocks = true
	if lost := q.latestOfLock("device.accessory_keypad_disconnected"); lost != nil {
		f.Since = lost.At
	}
	return f.shows(FromLock, f.Since, "its keypad is not connected").
		try(ByHand, "check that the keypad is in its place and has batteries, and pair it in {app}").
		try(UnlockNow, "open the door from afar for who stands there")
}

// cannot finds a lock that could take codes and does not at present, where nothing else tells why.
func (q *inquiry) cannot() *Finding {
	if q.device.Can.ProgramOnlineCodes != model.No || q.Code != nil && !q.needs() {
		return nil
	}
	f := q.about(model.OriginDevice, CauseCannot, Serious, "The lock takes no codes at present",
		"The lock can keep codes, and Seam says that it cannot be programmed now; a keypad or a bridge may be missing.")
	f.Blocks = true
	return f.shows(FromLock, time.Time{}, "Seam says that codes cannot be set on it now").
		try(ByHand, "check keypad, bridge and plan of the lock in {app}").
		try(Refresh, "ask Seam again after that")
}

// lowBattery finds a battery that may not last.
func (q *inquiry) lowBattery() *Finding {
	b := q.device.Battery
	if b.Wired || !q.device.LowPower(b) || q.Code != nil && q.phase() == model.PhaseOver {
		return nil
	}
	f := q.about(model.OriginDevice, CauseLowBattery, Warning, "The lock's battery is low", q.drained("The lock"))
	if b.Status == "critical" {
		f.Severity = Serious
	}
	if low := q.latestOfLock("device.low_battery"); low != nil {
		f.Since = low.At
	}
	return f.shows(FromLock, f.Since, "the battery is "+charge(b)).
		try(ByHand, "change the batteries before the next arrival").
		try(Refresh, "ask Seam again after that: it hears of a new battery within some minutes")
}

// lowKeypad finds the same of the keypad, which has a battery of its own.
func (q *inquiry) lowKeypad() *Finding {
	b := q.device.Keypad
	if b.Wired || !q.device.LowPower(b) || q.Code != nil && q.phase() == model.PhaseOver {
		return nil
	}
	return q.about(model.OriginDevice, CauseLowKeypad, Warning, "The keypad's battery is low", q.drained("The keypad")).
		shows(FromLock, time.Time{}, "the keypad's battery is "+charge(b)).
		try(ByHand, "change the keypad's batteries before the next arrival")
}

// drained says what an empty battery would spoil.
func (q *inquiry) drained(what string) string {
	why := what + " may stop before somebody changes its batteries"
	if q.Code == nil || q.Code.Window.Always() {
		return why + ", and then no PIN opens the door."
	}
	if w := q.Code.Window; !q.started() {
		return why + "; the window of this code begins " + q.at(w.From) + "."
	}
	return why + ", and the window of this code is open."
}

// charge says how full a battery is.
func charge(b model.Battery) string {
	percent, known := b.Percent()
	switch {
	case known:
		return "at " + strconv.Itoa(percent) + " %"
	case b.Status != "":
		return b.Status
	default:
		return "low"
	}
}

// unmanagedLock finds a lock that Seam lists and does not manage.
func (q *inquiry) unmanagedLock() *Finding {
	if q.device.Managed || q.device.Unreadable != "" {
		return nil
	}
	return q.about(model.OriginDevice, CauseForeign, Note, "Seam does not manage the lock",
		"The lock is known to Seam and not managed by it, so codes can be neither made nor changed there.").
		shows(FromLock, time.Time{}, "the lock is unmanaged").
		try(ByHand, "let Seam manage the lock in Seam's console if that is what you want")
}
