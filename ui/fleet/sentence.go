package fleet

import (
	"time"

	"seamdash/ui/coderow"
)

// Sentence says what there is to say about the row under the cursor.
func (s *Screen) Sentence(now time.Time) coderow.Sentence {
	lock, ok := s.lock()
	if !ok {
		return coderow.Sentence{}
	}
	zone, _ := s.zones.Of(lock)
	if code, ok := s.code(); ok && s.focus == codesPane {
		return coderow.SentenceOf(lock, code, now, zone)
	}
	return s.lockMark(lock, now).Says(lock, lock.Sentence(now, zone))
}
