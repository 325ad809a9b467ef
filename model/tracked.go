package model

import "time"

// Action is what a person asked to be done to a code. The words of the audit log are [Action.Words].
type Action string

// The actions that are followed until the lock has done them.
const (
	ActionCreate  Action = "create"
	ActionUpdate  Action = "update"
	ActionConvert Action = "convert" // from ongoing to a window, or back
	ActionDelete  Action = "delete"
	ActionAdopt   Action = "adopt" // take over a code that somebody else made
	ActionBackup  Action = "backup"
)

// Words is the action as the audit log has it.
func (a Action) Words() string {
	switch a {
	case ActionBackup:
		return "pull backup code"
	case ActionAdopt:
		return "take over code"
	case ActionCreate, ActionUpdate, ActionConvert, ActionDelete:
		return string(a) + " code"
	default:
		return string(a)
	}
}

// A Tracked is a write that is followed until the lock has done it, also over a restart. Its PINs are in it as [PIN], so
// whoever keeps it seals it.
type Tracked struct {
	// ID is unique in a workspace; ids made later are greater.
	ID     string
	Action Action
	// Code is the access code that it is about, "" until Seam has named one. Its lock is Wanted.DeviceID.
	Code CodeID
	// Wanted is how the code shall be, after a deletion how it was. What a change left alone is as it was before.
	Wanted CodeDraft
	// Before is how the code was, for a write about one that existed; its DeviceID is "" otherwise. It is enough to make
	// the code again.
	Before CodeDraft
	// Unmanaged says that the code was made outside Seam.
	Unmanaged bool
	// After is the code that must have left the lock before this one is asked of Seam, because the lock takes a PIN only
	// once; "" where nothing is waited for.
	After CodeID
	// AskedAt is when a person asked, AcceptedAt when Seam said yes (zero as well while nobody knows what Seam made of it),
	// DueAt when the lock should have it, LookAt when to look again at the latest, DoneAt when it was over. Each is zero before.
	AskedAt, AcceptedAt, DueAt, LookAt, DoneAt time.Time
	Request                                    RequestID
	// Stage is how far it was when somebody looked last.
	Stage   Stage
	Outcome string // one sentence once it is over, or ""
}

// Lock is the lock that the write is about.
func (t *Tracked) Lock() DeviceID { return t.Wanted.DeviceID }

// Done says that nothing more is expected.
func (t *Tracked) Done() bool { return !t.DoneAt.IsZero() }

// Unsure says that nobody knows whether Seam took the write: the answer was lost.
func (t *Tracked) Unsure() bool { return t.AcceptedAt.IsZero() && t.After == "" && !t.Done() }

// Stage is how far a write is on its way to the lock.
type Stage uint8

// The stages. Those after [StageProgramming] are ways to end, although what failed or is late may still come right.
const (
	StageAsked       Stage = iota // Seam has not answered, or its answer was lost
	StageAccepted                 // Seam said yes; the lock is not due yet
	StageProgramming              // the lock is being told
	StageOnLock                   // the lock has it, or will open by itself when its window begins
	StageFailed                   // Seam says that it does not work
	StageLate                     // it takes longer than it should
	StageChanged                  // the code is not any more as was asked for: somebody changed it meanwhile
	StageGone                     // the code has left the lock and Seam
)

// String is the stage in words.
func (s Stage) String() string {
	names := [...]string{
		"asked", "accepted", "being programmed", "on the lock", "failed", "late", "changed meanwhile", "gone",
	}
	if int(s) < len(names) {
		return names[s]
	}
	return names[StageAsked]
}

// DraftOf is what to ask for to get such a code again on the same lock. Whether it was loaded ahead and came from a
// pool is not told by Seam and left open.
func DraftOf(c *AccessCode) CodeDraft {
	return CodeDraft{
		DeviceID: c.DeviceID, Name: c.Name, PIN: c.PIN, Window: c.Window, GroupKey: c.GroupKey,
		ExternalChangeAllowed: c.Traits.ExternalChangeAllowed, Offline: c.Traits.Offline, OneTime: c.Traits.OneTime,
	}
}

// With is the draft with a change made to it.
func (d CodeDraft) With(c CodeChange) CodeDraft {
	d.Window = c.Window
	if c.Name != "" {
		d.Name = c.Name
	}
	if c.PIN.Known() {
		d.PIN = c.PIN
	}
	if allowed, known := c.ExternalChangeAllowed.Bool(); known {
		d.ExternalChangeAllowed = allowed
	}
	return d
}
