package fleet

import (
	"time"

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
	zone, _ := s.zones.of(lock)
	if code, ok := s.code(); ok && s.focus == codesPane {
		m := markOf(code, now)
		return Sentence{m.role, m.glyph, code.Sentence(&lock.Device, now, zone)}
	}
	m := s.lockMark(lock, now)
	return Sentence{m.role, m.glyph, lock.Sentence(now, zone)}
}
