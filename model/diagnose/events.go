package diagnose

import (
	"slices"
	"time"

	"seamdash/model"
)

const (
	// clockSlack is how far apart the clocks of Seam, of a lock's maker and of this computer may be before it is worth a word.
	clockSlack = 5 * time.Minute
	// eventSlack is how long an event may take to be recorded before its absence means something.
	eventSlack = 10 * time.Minute
)

// happened is when an event happened: in the world, or where that is not told when it was recorded.
func happened(e *model.Event) time.Time {
	if e.At.IsZero() {
		return e.RecordedAt
	}
	return e.At
}

// latest is the newest event of these types that passes the test, or nil. What is dated in the future has not happened, and
// what has no date tells nothing.
func (q *inquiry) latest(test func(*model.Event) bool, types []model.EventType) *model.Event {
	var found *model.Event
	for i := range q.Events {
		e := &q.Events[i]
		if !slices.Contains(types, e.Type) || !test(e) || happened(e).IsZero() || !q.past(happened(e).Add(-clockSlack)) {
			continue
		}
		if found == nil || happened(e).After(happened(found)) {
			found = e
		}
	}
	return found
}

// latestOfCode is the newest event of these types about the code.
func (q *inquiry) latestOfCode(types ...model.EventType) *model.Event {
	return q.latest(func(e *model.Event) bool { return e.CodeID == q.Code.ID }, types)
}

// latestOfLock is the newest event of these types on the lock, about whatever code.
func (q *inquiry) latestOfLock(types ...model.EventType) *model.Event {
	return q.latest(func(e *model.Event) bool { return e.DeviceID == q.device.ID || e.DeviceID == "" && q.ours(e.CodeID) }, types)
}

// ours says that a code is the one that the question is about.
func (q *inquiry) ours(id model.CodeID) bool { return id != "" && q.Code != nil && q.Code.ID == id }

// kept is for how long Seam surely keeps events. It documents no figure, so what is older counts as kept only where an event as old
// is among those that it gave.
const kept = 24 * time.Hour

// covered says that events are complete from a moment on, so that the absence of one means something.
func (q *inquiry) covered(since time.Time) bool {
	if q.EventsSince.IsZero() || since.IsZero() || since.Before(q.EventsSince) {
		return false
	}
	return !q.past(since.Add(kept)) || slices.ContainsFunc(q.Events, func(e model.Event) bool {
		at := happened(&e)
		return !at.IsZero() && at.Before(since)
	})
}

// The events of a code that this package asks for by name.
const (
	eventSet        model.EventType = "access_code.set_on_device"
	eventLoaded     model.EventType = "access_code.scheduled_on_device"
	eventSetFailed  model.EventType = "access_code.failed_to_set_on_device"
	eventAsked      model.EventType = "access_code.mutations_requested"
	eventRetimed    model.EventType = "access_code.time_frame_changed"
	eventTakenAway  model.EventType = "access_code.deleted_external_to_seam"
	eventChangedBy  model.EventType = "access_code.modified_external_to_seam"
	eventUnlocked   model.EventType = "lock.unlocked"
	eventRefused    model.EventType = "lock.access_denied"
	eventPINChanged model.EventType = "access_code.code_changed"
)
