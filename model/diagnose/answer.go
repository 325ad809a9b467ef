package diagnose

import (
	"slices"
	"strings"
	"unicode"

	"seamdash/model"
)

// verdict is the answer in a word, and in a sentence or two that can be read to somebody on the phone.
func (q *inquiry) verdict(found []Finding) (Health, string) {
	health := q.health(found)
	if q.Code == nil {
		return health, q.ofLock(health, found)
	}
	return health, q.ofCode(health, found)
}

// health reads the findings. What nobody can tell is not called blocked, even where something is.
func (q *inquiry) health(found []Finding) Health {
	if q.unsure(found) {
		return Unsure
	}
	health := q.standing()
	for i := range found {
		switch f := &found[i]; {
		case f.Blocks:
			return Blocked
		case f.Severity > Note:
			health = Uneasy
		}
	}
	return health
}

// unsure says that what is known does not tell whether the code, or the lock, works.
func (q *inquiry) unsure(found []Finding) bool {
	if q.Code == nil {
		return q.device.Unreadable != "" || q.device.Online == model.Unknown && len(found) == 0
	}
	if q.Gone {
		return false
	}
	switch q.phase() {
	case model.PhaseUnknown, model.PhaseUnreadable:
		return true
	case model.PhaseSet:
		return q.odd(found)
	case model.PhaseSetting, model.PhaseLoaded, model.PhaseWaiting, model.PhaseLate, model.PhaseRemoving, model.PhaseLingering,
		model.PhaseOver:
		return false
	default:
		return true
	}
}

// odd says that Seam contradicts itself about the code.
func (q *inquiry) odd(found []Finding) bool {
	for i := range found {
		if found[i].Cause == CauseContradiction && found[i].Root.Origin == model.OriginCode {
			return true
		}
	}
	return false
}

// standing is the health that the code has by where it stands alone.
func (q *inquiry) standing() Health {
	if q.Code == nil || q.Gone {
		return Fine
	}
	switch q.phase() {
	case model.PhaseSet, model.PhaseOver, model.PhaseRemoving, model.PhaseLingering:
		return Fine
	case model.PhaseSetting, model.PhaseLoaded, model.PhaseWaiting:
		return Coming
	case model.PhaseLate:
		switch {
		case q.holds():
			return Fine // an offline code, which the lock knows by itself
		case q.Code.Managed:
			return Coming
		default:
			return Uneasy
		}
	case model.PhaseUnknown, model.PhaseUnreadable:
		return Unsure
	default:
		return Unsure
	}
}

// ofCode is the sentence about a code.
func (q *inquiry) ofCode(health Health, found []Finding) string {
	switch {
	case q.Gone:
		return q.ofGone(found)
	case q.phase() == model.PhaseUnreadable:
		return "Seam's answer about this code makes no sense, so nobody can tell from here whether it works."
	case q.phase() == model.PhaseUnknown:
		return join("Nobody can tell whether the lock has this code"+because(found)+".", q.who())
	case health == Unsure:
		return join("Seam says that the lock has this code and also that it does not; only the door can tell.", q.who())
	case health == Blocked:
		return q.ofBlocked(found)
	case health == Uneasy:
		return join(q.plainly(), worth(found))
	default:
		return q.plainly()
	}
}

// ofBlocked says what keeps the code from working, and who is hurt when.
func (q *inquiry) ofBlocked(found []Finding) string {
	switch q.phase() {
	case model.PhaseWaiting, model.PhaseSetting, model.PhaseLate:
		if q.changing() || hasCause(found, "failed_to_update") {
			return join("The lock still has this code as it was before the last change"+because(found)+".", q.who())
		}
		if q.Code.Managed {
			return join("The lock has not taken this code yet"+because(found)+".", q.who())
		}
		return join("This code is not on the lock"+because(found)+".", q.who())
	case model.PhaseSet, model.PhaseLoaded:
		return join("Seam says that the lock has this code, and it does not open the door as it should"+because(found)+".", q.who())
	case model.PhaseOver:
		return "This code did not do what it should" + because(found) + ". Its window ended " + q.at(q.Code.Window.Until) + "."
	case model.PhaseRemoving, model.PhaseLingering, model.PhaseUnknown, model.PhaseUnreadable:
		return join("This code does not do what it should"+because(found)+".", q.who())
	default:
		return join("This code does not do what it should"+because(found)+".", q.who())
	}
}

// hasCause says that a cause is one of those that were found.
func hasCause(found []Finding, cause Cause) bool {
	return slices.ContainsFunc(found, func(f Finding) bool { return f.Cause == cause })
}

// ofGone is the sentence about a code that has left the picture.
func (q *inquiry) ofGone(found []Finding) string {
	switch {
	case q.ended():
		return join("It is over: its window ended "+q.at(q.Code.Window.Until)+", and Seam has dropped it.", worth(found))
	case !q.deletedByUs().IsZero():
		return join("This code is gone: this program deleted it "+q.at(q.deletedByUs())+".", worth(found))
	default:
		return join("This code is gone from Seam before its time"+because(found)+".", q.who())
	}
}

// plainly says where the code stands, when nothing is wrong with that.
func (q *inquiry) plainly() string {
	w := q.Code.Window
	if q.onLock() && q.changing() {
		return "The lock has this code as it was before the last change, which is on its way."
	}
	switch q.phase() {
	case model.PhaseSet:
		return q.works()
	case model.PhaseLoaded:
		return join("The lock has this code and lets it open the door from "+q.at(w.From)+" on.", q.who())
	case model.PhaseSetting:
		return join("The lock is being programmed with this code; that usually takes about "+model.Span(q.habit.Usual)+".", q.who())
	case model.PhaseWaiting:
		return q.waits()
	case model.PhaseLate:
		return q.notYet()
	case model.PhaseRemoving:
		return "It is being removed; until the lock confirms that, the PIN may still open the door."
	case model.PhaseLingering:
		return "Its window ended " + q.at(w.Until) + ", and Seam is taking it off the lock; until then the PIN may still open the door."
	case model.PhaseOver:
		return "It is over: its window ended " + q.at(w.Until) + ", and it is off the lock."
	case model.PhaseUnknown, model.PhaseUnreadable:
	}
	return "Nobody can tell whether the lock has this code."
}

// works says until when the code works.
func (q *inquiry) works() string {
	text := "It works: the lock has it until somebody removes it."
	if until := q.Code.Window.Until; !until.IsZero() {
		text = "It works: the lock has it until " + q.at(until) + ", for " + model.Span(until.Sub(q.Now)) + " more."
	}
	if last := q.latestOfCode(eventUnlocked); last != nil {
		text = join(text, "It opened the door "+q.at(happened(last))+".")
	}
	return text
}

// waits says when the lock gets the code.
func (q *inquiry) waits() string {
	s, at := q.reading.Standing, q.reading.Outlook.At
	text := "It is not on the lock yet, and need not be."
	switch {
	case q.Code.Traits.Offline:
		text = "The lock knows this code by itself, without being reached."
	case !q.Code.Managed:
		text = "It is not on the lock yet, and Seam does not manage it."
	case q.Code.Window.From.IsZero():
		text = "It is not on the lock yet; Seam is about to put it there."
	case !s.Loads.IsZero() && !q.past(s.Loads):
		text = "It is not on the lock yet, and need not be: Seam loads it about " + q.at(s.Loads) + "."
	case !at.IsZero() && !q.past(at):
		text = "It is not on the lock yet, and need not be: Seam loads it about " + q.at(at) + "."
	case !at.IsZero():
		text = "It is not on the lock yet; Seam loads it at any time now."
	}
	return join(text, q.who())
}

// notYet is about a code whose window is open and that is not on the lock, where nobody is to blame yet.
func (q *inquiry) notYet() string {
	switch {
	case q.Code.Traits.Offline:
		text := "The lock knows this code by itself, without being reached"
		if until := q.Code.Window.Until; !until.IsZero() {
			text += "; it should work until " + q.at(until)
		}
		return text + "."
	case !q.Code.Managed:
		return join("It is not on the lock, and Seam does not manage it: whoever made it has to put it there.", q.who())
	default:
		return join("The lock is about to take this code; that usually takes about "+model.Span(q.habit.Usual)+".", q.who())
	}
}

// who says who is hurt, and when: by the name of the code where that says it, otherwise its window.
func (q *inquiry) who() string {
	w := q.Code.Window
	person := personIn(q.Code.Name)
	switch {
	case q.ended():
		return "Its window ended " + q.at(w.Until) + "."
	case w.From.IsZero():
		return ""
	case !q.started() && person != "":
		return "The " + person + " arrives in " + model.Span(w.From.Sub(q.Now)) + "."
	case !q.started():
		return "Its window opens in " + model.Span(w.From.Sub(q.Now)) + ", " + q.at(w.From) + "."
	case person != "":
		return "The " + person + " was due " + q.at(w.From) + ", " + model.Span(q.Now.Sub(w.From)) + " ago."
	default:
		return "Its window is open since " + q.at(w.From) + ", for " + model.Span(q.Now.Sub(w.From)) + "."
	}
}

// personIn is who a code is for where its name says so, in English; "" otherwise.
func personIn(name string) string {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !unicode.IsLetter(r) })
	for _, word := range words {
		switch word {
		case "guest", "guests":
			return "guest"
		case "cleaner", "cleaners", "cleaning":
			return "cleaner"
		}
	}
	return ""
}

// because is the first finding as a clause, where it says more than that the code is not on the lock.
func because(found []Finding) string {
	if len(found) == 0 || found[0].Severity == Note {
		return ""
	}
	switch found[0].Cause {
	case CauseLate, CauseGone, CauseStatusUnknown:
		return ""
	default:
		return ": " + found[0].Clause()
	}
}

// worth names what may yet spoil what works, the most serious first.
func worth(found []Finding) string {
	var worst *Finding
	for i := range found {
		if f := &found[i]; f.Severity > Note && (worst == nil || f.Severity > worst.Severity || f.Open && !worst.Open) {
			worst = f
		}
	}
	if worst == nil {
		return ""
	}
	return "Worth a look: " + worst.Clause() + "."
}

func join(sentences ...string) string {
	var said []string
	for _, s := range sentences {
		if s != "" {
			said = append(said, s)
		}
	}
	return strings.Join(said, " ")
}
