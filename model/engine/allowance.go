package engine

import (
	"slices"
	"time"

	"seamdash/model/plan"
)

// Seam takes 10 creations, 10 updates and 20 deletions a minute for each lock, by its documentation. One of ten is left for people
// and other programs.
const (
	createsPerMinute = 9
	updatesPerMinute = 9
	deletesPerMinute = 18
)

// An allowance is what was written to one lock in the last minute.
type allowance struct{ creates, updates, deletes []time.Time }

// of is the writes of a kind and how many of them a minute may have.
func (a *allowance) of(kind plan.StepKind) (*[]time.Time, int) {
	switch kind {
	case plan.StepCreate:
		return &a.creates, createsPerMinute
	case plan.StepDelete:
		return &a.deletes, deletesPerMinute
	default:
		return &a.updates, updatesPerMinute
	}
}

// room is zero when a write of the kind may begin at now, and otherwise when it may.
func (a *allowance) room(kind plan.StepKind, now time.Time) time.Time {
	list, most := a.of(kind)
	*list = slices.DeleteFunc(*list, func(t time.Time) bool {
		return !t.After(now.Add(-time.Minute)) || t.After(now) // a later one is from a clock that was set back
	})
	if len(*list) < most {
		return time.Time{}
	}
	return (*list)[len(*list)-most].Add(time.Minute)
}

// spend notes a write that begins at now.
func (a *allowance) spend(kind plan.StepKind, now time.Time) {
	list, _ := a.of(kind)
	*list = append(*list, now)
}
