package diagnose

import (
	"time"

	"seamdash/model"
)

// A Cause names what is wrong: Seam's error or warning code where Seam says it, one of the constants where it is reasoned.
// Causes are kept with what a person acknowledged, so they never change their names.
type Cause string

// What is reasoned from the facts, where Seam has no word for it or has not said it.
const (
	CauseUnreadable    Cause = "unreadable"            // Seam's answer about it made no sense
	CauseSettingLong   Cause = "setting_too_long"      // being programmed for longer than this brand needs
	CauseLate          Cause = "late"                  // the window is open and the code is not on the lock
	CauseLoadLate      Cause = "load_late"             // not loaded although its load time has passed
	CauseWaiting       Cause = "waiting"               // healthy: it waits for its load time, or for its window
	CauseRemovingLong  Cause = "removing_too_long"     // being erased for longer than this brand needs
	CauseLingers       Cause = "window_over_on_lock"   // its window has ended and it is still on the lock
	CauseOver          Cause = "window_over"           // healthy: its window has ended and it is off the lock
	CauseOldValues     Cause = "old_values_live"       // the lock still has the PIN, the name or the times from before a change
	CausePINPending    Cause = "pin_pending"           // the lock's maker has not handed out the PIN
	CauseStatusUnknown Cause = "status_unknown"        // Seam cannot tell whether it is on the lock
	CauseOffline       Cause = "offline"               // the lock is offline, and Seam reports no error for it
	CauseOfflineSoon   Cause = "offline_before_window" // the lock is offline and a window begins within 72 h
	CauseLowBattery    Cause = "battery_low"           // of the lock
	CauseLowKeypad     Cause = "keypad_battery_low"    // of the keypad
	CauseNoKeypad      Cause = "keypad_missing"        // there is nothing to type a PIN on
	CauseCannot        Cause = "cannot_program"        // the lock takes no codes at present, and Seam does not say why
	CauseFull          Cause = "capacity_full"         // no place is left now
	CauseFullSoon      Cause = "capacity_full_on_date" // no place will be left on a date
	CauseSamePIN       Cause = "same_pin"              // another code of the lock has the same PIN
	CauseSameName      Cause = "same_name"             // another code has the same name, on a lock that wants each once
	CauseNoZone        Cause = "zone_unknown"          // the time zone of the lock is not known, and the code has a window
	CauseClockChange   Cause = "clock_change_padding"  // clocks change within or near the window
	CauseSilentSet     Cause = "no_event_set"          // it should have been set, and no event says that it was
	CauseSilentRemoved Cause = "no_event_removed"      // it left the lock, and no event says so
	CauseDeletedAway   Cause = "deleted_outside"       // deleted outside Seam
	CauseChangedAway   Cause = "changed_outside"       // changed outside Seam
	CauseGone          Cause = "gone"                  // the code is gone from Seam
	CauseTakenOver     Cause = "taken_over"            // another workspace manages it
	CauseForeign       Cause = "unmanaged"             // Seam does not manage it
	CauseRateLimited   Cause = "rate_limited"          // Seam refuses our calls for a while: too many
	CauseStale         Cause = "picture_old"           // what is known is old: Seam does not answer, or updates are frozen
	CauseWrongPIN      Cause = "wrong_pin_typed"       // the keypad refused what was typed
	CauseUsed          Cause = "opened_door"           // healthy: it opened the door
	CauseContradiction Cause = "contradiction"         // what Seam says does not fit together
)

// Severity is how much a finding matters, apart from whether it blocks the code.
type Severity uint8

// The severities, from the quietest.
const (
	// Note is worth knowing; all is well with it.
	Note Severity = iota
	// Warning may hurt somebody, or will.
	Warning
	// Serious hurts somebody now, or leaves a door open.
	Serious
)

// String is the severity in a word.
func (s Severity) String() string {
	names := [...]string{"note", "warning", "serious"}
	if int(s) < len(names) {
		return names[s]
	}
	return names[Serious]
}

// A Finding is one thing to know about a code or a lock, with what it follows from and what to do about it. All its texts are
// sentences or clauses for people without any PIN in them; times in them are those of the reader.
type Finding struct {
	Cause    Cause
	Severity Severity
	// Root is what the cause is about. The same root in the findings of two codes is the same thing.
	Root Root
	// Title is a few words: "The lock is offline".
	Title string
	// Why is the cause in one sentence.
	Why string
	// Said is Seam's own sentence, cleaned, or "".
	Said string
	// Since is when it began, zero where nobody says.
	Since time.Time
	// Evidence is what it follows from, the strongest first; never empty.
	Evidence []Evidence
	// Steps are what to try, the first one first; empty only for a [Note].
	Steps []Step
	// Retries says whether Seam goes on trying by itself.
	Retries model.Tri
	// Blocks says that the code does not work, or will not, as long as this is so; of a lock that new codes do not get there.
	Blocks bool
	// Open says that a door can be opened by who should not any more.
	Open bool
}

// Key names the finding's root and cause over all codes, locks and accounts: "device/5b1d…/offline". It stays the same as long as
// the trouble does, and tells nothing about a PIN or a name.
func (f *Finding) Key() string {
	return f.Root.Origin.String() + "/" + f.Root.ID + "/" + string(f.Cause)
}

// A Root is the thing that a cause lies on: a code, a lock, a bridge program or an account, by its id. A hub has no id at Seam: it
// is named by account and place where the place is known, and otherwise by the lock that lost it.
type Root struct {
	Origin model.Origin
	ID     string
	Name   string // what to call it
}

// Evidence is a fact, since when, and where it is from.
type Evidence struct {
	Fact  string    // "the lock is offline"
	Since time.Time // zero where nobody says
	From  Source
}

// Source is where a fact is from.
type Source uint8

// The sources.
const (
	FromCode    Source = iota // Seam's answer about the code
	FromLock                  // about its lock, or another code there
	FromAccount               // about the account
	FromEvent                 // an event that Seam recorded, or its absence
	FromUs                    // what this program asked for, or how it stands with Seam
	FromGuides                // what Seam's guides, or we, expect of the brand
)

// String is the source as a person calls it.
func (s Source) String() string {
	names := [...]string{"the code", "the lock", "the account", "an event", "this program", "the brand's habit"}
	if int(s) < len(names) {
		return names[s]
	}
	return names[FromCode]
}

// A Step is something to try.
type Step struct {
	// Text says what, in the imperative and without a full stop: "bring the lock online".
	Text string
	// Do is how this program does it, or [ByHand].
	Do Remedy
	// Code is the other code that it is about, for remedies that are about one; otherwise "".
	Code model.CodeID
}

// A Remedy is what this program can do about a finding.
type Remedy uint8

// The remedies. Whether one can be done at this moment is for whoever offers it to say.
const (
	ByHand      Remedy = iota // only a person can
	Wait                      // wait and look again
	Retry                     // ask for the same values again
	Recreate                  // delete the code and make it again with the same PIN
	NewPIN                    // give the code another PIN, which the lock takes
	EditWindow                // change its times
	Extend                    // give it a later end
	PullBackup                // pull a backup code that stands in for it
	AllowChange               // let changes in the maker's app stand
	AdoptCode                 // let Seam manage this code
	TakeOver                  // let this workspace manage it, with force
	AdoptOther                // let Seam manage the other code, see Step.Code
	DeleteOther               // delete the other code
	ShowOther                 // go to the other code
	DeleteCode                // delete this code
	ReportZone                // tell Seam the lock's time zone
	UnlockNow                 // open the door from afar
	Reconnect                 // how to connect the account again
	ShowCodes                 // go to the codes of the lock, to choose which can go
	Refresh                   // ask Seam again now
)
