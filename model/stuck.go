package model

import "time"

// overdue is how long a step that happens by itself may take before somebody should look. Seam names no figure; most
// locks need two minutes, and those that wake up now and then need up to ten.
const overdue = 10 * time.Minute

// Stuck says that what should have happened by itself has not: the code is not on the lock though its window is
// open, it is still there though its window has ended, or it is being programmed or erased for too long or with an
// error of its own. What is merely waiting for its time is not stuck, and neither is a step of unknown beginning
// that nobody complains about.
func (c *AccessCode) Stuck(now time.Time) bool {
	s := c.Standing(now)
	switch s.Phase {
	case PhaseSetting, PhaseRemoving:
		return c.complains() || (!s.Since.IsZero() && now.Sub(s.Since) > overdue)
	case PhaseLate, PhaseLingering:
		return c.complains() || now.Sub(s.Since) > overdue
	case PhaseUnknown, PhaseSet, PhaseLoaded, PhaseWaiting, PhaseOver, PhaseUnreadable:
		return false
	default:
		return false
	}
}

// complains says that Seam reports an error on the code itself, or that its programming is delayed.
func (c *AccessCode) complains() bool {
	for _, p := range c.Problems {
		delayed := p.Code == "delay_in_setting_on_device" || p.Code == "delay_in_removing_from_device"
		if p.Origin == OriginCode && (p.Level == Error || delayed) {
			return true
		}
	}
	return false
}
