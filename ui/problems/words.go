package problems

import (
	"cmp"
	"time"

	"seamdash/model"
	"seamdash/model/diagnose"
	"seamdash/ui/action"
	"seamdash/ui/coderow"
	"seamdash/ui/theme"
)

// markOf is how much the trouble matters. What somebody knows of has no colour, and what only an earlier run saw.
func (s *Screen) markOf(r *row) coderow.Mark {
	m := coderow.Mark{Role: theme.Moving, Glyph: theme.Warning}
	if r.Finding.Grave() {
		m = coderow.Mark{Role: theme.Hurts, Glyph: theme.Failed}
	}
	if r.quiet != nil || s.isOld(r) {
		m.Role = theme.Muted
	}
	return m
}

// isOld says that only an earlier run of the program vouches for the trouble.
func (s *Screen) isOld(r *row) bool {
	for _, id := range r.Locks {
		if lock, ok := s.picture.Lock(id); !ok || !lock.Old {
			return false
		}
	}
	return len(r.Locks) > 0
}

// name is what the trouble lies on.
func name(t *diagnose.Trouble) string { return cmp.Or(t.Finding.Root.Name, t.Finding.Root.ID) }

// where is what the trouble lies on, of a code with its lock.
func (s *Screen) where(t *diagnose.Trouble) string {
	if t.Finding.Root.Origin == model.OriginCode && len(t.Locks) > 0 {
		return name(t) + " on " + lockName(s.picture, t.Locks[0])
	}
	return name(t)
}

// extent is how much it hurts: "14 codes on 3 locks".
func extent(t *diagnose.Trouble) string {
	switch {
	case len(t.Codes) == 0:
		return counted(len(t.Locks), "lock")
	case len(t.Codes) < len(t.Locks):
		return counted(len(t.Codes), "code") + ", " + counted(len(t.Locks), "lock")
	case len(t.Locks) > 1:
		return counted(len(t.Codes), "code") + " on " + counted(len(t.Locks), "lock")
	default:
		return counted(len(t.Codes), "code")
	}
}

// briefly is [extent] where there is no room for both.
func briefly(t *diagnose.Trouble) string {
	if len(t.Codes) == 0 {
		return counted(len(t.Locks), "lock")
	}
	return counted(len(t.Codes), "code")
}

// need is when the first of the codes is needed, "" where none is.
func (s *Screen) need(t *diagnose.Trouble, now time.Time) string {
	switch {
	case len(t.Codes) == 0 || t.Next.IsZero():
		return ""
	case !t.Next.After(now):
		return "now"
	default:
		return model.When(t.Next, now, s.zoneOf(t.Codes[0].Lock))
	}
}

// zoneOf is where the times of a lock are told.
func (s *Screen) zoneOf(id model.DeviceID) *time.Location {
	if lock, ok := s.picture.Lock(id); ok {
		return s.zones.In(lock)
	}
	return time.UTC
}

// called is the name of a code that is hurt.
func called(h *diagnose.Hurt) string { return cmp.Or(h.Name, "a code without a name") }

// Headline is a trouble in a line, for whoever sees no list of them.
func Headline(t *diagnose.Trouble) string {
	text := name(t) + ": " + t.Finding.Clause()
	if len(t.Codes) > 1 {
		text += ", " + extent(t)
	}
	return text
}

// Sentence says why, and who is hurt; of a code how it stands.
func (s *Screen) Sentence(now time.Time) coderow.Sentence {
	if d, ok := s.endangered(); ok {
		return s.warned(d, now)
	}
	if h, ok := s.chosen(); ok && s.focus == codesPane {
		return s.saidOf(h, now)
	}
	r, ok := s.under()
	if !ok {
		return coderow.Sentence{}
	}
	m := s.markOf(r)
	return coderow.Sentence{Role: m.Role, Glyph: m.Glyph, Text: s.said(r, now)}
}

// saidOf is how a code stands.
func (s *Screen) saidOf(h *diagnose.Hurt, now time.Time) coderow.Sentence {
	lock, ok := s.picture.Lock(h.Lock)
	if !ok {
		return coderow.Sentence{Role: theme.Muted, Glyph: theme.Unknown, Text: "The lock of " + called(h) + " is no longer in the workspace."}
	}
	code, ok := lock.Code(h.Code)
	if !ok {
		return coderow.Sentence{Role: theme.Muted, Glyph: theme.Unknown, Text: called(h) + " is no longer on " + lockName(s.picture, h.Lock) + "."}
	}
	return coderow.SentenceOf(lock, code, s.zones.Reader(lock, now))
}

// warned is what may become of a window, and how its code stands.
func (s *Screen) warned(d *diagnose.Danger, now time.Time) coderow.Sentence {
	said := s.saidOf(&d.Hurt, now)
	when := "now"
	if d.At.After(now) {
		when = model.When(d.At, now, s.zoneOf(d.Lock))
	}
	said.Text = model.AsSentence(called(&d.Hurt)+" on "+lockName(s.picture, d.Lock)+", "+when+": "+d.Words) + " " + said.Text
	return said
}

// said is the trouble in a sentence or two.
func (s *Screen) said(r *row, now time.Time) string {
	text := model.AsSentence(s.where(r.Trouble) + ": " + r.Finding.Clause())
	if r.quiet != nil {
		return text + " " + s.quietWords(r.quiet, now)
	}
	if need := s.need(r.Trouble, now); need != "" {
		who := called(&r.Codes[0]) + " is needed " + need
		if more := len(r.Codes) - 1; more > 0 {
			who += ", " + counted(more, "other code") + " too"
			if len(r.Locks) > 1 {
				who += " on " + counted(len(r.Locks), "lock")
			}
		}
		text += " " + model.AsSentence(who)
	}
	return text + " " + action.KeyOf("diagnose") + " says why, and what to do."
}

// quietWords say who knows of a trouble, since when, and until when it is quiet.
func (s *Screen) quietWords(q *diagnose.Quiet, now time.Time) string {
	who := ""
	if q.By != "" {
		who = " by " + q.By
	}
	at := " " + model.When(q.At, now, s.config.Home)
	if q.Until.IsZero() {
		return "Acknowledged" + who + at + "; quiet as long as it lasts. " + action.KeyOf("problem-wake") + " lets it count again."
	}
	return "Snoozed" + who + at + " until " + model.When(q.Until, now, s.config.Home) + ", your time. " + action.KeyOf("problem-wake") + " lets it count again."
}
