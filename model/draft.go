package model

// A CodeDraft is an access code that is asked for. The zero Window asks for an ongoing code, otherwise both edges are
// needed. The zero PIN lets Seam or the lock's maker choose one.
type CodeDraft struct {
	DeviceID DeviceID
	Name     string // Seam gives it a name of its own when it is empty
	PIN      PIN
	Window   Window
	// PINLength is the length that is preferred where Seam chooses the PIN; 0 leaves it open.
	PINLength int
	// NativeScheduling says whether the lock may load the code ahead and open its window itself; Unknown leaves it to
	// Seam, which does so where the lock can.
	NativeScheduling Tri
	// BackupPool lets Seam keep spare codes for the lock, for codes with a window only.
	BackupPool bool
	// ExternalChangeAllowed lets changes in the maker's app stand instead of undoing them.
	ExternalChangeAllowed bool
	// GroupKey links codes on several locks that shall share one PIN (common_code_key), or is "".
	GroupKey string
	// Offline asks for a code that the lock knows without being reached, OneTime for one that opens once.
	Offline, OneTime bool
	// DayRounding lets the times of an offline code be rounded to days, otherwise to hours at most.
	DayRounding bool
}

// A CodeChange is how an access code shall be from now on. The zero Window makes it ongoing, otherwise both edges are
// needed; an empty Name, the zero PIN and Unknown leave those alone.
type CodeChange struct {
	Name                  string
	PIN                   PIN
	Window                Window
	ExternalChangeAllowed Tri
}
