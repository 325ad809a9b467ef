package model

import (
	"fmt"
	"time"
)

// Ids are opaque: they are compared and sent back, never parsed. Production Seam uses UUIDs, Seam's own fake does not.
type (
	// DeviceID names a lock.
	DeviceID string
	// CodeID names one access code on one device.
	CodeID string
	// AccountID names a connected account: the login at a lock maker through which Seam reaches its devices.
	AccountID string
	// WorkspaceID names a Seam workspace, the tenant that owns devices and codes.
	WorkspaceID string
	// EventID names one event; events may be delivered twice and are told apart by it.
	EventID string
	// RequestID names one HTTP exchange, as in the seam-request-id header. Seam's support asks for it.
	RequestID string
	// RuleID names a recurring schedule. It is ours: Seam knows of no schedules.
	RuleID string
)

// StampedID is an id of our own. Those that are made later sort after; salt keeps apart those of one millisecond.
func StampedID(at time.Time, salt string) string {
	return fmt.Sprintf("%012x-%s", max(at.UnixMilli(), 0), salt)
}
