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
	reader := s.zones.Reader(lock, now)
	if code, ok := s.code(); ok && s.focus == codesPane {
		return s.Tells(coderow.SentenceOf(lock, code, reader), code)
	}
	return s.lockMark(lock, now).Says(lock, lock.SentenceFor(reader))
}
