package model

import "time"

// MutationCode says what kind of change has been asked for and is not confirmed by the lock. The set is open.
type MutationCode string

// The mutations that Seam documents.
const (
	MutationCreating          MutationCode = "creating"
	MutationDeferringCreation MutationCode = "deferring_creation"
	MutationDeleting          MutationCode = "deleting"
	MutationUpdatingCode      MutationCode = "updating_code"
	MutationUpdatingName      MutationCode = "updating_name"
	MutationUpdatingTimeFrame MutationCode = "updating_time_frame"
)

// A PendingMutation is a change that Seam accepted and the lock has not confirmed. The fields of the access code
// already show what was asked for; From is what the lock still has, so an old PIN still opens the door.
type PendingMutation struct {
	Code      MutationCode
	Message   string
	CreatedAt time.Time
	// ScheduledAt is when Seam will begin, for [MutationDeferringCreation]; otherwise zero.
	ScheduledAt time.Time
	From, To    CodeFacts
}

// CodeFacts is one side of a pending mutation; only the part that the mutation is about is filled.
type CodeFacts struct {
	Name   string
	PIN    PIN
	Window Window
}
