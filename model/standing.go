package model

import "time"

// Phase is where a code stands at one moment: Seam's status read together with the window and what is pending.
type Phase uint8

// The phases.
const (
	PhaseUnknown    Phase = iota // Seam cannot tell, or says a word that we do not know
	PhaseSet                     // on the lock, and the window is open
	PhaseSetting                 // being programmed
	PhaseLoaded                  // on the lock, waiting there for its window
	PhaseWaiting                 // not on the lock, and not due there
	PhaseLate                    // the window is open and the code is not on the lock
	PhaseRemoving                // being erased; the PIN may still open the door
	PhaseLingering               // the window has ended and Seam still reports the code on the lock
	PhaseOver                    // the window has ended and the code is off the lock
	PhaseUnreadable              // the object could not be decoded
)

// String is the phase in a word or two.
func (p Phase) String() string {
	names := [...]string{
		"unknown", "set", "setting", "on the lock", "waiting", "late", "removing", "still on", "over", "unreadable",
	}
	if int(p) < len(names) {
		return names[p]
	}
	return names[PhaseUnknown]
}

// A Standing is a phase with the times that belong to it.
type Standing struct {
	Phase Phase
	// Since is when the phase began; zero where Seam does not say.
	Since time.Time
	// Loads is when Seam will begin to program a waiting code; zero where Seam does not say.
	Loads time.Time
}

// Standing reads the code at now.
func (c *AccessCode) Standing(now time.Time) Standing {
	if c.Unreadable != "" {
		return Standing{Phase: PhaseUnreadable}
	}
	switch c.Status {
	case StatusSet:
		return c.whenSet(now)
	case StatusSetting:
		return Standing{Phase: PhaseSetting, Since: c.asked(MutationCreating, MutationUpdatingCode, MutationUpdatingTimeFrame, MutationUpdatingName)}
	case StatusRemoving:
		return Standing{Phase: PhaseRemoving, Since: c.asked(MutationDeleting)}
	case StatusUnset:
		return c.whenUnset(now)
	case StatusUnknown:
		return Standing{}
	default:
		return Standing{}
	}
}

func (c *AccessCode) whenSet(now time.Time) Standing {
	switch {
	case c.Window.Ended(now):
		return Standing{Phase: PhaseLingering, Since: c.Window.Until}
	case !c.Window.Started(now):
		return Standing{Phase: PhaseLoaded}
	default:
		return Standing{Phase: PhaseSet}
	}
}

func (c *AccessCode) whenUnset(now time.Time) Standing {
	switch {
	case c.Window.Ended(now):
		return Standing{Phase: PhaseOver, Since: c.Window.Until}
	case c.Window.From.IsZero():
		return Standing{Phase: PhaseWaiting, Since: c.asked(MutationCreating), Loads: c.loads()}
	case c.Window.Started(now):
		return Standing{Phase: PhaseLate, Since: c.Window.From}
	case c.Preloaded == Yes:
		return Standing{Phase: PhaseLoaded}
	default:
		return Standing{Phase: PhaseWaiting, Loads: c.loads()}
	}
}

// asked is when the oldest pending mutation of these kinds was accepted, or zero.
func (c *AccessCode) asked(kinds ...MutationCode) time.Time {
	var oldest time.Time
	for _, m := range c.Pending {
		for _, kind := range kinds {
			if m.Code == kind && (oldest.IsZero() || m.CreatedAt.Before(oldest)) {
				oldest = m.CreatedAt
			}
		}
	}
	return oldest
}

// loads is when Seam begins a deferred creation, or zero.
func (c *AccessCode) loads() time.Time {
	for _, m := range c.Pending {
		if m.Code == MutationDeferringCreation {
			return m.ScheduledAt
		}
	}
	return time.Time{}
}

// AppendState writes the standing as the few words of a table column: "set", "setting 24m", "loads Fri",
// "on the lock", "late 20m". An unknown status shows as itself.
func (c *AccessCode) AppendState(dst []byte, now time.Time, zone *time.Location) []byte {
	s := c.Standing(now)
	if s.Phase == PhaseUnknown {
		return append(dst, orUnknown(c.Status)...)
	}
	if s.Phase == PhaseWaiting && !s.Loads.IsZero() {
		return appendDay(append(dst, "loads "...), s.Loads, now, zone)
	}
	dst = append(dst, s.Phase.String()...)
	if s.Since.IsZero() || s.Phase == PhaseOver {
		return dst
	}
	return AppendBriefSpan(append(dst, ' '), now.Sub(s.Since))
}

func orUnknown(s Status) Status {
	if s == "" {
		return StatusUnknown
	}
	return s
}
