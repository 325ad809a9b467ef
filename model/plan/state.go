package plan

import (
	"time"

	"seamdash/model"
	"seamdash/model/civil"
	"seamdash/model/recur"
)

// A Key is one rule on one lock.
type Key struct {
	Rule model.RuleID
	Lock model.DeviceID
}

// A Slot is a window of a rule as it is remembered, in UTC. Open and Close are what the lock is told, From and Until what
// people are.
type Slot struct {
	Open, Close, From, Until time.Time
	Day                      civil.Date
}

// SlotOf is the slot of a window.
func SlotOf(w *recur.Window) Slot {
	return Slot{Open: w.Open.UTC(), Close: w.Close.UTC(), From: w.From.UTC(), Until: w.Until.UTC(), Day: w.Day}
}

// IsZero says that there is no slot.
func (s Slot) IsZero() bool { return s.Close.IsZero() }

// Over says that the slot is past at t.
func (s Slot) Over(t time.Time) bool { return !t.Before(s.Close) }

// A State is what is kept of one series between decisions. The zero State but for its Key is one that nobody has decided
// about.
type State struct {
	Key Key
	// Rule is what the rule was called, for when it is gone.
	Rule string
	// Code is the live code, nil when nothing of ours is on the lock.
	Code *Code
	// Past are the codes before it, the newest last; a few are kept here, all of them are in the history.
	Past []model.CodeID
	// Strays are codes that came to be beside the live one, and have to go.
	Strays []model.CodeID
	// SettledTo is the moment up to which every window has its line in the history: those that closed at it or before.
	SettledTo time.Time
	// Spoken are windows that are not over yet and have their line: they were cut short, or somebody let them pass.
	Spoken []Spoken
	// PIN is the one that goes on from window to window where Seam chose the first; Drawn counts those taken from a list.
	PIN   model.PIN
	Drawn int
	// Fails counts refusals since the last success, NextTry is when to try again, Refusal the last reason.
	Fails   int
	NextTry time.Time
	Refusal string
	// Lost are when codes were lost that were never on the lock, of the last day.
	Lost []time.Time
	// Halt is why nothing is done until somebody says so, nil when it runs.
	Halt *Halt
	// LookAt is when to decide again at the latest; zero when only a change can bring something to do.
	LookAt time.Time
	// Version is the one of the rule by which it was decided last.
	Version uint64
	// Last is the newest line of the history, nil before the first.
	Last *Roll
}

// A Spoken is a window whose last word was said before its end.
type Spoken struct {
	Slot Slot
	// Passed says that it gets no code. One that was cut short gets its code again should the rule be changed back.
	Passed bool
}

// A Code is the live code of a series.
type Code struct {
	ID   model.CodeID
	Slot Slot
	// Asked is the code as it was asked for.
	Asked model.CodeDraft
	// Version is the one of the rule by which it was asked for.
	Version uint64
	AskedAt time.Time
	// OnLock is when it was first seen on the lock, set or waiting there for its window; zero before.
	OnLock time.Time
	// Open says that it was seen on the lock while its window was open.
	Open bool
	// Moved says that it came to its window by a change. That it is on the lock then proves nothing: it may be there as it was before.
	Moved bool
	// Seen is when somebody looked last.
	Seen time.Time
	// Trouble is what Seam says is wrong with it, "" for nothing, and TroubleSince when that was first seen.
	Trouble      string
	TroubleSince time.Time
	// Late says that its lateness is in the history, Judged that the last word about its window is.
	Late, Judged bool
	// Stiff says that Seam refused to change it, so that it has to leave before the next one is made.
	Stiff bool
	// Leaving is when we asked for its removal, zero when we did not, and why is why.
	Leaving time.Time
	Why     string
}

// A HaltKind is what stopped a series.
type HaltKind string

// The kinds.
const (
	// HaltGone is a live code that somebody removed by hand.
	HaltGone HaltKind = "gone"
	// HaltRefused is a code that Seam refused again and again.
	HaltRefused HaltKind = "refused"
	// HaltConflict is a PIN that another code of the lock has.
	HaltConflict HaltKind = "conflict"
	// HaltLoop is a series whose codes were lost again and again.
	HaltLoop HaltKind = "loop"
)

// A Halt is why a series stands still until a person answers with a [Wish].
type Halt struct {
	Kind HaltKind
	// Why is one clause for people, Try what they can do.
	Why, Try string
	Since    time.Time
	// Slot is the window that it is about.
	Slot Slot
}

// A Wish is what a person wants of a series.
type Wish struct {
	Kind WishKind
	By   string
	At   time.Time
}

// A WishKind is what is wanted.
type WishKind string

// The wishes.
const (
	// WishRetry takes a series up again that stands still, and tries at once.
	WishRetry WishKind = "retry"
	// WishSkip lets the next window pass without a code, and goes on with the one after it.
	WishSkip WishKind = "skip"
)
