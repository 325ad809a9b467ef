package diagnose

import (
	"time"

	"seamdash/model"
)

// A Diagnosis is the answer about one code or one lock.
type Diagnosis struct {
	// Verdict is the answer in a sentence or two: where it stands, and who is hurt when.
	Verdict string
	// Health is the verdict in a word.
	Health Health
	// Findings in the order in which to deal with them: what blocks before what does not, the root before the leaf, the more serious
	// first. Nobody's cause is in it twice.
	Findings []Finding
	// Timeline is what happened to the code, what was expected and did not happen, and what is to come, in order of time; empty for
	// a lock.
	Timeline []Moment
	// Earlier is how many moments are left out of the timeline because they are older than those in it.
	Earlier int
	// Differences are what was asked for against what is on the lock; empty for a lock, and for a code of which Seam cannot tell.
	Differences []Difference
}

// Health is how a code or a lock is.
type Health uint8

// The healths, the best first.
const (
	Fine    Health = iota // it works, or is over as it should be
	Coming                // it does not work yet, and should not
	Uneasy                // it works or will, and something may come between
	Blocked               // it does not work and should, or will not when it should
	Unsure                // nobody can tell
)

// String is the health in a word.
func (h Health) String() string {
	names := [...]string{"fine", "coming", "uneasy", "blocked", "unsure"}
	if int(h) < len(names) {
		return names[h]
	}
	return names[Unsure]
}

// Blocked says that something keeps the code from working.
func (d *Diagnosis) Blocked() bool {
	for i := range d.Findings {
		if d.Findings[i].Blocks {
			return true
		}
	}
	return false
}

// A Moment is one line of what happened to a code, or should have.
type Moment struct {
	At time.Time
	// Words says what, without a full stop: "set on the lock".
	Words string
	Kind  MomentKind
	// Event is Seam's event, or "".
	Event model.EventID
	// Request is the request with which this program asked for it, or "".
	Request model.RequestID
}

// MomentKind is how certain a moment is.
type MomentKind uint8

// The kinds.
const (
	Happened MomentKind = iota // Seam recorded it, or this program did it
	Missing                    // it was due, and nothing says that it happened
	Due                        // it is to come
)

// A Difference is one value of a code as it was asked for and as it is on the lock.
type Difference struct {
	Field string // "PIN", "name", "from", "to"
	// Asked and OnLock are in words. A PIN is masked in both; an empty OnLock says that the lock has none.
	Asked, OnLock string
	// Same says that they are the same value.
	Same bool
}
