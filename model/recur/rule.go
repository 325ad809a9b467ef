// Package recur is what a recurring schedule is: whose doors open on which days from when until when, with its exceptions, and
// the windows that follow from it in the zone of a lock.
//
// A rule is told on the clock of the wall. Its windows keep that clock over changes to and from summer time; hours that do not
// exist or come twice are resolved as [seamdash/model/civil.Resolve] does, and said.
package recur

import (
	"time"

	"seamdash/model"
	"seamdash/model/civil"
	"seamdash/model/rrule"
)

// A Rule is a recurring schedule without its identity: two rules that say the same are equal. It holds what the person said;
// [Compile] turns it into windows.
type Rule struct {
	// Name is what people call it: "Cleaners".
	Name  string
	Locks []model.DeviceID
	// Zone is an IANA name whose clock counts on all locks; "" is the clock of each lock.
	Zone string
	// Start is the first day that may have a window. Intervals ("every 2 weeks") are counted from it.
	Start civil.Date
	// Spans are the windows that come again and again. There is at least one, unless all windows are in Extra.
	Spans []Span
	End   End
	// Skip takes windows away, Extra adds some, which End does not bound, and which are neither counted nor on Holidays skipped.
	Skip  []Skip
	Extra []Opening
	// Holidays are the sets whose days have no windows but those in Extra.
	Holidays []SetID
	// Before and After widen what is on the lock beside the hours that people are told. Whole minutes, at most a day each.
	Before, After time.Duration
	Pause         Pause
	PIN           PINPolicy
	Naming        Naming
}

// A Span is the same hours on days of one pattern.
type Span struct {
	// Days has neither COUNT, UNTIL nor times of day. It begins at the rule's start.
	Days  rrule.Rule
	Hours Hours
}

// Hours are when a window opens and closes, both from the midnight that its day begins with. From is within the day, Until
// after From and at most 31 days later; one beyond 24:00 is on a later day.
type Hours struct {
	From, Until civil.Clock
}

// An EndKind is how a rule ends.
type EndKind uint8

// The ends of a rule.
const (
	Never EndKind = iota
	OnDate
	AfterCount
)

// An End is when a rule ends.
type End struct {
	Kind EndKind
	// On is the last day on which a window may begin; the last window runs to its end.
	On civil.Date
	// Count is how many windows there are from the start on; those that are skipped, paused or on holidays are counted.
	Count int
}

// A Skip takes windows away by the day that they begin on.
type Skip struct {
	Date civil.Date
	// One says that only the window of the spans that opens at At is meant: an extra opening may then stand in its place. Otherwise
	// it is all of the day, extra openings too.
	One bool
	At  civil.Clock
}

// An Opening is a window of its own.
type Opening struct {
	Date  civil.Date
	Hours Hours
}

// A SetID names a set of holidays, see [Calendar].
type SetID string

// A Calendar says which days are holidays, and their names.
type Calendar interface {
	Holiday(d civil.Date) (name string, is bool)
}

// A Pause takes away the windows that begin on the days from From on, and before Until.
type Pause struct {
	Paused bool
	From   civil.Date
	// Until is the day on which windows begin again; Open says that nobody knows yet.
	Until civil.Date
	Open  bool
}

// A PINKind is where the PINs of a rule's codes come from.
type PINKind uint8

// The sources of PINs.
const (
	// ChosenBySeam leaves the first PIN to Seam and keeps it.
	ChosenBySeam PINKind = iota
	// Fixed is one PIN that the person chose.
	Fixed
	// Fresh is a new one for each window, drawn under the rules of the lock.
	Fresh
	// Listed takes the next of a list for each window, and begins again after the last.
	Listed
)

// A PINPolicy is which PIN a window's code has.
type PINPolicy struct {
	Kind PINKind
	// PINs are one for Fixed, two or more for Listed, otherwise none.
	PINs []model.PIN
	// Length is how many digits a Fresh PIN has; 0 is the shortest that the lock takes.
	Length int
}

// A Naming is what the codes on the locks are called. In both texts {rule} stands for the rule's name, {date} for the day of
// the window ("2027-01-04"), {day} for its weekday ("Mon") and {n} for its number.
type Naming struct {
	// Template is "{rule}" when it is empty.
	Template string
	// Short is for locks on which the other would be too long; "" cuts the other.
	Short string
}
