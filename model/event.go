package model

import (
	"slices"
	"time"
)

// EventType names what happened, as in "access_code.set_on_device". The set is open.
type EventType string

// The event types that the feed acts on by name; all others only say "something about this id changed".
const (
	EventCodeCreated EventType = "access_code.created"
	EventCodeDeleted EventType = "access_code.deleted"
	EventCodeRemoved EventType = "access_code.removed_from_device"
	EventDeviceGone  EventType = "device.deleted"
)

// An Event is one line of Seam's history. Ids that do not apply are "".
type Event struct {
	ID   EventID
	Type EventType
	// At is when it happened in the world, RecordedAt when Seam wrote it down; filters of the API go by the latter.
	At, RecordedAt time.Time
	DeviceID       DeviceID
	CodeID         CodeID
	AccountID      AccountID
	Text           string // Seam's own description, or ""
	// Method is how a bolt was turned: keycode, manual, automatic, remote, card; an open set. Reason is why the keypad refused, why a
	// lock was lost, or what was wrong when something failed, as Seam's code for it. Both are "" on other events.
	Method, Reason string
}

// An EventQuery says which events to list. Since is needed; a zero Until is open, and empty filters let everything
// through.
type EventQuery struct {
	Since, Until time.Time
	Types        []EventType
	Devices      []DeviceID
	Codes        []CodeID
	Account      AccountID
}

// Matches says that an event passes the filters; the times are not looked at.
func (q *EventQuery) Matches(e *Event) bool {
	return among(e.Type, q.Types) && among(e.DeviceID, q.Devices) && among(e.CodeID, q.Codes) &&
		(q.Account == "" || e.AccountID == q.Account)
}

func among[T comparable](x T, list []T) bool { return len(list) == 0 || slices.Contains(list, x) }
