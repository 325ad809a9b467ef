package rulebook

import (
	"fmt"
	"strings"
	"time"

	"seamdash/model"
)

// A Conflict is an edit of a rule that somebody else changed or removed meanwhile. Nothing of what was to be saved with it was
// kept. It is an [ErrStale].
type Conflict struct {
	ID   model.RuleID
	Mine Edit
	// Theirs is what is kept now, what was removed when Gone, and zero but for its ID when nobody ever kept such a rule.
	Theirs Entry
	Gone   bool
	// Unread is why Theirs cannot be read, "" when it can.
	Unread string
	// By and When are of the newest edit.
	By   string
	When time.Time
}

// Error says who was faster.
func (c *Conflict) Error() string { return meanwhile(c.By, c.Gone) }

// Unwrap is [ErrStale].
func (c *Conflict) Unwrap() error { return ErrStale }

// A SetConflict is the same for a set of holidays.
type SetConflict struct {
	Mine   SetEntry
	Theirs SetEntry
	Gone   bool
	Unread string
	By     string
	When   time.Time
}

// Error says who was faster.
func (c *SetConflict) Error() string { return meanwhile(c.By, c.Gone) }

// Unwrap is [ErrStale].
func (c *SetConflict) Unwrap() error { return ErrStale }

func meanwhile(by string, gone bool) string {
	what := "changed"
	if gone {
		what = "removed"
	}
	if by == "" {
		by = "somebody else"
	}
	return "it was " + what + " by " + by + " meanwhile"
}

// An InUse says which rules need a set that was to be removed.
type InUse struct {
	Set   string
	Rules []string // names
}

// Error names the rules.
func (u *InUse) Error() string {
	const most = 5
	if len(u.Rules) > most {
		return fmt.Sprintf("it is used by %s and %d more", strings.Join(u.Rules[:most], ", "), len(u.Rules)-most)
	}
	return "it is used by " + strings.Join(u.Rules, ", ")
}
