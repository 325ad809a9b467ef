package nav

import (
	"time"

	"seamdash/model"
)

// A Deed is what can be asked of Seam for a code that exists.
type Deed uint8

// The deeds.
const (
	Delete      Deed = iota
	Extend           // give it a later end
	Retry            // ask for the same values again
	Recreate         // delete it, and once it is off the lock make it again with the same PIN
	PullBackup       // take a spare code out of the lock's pool to stand in for it
	MakeOngoing      // let it work always
	SetWindow        // give it a start and an end
	Adopt            // let Seam manage a code that was made elsewhere
	NewPIN           // give it another PIN, which the lock takes
	AllowChange      // let changes made in the maker's app stand
	MakeAgain        // make one that is gone from Seam again, as it was
)

// String is the deed as a noun.
func (d Deed) String() string {
	names := [...]string{"deletion", "extension", "another try", "re-creation", "backup code", "conversion", "new window", "takeover", "new PIN", "permission for changes", "creation"}
	if int(d) < len(names) {
		return names[d]
	}
	return "change"
}

// A Task is one deed to one code.
type Task struct {
	Deed Deed
	// Code is as it was when a person chose to do it, so that what was shown is what is done.
	Code model.AccessCode
	// Name and Lock are what the code and its lock are called on the screen.
	Name, Lock string
	// Rule is the name of the recurring schedule that the code belongs to, or ""; told where many are deleted.
	Rule string
	// Until is the new end, for [Extend] and [SetWindow], and From the new start for the latter.
	From, Until time.Time
	// PIN is the new one, for [NewPIN]; it is drawn when Seam is asked, so that it fits the lock as it is then.
	PIN model.PIN
	// Force takes the code over even from another Seam workspace, for [Adopt].
	Force bool
}

// What the root answers to, about deeds.
type (
	// Do asks Seam for one deed, without another question.
	Do struct{ Task Task }
	// DoAll asks Seam for many, and shows how it goes; deleting asks before for the number of codes. LeftOut are codes that
	// were meant too and why it cannot be done to them, a line for each.
	DoAll struct {
		Tasks   []Task
		LeftOut []string
	}
	// AskUntil asks how long codes shall work, or for the window that all of them get when the tasks are [SetWindow]. Zones are
	// where their locks are, in the order of the tasks.
	AskUntil struct {
		Tasks   []Task
		LeftOut []string
		Zones   []*time.Location
	}
	// AskZone asks in which time zone a lock is, to tell Seam.
	AskZone struct{ Lock model.DeviceID }
	// ReportZone tells Seam the time zone of a lock by its IANA name, without another question. Name is what the lock is called,
	// Type what Seam calls its kind.
	ReportZone struct {
		Lock             model.DeviceID
		Name, Type, Zone string
	}
	// Undo takes back the newest write of this program that can be taken back, after a question.
	Undo struct{}
	// TakeBack takes back a followed write by its id, without another question.
	TakeBack struct{ ID string }
)

func (Do) intent()         {}
func (DoAll) intent()      {}
func (AskUntil) intent()   {}
func (AskZone) intent()    {}
func (ReportZone) intent() {}
func (Undo) intent()       {}
func (TakeBack) intent()   {}
