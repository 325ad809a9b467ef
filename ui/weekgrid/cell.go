package weekgrid

import (
	"seamdash/ui/theme"
	"seamdash/ui/widget"
)

// drawCell draws one day on one line: its lanes side by side and a blank.
func (l *Layout) drawCell(p *widget.Pen, day, minute int) {
	if c := l.grid.Cursor; l.grid.aims() && c.Day == day && minute < c.Until()-day*perDay && minute+l.scale > c.Minute {
		l.drawCursor(p, day, minute)
		return
	}
	used, lanes := 0, &l.grid.lanes
	for lane := range lanes.main {
		if used+l.main < l.column {
			l.drawLane(p, day, minute, lane, l.main)
			used += l.main
		}
	}
	asides := l.aside * max(lanes.aside, min(l.aside, 1))
	if asides > 0 {
		rest := max(0, l.column-1-asides-used)
		l.drawEmpty(p, day, minute, rest, used == 0)
		used += rest
		for lane := range lanes.aside {
			if used+l.aside < l.column {
				l.drawLane(p, day, minute, lanes.main+lane, l.aside)
				used += l.aside
			}
		}
	}
	l.drawEmpty(p, day, minute, l.column-1-used, used == 0)
	p.Gap(1)
}

// drawEmpty draws cells without a window: a dot in the first of a day, and the line of now.
func (l *Layout) drawEmpty(p *widget.Pen, day, minute, n int, first bool) {
	switch {
	case n <= 0:
	case l.isNow(day, minute):
		p.Repeat(theme.Accent, theme.HLine, n)
	case first:
		p.Glyph(theme.Rule, theme.Dot)
		p.Gap(n - 1)
	default:
		p.Gap(n)
	}
}

func (l *Layout) isNow(day, minute int) bool {
	at := l.grid.Now.Minute - day*perDay
	return l.grid.Now.On && at >= minute && at < minute+l.scale
}

// drawLane draws one lane of a day on one line into n cells.
func (l *Layout) drawLane(p *widget.Pen, day, minute, lane, n int) {
	number, glyph := l.block(lane, day, minute)
	if number == 0 {
		l.drawEmpty(p, day, minute, n, lane == 0)
		return
	}
	apart := 0 // between lanes, so that they can be told apart without colours
	if lane < l.grid.lanes.main-1 && n > 1 {
		apart = 1
	}
	n -= apart
	s := &l.grid.lanes.spans[number]
	role := l.grid.Layers[s.layer].Role
	switch {
	case minute+l.scale == perDay && s.goesOn((day+1)*perDay, 1, l.grid.Repeats):
		p.Repeat(role, glyph, n-1)
		p.Glyph(role, theme.Falling)
	case minute == 0 && s.goesOn(day*perDay, -1, l.grid.Repeats):
		p.Repeat(role, glyph, n-1)
		p.Glyph(role, theme.Rising)
	case l.labels(s, day, minute) && n >= leastLabel:
		p.Cell(role, s.Label, n)
	default:
		p.Repeat(role, glyph, n)
	}
	p.Gap(apart)
}

// leastLabel is in how few cells a label says something.
const leastLabel = 4

// goesOn says that the span covers both sides of a midnight; side is 1 to ask from the day before, -1 from the day after.
func (s *placed) goesOn(midnight, side int, repeats bool) bool {
	crosses := func(at int) bool { return s.From < at && s.Until > at }
	return crosses(midnight) || repeats && (crosses(midnight-side*perWeek) || crosses(midnight+side*perWeek))
}

// labels says that the label of a span stands on this line: the first that the span covers whole.
func (l *Layout) labels(s *placed, day, minute int) bool {
	if s.Label == "" {
		return false
	}
	line := day*perDay + minute
	first := s.From
	if over := (first - day*perDay - minute) % l.scale; over != 0 {
		first += l.scale - (over+l.scale)%l.scale
	}
	return first == line && line+l.scale <= s.Until
}

// block is the span of a lane on one line, and the glyph that shows how much of the line it covers; 0 for none.
func (l *Layout) block(lane, day, minute int) (taken, theme.Glyph) {
	from := (day*perDay + minute) / slot
	parts := l.grid.lanes.week[lane][from : from+max(1, l.scale/slot)]
	var number taken
	for _, at := range parts {
		if number == 0 {
			number = at
		}
	}
	return number, shape(parts)
}

// shape is the glyph for which parts of a line are covered. What is covered is never drawn as empty.
func shape(parts []taken) theme.Glyph {
	n := len(parts)
	upper, lower := covered(parts[:n/2]), covered(parts[n/2:])
	switch {
	case upper+lower == n:
		return theme.Full
	case lower == 0:
		return quarterOr(4*upper <= n, theme.Highest, theme.Upper)
	case upper == 0:
		return quarterOr(4*lower <= n && parts[n-1] != 0, theme.Lowest, theme.Lower)
	case 2*(upper+lower) <= n:
		return theme.Bar
	default:
		return quarterOr(parts[0] == 0 && parts[n-1] != 0, theme.Most, theme.Full)
	}
}

func quarterOr(quarter bool, g, other theme.Glyph) theme.Glyph {
	if quarter {
		return g
	}
	return other
}

func covered(parts []taken) (n int) {
	for _, at := range parts {
		if at != 0 {
			n++
		}
	}
	return n
}

// drawCursor draws the part of the cursor on one line, and between its edges what is below it.
func (l *Layout) drawCursor(p *widget.Pen, day, minute int) {
	var number taken
	var glyph theme.Glyph
	for lane := range l.grid.lanes.week {
		if number == 0 {
			number, glyph = l.block(lane, day, minute)
		}
	}
	p.Bar(theme.Selected)
	p.Text(theme.Selected, "[")
	if number == 0 {
		p.Text(theme.Selected, "      "[:min(6, l.column-3)])
		for n := l.column - 3 - 6; n > 0; n-- {
			p.Text(theme.Selected, " ")
		}
	} else {
		p.Bar(theme.Text) // or the bar would colour the block
		p.Repeat(l.grid.Layers[l.grid.lanes.spans[number].layer].Role, glyph, l.column-3)
		p.Bar(theme.Selected)
	}
	p.Text(theme.Selected, "]")
	p.Bar(theme.Text)
	p.Gap(1)
}
