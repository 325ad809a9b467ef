package ruleform

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"seamdash/ui/theme"
	"seamdash/ui/widget"
)

const (
	// verdictCells are what stands behind the words: "understood ✓".
	verdictCells = 16
)

// A stretch is a part of a text that is drawn in one role.
type stretch struct{ from, until int }

// broken cuts a text into lines of so many cells, behind a blank where there is one, as stretches of bytes. There is at least one.
func broken(text string, cells int) []stretch {
	out := []stretch{{}}
	used, blank, since := 0, -1, 0 // since is the cells behind the last blank
	for i, r := range text {
		w := widget.Width(string(r))
		if used+w > cells && used > 0 {
			at := i
			if blank > out[len(out)-1].from {
				at = blank
			} else {
				since = 0
			}
			out[len(out)-1].until = at
			out = append(out, stretch{from: at})
			used = since
		}
		used += w
		since += w
		if r == ' ' {
			blank, since = i+1, 0
		}
	}
	out[len(out)-1].until = len(text)
	return out
}

// drawWords draws the words over a few lines, with the word underlined that is not understood, and what there is to
// say about them.
func (d *drawing) drawWords() {
	p := d.pen
	text := d.fields[rowWords].Value()
	cells := d.size.W - 4 - verdictCells
	lines, most := broken(text, cells), d.wordLines()
	at := d.cursorIn(lines)
	first := max(0, min(at-most+1, len(lines)-most))
	for i := first; i < min(first+most, len(lines)); i++ {
		p.Gap(1)
		if i == first {
			p.Text(d.ink(rowWords), ">")
		} else {
			p.Gap(1)
		}
		p.Gap(1)
		p.Region(cells + 1)
		d.wordsLine(text, lines[i], i == at)
		p.EndRegion()
		if i == first {
			d.understood()
		}
		p.NewLine()
	}
}

// wordLines is how many lines the words may take.
func (d *drawing) wordLines() int {
	switch h := d.size.H; {
	case h < 14:
		return 1
	case h < 20:
		return 2
	default:
		return 4
	}
}

// cursorIn is the line that the cursor is on.
func (d *drawing) cursorIn(lines []stretch) int {
	cursor := d.fields[rowWords].Cursor()
	for i, l := range lines {
		if cursor < l.until {
			return i
		}
	}
	return len(lines) - 1
}

func (d *drawing) wordsLine(text string, l stretch, cursor bool) {
	p := d.pen
	if cursor && d.typing(rowWords) {
		d.cursor = &tea.Position{X: 3 + widget.Width(text[l.from:d.fields[rowWords].Cursor()]), Y: p.Lines() - d.first}
	}
	if text == "" {
		p.Text(theme.Muted, "such as: mon wed fri 9-13 and sat 10-16 until 30 jun except holidays")
		return
	}
	from, until := l.until, l.until
	if m := d.wrong[rowWords]; m != nil && m.length > 0 {
		from, until = m.at, m.at+m.length
	}
	from, until = max(l.from, min(from, l.until)), max(l.from, min(until, l.until))
	p.Text(theme.Text, text[l.from:from])
	p.Text(theme.Wrong, text[from:until])
	p.Text(theme.Text, text[until:l.until])
}

// understood says in a word whether the words are.
func (d *drawing) understood() {
	role, glyph, text := theme.Works, theme.Marked, "understood"
	switch {
	case d.wrong[rowWords].open():
		role, glyph, text = theme.Moving, theme.Waiting, "unfinished"
	case d.wrong[rowWords] != nil:
		role, glyph, text = theme.Hurts, theme.Failed, "not understood"
	case d.text(rowWords) == "":
		return
	}
	p := d.pen
	p.Gap(p.Room() - len(text) - 3)
	p.Text(theme.Muted, text)
	p.Gap(1)
	p.Glyph(role, glyph)
	p.Gap(1)
}

// belowWords is the line under the words: what is not understood about them, else what became of the rule elsewhere, or nothing.
func (d *drawing) belowWords() {
	m, elsewhere := d.wrong[rowWords], d.overtaken()
	switch {
	case m != nil:
		text := m.words()
		if widget.Width(text) > d.size.W-10 {
			text = m.text + "; ctrl+g mends it"
		}
		if next := strings.Join(d.verdict.next, " · "); next != "" && m.open() {
			text += ": " + next
		}
		if m.open() {
			d.inRule(theme.Moving, theme.Waiting, theme.Text, text)
		} else {
			d.inRule(theme.Hurts, theme.Failed, theme.Text, text)
		}
	case elsewhere != "":
		d.inRule(theme.Moving, theme.Warning, theme.Muted, elsewhere)
	}
	d.pen.Repeat(theme.Rule, theme.HLine, d.pen.Room())
	d.pen.NewLine()
}

// inRule begins the line under the words with a text.
func (d *drawing) inRule(sign theme.Role, glyph theme.Glyph, ink theme.Role, text string) {
	p := d.pen
	p.Repeat(theme.Rule, theme.HLine, 3)
	p.Gap(1)
	p.Glyph(sign, glyph)
	p.Gap(1)
	p.Cell(ink, text, min(widget.Width(text), p.Room()-2))
	p.Gap(1)
}

// words are the mistake with the way out.
func (m *mistake) words() string {
	switch {
	case m.hint != "":
		return m.text + "; " + m.hint
	case m.guess != "":
		return m.text + "; ctrl+g makes it “" + m.guess + "”"
	default:
		return m.text
	}
}

// open says that something is missing rather than wrong, as while somebody types.
func (m *mistake) open() bool { return m != nil && m.length == 0 }
