package diagnose

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"seamdash/model"
)

// A Survey is all that is wrong in a workspace at one moment, by root cause. It is never written again once it is given out.
type Survey struct {
	// Troubles in order of who is hurt first: those that somebody stands before now, those that block a window of the next 72 h by
	// its start, those that leave a door open, what else is grave, and the rest, each by their next window; among equals the older
	// before the younger.
	Troubles []Trouble
	// Dangers are the windows of the next 72 h that something may spoil, in order of their start. A window is among them once.
	Dangers []Danger
	// Locks and Codes are how many were looked at, At when. Unread is how many of the locks have codes that are not known, or only
	// as they once were, so that nobody can say that all is well with them.
	Locks, Codes, Unread int
	At                   time.Time
	// Hurt is how many codes the troubles hurt, each counted once.
	Hurt int
	// Until is when the survey has to be made anew though nothing changes but the time; zero for never. The words of its findings
	// age faster: they are those of At, or at most a minute older.
	Until time.Time
}

// Blocked says that something keeps a code from working, or new codes from a lock.
func (s *Survey) Blocked() bool {
	return slices.ContainsFunc(s.Troubles, func(t Trouble) bool { return t.Finding.Blocks })
}

// A Trouble is one root cause with all that it hurts.
type Trouble struct {
	// Finding is as on the first of the codes that it blocks, or else on the first lock that it blocks, or the first of either.
	Finding Finding
	// Locks are those that it lies on, in order of the picture, and Codes those that it hurts, who is hurt first before the others.
	Locks []model.DeviceID
	Codes []Hurt
	// Next is when the first of the codes is needed: its start, or At of the survey where its window is open now. A code that works
	// in spite of the trouble is counted only where no other is to come. Zero where none is needed any more.
	Next time.Time
	// Since is when it began on the first, zero where nobody says.
	Since time.Time
}

// Clause is the title as a part of a sentence: "the lock is offline" for "The lock is offline". "PIN", "Seam" and the names of makers
// stay as they are.
func (f *Finding) Clause() string {
	title := strings.TrimSuffix(f.Title, ".")
	if title == "" {
		return ""
	}
	first, n := utf8.DecodeRuneInString(title)
	if second, _ := utf8.DecodeRuneInString(title[n:]); unicode.IsUpper(second) || strings.HasPrefix(title, "Seam") || namesMaker(title) {
		return title
	}
	return string(unicode.ToLower(first)) + title[n:]
}

// A Hurt is a code that a trouble hurts.
type Hurt struct {
	Lock   model.DeviceID
	Code   model.CodeID
	Name   string
	Window model.Window
	// Blocks says that the trouble keeps this code from working; otherwise the code works, or will, and the trouble may yet spoil it.
	Blocks bool
	// Open says that this code opens the door to who should not come in any more.
	Open bool
}

// A Danger is a window that may come to nothing.
type Danger struct {
	Hurt

	// Cause is why, Words the same as a clause: "the lock is offline".
	Cause Cause
	Words string
	// At is when it would hurt: the window's start, or now.
	At time.Time
}
