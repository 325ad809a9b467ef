package activity

import (
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/ui/action"
	"seamdash/ui/coderow"
	"seamdash/ui/theme"
	"seamdash/ui/widget"
)

// markOf sorts what happened: red hurts, amber may hurt, green is good news, and all else is quiet.
func markOf(kind model.EventType) coderow.Mark {
	is := func(parts ...string) bool {
		for _, part := range parts {
			if strings.Contains(string(kind), part) {
				return true
			}
		}
		return false
	}
	switch {
	case is("failed", "tampered", ".disconnected", "error.") && !is(".resolved"):
		return coderow.Mark{Role: theme.Hurts, Glyph: theme.Failed}
	case is("delay", "external_to_seam", "low_battery", "flaky", "denied", "reauthorization", "detected") && !is("no_longer"):
		return coderow.Mark{Role: theme.Moving, Glyph: theme.Warning}
	case is("set_on_device", "scheduled_on_device", ".connected", "issued", "stabilized", ".resolved"):
		return coderow.Mark{Role: theme.Works, Glyph: theme.Set}
	case is("removed", "deleted"):
		return coderow.Mark{Role: theme.Muted, Glyph: theme.Removing}
	default:
		return coderow.Mark{Role: theme.Muted, Glyph: theme.Waiting}
	}
}

func (s *Screen) markOf(r *row, now time.Time) coderow.Mark {
	if line, ok := s.line(r, now); ok {
		return line.Mark()
	}
	switch {
	case r.write == nil:
		return markOf(r.event.Type)
	case r.write.IsLook():
		return coderow.Mark{Role: theme.Info, Glyph: theme.Seen}
	case r.write.WasAccepted():
		return coderow.Mark{Role: theme.Info, Glyph: theme.Marked}
	default:
		return coderow.Mark{Role: theme.Hurts, Glyph: theme.Failed}
	}
}

// A shape is the widths of the columns.
type shape struct{ when, what, lock, code int }

func shapeOf(w int) shape {
	s := shape{when: 16}
	const margins = 5 + 1 + 1 + 1 // cursor and mark before the time, a blank behind each column but one
	free := max(0, w-margins-s.when)
	s.what = min(40, max(20, free*35/100))
	s.lock = (free - s.what) * 55 / 100
	s.code = free - s.what - s.lock
	return s
}

// View draws the screen's lines, each ended, and returns where in them text is being typed, or nil.
func (s *Screen) View(p *widget.Pen, now time.Time, _ string) (cursor *tea.Position) {
	cols := shapeOf(s.size.W)
	cursor = s.title(p)
	p.NewLine()
	s.headings(p, cols)
	p.NewLine()
	from, to := s.list.Visible()
	thumbFrom, thumbTo := s.list.Thumb()
	for y := range s.size.H - head {
		p.Region(s.size.W - 1)
		switch {
		case len(s.rows) == 0:
			s.nothing(p, y)
		case from+y < to:
			s.row(p, cols, from+y, now)
		}
		p.EndRegion()
		if y >= thumbFrom && y < thumbTo {
			p.Glyph(theme.Muted, theme.Thumb)
		}
		p.NewLine()
	}
	return cursor
}

func (s *Screen) title(p *widget.Pen) *tea.Position {
	p.Gap(1)
	p.Text(theme.Accent, "ACTIVITY ")
	count := strconv.Itoa(s.all())
	if len(s.words) > 0 {
		count = strconv.Itoa(len(s.rows)) + " of " + count
	}
	p.Text(theme.Muted, count)
	if s.own {
		p.Text(theme.Accent, " own writes")
	}
	p.Gap(2)
	from := s.size.W - p.Room()
	at, typing := s.filter.Draw(p, 1)
	if !typing {
		return nil
	}
	return &tea.Position{X: from + at, Y: 0}
}

func (*Screen) headings(p *widget.Pen, cols shape) {
	p.Gap(5)
	p.Cell(theme.Muted, "WHEN, your time", cols.when)
	p.Gap(1)
	p.Cell(theme.Muted, "WHAT", cols.what)
	p.Gap(1)
	p.Cell(theme.Muted, "LOCK", cols.lock)
	p.Gap(1)
	p.Cell(theme.Muted, "CODE", cols.code)
}

func (s *Screen) row(p *widget.Pen, cols shape, at int, now time.Time) {
	r := &s.rows[at]
	m := s.markOf(r, now)
	under, _ := s.list.Row()
	if at == under {
		p.Bar(theme.Selected)
	}
	p.Gap(1)
	if at == under {
		p.Glyph(theme.Text, theme.Cursor)
	} else {
		p.Gap(1)
	}
	p.Gap(1)
	p.Glyph(m.Role, m.Glyph)
	p.Gap(1)
	p.Cell(theme.Muted, model.When(r.at(), now, s.home), cols.when)
	p.Gap(1)
	role := m.Role
	if role == theme.Works || role == theme.Muted {
		role = theme.Text
	}
	p.Cell(role, s.what(r, now), cols.what)
	p.Gap(1)
	p.Name(theme.Text, s.lockName(r), cols.lock)
	p.Gap(1)
	p.Name(theme.Muted, s.codeName(r), cols.code)
	p.Fill()
}

func (s *Screen) what(r *row, now time.Time) string {
	if line, ok := s.line(r, now); ok {
		return line.What()
	}
	if r.write != nil {
		return r.write.Words()
	}
	return r.event.Type.Words()
}

// nothing says why there is no row, and what helps.
func (s *Screen) nothing(p *widget.Pen, y int) {
	lines := []string{"", "Nothing has happened yet.", "What happens on any lock appears here by itself, from shortly before the program began.", action.KeyOf("refresh") + " looks again now"}
	switch {
	case len(s.words) == 0 && s.own:
		lines = []string{"", "Nothing was done from here yet.", "What is asked of the locks appears with who asked, when, and what came of it; a PIN that is shown or copied, too.", action.KeyOf("back") + " shows what else happened"}
	case len(s.words) > 0:
		lines = []string{"", "Nothing matches “" + s.filter.Text() + "”.", action.KeyOf("back") + " shows all " + strconv.Itoa(s.all()) + " again"}
	}
	if y >= len(lines) {
		return
	}
	role := theme.Muted
	if y == 1 {
		role = theme.Text
	}
	p.Gap(4)
	p.Text(role, action.Spell(lines[y], p.Key))
}
