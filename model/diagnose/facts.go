package diagnose

import (
	"time"

	"seamdash/model"
)

// Facts are what is known about one code, or about one lock, at one moment. They may contradict each other, come in any order and
// lack anything but the lock.
type Facts struct {
	// Reader is who asks: the time, the zone in which times are told (that of the lock), and where the reader's own clock is.
	model.Reader

	// Lock is the lock; never nil.
	Lock *model.Lock
	// Code is one of its codes as the picture has it, or nil when the question is about the lock.
	Code *model.AccessCode
	// Gone says that the code has left the picture; then Code is as it was seen last.
	Gone bool
	// Account is the login through which Seam reaches the lock, or nil when it is not known.
	Account *model.Account
	// Events are what Seam recorded about the code, the lock and the account, in any order, repetitions included.
	Events []model.Event
	// EventsSince is from when on Events is complete; zero when nothing can be said from the absence of an event.
	EventsSince time.Time
	// Writes are what this program asked for, in any order, and Followed what of it is still followed to the lock.
	Writes   []model.Write
	Followed []model.Tracked
	// Feed says how fresh all this is, and whether Seam answers.
	Feed model.FeedState
}
