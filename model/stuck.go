package model

import "time"

// Stuck says that what should have happened by itself has not: the patience of the [Outlook] is over, or a step is under
// way of which Seam itself says that it failed or is delayed. What is merely waiting for its time is not stuck, and
// neither is a step of unknown beginning that nobody complains about.
func (c *AccessCode) Stuck(on Habit, now time.Time) bool {
	switch c.Standing(now).Phase {
	case PhaseSetting, PhaseRemoving, PhaseLate, PhaseLingering:
		if c.complains() {
			return true
		}
	case PhaseUnknown, PhaseSet, PhaseLoaded, PhaseWaiting, PhaseOver, PhaseUnreadable:
	default:
	}
	limit := c.Outlook(on, now).Patience
	return !limit.IsZero() && now.After(limit)
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
