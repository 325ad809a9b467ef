package model

import "time"

// A Write is one line of the audit log: what this program did to a lock or a code, for whom, and how it ended; or that somebody
// looked at a PIN, see [Look]. No part of it is a PIN.
type Write struct {
	// Number orders the log and is given by it.
	Number  uint64
	At      time.Time
	Who     string
	Action  string // "create code", "unlock", "show PIN"
	Device  DeviceID
	Code    CodeID
	Detail  string // what changed, in words
	Outcome string // [Accepted], or why not; "" for a look
	Request RequestID
	Took    time.Duration
}

// Accepted is the outcome of a write that Seam took. It is not yet on the lock by that.
const Accepted = "accepted"

// WasAccepted says that Seam took the write.
func (w *Write) WasAccepted() bool { return w.Outcome == Accepted }

// Words says what was done and how it ended.
func (w *Write) Words() string {
	if w.IsLook() {
		return w.Action
	}
	return w.Action + ": " + orThis(w.Outcome, "no answer")
}
