package diagnose

import (
	"time"

	"seamdash/model"
)

// oldValues finds a lock that still has what a code was before a change.
func (q *inquiry) oldValues() *Finding {
	if !q.onLock() || !q.changing() {
		return nil
	}
	f := q.about(model.OriginCode, CauseOldValues, Note, "A change is on its way to the lock", "")
	f.Retries = model.Yes
	overdue := false
	for i := range q.Code.Pending {
		overdue = q.holdsBack(f, &q.Code.Pending[i]) || overdue
	}
	f.Why = "The lock works with what it had before until it confirms the change; such a lock usually needs " + model.Span(q.habit.Usual) + "."
	if remakes(q.device.Brand()) {
		f.Why = "The lock works with what it had before until it confirms the change; on this brand the code is made anew, so that for some minutes neither may work."
	}
	if overdue {
		f.Severity, f.Title = Warning, "The lock still has the old values"
		f.Why = "A change was asked for " + q.at(f.Since) + ", and the lock has not confirmed it; what was before still holds."
		if f.Blocks || f.Open {
			f.Severity = Serious
		}
	}
	return f.try(Wait, "wait until the lock confirms the change: until then tell people the old values").
		tryIf(overdue, Retry, "ask for the change again").
		tryIf(overdue, ByHand, "check that the lock is online and look at the code in {app}")
}

// holdsBack adds what the lock still has because of one mutation, and says whether that takes too long.
func (q *inquiry) holdsBack(f *Finding, m *model.PendingMutation) (overdue bool) {
	fact := q.oldValue(m)
	if fact == "" {
		return false
	}
	f.shows(FromCode, m.CreatedAt, fact)
	f.Since = sooner(f.Since, m.CreatedAt)
	if m.CreatedAt.IsZero() || !q.past(m.CreatedAt.Add(q.habit.Patience.Setting)) {
		return false
	}
	f.Blocks = q.shutsOut(m) || f.Blocks
	f.Open = q.letsIn(m) || f.Open
	return true
}

// onLock says that the lock has the code in some way, whether or not it should.
func (q *inquiry) onLock() bool {
	switch q.phase() {
	case model.PhaseSet, model.PhaseLoaded, model.PhaseRemoving, model.PhaseLingering:
		return true
	case model.PhaseSetting:
		return q.changing()
	case model.PhaseUnknown, model.PhaseWaiting, model.PhaseLate, model.PhaseOver, model.PhaseUnreadable:
		return false
	default:
		return false
	}
}

// remakes says that on a brand a change deletes a code and makes it again, as Seam's guides tell of August and Schlage.
func remakes(brand string) bool { return brand == "august" || brand == "schlage" }

// oldValue says what the lock still has, or "" for a mutation that changes nothing of what it has.
func (q *inquiry) oldValue(m *model.PendingMutation) string {
	switch m.Code {
	case model.MutationUpdatingCode:
		return "the lock still has the PIN from before"
	case model.MutationUpdatingName:
		if m.From.Name == "" {
			return "the lock still has the name from before"
		}
		return "the lock still has the name “" + q.masked(m.From.Name) + "”"
	case model.MutationUpdatingTimeFrame:
		return "the lock still has the times from before: " + m.From.Window.Words(q.Now, q.Zone)
	case model.MutationCreating, model.MutationDeferringCreation, model.MutationDeleting:
		return ""
	default:
		return ""
	}
}

// shutsOut says that who has the new values cannot come in while the lock has the old ones.
func (q *inquiry) shutsOut(m *model.PendingMutation) bool {
	if !q.open() {
		return false
	}
	switch m.Code {
	case model.MutationUpdatingCode:
		return true
	case model.MutationUpdatingTimeFrame:
		return !q.opens(m.From.Window)
	case model.MutationUpdatingName, model.MutationCreating, model.MutationDeferringCreation, model.MutationDeleting:
		return false
	default:
		return false
	}
}

// letsIn says that who has the old values still comes in, and should not.
func (q *inquiry) letsIn(m *model.PendingMutation) bool {
	switch m.Code {
	case model.MutationUpdatingCode:
		return true
	case model.MutationUpdatingTimeFrame:
		return q.opens(m.From.Window) && (!q.started() || q.ended())
	case model.MutationUpdatingName, model.MutationCreating, model.MutationDeferringCreation, model.MutationDeleting:
		return false
	default:
		return false
	}
}

// opens says that a window is open now.
func (q *inquiry) opens(w model.Window) bool {
	return (w.From.IsZero() || q.past(w.From)) && !q.past(w.Until)
}

// deletedAway finds a code that somebody deleted in the maker's app, and that is not back since.
func (q *inquiry) deletedAway() *Finding {
	gone := q.latestOfCode(eventTakenAway)
	if gone == nil || q.backSince(happened(gone)) {
		return nil
	}
	f := q.about(model.OriginCode, CauseDeletedAway, Warning, "It was deleted outside Seam",
		"Somebody deleted it from the lock in {app} or at the keypad, "+q.at(happened(gone))+".")
	f.Since = happened(gone)
	f.shows(FromEvent, f.Since, "Seam saw that it was deleted outside Seam")
	switch {
	case q.Gone:
		if f.Blocks = !q.ended(); f.Blocks {
			f.Severity = Serious
		}
		return f.try(Recreate, "make it again with the same PIN if it is still needed").
			try(ByHand, "ask who has access to {app} why it was deleted")
	case (q.needs() || q.holds()) && q.starts(forecast): // that Seam still calls it set is from before
		f.Blocks, f.Severity = true, Serious
	}
	f.Retries = model.Yes
	if q.Code.Traits.ExternalChangeAllowed {
		f.Retries = model.No
		f.shows(FromCode, time.Time{}, "changes outside Seam are allowed to stand")
	}
	return f.try(Retry, "ask for it again with the same values").
		try(ByHand, "ask who has access to {app} why it was deleted")
}

// changedAway finds a code that somebody changed in the maker's app within the last day, and that is not put right since.
func (q *inquiry) changedAway() *Finding {
	changed := q.latestOfCode(eventChangedBy)
	if changed == nil || q.past(happened(changed).Add(24*time.Hour)) || q.backSince(happened(changed)) {
		return nil
	}
	why := "Somebody changed it in {app} " + q.at(happened(changed)) + "; Seam puts back what was asked for here."
	f := q.about(model.OriginCode, CauseChangedAway, Warning, "It was changed outside Seam", why)
	f.Since, f.Retries = happened(changed), model.Yes
	f.shows(FromEvent, f.Since, "Seam saw that it was changed outside Seam")
	if q.Code.Traits.ExternalChangeAllowed {
		f.Why = "Somebody changed it in {app} " + q.at(f.Since) + ", and that is allowed to stand: PIN and times may be others than here."
		f.Retries = model.No
		f.shows(FromCode, time.Time{}, "changes outside Seam are allowed to stand")
		return f.try(ByHand, "ask who changed it, and tell people the PIN that the lock has").
			try(Retry, "or ask for the values from here again")
	}
	return f.try(Wait, "wait: Seam puts back what was asked for").
		try(AllowChange, "or let changes in {app} stand").
		try(ByHand, "ask who has access to {app} to leave codes of Seam alone")
}

// backSince says that the lock has confirmed the code after a moment.
func (q *inquiry) backSince(at time.Time) bool {
	back := q.latestOfCode(eventSet, eventLoaded, eventPINChanged, eventRetimed)
	return back != nil && happened(back).After(at)
}

// takenOver finds a code that was managed here and is not any more.
func (q *inquiry) takenOver() *Finding {
	if q.Code.Managed {
		return nil
	}
	since, from, fact := q.wasManaged()
	if fact == "" {
		return nil
	}
	f := q.about(model.OriginCode, CauseTakenOver, Warning, "It is not managed here any more",
		"This code was managed here and is not any more: another workspace may have taken it over, or the lock was unmanaged for a time.")
	f.Blocks = q.phase() == model.PhaseLate
	if f.Blocks {
		f.Severity = Serious
	}
	return f.shows(FromCode, time.Time{}, "Seam lists it as unmanaged").
		shows(from, since, fact).
		try(TakeOver, "let this workspace manage it again").
		try(ByHand, "ask who else uses Seam with this lock before you do")
}

// wasManaged is what tells that the code was managed here once; fact is "" where nothing does.
func (q *inquiry) wasManaged() (since time.Time, from Source, fact string) {
	for i := range q.Followed {
		if t := &q.Followed[i]; t.Code == q.Code.ID && !t.Unmanaged && t.Action != model.ActionAdopt && t.Action != model.ActionDelete {
			return t.AskedAt, FromUs, "this program asked for it"
		}
	}
	for i := range q.Writes {
		w := &q.Writes[i]
		if w.Code == q.Code.ID && w.WasAccepted() && (w.Action == model.ActionCreate.Words() || w.Action == model.ActionUpdate.Words()) {
			return w.At, FromUs, "this program asked for it"
		}
	}
	if made := q.latestOfCode(model.EventCodeCreated, eventSet, eventLoaded); made != nil {
		return happened(made), FromEvent, "Seam managed it then"
	}
	return since, from, ""
}

// foreign tells of a code that was made outside Seam.
func (q *inquiry) foreign() *Finding {
	if q.Code.Managed {
		return nil
	}
	f := q.about(model.OriginCode, CauseForeign, Note, "It was made outside Seam",
		"Seam lists it and does not manage it: it can be looked at, and only its maker's app changes it.")
	return f.shows(FromCode, q.Code.CreatedAt, "Seam lists it as unmanaged").
		try(AdoptCode, "let Seam manage it").
		try(DeleteCode, "delete it if nobody needs it")
}
