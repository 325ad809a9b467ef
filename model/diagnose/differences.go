package diagnose

import (
	"time"

	"seamdash/model"
)

// differences are what was asked for against what is on the lock. A change that is not confirmed tells what the lock has from before.
func (q *inquiry) differences() []Difference {
	if q.Code == nil || q.Code.Unreadable != "" {
		return nil
	}
	asked := model.CodeFacts{Name: q.Code.Name, PIN: q.Code.PIN, Window: q.Code.Window}
	switch {
	case q.Gone:
		return q.rows(&asked, nil)
	case q.onLock():
		has := q.before(asked)
		return q.rows(&asked, &has)
	case q.phase() == model.PhaseUnknown, q.Code.Traits.Offline:
		return nil
	default:
		return q.rows(&asked, nil)
	}
}

// before is what the lock has of a code that was changed: what it was, as far as the change is not confirmed.
func (q *inquiry) before(has model.CodeFacts) model.CodeFacts {
	for i := range q.Code.Pending {
		switch m := &q.Code.Pending[i]; m.Code {
		case model.MutationUpdatingName:
			has.Name = m.From.Name
		case model.MutationUpdatingCode:
			has.PIN = m.From.PIN
		case model.MutationUpdatingTimeFrame:
			has.Window = m.From.Window
		case model.MutationCreating, model.MutationDeferringCreation, model.MutationDeleting:
		default:
		}
	}
	return has
}

// rows tell both sides; a lock that has nothing is nil.
func (q *inquiry) rows(asked, has *model.CodeFacts) []Difference {
	rows := []Difference{
		{Field: "PIN", Asked: pinWords(asked.PIN)},
		{Field: "name", Asked: q.masked(asked.Name)},
		{Field: "from", Asked: q.edge(asked.Window.From, "at once")},
		{Field: "to", Asked: q.edge(asked.Window.Until, "until removed")},
	}
	if has == nil {
		return rows
	}
	rows[0].Same = asked.PIN.Equal(has.PIN)
	switch {
	case rows[0].Same:
		rows[0].OnLock = pinWords(has.PIN)
	default:
		rows[0].OnLock = "another PIN"
	}
	rows[1].OnLock, rows[1].Same = q.masked(has.Name), asked.Name == has.Name
	rows[2].OnLock, rows[2].Same = q.edge(has.Window.From, "at once"), asked.Window.From.Equal(has.Window.From)
	rows[3].OnLock, rows[3].Same = q.edge(has.Window.Until, "until removed"), asked.Window.Until.Equal(has.Window.Until)
	return rows
}

func pinWords(p model.PIN) string {
	if !p.Known() {
		return "none yet"
	}
	return p.String()
}

// edge is one end of a window in words.
func (q *inquiry) edge(at time.Time, none string) string {
	if at.IsZero() {
		return none
	}
	return q.at(at)
}
