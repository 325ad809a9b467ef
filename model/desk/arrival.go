package desk

import (
	"time"

	"seamdash/model"
)

// arrival judges a write after which a code shall be on the lock.
func (p *Progress) arrival(now time.Time, fresh bool) {
	c := p.code
	switch {
	case c == nil:
		p.absent(now, fresh)
		return
	case c.Unreadable != "":
		p.Stage, p.said = model.StageAccepted, unread
		return
	}
	p.Differs = differences(&p.t.Wanted, c)
	if len(p.Differs) > 0 {
		p.differing(now, fresh)
		return
	}
	if from := p.t.Wanted.Window.From; from.After(now) {
		p.Opens = from
	}
	p.standing(c, now, fresh)
}

// absent is when there is no such code.
func (p *Progress) absent(now time.Time, fresh bool) {
	over := p.t.Wanted.Window.Ended(now)
	switch {
	case p.t.Unsure() && p.t.Action == model.ActionCreate && p.settled(now, fresh):
		p.end(model.StageFailed, false, notTaken)
	case p.t.Unsure() && !p.settled(now, fresh):
		p.Stage, p.said = model.StageAsked, lostAnswer
	case over && p.settled(now, fresh):
		p.end(model.StageGone, true, afterEnd)
	case p.settled(now, fresh):
		p.end(model.StageGone, false, beforeEnd)
	default:
		p.Stage = model.StageAccepted
	}
}

// differing is when the code is not as was asked for: an older picture, a change that Seam did not take, or somebody
// else's change.
func (p *Progress) differing(now time.Time, fresh bool) {
	switch {
	case p.t.Unsure() && p.settled(now, fresh):
		p.end(model.StageFailed, false, notTaken)
	case p.t.Unsure():
		p.Stage, p.said = model.StageAsked, lostAnswer
	case p.settled(now, fresh):
		p.end(model.StageChanged, false, plainly)
	default:
		p.Stage, p.Differs = model.StageAccepted, nil
	}
}

// standing is when the code is as was asked for, and it remains to see whether the lock has it.
func (p *Progress) standing(c *model.AccessCode, now time.Time, fresh bool) {
	r := c.Reading(p.lock.Habit(), now)
	p.Expected = r.Outlook.At
	p.phase(c, r.Standing.Phase, now, fresh)
	if c.AwaitingPIN == model.Yes && p.Stage != model.StageOnLock {
		p.said = noPIN
	}
	switch {
	case p.Done, p.Stage == model.StageOnLock:
	case failing(c.Problems):
		p.Stage, p.Well = model.StageFailed, false
	case r.Stuck:
		p.Stage, p.Well = model.StageLate, false
	}
}

func (p *Progress) phase(c *model.AccessCode, phase model.Phase, now time.Time, fresh bool) {
	switch phase {
	case model.PhaseSet:
		p.arrived(c, now, fresh)
	case model.PhaseLoaded:
		p.Stage, p.Expected = model.StageOnLock, time.Time{}
		if updating(c) {
			p.programming(c, now)
		}
	case model.PhaseSetting:
		p.Stage = model.StageProgramming
	case model.PhaseLate:
		p.Stage, p.Expected = model.StageProgramming, p.Expected.Add(p.lock.Habit().Usual)
	case model.PhaseWaiting:
		p.waiting(now)
	case model.PhaseRemoving:
		p.leaving(c, now, fresh)
	case model.PhaseLingering, model.PhaseOver:
		p.end(model.StageGone, p.t.Stage == model.StageOnLock, afterEnd)
	case model.PhaseUnknown, model.PhaseUnreadable:
		p.Stage, p.said = model.StageAccepted, noStatus
	}
}

// waiting is before the lock is due; an ongoing code is due at once.
func (p *Progress) waiting(now time.Time) {
	p.Stage = model.StageAccepted
	if !p.Expected.IsZero() || !p.Opens.IsZero() {
		return
	}
	habit := p.lock.Habit()
	p.Expected = p.began().Add(habit.Usual)
	if now.Sub(p.began()) > habit.Patience.Waiting {
		p.Stage, p.Well = model.StageLate, false
	}
}

// arrived is when the lock has the code, or an older state of it.
func (p *Progress) arrived(c *model.AccessCode, now time.Time, fresh bool) {
	p.Expected = time.Time{}
	switch {
	case updating(c):
		p.programming(c, now)
	case pending(c, model.MutationDeleting):
		p.leaving(c, now, fresh)
	case fresh || p.t.Before.DeviceID == "":
		p.end(model.StageOnLock, true, plainly)
	default: // an older picture may be the same where only the part changed that is not compared
		p.Stage = model.StageAccepted
	}
}

// programming is when a change is on its way to a lock that has an older state of the code.
func (p *Progress) programming(c *model.AccessCode, now time.Time) {
	p.Stage = model.StageProgramming
	habit, began := p.lock.Habit(), p.began()
	for i := range c.Pending {
		if at := c.Pending[i].CreatedAt; !at.IsZero() && at.Before(began) {
			began = at
		}
	}
	p.Expected = began.Add(habit.Usual)
	if now.Sub(began) > habit.Patience.Setting {
		p.Stage, p.Well = model.StageLate, false
	}
}

// leaving is when somebody removes the code that we wanted: at its end Seam does.
func (p *Progress) leaving(c *model.AccessCode, now time.Time, fresh bool) {
	switch {
	case c.Window.Ended(now):
		p.end(model.StageGone, p.t.Stage == model.StageOnLock, afterEnd)
	case pending(c, model.MutationDeleting) && p.settled(now, fresh):
		p.end(model.StageChanged, false, vanishing)
	default: // some locks are told of a change by removing the code and setting it again
		p.Stage = model.StageProgramming
	}
}

// updating says that the lock has not confirmed all that was asked for.
func updating(c *model.AccessCode) bool {
	return pending(c, model.MutationUpdatingCode, model.MutationUpdatingName, model.MutationUpdatingTimeFrame)
}

func pending(c *model.AccessCode, kinds ...model.MutationCode) bool {
	for i := range c.Pending {
		for _, kind := range kinds {
			if c.Pending[i].Code == kind {
				return true
			}
		}
	}
	return false
}

// differences names the fields of a code that are not as was asked for. What was left to Seam is as wanted whatever it is.
func differences(want *model.CodeDraft, c *model.AccessCode) []string {
	var out []string
	kind := model.TypeTimeBound
	if want.Window.Always() {
		kind = model.TypeOngoing
	}
	if c.Type.Known() && c.Type != kind {
		out = append(out, "type")
	}
	if kind == model.TypeTimeBound && c.Type != model.TypeOngoing {
		out = append(out, edges(want, c)...)
	}
	if want.Name != "" && model.Clean(want.Name) != c.Name {
		out = append(out, "name")
	}
	if want.PIN.Known() && c.PIN.Known() && !want.PIN.Equal(c.PIN) {
		out = append(out, "code")
	}
	return out
}

// edges names the times that are not as was asked for, beyond what Seam itself makes of them.
func edges(want *model.CodeDraft, c *model.AccessCode) (out []string) {
	slack := time.Duration(0)
	switch {
	case want.Offline: // the lock knows whole hours or days only
		slack = 24 * time.Hour
	case widened(c.Problems):
		slack = time.Hour
	}
	if !near(want.Window.From, c.Window.From, slack) {
		out = append(out, "starts_at")
	}
	if !near(want.Window.Until, c.Window.Until, slack) {
		out = append(out, "ends_at")
	}
	return out
}

func near(a, b time.Time, slack time.Duration) bool {
	return a.Sub(b).Abs() <= slack+time.Millisecond-1
}

// widened says that Seam gave the window an hour more on each side, because it does not know the lock's zone.
func widened(problems []model.Problem) bool {
	for i := range problems {
		if problems[i].Code == "time_frame_adjusted_for_unknown_time_zone" {
			return true
		}
	}
	return false
}
