package diagnose

import "time"

// A Quiet is a person's word that a trouble is known, so that it is left out of counts and nobody is told of it any more.
type Quiet struct {
	// Key is that of the trouble's finding.
	Key string
	// Until is when the quiet ends; zero for as long as this very trouble lasts.
	Until time.Time
	// At is when it began, never before the trouble itself did, and By who wanted it.
	At time.Time
	By string
}

// Covers says that the trouble of the quiet's key is to be left alone at now. A trouble that began after its quiet is another one
// of the same kind.
func (q *Quiet) Covers(t *Trouble, now time.Time) bool {
	if q.Until.IsZero() {
		return !t.Since.After(q.At)
	}
	return now.Before(q.Until)
}

// Over says that the quiet means nothing any more, whatever the trouble.
func (q *Quiet) Over(now time.Time) bool { return !q.Until.IsZero() && !now.Before(q.Until) }

// A Count is how much is wrong, by root cause.
type Count struct {
	// Grave are those that hurt somebody or block a code, Warnings the others, and Quiet those of both that somebody knows of, which
	// are counted nowhere else.
	Grave, Warnings, Quiet int
	// Blocks says that one of them blocks a code.
	Blocks bool
}

// Count counts the troubles; quiet is by key and may be nil.
func (s *Survey) Count(quiet map[string]Quiet, now time.Time) (n Count) {
	for i := range s.Troubles {
		t := &s.Troubles[i]
		if len(quiet) > 0 { // a key costs more than the rest
			if q, known := quiet[t.Finding.Key()]; known && q.Covers(t, now) {
				n.Quiet++
				continue
			}
		}
		n.Blocks = n.Blocks || t.Finding.Blocks
		if t.Finding.Grave() {
			n.Grave++
		} else {
			n.Warnings++
		}
	}
	return n
}

// Grave says that the finding hurts somebody now, leaves a door open or blocks a code.
func (f *Finding) Grave() bool { return f.Severity == Serious || f.Blocks }
