package diagnose

import (
	"time"

	"seamdash/model"
)

// weigh says what a cause does to the code in question, or to the lock. A row says what it is in general; here the facts
// have the last word, so that nothing is blamed for what it cannot do:
//
//   - A code that is on the lock and waits for nothing opens the door by itself: whatever keeps Seam from programming the lock does
//     not block it.
//   - A code whose PIN was made without the lock needs no connection.
//   - What needs nobody to heal it does not block a code of a later week.
//   - A code that is over, or is to go, needs nothing, but what keeps Seam from erasing it leaves the door open.
//   - Trouble of some sites of an account is that of a lock only where the lock or the code reports it, too.
//
// The other way round, what blocks a code whose time is now is serious, however mildly Seam puts it; but where a backup code stands
// in, help has come.
func (q *inquiry) weigh(f *Finding, e *entry, p *model.Problem) {
	f.Blocks = e.stops != nothing
	switch {
	case q.elsewhere(e):
		q.spare(f, Warning, FromLock, "neither the lock nor the code reports it, so it may be about other sites")
	case e.code == "salto_ks_lock_access_code_support_removed" && q.device.Can.ProgramOnlineCodes == model.Yes:
		q.spare(f, Warning, FromLock, "Seam still says that the lock takes codes")
	case q.Code == nil:
		q.weighForLock(f, e)
	default:
		q.weighForCode(f, e, p)
		if f.Blocks && e.code != "using_backup_access_code" && q.open() {
			f.Severity = Serious
		}
	}
}

func (q *inquiry) weighForCode(f *Finding, e *entry, p *model.Problem) {
	switch e.stops {
	case nothing:
		q.weighStates(f, e, p)
	case removing:
		f.Blocks, f.Open = false, true
		if q.Gone {
			f.Open = false
			q.spare(f, Warning, FromCode, "Seam no longer has the code, which is so once the lock has erased it")
		}
	case changing:
		f.Blocks, f.Open = !q.over(), q.wasWider()
	case restoring:
		f.Blocks = !q.over() && (p.Detail == nil || p.Detail.ChangeType == "removed" || touches(p.Detail.Fields))
	case typing:
		q.weighTyping(f, e)
	case programming, adding, connecting, timing:
		q.weighProgramming(f, e, p)
	}
}

// open says that the time of the code is now.
func (q *inquiry) open() bool {
	started := q.Code.Window.From.IsZero() || q.past(q.Code.Window.From)
	return started && !q.past(q.Code.Window.Until)
}

// spare takes the blame off a finding, and says why.
func (q *inquiry) spare(f *Finding, most Severity, from Source, why string) {
	f.Blocks = false
	f.Severity = min(f.Severity, most)
	f.Evidence = append(f.Evidence, Evidence{Fact: why, From: from})
}

// elsewhere says that the account has the trouble at some of its sites, and nothing says that the lock is at one of them.
func (q *inquiry) elsewhere(e *entry) bool {
	sites := accountSites()
	for i := range sites {
		if sites[i].code != e.code || sites[i].stops == nothing {
			continue
		}
		return !reports(q.device.Problems, e.code) && (q.Code == nil || !reports(q.Code.Problems, e.code))
	}
	return false
}

func reports(problems []model.Problem, code string) bool {
	for i := range problems {
		if problems[i].Code == code || problems[i].Current().Code == code {
			return true
		}
	}
	return false
}

// weighForLock is about a lock: what keeps new codes off it blocks, and what makes it refuse those that it has.
func (q *inquiry) weighForLock(f *Finding, e *entry) {
	switch e.stops {
	case connecting:
		if q.device.Can.ProgramOfflineCodes == model.Yes {
			q.spare(f, Note, FromLock, "the lock makes codes that need no connection")
		}
	case timing:
		f.Blocks = false // codes without a window get there
	case removing, changing, restoring:
		f.Blocks = false // these are about one code
	case nothing, programming, adding, typing:
	}
}

// weighStates are the rows that stop nothing as such.
func (q *inquiry) weighStates(f *Finding, e *entry, p *model.Problem) {
	on := q.Code.Status == model.StatusSet
	switch {
	case e.code == "external_modification_in_effect" && p.Detail != nil && p.Detail.ChangeType == "removed" && !on && !q.over():
		f.Blocks = true
	case e.code == "igloo_algopin_must_be_used_within_24_hours" && q.open() && !q.Code.Window.From.IsZero():
		if lapse := q.Code.Window.From.Add(24 * time.Hour); q.past(lapse) {
			f.Severity = Warning
			f.Evidence = append(f.Evidence, Evidence{Fact: "its 24 hours are over, so it opens nothing unless it was used within them", Since: lapse, From: FromCode})
		}
	}
}

// weighTyping is about a lock that refuses codes which it has.
func (q *inquiry) weighTyping(f *Finding, e *entry) {
	switch {
	case q.over():
		q.spare(f, Note, FromCode, "the code is over")
	case e.lies == onLock && !q.Code.Window.From.IsZero() && !q.past(q.Code.Window.From):
		q.spare(f, Warning, FromCode, "its time has not come, and until then that may be over")
	}
}

// weighProgramming is about what keeps Seam from a lock.
func (q *inquiry) weighProgramming(f *Finding, e *entry, p *model.Problem) {
	fromOutside := f.Root.Origin > model.OriginCode
	switch {
	case fromOutside && e.stops != adding && q.needsNoConnection():
		q.spare(f, Note, FromCode, "its PIN was made without the lock and needs no connection")
	case q.leaves():
		q.weighLeftOver(f, e)
	case q.over():
		q.spare(f, calm(f, p), FromCode, "the code is over and off the lock")
	case q.settled():
		q.spare(f, Warning, FromCode, "the code is on the lock already and works there by itself")
	case e.stops == timing && q.Code.Window.Always():
		q.spare(f, Note, FromCode, "the code has no window")
	case fromOutside && e.retries != model.No && q.farOff():
		q.spare(f, Warning, FromCode, "the code is needed in more than three days, and until then that may be over")
	}
}

// needsNoConnection says that the lock knows the PIN without being told, and that the PIN is there.
func (q *inquiry) needsNoConnection() bool {
	return q.Code.Traits.Offline && q.Code.AwaitingPIN != model.Yes
}

// leaves says that the code should be gone and may still be on the lock.
func (q *inquiry) leaves() bool {
	phase := q.reading.Standing.Phase
	return phase == model.PhaseLingering || phase == model.PhaseRemoving
}

// settled says that the code is on the lock as it was asked for.
func (q *inquiry) settled() bool {
	phase := q.reading.Standing.Phase
	return (phase == model.PhaseSet || phase == model.PhaseLoaded) && !q.awaits()
}

// farOff says that nobody needs the code within the [forecast].
func (q *inquiry) farOff() bool {
	from := q.Code.Window.From
	return !from.IsZero() && !q.past(from.Add(-forecast))
}

// weighLeftOver is about a code that should be gone from the lock.
func (q *inquiry) weighLeftOver(f *Finding, e *entry) {
	if e.stops == adding || e.stops == timing {
		q.spare(f, Note, FromCode, "the code is to go, and nothing new is asked for")
		return
	}
	f.Blocks, f.Open = false, true
	f.Evidence = append(f.Evidence, Evidence{Fact: "the code should be gone, and the lock may still have it", From: FromCode})
}

// calm is how grave at most what is said of a code that is over: another's trouble is none of it, its own may still be told.
func calm(f *Finding, p *model.Problem) Severity {
	if f.Root.Origin > model.OriginCode && p.Origin > model.OriginCode {
		return Note
	}
	return Warning
}

// over says that nobody needs the code any more.
func (q *inquiry) over() bool {
	return q.Gone || q.leaves() || q.past(q.Code.Window.Until)
}

// awaits says that the lock has not confirmed another PIN or other times that were asked for.
func (q *inquiry) awaits() bool {
	for i := range q.Code.Pending {
		if c := q.Code.Pending[i].Code; c == model.MutationUpdatingCode || c == model.MutationUpdatingTimeFrame {
			return true
		}
	}
	return false
}

// wasWider says that what the lock had before a pending change opens the door to who should not any more: another PIN, or a longer
// window.
func (q *inquiry) wasWider() bool {
	now := q.Code.Window
	for i := range q.Code.Pending {
		switch m := &q.Code.Pending[i]; m.Code {
		case model.MutationUpdatingCode:
			return true
		case model.MutationUpdatingTimeFrame:
			before := m.From.Window
			if before.From.Before(now.From) || !now.Until.IsZero() && (before.Until.IsZero() || before.Until.After(now.Until)) {
				return true
			}
		case model.MutationCreating, model.MutationDeferringCreation, model.MutationDeleting, model.MutationUpdatingName:
		}
	}
	return false
}

// touches says that one of the changed fields decides whether the code opens the door. No fields say nothing.
func touches(fields []string) bool {
	for _, field := range fields {
		if field != "name" {
			return true
		}
	}
	return len(fields) == 0
}
