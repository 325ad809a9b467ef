package model

import "time"

// An AccessCode is one code on one lock as Seam describes it. Name, PIN and Window are what was asked for; see
// [PendingMutation] for what the lock still has.
type AccessCode struct {
	ID       CodeID
	DeviceID DeviceID
	Name     string
	PIN      PIN
	Type     CodeType
	Status   Status
	// Window is the zero window for an ongoing code, whatever times the object still carries.
	Window    Window
	CreatedAt time.Time
	Managed   bool
	// Preloaded says that a time-bound code is already on the lock and waits there for its start.
	Preloaded Tri
	// AwaitingPIN says that the lock's maker has not handed out the PIN yet.
	AwaitingPIN Tri
	Backup      Backup
	Traits      Traits
	// GroupKey links codes that share one PIN (common_code_key), or "".
	GroupKey string
	Pending  []PendingMutation
	Problems []Problem
	// Unreadable says why the object could not be decoded; then only the ids and Name are filled. Otherwise "".
	Unreadable string
}

// Backup is what Seam says about spare codes around one code.
type Backup struct {
	Is        bool   // this is itself a backup code
	Available bool   // one can be pulled for this code
	Pulled    CodeID // the one that was pulled for this code, or ""
}

// Traits are the yes-or-no facts fixed when a code was made.
type Traits struct {
	ExternalChangeAllowed bool
	OneTime               bool
	Offline               bool
	// CannotBeManaged and CannotBeDeleted are set only for unmanaged codes that Seam cannot take over or erase.
	CannotBeManaged bool
	CannotBeDeleted bool
}

// InMotion says that the code is expected to change by itself within minutes: the lock is being programmed or
// erased, or a change that was asked for is not confirmed. A creation that Seam defers to a later time is not.
func (c *AccessCode) InMotion() bool {
	if c.Status.InMotion() {
		return true
	}
	for _, m := range c.Pending {
		if m.Code != MutationDeferringCreation {
			return true
		}
	}
	return false
}
