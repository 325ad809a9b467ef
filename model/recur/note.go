package recur

import (
	"fmt"
	"time"

	"seamdash/model/civil"
)

// A NoteKind is what a change of the clocks does to a window.
type NoteKind uint8

// What changes of the clocks do.
const (
	// OpensSkipped is an opening at a time that does not exist that day: it opens later by Shift.
	OpensSkipped NoteKind = iota + 1
	// ClosesSkipped is a closing at a time that does not exist: it closes later by Shift.
	ClosesSkipped
	// OpensTwice is an opening at a time that comes twice: it opens the first time.
	OpensTwice
	// ClosesTwice is a closing at a time that comes twice: it closes the first time.
	ClosesTwice
	// Longer is a window that lasts Shift longer than its hours say, because the clocks go back inside it.
	Longer
	// Shorter is a window that lasts Shift less than its hours say, because the clocks go forward inside it.
	Shorter
	// Empty is a window that does not take place because its hours do not exist that day.
	Empty
)

// A Note says what a change of the clocks does to a window.
type Note struct {
	Kind NoteKind
	// At is the time by the rule that the change meets: of the opening or the closing; of the opening for [Longer], [Shorter] and
	// [Empty].
	At civil.Wall
	// Shift is by how much, where the kind has it; positive.
	Shift time.Duration
}

// String is the note as a clause for people, such as "02:30 does not exist that day, opens at 03:30".
func (n Note) String() string {
	at := n.At.Clock()
	later := (at + civil.Clock(n.Shift/time.Second)) % civil.Day
	switch n.Kind {
	case OpensSkipped:
		return fmt.Sprintf("%v does not exist that day, opens at %v", at, later)
	case ClosesSkipped:
		return fmt.Sprintf("%v does not exist that day, closes at %v", at, later)
	case OpensTwice:
		return fmt.Sprintf("%v comes twice that day, opens the first time", at)
	case ClosesTwice:
		return fmt.Sprintf("%v comes twice that day, closes the first time", at)
	case Longer:
		return fmt.Sprintf("%s longer, the clocks go back", Length(n.Shift))
	case Shorter:
		return fmt.Sprintf("%s shorter, the clocks go forward", Length(n.Shift))
	case Empty:
		return "does not take place, its hours do not exist that day"
	default:
		return ""
	}
}

// Length writes a duration in whole minutes as people do: "45 min", "4 h", "1 h 30 min".
func Length(d time.Duration) string {
	h, m := int(d/time.Hour), int(d%time.Hour/time.Minute)
	switch {
	case h == 0:
		return fmt.Sprintf("%d min", m)
	case m == 0:
		return fmt.Sprintf("%d h", h)
	default:
		return fmt.Sprintf("%d h %d min", h, m)
	}
}
