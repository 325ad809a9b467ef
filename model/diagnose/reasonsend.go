package diagnose

import (
	"time"

	"seamdash/model"
)

// removingLong finds a code that is being erased for longer than such a lock needs.
func (q *inquiry) removingLong() *Finding {
	since := q.reading.Standing.Since
	if since.IsZero() && q.phase() == model.PhaseRemoving && q.ended() {
		since = q.Code.Window.Until
	}
	if q.phase() != model.PhaseRemoving || since.IsZero() || !q.past(since.Add(q.habit.Patience.Removing)) {
		return nil
	}
	f := q.about(model.OriginCode, CauseRemovingLong, Serious, "Its removal takes too long",
		"It is being removed since "+q.at(since)+", and until the lock confirms that, the PIN may still open the door.")
	f.Since, f.Open, f.Retries = since, true, model.Yes
	f.shows(FromCode, since, "its status is "+q.status()).
		shows(FromGuides, time.Time{}, "such a lock usually drops a code within "+model.Span(q.habit.Usual))
	return q.evict(f)
}

// lingers finds a code whose window is over and that still opens the door: Seam says that it is on the lock, or somebody used it.
func (q *inquiry) lingers() *Finding {
	until := q.Code.Window.Until
	usedAt := q.usedAfter()
	if q.phase() == model.PhaseLingering && q.past(until.Add(q.habit.Patience.Removing)) || !usedAt.IsZero() {
		f := q.about(model.OriginCode, CauseLingers, Serious, "Its window is over and it is still on the lock",
			"Its window ended "+q.at(until)+", and the PIN may still open the door.")
		f.Since, f.Open, f.Retries = until, true, model.Yes
		f.shows(FromCode, until, "its window is over, and its status is "+q.status())
		if !usedAt.IsZero() {
			f.shows(FromEvent, usedAt, "it opened the door after its end")
		}
		return q.evict(f)
	}
	return nil
}

// usedAfter is when the code opened the door although its window was over, or zero.
func (q *inquiry) usedAfter() time.Time {
	if len(q.Events) == 0 || !q.ended() {
		return time.Time{}
	}
	used := q.latestOfCode(eventUnlocked)
	if used == nil || !happened(used).After(q.Code.Window.Until.Add(clockSlack)) {
		return time.Time{}
	}
	return happened(used)
}

// evict adds what can be tried for a code that does not leave the lock.
func (q *inquiry) evict(f *Finding) *Finding {
	if q.device.Online == model.No {
		f.shows(FromLock, time.Time{}, "the lock is offline, so nothing leaves it")
		f.try(ByHand, "bring the lock online: Seam goes on removing it when the lock answers")
	}
	return f.try(ByHand, "look in {app} whether the lock still has it, and delete it there").
		try(DeleteCode, "ask Seam again to delete it")
}

// finished tells of a code whose window has ended and that is off the lock.
func (q *inquiry) finished() *Finding {
	if !q.Gone && q.phase() != model.PhaseOver || !q.ended() {
		return nil
	}
	until := q.Code.Window.Until
	fact := "its window is over, and it is not on the lock"
	if q.Gone {
		fact = "its window is over, and Seam has dropped it"
	}
	f := q.about(model.OriginCode, CauseOver, Note, "Its window is over", "Its window ended "+q.at(until)+", and it is off the lock as it should be.")
	f.Since = until
	return f.shows(FromCode, until, fact).
		try(ByHand, "make another code if somebody still needs to come in: this one cannot be given a later end any more")
}

// gone finds a code that has left Seam before its time.
func (q *inquiry) gone() *Finding {
	if q.ended() {
		return nil // that is how codes end
	}
	f := q.about(model.OriginCode, CauseGone, Serious, "It is gone from Seam",
		"Seam does not know this code any more, although its window is not over; who has its PIN cannot come in.")
	f.Blocks = true
	if deleted := q.latestOfCode(model.EventCodeDeleted, model.EventCodeRemoved); deleted != nil {
		f.Since = happened(deleted)
		f.shows(FromEvent, f.Since, deleted.Type.Words())
	}
	f.shows(FromCode, time.Time{}, "Seam does not list it any more")
	if at := q.deletedByUs(); !at.IsZero() {
		f.Severity, f.Blocks = Note, false
		f.Why = "This program asked Seam to delete it " + q.at(at) + ", and it is gone."
		f.shows(FromUs, at, "this program deleted it")
	}
	return f.try(Recreate, "make it again with the same PIN if it is still needed")
}

// deletedByUs is when this program deleted the code, or zero.
func (q *inquiry) deletedByUs() time.Time {
	for i := range q.Followed {
		if t := &q.Followed[i]; t.Code == q.Code.ID && t.Action == model.ActionDelete && !t.AcceptedAt.IsZero() {
			return t.AskedAt
		}
	}
	for i := range q.Writes {
		if w := &q.Writes[i]; w.Code == q.Code.ID && w.WasAccepted() && w.Action == model.ActionDelete.Words() {
			return w.At
		}
	}
	return time.Time{}
}

// silentSet tells of a code that should have been set and of which no event says so. Where Seam says that it is set, that matters to
// those programs only that wait for the event; where Seam cannot tell, it is a sign.
func (q *inquiry) silentSet() *Finding {
	due, earliest := q.setDue()
	if due.IsZero() || !q.past(due.Add(eventSlack+q.habit.Patience.Setting)) || !q.covered(earliest) {
		return nil
	}
	if q.latestOfCode(eventSet, eventAsked, eventRetimed) != nil {
		return nil // and what was changed meanwhile was due at another time
	}
	f := q.about(model.OriginCode, CauseSilentSet, Note, "No event says that it was set",
		"It was due on the lock "+q.at(due)+", and Seam has not recorded that it was set; events are known to go missing.")
	f.Since = due
	switch q.phase() {
	case model.PhaseSet:
	case model.PhaseUnknown:
		f.Severity = Warning
		f.Why = "It was due on the lock " + q.at(due) + ", and Seam has recorded nothing and cannot tell whether it is there."
	case model.PhaseOver:
		f.Why = "Its window began " + q.at(due) + " and is over, and Seam has not recorded that it was ever on the lock."
	case model.PhaseSetting, model.PhaseLoaded, model.PhaseWaiting, model.PhaseLate, model.PhaseRemoving, model.PhaseLingering,
		model.PhaseUnreadable:
		return nil
	default:
		return nil
	}
	return f.shows(FromEvent, due, "no event that it was set since "+q.at(earliest)).
		shows(FromCode, time.Time{}, "its status is "+q.status()).
		try(Refresh, "ask Seam again")
}

// setDue is when the code should have been set, and the earliest time at which that may have been recorded. Both are zero where
// nobody can tell.
func (q *inquiry) setDue() (due, earliest time.Time) {
	made, from := q.Code.CreatedAt, q.Code.Window.From
	switch {
	case made.IsZero(), !q.Code.Managed, q.Code.Traits.Offline:
		return due, earliest
	case from.IsZero():
		return made, made
	case q.habit.Scheduling == model.Native:
		return later(from, made), later(from.Add(-eventSlack), made) // it is set at its start, however early it was loaded
	default:
		return later(from, made), later(from.Add(-model.JustInTime.Lead()-eventSlack), made)
	}
}

// silentRemoved tells of a code that has left the lock without an event that says so, which programs wait for that make the next.
func (q *inquiry) silentRemoved() *Finding {
	until := q.Code.Window.Until
	if !q.ended() || !q.Gone && q.phase() != model.PhaseOver || !q.past(until.Add(q.habit.Patience.Removing+eventSlack)) {
		return nil
	}
	was := q.latestOfCode(eventSet)
	if was == nil || !q.covered(happened(was)) || q.latestOfCode(model.EventCodeRemoved, eventTakenAway) != nil {
		return nil // a code that never was on the lock leaves without a word
	}
	f := q.about(model.OriginCode, CauseSilentRemoved, Note, "No event says that it was removed",
		"Its window ended "+q.at(until)+" and it is off the lock, and Seam has not recorded that it was removed; events are known to go missing.")
	f.Since = until
	return f.shows(FromEvent, happened(was), "it was set on the lock").
		shows(FromEvent, until, "no event that it was removed since then")
}
