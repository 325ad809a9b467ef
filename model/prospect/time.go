package prospect

import (
	"time"

	"seamdash/model"
	"seamdash/model/civil"
	"seamdash/model/fit"
)

// start says that days of the schedule are past, which nobody can open a door on any more. It is no matter of one lock, so the
// first of them tells it.
func (v *visit) start() {
	q := v.question
	if v.door != &q.Doors[0] || !q.New || q.Start >= civil.DateOf(q.Now.In(v.door.Zone)) {
		return
	}
	text := "it starts in the past, on " + q.Start.String()
	if len(v.door.Windows) > 0 {
		text += "; the first window to come is " + v.day(v.door.Windows[0].From)
	}
	v.found = append(v.found, Warning{Level: Aside, Field: fit.OfStart, Rule: "start_in_past", Text: text})
}

// clock says that the times are told by another clock than that of the door.
func (v *visit) clock() {
	own := v.door.Lock.Device.TimeZone
	zone, known := v.question.Zones(own)
	if own == "" || !known || len(v.door.Windows) == 0 {
		return // an unknown zone is said by what holds the code against the lock
	}
	at := v.door.Windows[0].From
	here, there := at.In(v.door.Zone).Format("15:04"), at.In(zone).Format("15:04")
	if here == there {
		return
	}
	v.add(Warning{
		Level: Aside, Field: fit.OfLock, Rule: "zone_differs",
		Text: v.called() + " is in " + model.ZoneLabel(own) + ": " + here + " is " + there + " there",
	})
}

// gaps finds the first two windows that follow each other faster than the lock changes codes. Codes with PINs of their own do not
// wait for each other.
func (v *visit) gaps() {
	need, why := v.change()
	if !v.question.SamePIN {
		return
	}
	for i := 1; i < len(v.door.Windows); i++ {
		before, after := v.door.Windows[i-1], v.door.Windows[i]
		gap := after.From.Sub(before.Until)
		if gap >= need || after.From.Before(v.question.Now) {
			continue
		}
		v.add(Warning{
			Level: Doubtful, Field: fit.OfStart, Rule: "short_gap", When: after.From,
			Text: v.called() + " has " + model.Span(gap) + " between two windows on " + v.day(after.From) + " and " + why,
			Hint: "leave " + model.Span(need) + " between them, join them, or let every window have a PIN of its own",
		})
		return
	}
}

// change is how long the lock needs for one code to leave and the next, of the same PIN, to come.
func (v *visit) change() (need time.Duration, why string) {
	habit := v.door.Lock.Device.Habit()
	if habit.Scheduling == model.JustInTime {
		return habit.Scheduling.Lead(), "is programmed " + model.Span(habit.Scheduling.Lead()) + " ahead: the second may come late"
	}
	need = 2 * habit.Usual
	return need, "usually needs " + model.Span(need) + " to change the code: the second may come late"
}

// company finds codes for a time, and other schedules, that open the door within the windows: no fault, and good to know before
// a cleaner stands in front of a guest. Codes that always work belong to the house.
func (v *visit) company() {
	var with []meeting
	for code := range v.codes {
		if code.Window.Always() {
			continue
		}
		if at, ok := v.meets([]model.Window{code.Window}); ok {
			with = append(with, meeting{nameOf(code), at})
		}
	}
	for i := range v.door.Others {
		if at, ok := v.meets(v.door.Others[i].Windows); ok {
			with = append(with, meeting{v.door.Others[i].Name, at})
		}
	}
	if len(with) == 0 {
		return
	}
	first := with[0]
	for _, m := range with[1:] {
		if m.at.Before(first.at) {
			first = m
		}
	}
	text := v.called() + ": same hours as " + first.name + ", " + v.day(first.at)
	if more := len(with) - 1; more > 0 {
		text += ", and " + plural(more, "other")
	}
	v.add(Warning{Level: Aside, Field: fit.OfStart, Rule: "overlap", When: first.at, Text: text})
}

type meeting struct {
	name string
	at   time.Time
}

// meets finds when one of the windows and one of these, both in order, are open together for the first time.
func (v *visit) meets(these []model.Window) (time.Time, bool) {
	mine := v.door.Windows
	for i, j := 0, 0; i < len(mine) && j < len(these); {
		a, b := mine[i], these[j]
		if from := later(later(a.From, b.From), v.question.Now); a.Overlaps(b) && !a.Ended(from) && !b.Ended(from) {
			return from, true
		}
		if b.Until.IsZero() || a.Until.Before(b.Until) {
			i++
		} else {
			j++
		}
	}
	return time.Time{}, false
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
