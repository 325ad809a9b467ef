package diagnose

import (
	"slices"
	"time"

	"seamdash/model"
)

// A reason looks for one thing that nobody complains about; nil is that it is not there.
type reason func(*inquiry) *Finding

// reasons are what to look for, causes before what is merely a sign of them, because a sign that is explained is not told. Of a
// code that is gone or makes no sense nothing is asked that needs one.
func (q *inquiry) reasons() []reason {
	switch {
	case q.Code == nil:
		return lockReasons()
	case q.Gone:
		return goneReasons()
	case q.reading.Standing.Phase == model.PhaseUnreadable:
		return unreadableReasons()
	case q.atEase():
		return calmReasons()
	default:
		return codeReasons()
	}
}

func lockReasons() []reason {
	return []reason{
		(*inquiry).unreadableLock, (*inquiry).offline, (*inquiry).noKeypad, (*inquiry).cannot, (*inquiry).full, (*inquiry).fullSoon,
		(*inquiry).samePIN, (*inquiry).sameName, (*inquiry).noZone, (*inquiry).lowBattery, (*inquiry).lowKeypad, (*inquiry).wrongPIN,
		(*inquiry).rateLimited, (*inquiry).stale,
	}
}

func codeReasons() []reason {
	return []reason{
		(*inquiry).unreadableLock, (*inquiry).deletedAway, (*inquiry).changedAway, (*inquiry).offline, (*inquiry).noKeypad,
		(*inquiry).cannot, (*inquiry).full, (*inquiry).fullSoon, (*inquiry).samePIN, (*inquiry).sameName, (*inquiry).noZone,
		(*inquiry).pinPending, (*inquiry).oldValues, (*inquiry).oddCode, (*inquiry).statusUnknown, (*inquiry).loadLate,
		(*inquiry).settingLong, (*inquiry).late, (*inquiry).removingLong, (*inquiry).lingers, (*inquiry).silentSet,
		(*inquiry).takenOver, (*inquiry).clockChange, (*inquiry).lowBattery,
		(*inquiry).lowKeypad, (*inquiry).wrongPIN, (*inquiry).rateLimited, (*inquiry).stale,
	}
}

// calmReasons are what there can be to say of a code that is on the lock as it should be, see atEase.
func calmReasons() []reason {
	return []reason{
		(*inquiry).unreadableLock, (*inquiry).offline, (*inquiry).noKeypad, (*inquiry).samePIN, (*inquiry).sameName,
		(*inquiry).lowBattery, (*inquiry).lowKeypad, (*inquiry).rateLimited, (*inquiry).stale,
	}
}

func goneReasons() []reason {
	return []reason{
		(*inquiry).deletedAway, (*inquiry).gone, (*inquiry).rateLimited, (*inquiry).stale,
	}
}

func unreadableReasons() []reason {
	return []reason{
		(*inquiry).unreadableLock, (*inquiry).unreadableCode, (*inquiry).offline, (*inquiry).wrongPIN,
		(*inquiry).rateLimited, (*inquiry).stale,
	}
}

// asides are what is worth knowing and no trouble.
func (q *inquiry) asides() []reason {
	switch {
	case q.Code == nil:
		return []reason{(*inquiry).oddLock, (*inquiry).unmanagedLock}
	case q.Gone:
		return []reason{(*inquiry).silentRemoved, (*inquiry).finished, (*inquiry).used}
	case q.phase() == model.PhaseUnreadable:
		return []reason{(*inquiry).used}
	default:
		return []reason{
			(*inquiry).silentRemoved, (*inquiry).foreign, (*inquiry).oddLock, (*inquiry).used, (*inquiry).finished, (*inquiry).waiting,
		}
	}
}

// atEase says that a code is on the lock in its window, that nothing is on its way and nobody has said anything. Most codes are, and a
// survey asks 200,000 of them.
func (q *inquiry) atEase() bool {
	c := q.Code
	return c.Status == model.StatusSet && q.reading.Standing.Phase == model.PhaseSet && c.Managed && len(c.Pending) == 0 &&
		len(c.Problems) == 0 && len(q.Events) == 0 && q.EventsSince.IsZero() && c.AwaitingPIN != model.Yes && (c.Window.Always() || q.device.TimeZone != "") &&
		!q.past(c.Window.Until)
}

// about begins a finding.
func (q *inquiry) about(o model.Origin, c Cause, s Severity, title, why string) *Finding {
	return &Finding{Cause: c, Severity: s, Root: q.root(o), Title: title, Why: why}
}

// shows adds evidence.
func (f *Finding) shows(from Source, since time.Time, fact string) *Finding {
	f.Evidence = append(f.Evidence, Evidence{Fact: fact, Since: since, From: from})
	return f
}

// try adds a step.
func (f *Finding) try(do Remedy, text string) *Finding {
	f.Steps = append(f.Steps, Step{Text: text, Do: do})
	return f
}

// tryIf adds a step that is possible only under a condition.
func (f *Finding) tryIf(possible bool, do Remedy, text string) *Finding {
	if possible {
		f.try(do, text)
	}
	return f
}

// finish fills in the marks of the texts, and takes out the steps that the facts rule out. Those of a code that is gone or over are
// about its return, which nothing does.
func (q *inquiry) finish(f *Finding) {
	f.Why = q.fill(f.Why)
	for i := range f.Steps {
		f.Steps[i].Text = q.fill(f.Steps[i].Text)
	}
	if q.Gone || f.Cause == CauseOver {
		return
	}
	f.Steps = slices.DeleteFunc(f.Steps, func(s Step) bool { return s.Code == "" && !q.sensible(s.Do, "", &model.Problem{}) })
	if len(f.Steps) == 0 && f.Severity > Note {
		f.try(Refresh, lookAgain).try(ByHand, askSupport)
	}
}

// with adds a step about another code.
func (f *Finding) with(other model.CodeID, do Remedy, text string) *Finding {
	f.Steps = append(f.Steps, Step{Text: text, Do: do, Code: other})
	return f
}

// at tells a moment as the lock's clock shows it.
func (q *inquiry) at(t time.Time) string { return model.When(t, q.Now, q.Zone) }

// phase is where the code stands.
func (q *inquiry) phase() model.Phase { return q.reading.Standing.Phase }

// ended says that the code's window is over.
func (q *inquiry) ended() bool { return q.past(q.Code.Window.Until) }

// started says that the code's window has begun, or that it has no start.
func (q *inquiry) started() bool { return q.Code.Window.From.IsZero() || q.past(q.Code.Window.From) }

// starts says that the code's window begins within d, or has begun.
func (q *inquiry) starts(within time.Duration) bool {
	from := q.Code.Window.From
	return from.IsZero() || q.past(from.Add(-within))
}

// holds says that the lock has the code, or knows it by itself, so that nothing has to reach the lock for it to work.
func (q *inquiry) holds() bool {
	switch q.phase() {
	case model.PhaseSet, model.PhaseLoaded:
		return true
	case model.PhaseSetting:
		return q.changing()
	case model.PhaseWaiting, model.PhaseLate:
		return q.Code.Traits.Offline // its maker works out the PIN, and the lock does the same
	case model.PhaseUnknown, model.PhaseRemoving, model.PhaseLingering, model.PhaseOver, model.PhaseUnreadable:
		return false
	default:
		return false
	}
}

// needs says that something has yet to reach the lock before the code works.
func (q *inquiry) needs() bool {
	switch q.phase() {
	case model.PhaseSetting, model.PhaseWaiting, model.PhaseLate:
		return !q.Gone && q.Code.Managed && !q.holds()
	case model.PhaseUnknown, model.PhaseSet, model.PhaseLoaded, model.PhaseRemoving, model.PhaseLingering, model.PhaseOver,
		model.PhaseUnreadable:
		return false
	default:
		return false
	}
}

// changing says that a change of a code that the lock has is on its way: then the lock has what it had before.
func (q *inquiry) changing() bool {
	changing := false
	for i := range q.Code.Pending {
		switch q.Code.Pending[i].Code {
		case model.MutationUpdatingCode, model.MutationUpdatingName, model.MutationUpdatingTimeFrame:
			changing = true
		case model.MutationCreating, model.MutationDeferringCreation:
			return false
		case model.MutationDeleting:
		default:
		}
	}
	return changing
}

// reports says that Seam reports one of these on the code, its lock or its account.
func (q *inquiry) reports(codes ...string) (*model.Problem, bool) {
	lists := [3][]model.Problem{q.device.Problems}
	if q.Code != nil {
		lists[1] = q.Code.Problems
	}
	if q.Account != nil {
		lists[2] = q.Account.Problems
	}
	for _, list := range lists {
		for i := range list {
			for _, code := range codes {
				if list[i].Code == code {
					return &list[i], true
				}
			}
		}
	}
	return nil, false
}
