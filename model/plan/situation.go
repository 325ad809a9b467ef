package plan

import (
	"io"
	"time"

	"seamdash/model"
	"seamdash/model/recur"
)

// A Situation is all that a decision is made from.
type Situation struct {
	Now   time.Time
	State State
	// Rule is nil when it is gone or has the lock no more.
	Rule *Rule
	// Unknown is why nobody can tell what the rule wants: it cannot be read, or no zone is known. Then nothing is done.
	Unknown string
	// Lock is nil when the workspace does not have it.
	Lock *model.Lock
	// Step is the one of this series whose end is not known, nil for none.
	Step *Step
	Look Look
	// Stirred says that something happened which makes a look worth its price.
	Stirred bool
	// Removed is when access_code.removed_from_device was reported for the live code; zero when it was not.
	Removed time.Time
	Wish    Wish
	// Random is where the digits of new PINs come from.
	Random io.Reader
}

// A Rule is what a series wants.
type Rule struct {
	Rule *recur.Rule
	// Schedule is the rule in the zone of the lock.
	Schedule *recur.Schedule
	Version  uint64
	// Changed is when the rule was last edited: windows before that are nobody's debt when nothing is kept of the series.
	Changed time.Time
}

// A Look is what Seam said in this round of decisions.
type Look struct {
	// At is when the question was put; zero when nobody looked.
	At time.Time
	// Code is the live code, nil when Seam does not have it any more.
	Code *model.AccessCode
	// Listed says that Codes are all managed codes of the lock; without it they are not known.
	Listed bool
	Codes  []model.AccessCode
}

// A StepKind is what a step does.
type StepKind string

// The steps.
const (
	StepCreate StepKind = "create"
	StepUpdate StepKind = "update"
	StepDelete StepKind = "delete"
)

// A Step is one write, as it stands in the journal before it is done.
type Step struct {
	// Number is given by the journal.
	Number uint64
	Key    Key
	Kind   StepKind
	// Code is the code that it is about; "" for a creation.
	Code model.CodeID
	// Wanted is how the code shall be, for a deletion how it was.
	Wanted model.CodeDraft
	Slot   Slot
	// Version is the one of the rule by which it was decided.
	Version uint64
	Begun   time.Time
	// Why is one clause for people.
	Why string
}

// A DoKind is what comes next.
type DoKind uint8

// The things to do.
const (
	// Wait does nothing until [Decision.LookAt], or until something happens.
	Wait DoKind = iota
	// LookCode reads the live code and decides again; LookLock reads the live code and all codes of the lock.
	LookCode
	LookLock
	// Write begins Decision.Step in the journal, does it, and gives the result to [Answer].
	Write
)

// A Decision is what follows from a situation.
type Decision struct {
	// State is to be kept in place of the one in the situation, together with the new lines of the history.
	State State
	Rolls []Roll
	// Settled is how the situation's step ended, "" when it has not.
	Settled string
	// Dropped says that nothing needs to be kept of the series any more, its history apart.
	Dropped bool

	Do   DoKind
	Step Step
	// Change is what the step of an update asks for.
	Change model.CodeChange
	// LookAt is when to decide again at the latest; zero for never.
	LookAt time.Time
	// Why is one clause for people: what is waited for, or why the step.
	Why string
}

// A Result is what came of a step.
type Result struct {
	At   time.Time
	Code model.AccessCode // of a creation
	Err  error
}
