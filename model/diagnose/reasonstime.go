package diagnose

import (
	"time"

	"seamdash/model"
)

// noZone finds a lock whose clock nobody knows, on which a code has a window.
func (q *inquiry) noZone() *Finding {
	if q.device.TimeZone != "" || !q.timed() {
		return nil
	}
	f := q.about(model.OriginDevice, CauseNoZone, Warning, "The lock's time zone is not known",
		"Seam does not know the lock's time zone, so a window may open and close at another hour than meant.")
	if wantsZone(q.device.Brand()) {
		f.Why = "Seam does not know the lock's time zone, and such a lock takes no code with a window before it does."
		f.Blocks = q.Code == nil || q.needs() && q.starts(forecast)
		if f.Blocks {
			f.Severity = Serious
		}
	}
	return f.shows(FromLock, time.Time{}, "Seam has no time zone for the lock").
		try(ReportZone, "tell Seam the lock's time zone").
		try(ByHand, "or set it in {app}")
}

// timed says that the question is about a window: that of the code, or of any code on the lock.
func (q *inquiry) timed() bool {
	if q.Code != nil {
		return !q.Code.Window.Always() && q.phase() != model.PhaseOver
	}
	for i := range q.Lock.Codes {
		if c := &q.Lock.Codes[i]; !c.Window.Always() && !q.left(c) {
			return true
		}
	}
	return false
}

// wantsZone says that locks of a brand take no window without a zone. Seam's guides say so of Ultraloq, and of the others that the
// zone must be set.
func wantsZone(brand string) bool {
	switch brand {
	case "ultraloq", "lockly", "two_n", "dormakaba":
		return true
	default:
		return false
	}
}

// clockChange finds a window in or within a day of which clocks change, on a lock whose zone Seam does not know. Seam widens such
// windows by an hour on Schlage and may do so elsewhere. The zone of the times that are told, or else that of who reads, has to do.
func (q *inquiry) clockChange() *Finding {
	w := q.Code.Window
	if q.device.TimeZone != "" || w.From.IsZero() || w.Until.IsZero() || !w.From.Before(w.Until) || q.ended() {
		return nil
	}
	at, found := q.change(w)
	if !found {
		return nil
	}
	f := q.about(model.OriginCode, CauseClockChange, Note, "Clocks change near its window",
		"Clocks change on "+at.Format(time.DateOnly)+", and without the lock's zone the window may be an hour off on that side.")
	if q.device.Brand() == "schlage" {
		f.Severity = Warning
		f.Why = "Clocks change on " + at.Format(time.DateOnly) + ", and without the lock's zone Seam widens windows on such a lock by up to an hour at each end."
	}
	return f.shows(FromGuides, time.Time{}, "clocks change "+at.Format(time.DateOnly)).
		shows(FromLock, time.Time{}, "Seam has no time zone for the lock").
		try(ReportZone, "tell Seam the lock's time zone").
		try(EditWindow, "or leave an hour of room around the window")
}

// change is when clocks change in a window or within a day of it, at the lock as far as anybody can tell.
func (q *inquiry) change(w model.Window) (at time.Time, found bool) {
	zone := q.Zone
	if zone == time.UTC && q.Home != nil {
		zone = q.Home
	}
	const day = 24 * time.Hour
	from, until := w.From.Add(-day).In(zone), w.Until.Add(day)
	for from.Before(until) {
		_, next := from.ZoneBounds()
		if next.IsZero() || !next.Before(until) {
			return at, false
		}
		_, before := from.Zone()
		if _, after := next.Zone(); after != before {
			return next, true
		}
		from = next
	}
	return at, false
}
