package model

// Status is where Seam says a code is on its way to or from the lock. The set is open: Seam adds values, and an
// unknown one shows as itself.
type Status string

// The statuses that Seam documents.
const (
	// StatusUnset is not active: waiting for its window, or loaded ahead and waiting for its start.
	StatusUnset Status = "unset"
	// StatusSetting is being programmed now.
	StatusSetting Status = "setting"
	// StatusSet is active on the lock.
	StatusSet Status = "set"
	// StatusRemoving is being erased; the PIN may still open the door.
	StatusRemoving Status = "removing"
	// StatusUnknown is what Seam reports when it cannot verify, typically because the account is disconnected.
	StatusUnknown Status = "unknown"
)

// Known says whether the value is one that Seam documented when this was written.
func (s Status) Known() bool {
	switch s {
	case StatusUnset, StatusSetting, StatusSet, StatusRemoving, StatusUnknown:
		return true
	default:
		return false
	}
}

// InMotion says that the status is expected to change by itself within minutes.
func (s Status) InMotion() bool { return s == StatusSetting || s == StatusRemoving }

// CodeType says whether a code has a window. The set is open.
type CodeType string

// The types that Seam documents.
const (
	// TypeOngoing works until it is removed.
	TypeOngoing CodeType = "ongoing"
	// TypeTimeBound works from starts_at until ends_at.
	TypeTimeBound CodeType = "time_bound"
)

// Known says whether the value is one that Seam documented when this was written.
func (t CodeType) Known() bool { return t == TypeOngoing || t == TypeTimeBound }
