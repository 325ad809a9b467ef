package model

import (
	"slices"
	"strings"
	"time"
)

// A Device is a lock as Seam describes it. Unknown facts stay unknown: a zero value never stands for a guess.
type Device struct {
	ID           DeviceID
	AccountID    AccountID
	Name         string
	Type         string // device_type, an open set such as "august_lock"
	Manufacturer string
	ModelName    string
	// TimeZone is the IANA name that Seam has for the lock, or "" when it has none.
	TimeZone string
	// Place is what Seam calls the location of the lock, or "": the house, where its name is the door.
	Place     string
	CreatedAt time.Time

	Online  Tri
	Locked  Tri
	Managed bool
	Battery Battery
	Keypad  Battery
	// KeypadAttached says whether a keypad that is a part of its own is connected; [Unknown] where there is none, or nobody says.
	KeypadAttached Tri
	Can            Capabilities
	Rules          PINRules
	// Slots is how many codes the lock holds, codes loaded ahead included; 0 when Seam does not say.
	Slots int
	// Frames are the shapes that the windows of codes may have; none for any.
	Frames []TimeFrame

	Problems []Problem
	// Unreadable says why the object could not be decoded; then only ID and Name are filled. Otherwise "".
	Unreadable string
	// Limits are what the person at the keyboard set about locks, nil for nothing. They come from no server.
	Limits *Limits
}

// Product names the product, without saying the maker twice; "" where nobody says.
func (d *Device) Product() string {
	if strings.HasPrefix(strings.ToLower(d.ModelName), strings.ToLower(d.Manufacturer)) {
		return d.ModelName
	}
	return strings.TrimSpace(d.Manufacturer + " " + d.ModelName)
}

// A Battery is a level between 0 and 1, or mains power. The zero value is unknown: Seam omits the battery while a
// lock is offline.
type Battery struct {
	Known  bool
	Level  float64
	Status string // critical, low, good or full where the maker reports it; an open set
	Wired  bool
}

// Percent is the level in whole per cent, and whether there is one.
func (b Battery) Percent() (percent int, ok bool) {
	if !b.Known || b.Wired {
		return 0, false
	}
	return int(b.Level*100 + 0.5), true
}

// Capabilities are the can_ flags of a device: [Yes] works now, [No] the hardware could but does not at present,
// [Unknown] is not supported.
type Capabilities struct {
	ProgramOnlineCodes  Tri
	ProgramOfflineCodes Tri
	UnlockWithCode      Tri
	RemotelyLock        Tri
	RemotelyUnlock      Tri
	// AccessCodes says that capabilities_supported, Seam's older list without the three answers, names access codes.
	AccessCodes bool
	// BackupPool is properties.supports_backup_access_code_pool.
	BackupPool Tri
}

// HasCodes says that the device is one that codes can be kept on, now or ever.
func (c Capabilities) HasCodes() bool {
	return c.AccessCodes ||
		c.ProgramOnlineCodes != Unknown || c.ProgramOfflineCodes != Unknown || c.UnlockWithCode != Unknown
}

// PINRules are what a lock accepts as a PIN and as a name. Empty Lengths means that Seam does not say: then only
// the API's own 4 to 12 digits hold.
type PINRules struct {
	Lengths     []int
	Constraints []Constraint
}

// NameLimit is how many runes the name of a code may have, 0 where Seam does not say.
func (r *PINRules) NameLimit() int {
	limit := 0
	for _, c := range r.Constraints {
		if c.Type == "name_length" && c.MaxLength > 0 && (limit == 0 || c.MaxLength < limit) {
			limit = c.MaxLength
		}
	}
	return limit
}

// Demands says that a constraint of this type holds.
func (r *PINRules) Demands(kind string) bool {
	return slices.ContainsFunc(r.Constraints, func(c Constraint) bool { return c.Type == kind })
}

// A Constraint is one rule of a lock on PINs, names or times. Type is an open set; the lengths belong to
// name_length and are 0 where absent.
type Constraint struct {
	Type                 string
	MinLength, MaxLength int
}
