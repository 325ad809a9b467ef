package prospect

import (
	"slices"
	"strconv"
	"time"

	"seamdash/model"
	"seamdash/model/fit"
)

// crowd finds the moment within the windows at which most places of the lock are taken: every place, or more than there are. Each
// schedule has one code on a lock at a time, its next.
func (v *visit) crowd() {
	slots := v.door.Lock.Device.Slots
	if slots == 0 || len(v.door.Windows) == 0 || len(v.door.Lock.Codes)+len(v.door.Others)+1 < slots {
		return // there is room whatever the hours are
	}
	most, at := v.busiest()
	if most < slots {
		return
	}
	w := Warning{Level: Aside, Field: fit.OfLock, Rule: "capacity", When: at}
	w.Text = v.called() + ": slot " + strconv.Itoa(most) + " of " + strconv.Itoa(slots) + " is taken from " + v.day(at)
	if most > slots {
		w.Level = Doubtful
		w.Text = v.called() + " has places for " + plural(slots, "code") + ", and " + v.day(at) + " there are " + strconv.Itoa(most)
		w.Hint = "remove one, or some will not load"
	}
	v.add(w)
}

// scratch is memory that one door leaves to the next.
type scratch struct {
	stays       []stay
	come, leave []int64
}

// A stay is when a code takes a place on the lock and gives it back, in Unix seconds.
type stay struct{ from, until int64 }

const forever = 1<<63 - 1

// busiest is the largest number of codes at once while the schedule has one of them, and when that is reached first.
func (v *visit) busiest() (most int, at time.Time) {
	come, leave := v.others()
	slices.Sort(come)
	slices.Sort(leave)
	here, c, l := 0, 0, 0
	pass := func(t int64) { // a place that is given back at t is free at t
		for ; c < len(come) && come[c] <= t; c++ {
			here++
		}
		for ; l < len(leave) && leave[l] <= t; l++ {
			here--
		}
	}
	note := func(t int64) {
		if here+1 > most {
			most, at = here+1, time.Unix(t, 0)
		}
	}
	v.scratch.stays = v.series(v.scratch.stays[:0], v.door.Windows)
	for _, mine := range v.scratch.stays {
		pass(mine.from)
		note(mine.from)
		for c < len(come) && come[c] < mine.until {
			t := come[c]
			pass(t)
			note(t)
		}
	}
	return most, at
}

// others are when the codes of others take places, and when they give them back.
func (v *visit) others() (come, leave []int64) {
	stays, come, leave := v.scratch.stays[:0], v.scratch.come[:0], v.scratch.leave[:0]
	lead := v.lead()
	for code := range v.codes {
		if s, ok := v.stay(code.Window, lead); ok {
			stays = append(stays, s)
		}
	}
	for i := range v.door.Others {
		stays = v.series(stays, v.door.Others[i].Windows)
	}
	for _, s := range stays {
		come, leave = append(come, s.from), append(leave, s.until)
	}
	v.scratch = scratch{stays, come, leave}
	return come, leave
}

// lead is how long before its start a code takes a place.
func (v *visit) lead() time.Duration {
	if s := v.door.Lock.Device.Habit().Scheduling; s == model.Native {
		return s.Lead()
	}
	return 0
}

// series adds the stays of a schedule, whose next code comes after the one before has left.
func (v *visit) series(stays []stay, windows []model.Window) []stay {
	lead := v.lead()
	var left time.Time
	for _, w := range windows {
		ahead := min(lead, w.From.Sub(later(left, v.question.Now)))
		if s, ok := v.stay(w, max(ahead, 0)); ok {
			stays = append(stays, s)
		}
		left = w.Until
	}
	return stays
}

func (v *visit) stay(w model.Window, lead time.Duration) (stay, bool) {
	from := later(w.From.Add(-lead), v.question.Now)
	if w.Ended(from) {
		return stay{}, false
	}
	if w.Until.IsZero() {
		return stay{from.Unix(), forever}, true
	}
	return stay{from.Unix(), w.Until.Unix()}, true
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return strconv.Itoa(n) + " " + what + "s"
}
