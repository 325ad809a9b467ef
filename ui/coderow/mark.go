// Package coderow is how one code looks and what can be done to it, wherever it stands in a list: its mark, its cells,
// the reveal of its PIN, and the rows of the action catalogue that act on the code under the cursor.
package coderow

import (
	"time"

	"seamdash/model"
	"seamdash/ui/theme"
	"seamdash/ui/widget"
)

// A Mark is a state as a row shows it: colour, glyph and word say the same.
type Mark struct {
	Role  theme.Role
	Glyph theme.Glyph
	Word  string // empty where the model writes the words
}

// Quiet is the role of the state's word: that all is well needs no colour.
func (m Mark) Quiet() theme.Role {
	if m.Role == theme.Works {
		return theme.Muted
	}
	return m.Role
}

// MarkCells is how many cells [Mark.Begin] takes.
const MarkCells = 5

// Begin draws the first cells of a row: margin, cursor, whether it is marked, the glyph of the state. The row under the
// cursor gets the bar.
func (m Mark) Begin(p *widget.Pen, bar theme.Role, under, marked bool) {
	if under {
		p.Bar(bar)
	}
	p.Gap(1)
	if under {
		p.Glyph(theme.Text, theme.Cursor)
	} else {
		p.Gap(1)
	}
	if marked {
		p.Glyph(theme.Accent, theme.Marked)
	} else {
		p.Gap(1)
	}
	p.Glyph(m.Role, m.Glyph)
	if m.Role == m.Quiet() {
		p.Text(m.Role, " ") // glyph and word are one stretch of colour, which saves 22 bytes where the state changes
		return
	}
	p.Gap(1)
}

// Faded takes the colour from a state that was true when an earlier run looked: colour is for what is true now.
func (m Mark) Faded(l *model.Lock) Mark {
	if l.Old {
		m.Role = theme.Muted
	}
	return m
}

// MarkOf is the state of a code of the lock at now. Problems that a code only inherits from its lock are told with the
// lock.
func MarkOf(l *model.Lock, c *model.AccessCode, now time.Time) Mark {
	own := ownTally(c)
	phase := c.Standing(now).Phase
	m := PhaseMark(phase)
	stuck := c.Stuck(l.Device.Habit(), now)
	switch {
	case own.Errors > 0, stuck && phase == model.PhaseLate:
		m = Mark{theme.Hurts, theme.Failed, ""}
	case own.Warnings > 0 && m.Role != theme.Hurts, stuck:
		m = Mark{theme.Moving, theme.Warning, ""}
	}
	return m.Faded(l)
}

// PhaseMark is the mark of a phase in which nothing is wrong but the phase itself.
func PhaseMark(phase model.Phase) Mark {
	switch phase {
	case model.PhaseSet:
		return Mark{theme.Works, theme.Set, ""}
	case model.PhaseSetting:
		return Mark{theme.Moving, theme.Setting, ""}
	case model.PhaseLoaded:
		return Mark{theme.Info, theme.Waiting, ""}
	case model.PhaseWaiting, model.PhaseOver:
		return Mark{theme.Muted, theme.Waiting, ""}
	case model.PhaseLate:
		return Mark{theme.Moving, theme.Warning, ""}
	case model.PhaseRemoving, model.PhaseLingering:
		return Mark{theme.Moving, theme.Removing, ""}
	case model.PhaseUnreadable:
		return Mark{theme.Hurts, theme.Unknown, ""}
	case model.PhaseUnknown:
		return Mark{theme.Moving, theme.Unknown, ""}
	default:
		return Mark{theme.Moving, theme.Unknown, ""}
	}
}

func ownTally(c *model.AccessCode) model.Tally {
	var t model.Tally
	for i := range c.Problems {
		switch p := &c.Problems[i]; {
		case p.Origin != model.OriginCode:
		case p.Level == model.Error:
			t.Errors++
		default:
			t.Warnings++
		}
	}
	return t
}
