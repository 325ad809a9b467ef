package diagnose

import (
	"strconv"
	"time"

	"seamdash/model"
)

// refusedFor is how long a refusal at the keypad is worth telling of.
const refusedFor = time.Hour

// wrongPIN tells of a keypad that refused what somebody typed within the last hour. Mistyping is human: it is trouble only where it
// was this code, or where the keypad has had enough.
func (q *inquiry) wrongPIN() *Finding {
	if len(q.Events) == 0 {
		return nil
	}
	last, n := q.refusals()
	if last == nil {
		return nil
	}
	why, step := refusal(last.Reason)
	f := q.about(model.OriginDevice, CauseWrongPIN, Note, "The keypad refused a PIN", why)
	if q.ours(last.CodeID) {
		f.Root, f.Title, f.Severity = q.root(model.OriginCode), "The keypad refused this code", Warning
	}
	if last.Reason == "too_many_attempts" {
		f.Severity = Warning
	}
	f.Since = happened(last)
	f.shows(FromEvent, f.Since, "the keypad refused what was typed")
	if n > 1 {
		f.shows(FromEvent, time.Time{}, strconv.Itoa(n)+" refusals within the last hour")
	}
	return f.try(ByHand, step).
		try(UnlockNow, "open the door from afar for who stands there")
}

// refusals are the newest refusal of the last hour that may have been of this code, and how many there were.
func (q *inquiry) refusals() (last *model.Event, n int) {
	seen := map[model.EventID]bool{}
	for i := range q.Events {
		e := &q.Events[i]
		if !q.refused(e) || seen[e.ID] && e.ID != "" {
			continue
		}
		seen[e.ID] = true
		n++
		if last == nil || happened(e).After(happened(last)) {
			last = e
		}
	}
	return last, n
}

// refused says that an event is a refusal of the last hour at this lock, of this code or of who knows what.
func (q *inquiry) refused(e *model.Event) bool {
	at := happened(e)
	if e.Type != eventRefused || !q.past(at.Add(-clockSlack)) || q.past(at.Add(refusedFor)) {
		return false
	}
	if q.ours(e.CodeID) {
		return true
	}
	return e.DeviceID == q.device.ID && (q.Code == nil || e.CodeID == "")
}

// refusal says what a refusal of a kind means, and what to do about it.
func refusal(reason string) (why, step string) {
	switch reason {
	case "unknown_code":
		return "Somebody typed a PIN that the lock does not know.", "read the PIN to them digit by digit, and have it typed again slowly"
	case "expired_code":
		return "Somebody typed the PIN of a code whose window is over.", "check which code they have, and until when it is"
	case "blocklisted_code":
		return "Somebody typed a PIN that the lock has been told to refuse.", "take the code off the lock's list in {app}, or give them another"
	case "too_many_attempts":
		return "Wrong PINs were typed too often, and the keypad takes none for about a minute.", "have them wait two minutes, and then type the PIN slowly"
	case "blocked_by_privacy_mode":
		return "The lock is in privacy mode: somebody inside wants to be alone, and no PIN opens the door.", "ask who is inside to end privacy mode at the lock"
	case "credential_error":
		return "The lock could not check what was typed.", "have them try again, and look at the lock in {app}"
	default:
		return "The lock refused what somebody typed, and does not say why.", "have them type the PIN again slowly"
	}
}

// used tells that the code has opened the door, which is the best proof that it works, or worked.
func (q *inquiry) used() *Finding {
	if len(q.Events) == 0 {
		return nil
	}
	last := q.latestOfCode(eventUnlocked)
	if last == nil {
		return nil
	}
	f := q.about(model.OriginCode, CauseUsed, Note, "It opened the door", "The lock was opened with it "+q.at(happened(last))+".")
	f.Since = happened(last)
	return f.shows(FromEvent, f.Since, "the lock was opened with this code")
}

// oddLock tells of a lock that is online and offline at once.
func (q *inquiry) oddLock() *Finding {
	if q.device.Online != model.Yes || len(q.device.Problems) == 0 {
		return nil
	}
	p, known := q.reports("device_disconnected", "device_offline")
	if !known {
		return nil
	}
	f := q.about(model.OriginDevice, CauseContradiction, Note, "Seam says two things about the connection",
		"Seam says that the lock is online and also that it is offline; one of them is older, and Seam looks about every ten minutes.")
	f.Since = p.Since
	return f.shows(FromLock, time.Time{}, "the lock is online").
		shows(FromLock, p.Since, "Seam reports that the lock is offline").
		try(Refresh, "ask Seam again in some minutes")
}

// oddCode finds a code about which Seam says what cannot both be so, or whose window cannot be.
func (q *inquiry) oddCode() *Finding {
	c := q.Code
	if w := c.Window; !w.From.IsZero() && !w.Until.IsZero() && !w.From.Before(w.Until) {
		f := q.about(model.OriginCode, CauseContradiction, Warning, "Its window ends before it begins",
			"The end of its window is not after its start, so there is no time at which it could work.")
		if f.Blocks = !q.ended(); !f.Blocks {
			f.Severity = Note
		}
		return f.shows(FromCode, time.Time{}, "from "+q.at(w.From)+", until "+q.at(w.Until)).
			try(EditWindow, "give it an end after its start")
	}
	if q.phase() != model.PhaseSet || q.changing() {
		return nil
	}
	p := q.denies()
	if p == nil {
		return nil
	}
	f := q.about(model.OriginCode, CauseContradiction, Warning, "Seam says two things about it",
		"Seam says that it is on the lock and also that it is not; one of them is older, and only the door can tell.")
	f.Since = p.Since
	return f.shows(FromCode, time.Time{}, "its status is "+q.status()).
		shows(FromCode, p.Since, "Seam reports: "+p.Words()).
		try(Refresh, "ask Seam again in some minutes").
		try(ByHand, "have the PIN tried at the door").
		try(Retry, "ask for it again with the same values")
}

// denies is what Seam reports of the code that cannot be so while the lock has it, or nil: what keeps codes off a lock.
func (q *inquiry) denies() *model.Problem {
	for i := range q.Code.Problems {
		p := &q.Code.Problems[i]
		slow := p.Code == "delay_in_setting_on_device" || p.Code == "delay_in_issuing"
		if p.Origin != model.OriginCode || p.Level != model.Error && !slow {
			continue
		}
		switch lookUp(p).stops {
		case programming, adding, connecting, timing:
			return p
		case nothing, typing, restoring, changing, removing:
		}
	}
	return nil
}
