package diagnose

import (
	"time"

	"seamdash/model"
)

// A Survey is all that is wrong in a workspace at one moment, by root cause.
type Survey struct {
	// Troubles in order of who is hurt first: those that somebody stands before now, then by when the next window begins, then the
	// oldest.
	Troubles []Trouble
	// Dangers are the windows of the next 72 h that something may spoil, in order of their start.
	Dangers []Danger
	// Locks and Codes are how many were looked at, At when.
	Locks, Codes int
	At           time.Time
}

// A Trouble is one root cause with all that it hurts.
type Trouble struct {
	// Finding is as on the first of the locks or codes.
	Finding Finding
	// Locks are those that it lies on, in order of the picture, and Codes those that it hurts, who is hurt first before the others.
	Locks []model.DeviceID
	Codes []Hurt
	// Next is when the first of the codes is needed: its start, or At of the survey where its window is open now. Zero where none
	// is needed any more.
	Next time.Time
	// Since is when it began on the first, zero where nobody says.
	Since time.Time
}

// A Hurt is a code that a trouble hurts.
type Hurt struct {
	Lock   model.DeviceID
	Code   model.CodeID
	Name   string
	Window model.Window
}

// A Danger is a window that may come to nothing.
type Danger struct {
	Hurt

	// Cause is why, Words the same as a clause: "the lock is offline".
	Cause Cause
	Words string
	// At is when it would hurt: the window's start, or now.
	At time.Time
}
