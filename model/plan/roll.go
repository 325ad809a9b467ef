package plan

import (
	"time"

	"seamdash/model"
)

// A RollKind is what a line of the history tells.
type RollKind string

// The kinds. Each window has exactly one line of [Kept], [Unseen], [Missed] or [Passed] in the end.
const (
	Made    RollKind = "made"    // a code was made
	Moved   RollKind = "moved"   // the living code was moved to the next window
	Changed RollKind = "changed" // the living code was changed because the rule was
	Adopted RollKind = "adopted" // a code was found on the lock that is ours: the answer to its making was lost
	OnLock  RollKind = "on lock" // the code was first seen on the lock
	Late    RollKind = "late"    // the window is open and the code is not on the lock
	Gone    RollKind = "gone"    // the code is gone before the end of its window, and not by us
	Removed RollKind = "removed" // we removed the code because the rule has no use for it any more
	Refused RollKind = "refused" // Seam refused, or could not be reached
	Halted  RollKind = "halted"  // nothing more is done until a person answers
	Resumed RollKind = "resumed" // a person answered
	Ended   RollKind = "ended"   // the rule has no further windows

	Kept   RollKind = "kept"   // the window is over, and its code was on the lock
	Unseen RollKind = "unseen" // the window is over, its code was asked for in time, and nobody looked whether it was on the lock
	Missed RollKind = "missed" // the window is over, and its code was not on the lock
	Passed RollKind = "passed" // a person let the window pass
)

// Final says that a kind is the last word about a window.
func (k RollKind) Final() bool { return k == Kept || k == Unseen || k == Missed || k == Passed }

// Bad says that somebody should be told.
func (k RollKind) Bad() bool { return k == Late || k == Missed || k == Halted || k == Gone }

// A Roll is one line in the history of a series. Lines are added and never changed.
type Roll struct {
	// Number orders the history of a workspace; whoever keeps it gives it.
	Number uint64
	Key    Key
	At     time.Time
	What   RollKind
	// Slot is the window that it is about, zero for none.
	Slot Slot
	// Code is the code that it is about, Was the one that it took the place of.
	Code, Was model.CodeID
	// Step is the number of the step in the journal, 0 for none.
	Step uint64
	// Late is by how much the code came after the window opened.
	Late time.Duration
	// Why is one clause for people; it has no PIN.
	Why string
	// More is how many windows before Slot this line stands for as well.
	More int
}
