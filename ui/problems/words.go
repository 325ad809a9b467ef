package problems

import (
	"cmp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"seamdash/model"
	"seamdash/model/diagnose"
	"seamdash/ui/coderow"
	"seamdash/ui/theme"
)

// markOf is how much the trouble matters. What an earlier run saw has no colour.
func (s *Screen) markOf(r *row) coderow.Mark {
	m := coderow.Mark{Role: theme.Moving, Glyph: theme.Warning}
	if r.Finding.Grave() {
		m = coderow.Mark{Role: theme.Hurts, Glyph: theme.Failed}
	}
	if s.isOld(r) {
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

// place is what the trouble lies on.
func (s *Screen) place(r *row) string {
	root := &r.Finding.Root
	name := cmp.Or(root.Name, root.ID)
	if root.Origin == model.OriginCode && len(r.Locks) > 0 {
		name += " on " + lockName(s.picture, r.Locks[0])
	}
	return name
}

// extent is how much it hurts: "14 codes on 3 locks".
func extent(t *diagnose.Trouble) string {
	switch {
	case len(t.Codes) == 0:
		return counted(len(t.Locks), "lock")
	case len(t.Locks) > 1:
		return counted(len(t.Codes), "code") + " on " + counted(len(t.Locks), "lock")
	default:
		return counted(len(t.Codes), "code")
	}
}

// need is when the first of the codes is needed.
func (s *Screen) need(r *row, now time.Time) string {
	switch {
	case len(r.Codes) == 0 || r.Next.IsZero():
		return ""
	case !r.Next.After(now):
		return "now"
	default:
		return model.When(r.Next, now, s.zoneOf(r.Codes[0].Lock))
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
func called(h *diagnose.Hurt) string { return cmp.Or(h.Name, string(h.Code)) }

// said is the trouble in a sentence or two.
func (s *Screen) said(r *row, now time.Time) string {
	f := &r.Finding
	text := model.AsSentence(s.place(r) + ": " + lowered(f.Title))
	if f.Why != "" {
		text += " " + model.AsSentence(f.Why)
	}
	if need := s.need(r, now); need != "" {
		text += " " + model.AsSentence(called(&r.Codes[0])+" is needed "+need)
	}
	return text
}

// lowered begins a sentence as a clause: "The lock is offline" becomes "the lock is offline"; "PIN" stays as it is.
func lowered(text string) string {
	first, n := utf8.DecodeRuneInString(text)
	if second, _ := utf8.DecodeRuneInString(text[n:]); unicode.IsUpper(second) {
		return text
	}
	return strings.ToLower(string(first)) + text[n:]
}
