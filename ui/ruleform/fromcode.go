package ruleform

import (
	"time"

	"seamdash/model"
	"seamdash/model/civil"
	"seamdash/model/recur"
	"seamdash/model/rrule"
)

// again is a window every week from then on; none for a code that works always or for longer than a window may be.
func again(w model.Window, zone *time.Location) []recur.Span {
	if w.Always() || w.Until.IsZero() {
		return nil
	}
	from, until := civil.WallOf(w.From.Round(time.Minute).In(zone)), civil.WallOf(w.Until.Round(time.Minute).In(zone))
	day := from.Date()
	hours := recur.Hours{From: from.Clock(), Until: civil.Clock(min(int64(until-day.At(0)), 2*int64(recur.MaxWindow)))}
	if hours.Until <= hours.From || hours.Until-hours.From > recur.MaxWindow {
		return nil
	}
	return []recur.Span{{Days: rrule.Rule{Freq: rrule.Weekly, ByDay: []rrule.Day{{Weekday: day.Weekday()}}}, Hours: hours}}
}
