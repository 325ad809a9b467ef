package coderow

import (
	"time"

	"seamdash/model"
	"seamdash/ui/theme"
	"seamdash/ui/widget"
)

// A Cells writes the cells of codes; it keeps its scratch between rows.
type Cells struct {
	Pen  *widget.Pen
	Now  time.Time
	Zone *time.Location // of the lock whose codes are written
	// Owned says which codes belong to rules.
	Owned Owned
	text  []byte
}

// State writes the words of the state, with how long it lasts, into n cells.
func (w *Cells) State(m Mark, c *model.AccessCode, n int) {
	w.text = c.AppendState(w.text[:0], w.Now, w.Zone)
	w.Pen.CellBytes(m.Quiet(), w.text, n)
}

// Name writes the name into n cells, behind a sign where the code belongs to a rule; one that is over is of no more interest.
func (w *Cells) Name(c *model.AccessCode, n int) {
	role := theme.Text
	if c.Standing(w.Now).Phase == model.PhaseOver {
		role = theme.Muted
	}
	if _, owned := w.Owned.Owner(c); owned {
		sign := theme.Recurring
		if role == theme.Muted {
			sign = role
		}
		w.Pen.Glyph(sign, theme.Recurs)
		w.Pen.Gap(1)
		n -= 2
	}
	w.Pen.Name(role, Name(c), n)
}

// Name is the name of a code, or what to call it when it has none.
func Name(c *model.AccessCode) string {
	switch {
	case c.Name != "":
		return c.Name
	case c.Backup.Is:
		return "(backup code)"
	default:
		return "(no name)"
	}
}

// PIN writes the mask, whose length says nothing about the PIN, or the digits while they are revealed. Digits that are
// wider than n push the rest of the row aside rather than lose their end.
func (w *Cells) PIN(c *model.AccessCode, revealed bool, n int) {
	p := w.Pen
	switch {
	case !c.PIN.Known():
		p.Cell(theme.Muted, "-", n)
	case revealed && !c.PIN.Veiled():
		digits := c.PIN.Reveal()
		p.Cell(theme.Accent, digits, max(n, widget.Width(digits)+1))
	default:
		p.Cell(theme.Muted, p.Theme().Glyph(theme.Mask), n)
	}
}

// Window writes the window into at most n cells, as fully as there is room for.
func (w *Cells) Window(c *model.AccessCode, n int) {
	p := w.Pen
	w.text = c.Window.AppendWords(w.text[:0], w.Now, w.Zone)
	words := len(w.text)
	width := p.WidthOf(w.text)
	if width > n {
		w.text = c.Window.AppendBrief(w.text[:0], w.Now, w.Zone)
		p.CellBytes(theme.Text, w.text, min(p.WidthOf(w.text), max(n, 0)))
		return
	}
	p.Bytes(theme.Text, w.text)
	w.text = c.Window.AppendCountdown(append(w.text, ", "...), w.Now)
	tail := w.text[words:]
	if len(tail) > len(", ") && width+len(tail) <= n {
		p.Bytes(theme.Muted, tail)
	}
}
