package model

// AttemptID names an action attempt.
type AttemptID string

// AttemptStatus is how far an action attempt is. The set is open.
type AttemptStatus string

// The attempt statuses that Seam documents.
const (
	AttemptPending   AttemptStatus = "pending"
	AttemptSucceeded AttemptStatus = "success"
	AttemptFailed    AttemptStatus = "error"
)

// An ActionAttempt is something that Seam tries to make a lock do, such as turning its bolt.
type ActionAttempt struct {
	ID     AttemptID
	Type   string // LOCK_DOOR, UNLOCK_DOOR; an open set
	Status AttemptStatus
	// Confirmed is [No] when the lock took the command but nothing tells whether the bolt moved.
	Confirmed Tri
	// ErrorType and Message say why an attempt failed; both are "" otherwise.
	ErrorType, Message string
}
