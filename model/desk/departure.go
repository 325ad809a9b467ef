package desk

import (
	"time"

	"seamdash/model"
)

// deletion judges a write after which a code shall be gone.
func (p *Progress) deletion(now time.Time, fresh bool) {
	c := p.code
	habit := p.lock.Habit()
	switch {
	case c == nil && fresh:
		p.end(model.StageGone, true, plainly)
	case c == nil:
		p.Stage = model.StageAccepted
	case c.Status == model.StatusRemoving || pending(c, model.MutationDeleting):
		p.erasing(c, now)
	case p.t.Unsure() && p.settled(now, fresh):
		p.end(model.StageFailed, false, notTaken)
	case p.t.Unsure():
		p.Stage, p.said = model.StageAsked, lostAnswer
	case p.settled(now, fresh) && now.Sub(p.t.AcceptedAt) > habit.Patience.Removing:
		p.Stage, p.Well, p.said = model.StageLate, false, stillThere
	default:
		p.Stage, p.Expected = model.StageAccepted, p.t.AcceptedAt.Add(habit.Usual)
	}
}

// erasing is while Seam tells the lock to forget the code.
func (p *Progress) erasing(c *model.AccessCode, now time.Time) {
	p.Stage = model.StageProgramming
	habit := p.lock.Habit()
	p.Expected = p.began().Add(habit.Usual)
	switch {
	case failing(c.Problems):
		p.Stage, p.Well = model.StageFailed, false
	case now.Sub(p.began()) > habit.Patience.Removing:
		p.Stage, p.Well = model.StageLate, false
	}
}

// adoption judges whether Seam manages a code that somebody else made. A look by id finds only codes that it manages, so
// that absence says nothing.
func (p *Progress) adoption(now time.Time) {
	began := p.began()
	switch patience := p.lock.Habit().Patience.Setting; {
	case p.code != nil && p.code.Managed:
		p.end(model.StageOnLock, true, plainly)
	case p.t.Wanted.Window.Ended(now):
		p.end(model.StageGone, false, afterEnd)
	case now.Sub(began) > patience && p.t.Unsure():
		p.end(model.StageFailed, false, notTaken)
	case now.Sub(began) > patience:
		p.Stage, p.Well = model.StageLate, false
	case p.t.Unsure():
		p.Stage, p.said = model.StageAsked, lostAnswer
	default:
		p.Stage = model.StageProgramming
	}
}
