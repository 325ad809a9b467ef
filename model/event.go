package model

import "time"

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
}
