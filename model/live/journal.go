package live

import (
	"cmp"
	"slices"

	"seamdash/model"
)

// journalled is how many events a snapshot carries.
const journalled = 500

// journal is the newest events of this run, oldest first. Snapshots share its memory: what was handed out is never
// written again, so that a tick costs what is new and not what is there. Only an event that arrives after younger ones
// costs a copy.
type journal struct {
	events []model.Event
}

// add takes events that were not there before, in any order.
func (j *journal) add(fresh []model.Event) {
	if len(fresh) == 0 {
		return
	}
	fresh = slices.Clone(fresh)
	slices.SortFunc(fresh, compareEvents)
	fresh = fresh[max(0, len(fresh)-journalled):]
	last := len(j.events) - 1
	late := last >= 0 && compareEvents(fresh[0], j.events[last]) < 0
	if late || len(j.events)+len(fresh) > cap(j.events) {
		kept := j.recent()
		j.events = append(make([]model.Event, 0, 2*journalled), kept...)
	}
	j.events = append(j.events, fresh...)
	if late {
		slices.SortStableFunc(j.events, compareEvents)
	}
}

// recent is the newest events; the caller may keep it.
func (j *journal) recent() []model.Event {
	n := len(j.events)
	return j.events[max(0, n-journalled):n:n]
}

// compareEvents orders by when things happened in the world.
func compareEvents(a, b model.Event) int {
	return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.ID, b.ID))
}

// sameStretch says that two answers of recent are one.
func sameStretch(a, b []model.Event) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0])
}
