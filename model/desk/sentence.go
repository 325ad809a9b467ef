package desk

import (
	"strings"
	"time"

	"seamdash/model"
)

// Sentence says how far the write is, for somebody whose eyes are on r's zone: "on the lock; it opens Tue 09:00". It has no
// PIN, no capital and no full stop, so that it can follow a name.
func (p *Progress) Sentence(r model.Reader) string {
	if p.t.Done() && p.t.Outcome != "" {
		return p.t.Outcome
	}
	text := p.where(r)
	if p.said == noPIN {
		text += "; the lock's maker has not handed out the PIN yet"
	}
	if !p.Done && p.lock.Online == model.No && p.Stage != model.StageOnLock {
		text += "; the lock is offline, so nothing reaches it"
	}
	return text
}

func (p *Progress) where(r model.Reader) string {
	switch p.Stage {
	case model.StageAsked:
		return p.asked()
	case model.StageAccepted:
		return p.accepted(r)
	case model.StageProgramming:
		return p.underWay() + " for " + model.Span(r.Now.Sub(p.since)) + p.expected(r)
	case model.StageOnLock:
		return p.onLock(r)
	case model.StageFailed:
		return p.failed()
	case model.StageLate:
		return p.late(r)
	case model.StageChanged:
		return p.changed(r)
	case model.StageGone:
		return p.gone()
	default:
		return p.Stage.String()
	}
}

func (p *Progress) asked() string {
	switch p.said {
	case waitsForOther:
		return "waits until the old code has left the lock, for " + model.Span(p.Elapsed)
	case lostAnswer:
		return "unknown: the answer was lost, and nothing tells yet whether Seam took it"
	default:
		return "asked " + model.Span(p.Elapsed) + " ago"
	}
}

func (p *Progress) accepted(r model.Reader) string {
	text := "accepted"
	switch {
	case p.said == noStatus:
		return text + "; Seam cannot tell whether it is on the lock"
	case p.said == unread:
		return text + "; what Seam says of the code cannot be read: " + p.code.Unreadable
	case p.t.Action == model.ActionDelete:
		return text + "; the lock has it until Seam confirms the removal"
	case !p.Opens.IsZero():
		text += "; it opens " + model.When(p.Opens, r.Now, r.Zone)
	}
	switch {
	case p.Expected.IsZero():
	case p.Opens.IsZero():
		text += p.expected(r)
	case p.lock.Habit().Scheduling == model.Native && !p.Expected.After(r.Now):
		text += "; the lock gets it any time before"
	default:
		text += "; the lock gets it about " + model.When(p.Expected, r.Now, r.Zone)
	}
	return text
}

func (p *Progress) underWay() string {
	switch p.t.Action {
	case model.ActionDelete:
		return "being removed, and the PIN may still work,"
	case model.ActionAdopt:
		return "being taken over"
	case model.ActionCreate, model.ActionUpdate, model.ActionConvert, model.ActionBackup:
		return "being programmed"
	default:
		return "under way"
	}
}

// expected is when the step under way should be over.
func (p *Progress) expected(r model.Reader) string {
	left := p.Expected.Sub(r.Now)
	switch {
	case p.Expected.IsZero():
		return ""
	case left > 12*time.Hour:
		return ", expected " + model.When(p.Expected, r.Now, r.Zone)
	case left > 0:
		return ", expected in " + model.Span(left)
	default:
		return ", expected " + model.Span(-left) + " ago"
	}
}

func (p *Progress) onLock(r model.Reader) string {
	switch {
	case p.t.Action == model.ActionAdopt:
		return "managed by Seam after " + model.Span(p.Elapsed)
	case !p.Opens.IsZero():
		return "on the lock; it opens " + model.When(p.Opens, r.Now, r.Zone)
	default:
		return "on the lock after " + model.Span(p.Elapsed)
	}
}

func (p *Progress) failed() string {
	switch {
	case p.said == notTaken:
		return "not done: the answer was lost, and Seam has not taken it"
	case len(p.Problems) > 0:
		return "failed: " + p.Problems[0].Words()
	default:
		return "failed"
	}
}

func (p *Progress) late(r model.Reader) string {
	switch from := p.t.Wanted.Window.From; {
	case p.said == wearied:
		return "not on the lock after " + model.Span(p.Elapsed) + ", and no longer followed"
	case p.said == stillThere:
		return "Seam accepted the removal " + model.Span(r.Now.Sub(p.began())) + " ago and does nothing about it"
	case p.t.Action == model.ActionDelete:
		return "late: should be off the lock since " + model.When(p.Expected, r.Now, r.Zone) + ", and the PIN may still work"
	case p.t.Action == model.ActionAdopt:
		return "late: Seam does not manage it after " + model.Span(p.Elapsed)
	case !from.IsZero() && !from.After(r.Now):
		return "late: open since " + model.When(from, r.Now, r.Zone) + " and not on the lock"
	default:
		return "late: not on the lock after " + model.Span(p.Elapsed) + p.expected(r)
	}
}

func (p *Progress) changed(r model.Reader) string {
	if p.said == vanishing {
		return "changed meanwhile: somebody is removing it"
	}
	return "changed meanwhile: " + strings.Join(p.DifferencesIn(r), "; ")
}

func (p *Progress) gone() string {
	switch {
	case p.t.Action == model.ActionDelete:
		return "off the lock after " + model.Span(p.Elapsed)
	case p.said == beforeEnd:
		return "gone before its time: somebody removed it"
	case p.Well:
		return "its window is over, and it has left the lock"
	default:
		return "its window is over, and it was never seen on the lock"
	}
}

// DifferencesIn says, for each of Differs, what was found in place of what was asked for, in the zone of r.
func (p *Progress) DifferencesIn(r model.Reader) []string {
	out := make([]string, 0, len(p.Differs))
	for _, field := range p.Differs {
		out = append(out, field+" "+p.difference(field, r))
	}
	return out
}

func (p *Progress) difference(field string, r model.Reader) string {
	c, want := p.code, &p.t.Wanted
	switch field {
	case "starts_at":
		return "is " + moment(r, c.Window.From) + ", not " + moment(r, want.Window.From)
	case "ends_at":
		return "is " + moment(r, c.Window.Until) + ", not " + moment(r, want.Window.Until)
	case "type":
		return "is " + string(c.Type)
	case "name":
		return "is " + model.QuotedWithout(c.Name, want.PIN, c.PIN)
	default:
		return "is another"
	}
}

// moment is a time, which may be missing.
func moment(r model.Reader, at time.Time) string {
	if at.IsZero() {
		return "none"
	}
	return model.When(at, r.Now, r.Zone)
}

// StillWorks says which old values the lock has until it confirms the change: "the old PIN still works"; "" for none.
func (p *Progress) StillWorks(r model.Reader) string {
	if p.code == nil || p.Done {
		return ""
	}
	var out []string
	for i := range p.code.Pending {
		switch m := &p.code.Pending[i]; m.Code {
		case model.MutationUpdatingCode:
			out = append(out, "the old PIN still works")
		case model.MutationUpdatingTimeFrame:
			out = append(out, "the old times still hold: "+m.From.Window.Words(r.Now, r.Zone))
		case model.MutationUpdatingName:
			out = append(out, "the lock still shows the old name "+model.QuotedWithout(m.From.Name, p.code.PIN))
		case model.MutationDeleting:
			out = append(out, "the PIN may still work")
		case model.MutationCreating, model.MutationDeferringCreation:
		default:
		}
	}
	return strings.Join(out, "; ")
}
