package model

import "time"

// Stuck says that what should have happened by itself has not: the patience of the [Outlook] is over, or a step is under
// way of which Seam itself says that it failed or is delayed. What is merely waiting for its time is not stuck, and
// neither is a step of unknown beginning that nobody complains about.
func (c *AccessCode) Stuck(on Habit, now time.Time) bool {
	if c.Status == StatusSet && !c.Window.Ended(now) {
		return false // most are on the lock and nothing is waited for; a filter asks 200,000 codes
	}
	return c.Reading(on, now).Stuck
}

// A Reading is a code at one moment: what Standing, Outlook and Stuck say of it, for the price of one of them.
type Reading struct {
	Standing Standing
	Outlook  Outlook
	Stuck    bool
}

// Reading reads the code, on a lock of these habits, at now.
func (c *AccessCode) Reading(on Habit, now time.Time) Reading {
	s := c.Standing(now)
	r := Reading{Standing: s, Outlook: c.outlook(s, on)}
	limit := r.Outlook.Patience
	r.Stuck = !limit.IsZero() && now.After(limit) || s.Phase.underWay() && c.complains()
	return r
}

// underWay says that the lock should be doing something about the code.
func (p Phase) underWay() bool {
	switch p {
	case PhaseSetting, PhaseRemoving, PhaseLate, PhaseLingering:
		return true
	case PhaseUnknown, PhaseSet, PhaseLoaded, PhaseWaiting, PhaseOver, PhaseUnreadable:
		return false
	default:
		return false
	}
}

// complains says that Seam reports an error on the code itself, or that its programming is delayed.
func (c *AccessCode) complains() bool {
	for i := range c.Problems {
		p := &c.Problems[i]
		delayed := p.Code == "delay_in_setting_on_device" || p.Code == "delay_in_removing_from_device"
		if p.Origin == OriginCode && (p.Level == Error || delayed) {
			return true
		}
	}
	return false
}
