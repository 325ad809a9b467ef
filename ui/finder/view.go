package finder

import (
	"seamdash/model/find"
	"seamdash/ui/theme"
	"seamdash/ui/widget"
)

// Lines is how many lines stand below the field while somebody types, always as many, so that nothing jumps.
const Lines = 2

// Near is the note about rows that only come near the words, for [Field.DrawBelow]; closest and capped are as [find.Table]
// has them.
func Near(closest, capped bool) string {
	switch {
	case closest && capped:
		return "nothing has it; these come near, of a part of all"
	case closest:
		return "nothing has it; these come near"
	default:
		return ""
	}
}

// Below is how many lines stand below the field at present; note is as for [Field.DrawBelow].
func (f *Field) Below(note string) int {
	switch {
	case f.typing:
		return Lines
	case note != "":
		return 1
	default:
		return 0
	}
}

// Draw writes the field into the next n cells. While somebody types, cursor is how many cells the cursor is from where the
// drawing began; otherwise it is -1.
func (f *Field) Draw(p *widget.Pen, n int) (cursor int) {
	n = min(n, p.Room())
	if !f.typing {
		p.Cell(theme.Muted, "/ "+f.Text(), n)
		return -1
	}
	p.Text(theme.Accent, "/ ")
	return 2 + f.input.Draw(p, theme.Text, n-2)
}

// DrawBelow writes line y below the field into the room that there is. note is what there is to say about the rows, or "".
func (f *Field) DrawBelow(p *widget.Pen, y int, note string) {
	p.Gap(1)
	switch wrong, role := f.wrong(); {
	case !f.typing:
		f.text(p, y, theme.Moving, theme.Warning, note)
	case wrong != "" && role == theme.Moving:
		f.text(p, y, role, theme.Warning, wrong)
	case wrong != "":
		f.text(p, y, role, theme.Cursor, wrong)
	case y == 0 && len(f.offers) > 0:
		f.drawOffers(p)
	case y == 0:
		f.text(p, y, theme.Moving, theme.Warning, note)
	case y == 1 && len(f.offers) > 0:
		p.Gap(2)
		f.drawAdvice(p, note)
	}
}

// text writes line y of a text that may take all the lines.
func (*Field) text(p *widget.Pen, y int, role theme.Role, sign theme.Glyph, s string) {
	lines := widget.Wrap(s, p.Room()-3, Lines)
	if y >= len(lines) {
		return
	}
	if y == 0 {
		p.Glyph(role, sign)
	} else {
		p.Gap(1)
	}
	p.Gap(1)
	p.Text(role, lines[y])
}

// wrong is what to say about a text that is not understood: softly as long as it only wants its end, and nothing where
// completions say it better.
func (f *Field) wrong() (string, theme.Role) {
	m := f.mistake
	switch {
	case m == nil || f.walk.on:
		return "", theme.Muted
	case m.Unfinished && !f.insist && len(f.offers) > 0:
		return "", theme.Muted
	case m.Unfinished && !f.insist:
		return m.Why, theme.Muted
	case len(f.offers) == 1 && f.offers[0].Text == m.Guess && f.offers[0].From == m.From:
		return m.Error() + " tab takes it", theme.Moving
	default:
		return m.Error(), theme.Moving
	}
}

// drawOffers writes the completions beside each other; the one that stands in the text is marked. Where there is no room for
// all, those around it are shown.
func (f *Field) drawOffers(p *widget.Pen) {
	const gap, more = 2, 2
	room := p.Room() - more
	first := 0
	for f.walk.on && first < f.walk.at && f.widthOf(first, f.walk.at+1) > room {
		first++
	}
	if first > 0 {
		p.Glyph(theme.Muted, theme.Ellipsis)
	} else {
		p.Gap(1)
	}
	for i := first; i < len(f.offers); i++ {
		text := f.offers[i].Text
		if i > first && gap+widget.Width(text) > p.Room()-more {
			p.Gap(1)
			p.Glyph(theme.Muted, theme.Ellipsis)
			return
		}
		p.Gap(1)
		if f.walk.on && i == f.walk.at {
			p.Bar(theme.Selected)
		}
		p.Name(theme.Text, text, min(widget.Width(text), p.Room()-more))
		p.Bar(theme.Text)
		p.Gap(1)
	}
}

// widthOf is the cells that some of the completions take.
func (f *Field) widthOf(from, to int) int {
	n := 0
	for _, c := range f.offers[from:to] {
		n += widget.Width(c.Text) + 2
	}
	return n
}

// drawAdvice writes what the completion asks about and which keys take it.
func (f *Field) drawAdvice(p *widget.Pen, note string) {
	c := find.Candidate{}
	if f.walk.at < len(f.offers) {
		c = f.offers[f.walk.at]
	}
	switch {
	case f.walk.on && c.Asks != "":
		p.Text(theme.Muted, c.Asks+" · esc takes it back")
	case f.walk.on:
		p.Text(theme.Muted, "tab, ↑ and ↓ choose · esc takes it back")
	case note != "":
		p.Text(theme.Moving, note)
		p.Text(theme.Muted, " · tab takes "+c.Text)
	case f.Text() == "":
		p.Text(theme.Muted, "tab completes · ! means not · a comma means or")
	case c.Asks != "":
		p.Text(theme.Muted, "tab takes "+c.Text+" "+c.Asks)
	default:
		p.Text(theme.Muted, "tab takes "+c.Text)
	}
}
