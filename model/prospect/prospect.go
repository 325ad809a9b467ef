// Package prospect says what a recurring schedule will meet on its locks: codes that stand in its way, places that run out,
// windows that follow each other faster than a lock is programmed, and what the lock would refuse.
//
// It looks at windows that somebody worked out already, so that the same windows are shown and judged.
package prospect

import (
	"cmp"
	"slices"
	"time"

	"seamdash/model"
	"seamdash/model/civil"
	"seamdash/model/fit"
)

// A Question is a schedule as it will be asked of its locks.
type Question struct {
	Now   time.Time
	Zones fit.Zones
	// PINs are those that the codes will have, as far as they are known.
	PINs []model.PIN
	// SamePIN says that each code has the PIN of the one before, so that it cannot be made before that one has left.
	SamePIN bool
	// New says that the schedule is not kept yet, Start is its first day.
	New   bool
	Start civil.Date
	Doors []Door
}

// A Door is one lock of the schedule.
type Door struct {
	Lock *model.Lock
	// Zone is the zone that times are told in.
	Zone *time.Location
	// Name is what the next code would be called here.
	Name string
	// Windows are the next ones as the lock gets them, in order, buffers included. What is not among them is not judged.
	Windows []model.Window
	// Others are the other schedules on the lock, with windows of about the same time.
	Others []Series
	// Own says that a code was made by this schedule, which is not in its own way; nil knows of none.
	Own func(*model.AccessCode) bool
}

// A Series is another schedule.
type Series struct {
	Name    string
	Windows []model.Window
}

// A Level is how much a warning matters.
type Level uint8

// The levels, the worst first.
const (
	Refused  Level = iota // the lock or Seam would not take the code
	Doubtful              // it may come late or not at all
	Aside                 // good to know
)

// A Warning is one thing that a schedule will meet on one lock.
type Warning struct {
	Lock  model.DeviceID
	Level Level
	// Field is the part of a form that mends it.
	Field fit.Field
	// Rule names the kind: Seam's constraint_type, or a word of ours in the same style, as in [fit.Finding].
	Rule string
	// Text is a clause that names the lock, Hint what to do, or "".
	Text, Hint string
	// When is the first time it matters, or zero.
	When time.Time
}

// Judge finds what is to be said, the worst first and then the nearest. The answer is the same for the same question.
func Judge(q *Question) []Warning {
	v := visit{question: q}
	for i := range q.Doors {
		v.door, v.first = &q.Doors[i], len(v.found)
		v.start()
		v.clock()
		v.draft()
		v.pins()
		v.gaps()
		v.crowd()
		v.company()
	}
	slices.SortStableFunc(v.found, func(a, b Warning) int {
		return cmp.Or(cmp.Compare(a.Level, b.Level), compareWhen(a.When, b.When))
	})
	return v.found
}

// compareWhen puts what holds at all times before what holds at one.
func compareWhen(a, b time.Time) int {
	return cmp.Or(cmp.Compare(b2i(!a.IsZero()), b2i(!b.IsZero())), a.Compare(b))
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// A visit goes from door to door and collects what is found.
type visit struct {
	question *Question
	door     *Door
	found    []Warning
	first    int // of what was found at this door
	scratch  scratch
}

func (v *visit) add(w Warning) {
	w.Lock = v.door.Lock.Device.ID
	v.found = append(v.found, w)
}

// called is the name of the lock.
func (v *visit) called() string {
	return cmp.Or(v.door.Lock.Device.Name, string(v.door.Lock.Device.ID))
}

// day says when something is, for somebody now.
func (v *visit) day(t time.Time) string {
	return model.When(t, v.question.Now, v.door.Zone)
}

// codes are those of the lock that this schedule did not make and that are not over.
func (v *visit) codes(yield func(*model.AccessCode) bool) {
	for i := range v.door.Lock.Codes {
		code := &v.door.Lock.Codes[i]
		if v.door.Own != nil && v.door.Own(code) || code.Standing(v.question.Now).Phase == model.PhaseOver {
			continue
		}
		if !yield(code) {
			return
		}
	}
}
