package model

import (
	"cmp"
	"strings"
	"time"
)

// Scheduling is how codes with a window come onto a lock. Seam's guides tell it by brand, and no field of a device
// does; one code can be an exception, and then its deferred creation says when it will be loaded.
type Scheduling uint8

// The ways. The zero value is for brands that the guides say nothing about.
const (
	SchedulingUnknown Scheduling = iota
	// Native locks know windows: codes are loaded ahead and wait there, so that the lock may be offline at the start.
	Native
	// JustInTime locks know no windows: Seam sets the code before the start and erases it after the end.
	JustInTime
)

const (
	// nativeLead and timelyLead are how long before its start a code is loaded, by Seam's guides.
	nativeLead = 72 * time.Hour
	timelyLead = time.Hour
)

// Lead is how long before its start Seam begins to load a code; 0 where nobody says.
func (s Scheduling) Lead() time.Duration {
	switch s {
	case Native:
		return nativeLead
	case JustInTime:
		return timelyLead
	case SchedulingUnknown:
		return 0
	default:
		return 0
	}
}

// Words says it of a lock.
func (s Scheduling) Words() string {
	switch s {
	case Native:
		return "loads codes up to 72 h ahead"
	case JustInTime:
		return "loads codes 60 min before their start"
	case SchedulingUnknown:
		return "how far ahead it loads codes is unknown"
	default:
		return SchedulingUnknown.Words()
	}
}

// A Habit is what can be expected of a lock of one brand.
type Habit struct {
	Scheduling Scheduling
	// Usual is how long the lock needs to take a code or to drop one while all is well. Seam names no figures: this is
	// our guess, from what makes the brand slow.
	Usual time.Duration
	// Patience is our guess too, unless the [Limits] of the lock say otherwise.
	Patience Patience
}

// Patience is how long a code may stand before somebody should look at it, by where it stands.
type Patience struct {
	Setting  time.Duration // being programmed
	Removing time.Duration // being erased, or reported on the lock after its end
	// Waiting holds from when Seam should have begun to load the code, where Seam loads it just before its start, and
	// from when it was asked for where it has no start.
	Waiting time.Duration
	Late    time.Duration // not on the lock although its window is open
}

// over is p with what it leaves open, which is 0, taken from q.
func (p Patience) over(q Patience) Patience {
	return Patience{
		Setting: cmp.Or(p.Setting, q.Setting), Removing: cmp.Or(p.Removing, q.Removing),
		Waiting: cmp.Or(p.Waiting, q.Waiting), Late: cmp.Or(p.Late, q.Late),
	}
}

// startPatience is how late a code may be at its start on a lock that Seam began to load an hour before: the lock's clock,
// the report to Seam and our tick.
const startPatience = 2 * time.Minute

// Habit is what can be expected of the lock: what Seam's guides list and except for its brand, our guess at the minutes, see
// [Habit], and over it what somebody set.
func (d *Device) Habit() Habit {
	brand := d.Brand()
	h := habitOf(brand)
	if d.Limits != nil {
		h.Patience = d.Limits.patience(brand, h)
	}
	return h
}

// Brand is the first word of Seam's device type, which clones and later models share: "august" of august_lock. That of 2N is
// "two_n".
func (d *Device) Brand() string {
	brand, _, _ := strings.Cut(d.Type, "_")
	if brand == "two" {
		return "two_n"
	}
	return brand
}

// TakesTimeZone says that Seam can be told where the lock is: its call for that has a place for three makers. Of all others it has the
// zone from the maker's app or from the device.
func (d *Device) TakesTimeZone() bool {
	switch d.Brand() {
	case "ultraloq", "omnitec", "schlage":
		return true
	default:
		return false
	}
}

// Brands are those of the locks that Seam's documentation names, sorted. The set is open.
func Brands() []string {
	return []string{
		"akiles", "akuvox", "aqara", "august", "avigilon", "brivo", "butterflymx", "controlbyweb", "doorking", "dormakaba", "four",
		"genie", "igloo", "igloohome", "keyincode", "kisi", "kwikset", "linear", "lockly", "nuki", "omnitec", "salto", "schlage",
		"smartthings", "tedee", "ttlock", "two_n", "ultraloq", "wyze", "yacan", "yale",
	}
}

func habitOf(brand string) Habit {
	switch brand {
	case "august", "yale", "schlage", "kwikset", "nuki", "tedee":
		return habit(Native, 2, 10)
	case "salto": // the PIN itself may come later
		return habit(Native, 1, 10)
	case "two_n": // it hangs on a cable
		return habit(Native, 1, 5)
	case "ttlock", "wyze": // a Bluetooth gateway stands between
		return habit(Native, 3, 15)
	case "igloohome": // a bridge works through a queue of jobs
		return habit(Native, 5, 30)
	case "lockly":
		return habit(JustInTime, 3, 15)
	case "smartthings": // Z-Wave
		return habit(JustInTime, 5, 20)
	case "dormakaba": // Oracode
		return habit(JustInTime, 1, 10)
	default:
		return habit(SchedulingUnknown, 2, 10)
	}
}

// habit has the same patience for every step but one: where Seam begins an hour before the start, the wait is over at the
// start; a lock that has the code ahead may only be late to say so, and of other locks we know nothing.
func habit(s Scheduling, usual, patience time.Duration) Habit {
	long := patience * time.Minute
	h := Habit{Scheduling: s, Usual: usual * time.Minute, Patience: Patience{Setting: long, Removing: long, Waiting: long, Late: long}}
	if s == JustInTime {
		h.Patience.Late = startPatience
	}
	return h
}
