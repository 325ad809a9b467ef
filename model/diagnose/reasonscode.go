package diagnose

import (
	"time"

	"seamdash/model"
)

// late finds a code that is not on the lock although its window is open, for longer than such a lock needs.
func (q *inquiry) late() *Finding {
	since, limit := q.lateness()
	if limit.IsZero() || !q.past(limit) || q.ended() {
		return nil
	}
	why := "Its window is open since " + q.at(since) + ", and Seam has not set it on the lock."
	switch {
	case q.Code.Window.From.IsZero():
		why = "It was asked for " + q.at(since) + ", and Seam has not set it on the lock."
	case q.phase() == model.PhaseSetting:
		why = "Its window is open since " + q.at(since) + ", and the lock is still being programmed."
	}
	f := q.about(model.OriginCode, CauseLate, Serious, "It is not on the lock", why)
	f.Since, f.Blocks, f.Retries = since, true, model.Yes
	f.shows(FromCode, since, "its window is open and its status is "+q.status())
	return q.urge(q.slowness(f))
}

// lateness is since when the code should be on the lock, and until when that may take: longer than the brand's patience where it was
// asked for, or changed, when it was due already. A zero limit says that nothing can be late about it.
func (q *inquiry) lateness() (since, limit time.Time) {
	if !q.needs() || !q.started() {
		return since, limit
	}
	asked := q.askedAt()
	since = q.Code.Window.From
	switch {
	case !since.IsZero():
		limit = later(since.Add(q.habit.Patience.Late), asked.Add(q.habit.Patience.Setting))
	case q.phase() == model.PhaseWaiting && !q.reading.Standing.Since.IsZero():
		since, limit = q.reading.Standing.Since, q.reading.Outlook.Patience
	case q.phase() == model.PhaseWaiting && !q.Code.CreatedAt.IsZero() && q.reading.Standing.Loads.IsZero():
		since, limit = q.Code.CreatedAt, asked.Add(q.habit.Patience.Waiting)
	}
	return since, limit
}

// askedAt is when somebody last asked for the code to be as it is, as far as that is known.
func (q *inquiry) askedAt() time.Time {
	at := q.Code.CreatedAt
	for i := range q.Code.Pending {
		if m := &q.Code.Pending[i]; m.Code != model.MutationDeferringCreation && m.Code != model.MutationDeleting {
			at = later(at, m.CreatedAt)
		}
	}
	for i := range q.Followed {
		if t := &q.Followed[i]; t.Code == q.Code.ID && t.Action != model.ActionDelete {
			at = later(at, t.AcceptedAt)
		}
	}
	if asked := q.latestOfCode(eventAsked); asked != nil {
		at = later(at, happened(asked))
	}
	if !q.past(at) {
		return time.Time{} // a clock is wrong, and nothing can be concluded from it
	}
	return at
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// settingLong finds a code that is being programmed for longer than such a lock needs, before its window.
func (q *inquiry) settingLong() *Finding {
	s := q.reading.Standing
	if s.Phase != model.PhaseSetting || !q.needs() || s.Since.IsZero() || !q.past(s.Since.Add(q.habit.Patience.Setting)) {
		return nil
	}
	f := q.about(model.OriginCode, CauseSettingLong, Warning, "Programming takes too long",
		"The lock is being programmed since "+q.at(s.Since)+", "+model.Span(q.Now.Sub(s.Since))+" by now; such a lock usually needs "+model.Span(q.habit.Usual)+".")
	f.Since, f.Blocks, f.Retries = s.Since, true, model.Yes
	if q.starts(time.Hour) {
		f.Severity = Serious
	}
	f.shows(FromCode, s.Since, "it is being programmed")
	return q.urge(q.slowness(f))
}

// loadLate finds a code that Seam should have begun to load by now.
func (q *inquiry) loadLate() *Finding {
	s, o := q.reading.Standing, q.reading.Outlook
	if s.Phase != model.PhaseWaiting || !q.needs() || q.Code.Window.From.IsZero() || q.started() || !q.past(q.loadLimit()) {
		return nil
	}
	f := q.about(model.OriginCode, CauseLoadLate, Warning, "Seam has not begun to load it",
		"Seam should have begun to load it "+q.at(o.At)+", and it is not on the lock; its window begins "+q.at(q.Code.Window.From)+".")
	f.Since, f.Retries = o.At, model.Yes
	f.Blocks = q.habit.Scheduling != model.Native && q.starts(time.Hour)
	if f.Blocks && q.starts(30*time.Minute) {
		f.Severity = Serious
	}
	if s.Loads.IsZero() {
		f.shows(FromGuides, o.At, "such a lock "+q.habit.Scheduling.Words())
	} else {
		f.shows(FromCode, s.Loads, "Seam meant to load it "+q.at(s.Loads))
	}
	f.shows(FromCode, time.Time{}, "its status is "+q.status())
	return q.urge(q.slowness(f))
}

// loadLimit is until when the beginning of a load may take; zero where no wait is too long.
func (q *inquiry) loadLimit() time.Time {
	limit := q.reading.Outlook.Patience
	if loads := q.reading.Standing.Loads; limit.IsZero() && !loads.IsZero() {
		limit = loads.Add(q.habit.Patience.Waiting) // Seam itself has named the time
	}
	if limit.IsZero() {
		return limit
	}
	return later(limit, q.askedAt().Add(q.habit.Patience.Waiting))
}

// slowness adds what is known about a code that does not get onto the lock.
func (q *inquiry) slowness(f *Finding) *Finding {
	f.shows(FromGuides, time.Time{}, "such a lock usually takes a code within "+model.Span(q.habit.Usual))
	if failed := q.latestOfCode(eventSetFailed); failed != nil {
		f.shows(FromEvent, happened(failed), "it could not be set on the lock")
	} else if q.covered(f.Since) && q.past(f.Since.Add(eventSlack)) && q.latestOfCode(eventSet) == nil {
		f.shows(FromEvent, f.Since, "no event says that it was set")
	}
	if q.device.Online == model.Yes {
		f.shows(FromLock, time.Time{}, "the lock is online")
	}
	return f
}

// urge adds what can be tried for a code that does not get onto the lock: the gentlest first, but where somebody may stand outside
// what lets them in.
func (q *inquiry) urge(f *Finding) *Finding {
	if !q.started() {
		f.try(Wait, "wait some minutes: Seam goes on trying by itself")
	}
	f.try(PullBackup, giveBackup).try(UnlockNow, openDoor).try(Retry, askAgain).try(NewPIN, "give it another PIN: the lock may refuse this one")
	if q.started() {
		f.try(Wait, waitTrying)
	}
	return f
}

// status is Seam's word.
func (q *inquiry) status() string {
	if q.Code.Status == "" {
		return string(model.StatusUnknown)
	}
	return string(q.Code.Status)
}

// waiting tells of a code that is not to work yet, and is as it should be.
func (q *inquiry) waiting() *Finding {
	s := q.reading.Standing
	if !q.Code.Managed || q.Code.Traits.Offline {
		return nil
	}
	switch s.Phase {
	case model.PhaseLoaded:
		return q.about(model.OriginCode, CauseWaiting, Note, "It is on the lock and waits for its window",
			"The lock has it already and will let it open the door from "+q.at(q.Code.Window.From)+" on.").
			shows(FromCode, time.Time{}, q.loadedFact())
	case model.PhaseSetting, model.PhaseLate:
		if !q.needs() {
			return nil
		}
		return q.about(model.OriginCode, CauseWaiting, Note, "The lock is being programmed",
			"Seam is putting it on the lock; such a lock usually needs "+model.Span(q.habit.Usual)+".").
			shows(FromCode, s.Since, "its status is "+q.status())
	case model.PhaseWaiting:
		return q.patient()
	case model.PhaseUnknown, model.PhaseSet, model.PhaseRemoving, model.PhaseLingering, model.PhaseOver, model.PhaseUnreadable:
		return nil
	default:
		return nil
	}
}

func (q *inquiry) loadedFact() string {
	if q.Code.Status == model.StatusSet {
		return "its status is set, before its window"
	}
	return "Seam says that it is loaded ahead"
}

// patient tells of a code that is not on the lock and not due there.
func (q *inquiry) patient() *Finding {
	s, at, w := q.reading.Standing, q.reading.Outlook.At, q.Code.Window
	if w.From.IsZero() {
		return q.about(model.OriginCode, CauseWaiting, Note, "It waits to be programmed", "Seam has taken it and will put it on the lock.").
			shows(FromCode, s.Since, "its status is "+q.status())
	}
	f := q.about(model.OriginCode, CauseWaiting, Note, "It waits for its time", "")
	f.shows(FromCode, time.Time{}, "its status is "+q.status()+", and its window begins "+q.at(w.From))
	switch {
	case !s.Loads.IsZero():
		f.Why = "Seam loads it onto the lock about " + q.at(s.Loads) + "; until then it need not be there."
		f.shows(FromCode, time.Time{}, "Seam has put off loading it until "+q.at(s.Loads))
	case at.IsZero():
		f.Why = "Its window begins " + q.at(w.From) + ", and how far ahead Seam loads codes onto such a lock is not known."
	case !q.past(at):
		f.Why = "Seam loads it onto the lock about " + q.at(at) + "; until then it need not be there."
	default:
		f.Why = "Seam may load it onto the lock from " + q.at(at) + " on, and sets it at its start otherwise."
	}
	if q.habit.Scheduling != model.SchedulingUnknown {
		f.shows(FromGuides, time.Time{}, "such a lock "+q.habit.Scheduling.Words())
	}
	return f
}

// statusUnknown finds a code of which Seam cannot tell where it is.
func (q *inquiry) statusUnknown() *Finding {
	if q.phase() != model.PhaseUnknown {
		return nil
	}
	why, fact := "Seam cannot tell whether it is on the lock; usually the account is disconnected.", "its status is unknown"
	if !q.Code.Status.Known() && q.Code.Status != "" {
		why = "Seam gives it a status that this program does not know, so nobody can tell from here whether it works."
		fact = "its status is “" + q.masked(string(q.Code.Status)) + "”"
	}
	return q.about(model.OriginCode, CauseStatusUnknown, Warning, "Nobody can tell whether it is on the lock", why).
		shows(FromCode, time.Time{}, fact).
		try(Refresh, "ask Seam again").
		try(ByHand, "look at the lock's codes in {app}, and check that the account is connected")
}

// pinPending finds a code whose PIN the maker has not handed out.
func (q *inquiry) pinPending() *Finding {
	c := q.Code
	if c.AwaitingPIN != model.Yes || q.phase() == model.PhaseOver {
		return nil
	}
	f := q.about(model.OriginCode, CausePINPending, Note, "It has no PIN yet",
		"{Maker} hands out the PIN, and has not done so yet; there is nothing to tell anybody.")
	f.Retries = model.Yes
	if !c.PIN.Known() && q.starts(time.Hour) {
		f.Severity = Warning
	}
	if !c.PIN.Known() && q.started() && q.needs() && q.past(q.askedAt().Add(q.habit.Patience.Setting)) {
		f.Severity, f.Blocks = Serious, true
	}
	return f.shows(FromCode, c.CreatedAt, "Seam waits for the PIN").
		try(Wait, "wait until the PIN is there, and look again before you tell it to anybody").
		try(ByHand, "if it does not come, check the lock in {app}")
}
