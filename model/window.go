package model

import "time"

// A Window is the half-open span [From, Until) in which a code opens the door. A zero From means "since it was
// made", a zero Until "until removed"; the zero Window is always open, as for an ongoing code.
type Window struct {
	From, Until time.Time
}

// Always says that the window has neither start nor end.
func (w Window) Always() bool { return w.From.IsZero() && w.Until.IsZero() }

// Started says that now is not before the start.
func (w Window) Started(now time.Time) bool { return !now.Before(w.From) }

// Ended says that now is at or past the end.
func (w Window) Ended(now time.Time) bool { return !w.Until.IsZero() && !now.Before(w.Until) }

// Contains says that the window is open at now.
func (w Window) Contains(now time.Time) bool { return w.Started(now) && !w.Ended(now) }

// Overlaps says that some instant lies in both windows.
func (w Window) Overlaps(v Window) bool {
	return (w.Until.IsZero() || v.From.Before(w.Until)) && (v.Until.IsZero() || w.From.Before(v.Until))
}

// Equal compares the edges as instants: the same moment in two zones is equal.
func (w Window) Equal(v Window) bool { return w.From.Equal(v.From) && w.Until.Equal(v.Until) }

// Words says the window for somebody at now: "always", "today 09:00-16:00", "today 15:00 → Sun 11:00",
// "from Mon 09:00".
func (w Window) Words(now time.Time, zone *time.Location) string {
	return string(w.AppendWords(nil, now, zone))
}

// AppendWords is [Window.Words] without an allocation.
func (w Window) AppendWords(dst []byte, now time.Time, zone *time.Location) []byte {
	switch {
	case w.Always():
		return append(dst, "always"...)
	case w.Until.IsZero():
		return AppendWhen(append(dst, "from "...), w.From, now, zone)
	case w.From.IsZero():
		return AppendWhen(append(dst, "until "...), w.Until, now, zone)
	case dayNumber(w.From.In(zone)) == dayNumber(w.Until.In(zone)):
		dst = AppendWhen(dst, w.From, now, zone)
		return w.Until.In(zone).AppendFormat(dst, "-15:04")
	default:
		dst = AppendWhen(dst, w.From, now, zone)
		return AppendWhen(append(dst, " → "...), w.Until, now, zone)
	}
}

// AppendBrief says only the edge that comes next, for where [Window.AppendWords] does not fit: "from Sat 15:00",
// "until Sun 11:00", "ended yesterday 11:00".
func (w Window) AppendBrief(dst []byte, now time.Time, zone *time.Location) []byte {
	switch {
	case w.Always():
		return append(dst, "always"...)
	case w.Ended(now):
		return AppendWhen(append(dst, "ended "...), w.Until, now, zone)
	case !w.Started(now):
		return AppendWhen(append(dst, "from "...), w.From, now, zone)
	case w.Until.IsZero():
		return AppendWhen(append(dst, "since "...), w.From, now, zone)
	default:
		return AppendWhen(append(dst, "until "...), w.Until, now, zone)
	}
}

// AppendCountdown says how far the next edge is: "starts in 58 min", "ends in 2 h"; nothing where there is none.
func (w Window) AppendCountdown(dst []byte, now time.Time) []byte {
	switch {
	case w.Ended(now):
		return dst
	case !w.Started(now):
		return AppendSpan(append(dst, "starts in "...), w.From.Sub(now))
	case !w.Until.IsZero():
		return AppendSpan(append(dst, "ends in "...), w.Until.Sub(now))
	default:
		return dst
	}
}
