package coderow

import (
	"time"

	"seamdash/model"
	"seamdash/ui/theme"
)

// A Sentence is what there is to say about the row under the cursor.
type Sentence struct {
	Role  theme.Role
	Glyph theme.Glyph
	Text  string // empty when there is no row
}

// SentenceOf says how a code of the lock stands at now.
func SentenceOf(l *model.Lock, c *model.AccessCode, now time.Time, zone *time.Location) Sentence {
	return MarkOf(l, c, now).Says(l, c.Sentence(&l.Device, now, zone))
}

// Says is a sentence about the lock, or a code of it, with the mark before it.
func (m Mark) Says(l *model.Lock, text string) Sentence {
	if l.Old {
		text = "In the old picture: " + text
	}
	return Sentence{m.Role, m.Glyph, text}
}
