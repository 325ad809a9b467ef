package fleet

import (
	"time"

	"seamdash/ui/coderow"
	"seamdash/ui/theme"
)

// A Sentence is what there is to say about the row under the cursor.
type Sentence struct {
	Role  theme.Role
	Glyph theme.Glyph
	Text  string // empty when there is no row
}

// Sentence says it for now.
func (s *Screen) Sentence(now time.Time) Sentence {
	lock, ok := s.lock()
	if !ok {
		return Sentence{}
	}
	zone, _ := s.zones.Of(lock)
	m, text := s.lockMark(lock, now), ""
	if code, ok := s.code(); ok && s.focus == codesPane {
		m, text = coderow.MarkOf(lock, code, now), code.Sentence(&lock.Device, now, zone)
	} else {
		text = lock.Sentence(now, zone)
	}
	if lock.Old {
		text = "In the old picture: " + text
	}
	return Sentence{m.Role, m.Glyph, text}
}
