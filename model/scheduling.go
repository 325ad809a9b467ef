package model

import (
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
	// Usual is how long the lock needs to take a code or to drop one while all is well, and Patience how long it may
	// need before somebody should look. Seam names no figures: both are our guess, from what makes the brand slow.
	Usual, Patience time.Duration
}

// Habit is what can be expected of the lock. The brand is the first word of Seam's device type, which clones and later
// models share. The scheduling is what Seam's guides list and except; the minutes are a guess, see [Habit].
func (d *Device) Habit() Habit {
	brand, _, _ := strings.Cut(d.Type, "_")
	switch brand {
	case "august", "yale", "schlage", "kwikset", "nuki", "tedee":
		return habit(Native, 2, 10)
	case "salto": // the PIN itself may come later
		return habit(Native, 1, 10)
	case "two": // 2N, whose type is two_n_intercom; it hangs on a cable
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

func habit(s Scheduling, usual, patience time.Duration) Habit {
	return Habit{Scheduling: s, Usual: usual * time.Minute, Patience: patience * time.Minute}
}
