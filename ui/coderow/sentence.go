package coderow

import (
	"seamdash/model"
	"seamdash/ui/theme"
)

// A Sentence is what there is to say about the row under the cursor.
type Sentence struct {
	Role  theme.Role
	Glyph theme.Glyph
	Text  string // empty when there is no row
}

// SentenceOf says how a code of the lock stands.
func SentenceOf(l *model.Lock, c *model.AccessCode, r model.Reader) Sentence {
	return MarkOf(l, c, r.Now).Says(l, c.SentenceFor(&l.Device, r))
}

// Says is a sentence about the lock, or a code of it, with the mark before it.
func (m Mark) Says(l *model.Lock, text string) Sentence {
	if l.Old {
		text = "In the old picture: " + text
	}
	return Sentence{m.Role, m.Glyph, text}
}
