package model

import (
	"strconv"
	"time"
)

// Sentence is the product in one line: where the code stands, what comes next, and what is in the way, for somebody
// at now whose eyes are on zone. It never contains the PIN.
func (c *AccessCode) Sentence(lock *Device, now time.Time, zone *time.Location) string {
	return c.SentenceFor(lock, Reader{Now: now, Zone: zone})
}

// SentenceFor is [AccessCode.Sentence] for somebody whose own clock may show another time than the lock's.
func (c *AccessCode) SentenceFor(lock *Device, r Reader) string {
	t := telling{Reader: r, lock: lock, habit: lock.Habit()}
	t.say(orThis(c.Name, "This code"))
	t.standing(c)
	if lock.Online == No && c.InMotion() {
		t.say(" The lock is offline, so nothing reaches it.")
	}
	t.pending(c)
	t.stranger(c)
	if c.AwaitingPIN == Yes {
		t.say(" The lock's maker has not handed out the PIN yet.")
	}
	t.worst(c.Problems, OriginCode)
	return string(t.text)
}

func orThis(name, otherwise string) string {
	if name == "" {
		return otherwise
	}
	return name
}

// A telling is a sentence being written.
type telling struct {
	Reader

	text  []byte
	lock  *Device // that it is about
	habit Habit   // of the lock
	timed bool    // a time was told, and whose it is
}

func (t *telling) say(words ...string) {
	for _, w := range words {
		t.text = append(t.text, w...)
	}
}

// when tells a time as the lock's clock shows it. Where the reader's shows another, the first one names both.
func (t *telling) when(at time.Time) {
	t.text = AppendWhen(t.text, at, t.Now, t.Zone)
	if !t.timed && t.elsewhere(at) {
		t.say(" in ", t.place(), ", ")
		t.text = t.appendHere(t.text, at)
		t.say(" here")
	}
	t.timed = true
}

func (t *telling) span(d time.Duration) { t.text = AppendSpan(t.text, d) }

// ago says since when, where that is known.
func (t *telling) ago(since time.Time) {
	if !since.IsZero() {
		t.say(" for ")
		t.span(t.Now.Sub(since))
	}
}

// opens says when the window begins, where it is still to come.
func (t *telling) opens(w Window) {
	if !w.Started(t.Now) {
		t.say("; it opens from ")
		t.when(w.From)
		t.say(", in ")
		t.span(w.From.Sub(t.Now))
	}
}

func (t *telling) standing(c *AccessCode) {
	s := c.Standing(t.Now)
	switch s.Phase {
	case PhaseSet:
		t.works(c.Window)
	case PhaseSetting:
		t.programming(c.Window, s)
	case PhaseLoaded:
		t.say(" is on the lock")
		t.opens(c.Window)
		t.say(".")
	case PhaseWaiting:
		t.waits(c, s)
	case PhaseLate:
		t.say(" should be on the lock since ")
		t.when(s.Since)
		t.say(", ")
		t.span(t.Now.Sub(s.Since))
		t.say(" ago, and is not.")
		t.promised()
	case PhaseRemoving:
		t.say(" is being removed")
		t.ago(s.Since)
		t.say("; until the lock confirms, the PIN may still open the door.")
	case PhaseLingering:
		t.say(" ended ")
		t.when(s.Since)
		t.say(", and Seam still reports it on the lock.")
	case PhaseOver:
		t.say(" ended ")
		t.when(s.Since)
		t.say(" and is not on the lock.")
	case PhaseUnreadable:
		t.say(" could not be read from Seam's answer: ", c.Unreadable, ".")
	case PhaseUnknown:
		t.unknown(c.Status)
	}
}

func (t *telling) works(w Window) {
	if w.Until.IsZero() {
		t.say(" works until somebody removes it.")
		return
	}
	t.say(" works until ")
	t.when(w.Until)
	t.say(", for ")
	t.span(w.Until.Sub(t.Now))
	t.say(" more.")
}

func (t *telling) programming(w Window, s Standing) {
	t.say(" is being programmed")
	t.ago(s.Since)
	t.slower(s.Since)
	switch {
	case !w.Started(t.Now):
		t.opens(w)
	case !w.From.IsZero():
		t.say("; it should work since ")
		t.when(w.From)
	}
	t.say(".")
}

// slower says how long such a lock usually needs, once it has needed longer. What Seam names no figure for is called
// usual only in whole minutes.
func (t *telling) slower(since time.Time) {
	if !since.IsZero() && t.Now.Sub(since) > t.habit.Usual {
		t.say(" (such a lock usually needs about ")
		t.span(t.habit.Usual)
		t.say(")")
	}
}

// promised says what the lock's kind of scheduling has to do with a code that is late.
func (t *telling) promised() {
	switch t.habit.Scheduling {
	case Native:
		t.say(" Such a lock takes codes up to 72 h ahead; what it lacks at the start, Seam sets directly.")
	case JustInTime:
		t.say(" Seam sets codes on such a lock in the hour before their start.")
	case SchedulingUnknown:
	}
}

func (t *telling) waits(c *AccessCode, s Standing) {
	w := c.Window
	switch at := c.Outlook(t.habit, t.Now).At; {
	case !s.Loads.IsZero() && !t.Now.After(s.Loads.Add(t.habit.Usual)):
		t.say(" is not on the lock yet: Seam loads it about ")
		t.when(s.Loads)
		t.opens(w)
	case !w.From.IsZero() && !at.IsZero():
		t.loading(at, !s.Loads.IsZero())
		t.opens(w)
	case w.Started(t.Now):
		t.say(" is not on the lock; it waits to be programmed")
		t.ago(s.Since)
	default:
		t.say(" is not on the lock yet")
		t.opens(w)
	}
	t.say(".")
}

// loading says when Seam should load a code of which it does not say so itself, by the kind of lock, or of which the
// time that it said has passed.
func (t *telling) loading(at time.Time, said bool) {
	switch {
	case said:
		t.say(" is not on the lock yet, although Seam would load it about ")
		t.when(at)
	case t.Now.Before(at):
		t.say(" is not on the lock yet: Seam loads it about ")
		t.when(at)
	case t.habit.Scheduling == Native:
		t.say(" is not on the lock yet: Seam may load it from ")
		t.when(at)
		t.say(" on")
	default:
		t.say(" is not on the lock yet: Seam should load it since ")
		t.when(at)
	}
}

// stranger says of a code that Seam does not manage where it comes from.
func (t *telling) stranger(c *AccessCode) {
	switch {
	case c.Managed, c.Unreadable != "":
	case c.Traits.CannotBeManaged:
		t.say(" It was made outside Seam, which lists it and cannot take it over.")
	default:
		t.say(" It was made outside Seam, which lists it and does not manage it.")
	}
}

func (t *telling) unknown(s Status) {
	if s == StatusUnknown || s == "" {
		t.say(": Seam cannot tell whether it is on the lock.")
		return
	}
	t.say(": Seam gives the status ", strconv.Quote(string(s)), ", which this program does not know.")
}

// pending says what the lock still has while a change is on its way.
func (t *telling) pending(c *AccessCode) {
	for _, m := range c.Pending {
		switch m.Code {
		case MutationUpdatingCode:
			t.say(" The old PIN works until the lock confirms the new one.")
		case MutationUpdatingTimeFrame:
			t.say(" The lock still has the old times: ")
			t.text = m.From.Window.AppendWords(t.text, t.Now, t.Zone)
			t.say(".")
		case MutationDeleting:
			if c.Status == StatusSet {
				t.say(" Its removal was asked for and is not confirmed.")
			}
		case MutationCreating, MutationDeferringCreation, MutationUpdatingName:
		default:
			t.say(" Pending: ", string(m.Code), ".")
		}
	}
}

// worst adds the first error, or else the first warning, that the subject has itself.
func (t *telling) worst(problems []Problem, origin Origin) {
	var worst *Problem
	for i := range problems {
		p := &problems[i]
		if p.Origin == origin && (worst == nil || p.Level > worst.Level) {
			worst = p
		}
	}
	if worst == nil {
		return
	}
	t.say(" Seam reports: ", worst.said())
	if !worst.Since.IsZero() {
		t.say(", since ")
		t.when(worst.Since)
	}
	t.say(".")
}
