package fleet

import (
	"time"

	"seamdash/model"
	"seamdash/ui/coderow"
	"seamdash/ui/theme"
	"seamdash/ui/timeline"
	"seamdash/ui/widget"
)

// A strip is the next days of one lock: a bar for each code with a window, and what is wrong with them together. It is
// worked out once for a lock, a minute and a size, because a lock can have thousands of codes.
type strip struct {
	lock   *model.Lock
	minute int64
	pane   widget.Rect
	zone   *time.Location

	axis  timeline.Axis
	drawn bool // there is room for a scale
	bars  []stripBar
	more  int // codes that there is no line for
	notes []stripNote
}

// A stripNote is one line about what is wrong.
type stripNote struct {
	text  string
	first bool
}

type stripBar struct {
	code  *model.AccessCode
	role  theme.Role
	clash bool
}

const (
	// stripHead is a blank line and the names of the days.
	stripHead = 2
	// stripMargin is the cells before a bar's name: the gap of the pane and the sign of a clash.
	stripMargin = 3
	// stripNotes is the most lines for what is wrong.
	stripNotes = 3
)

// renew works the strip out where it is not that of the lock, the minute and the pane.
func (s *strip) renew(lock *model.Lock, pane widget.Rect, now time.Time, zone *time.Location) {
	lines := stripLines(pane)
	if lines == 0 {
		return
	}
	minute := now.Unix() / 60
	if s.lock == lock && s.minute == minute && s.pane == pane && s.zone == zone {
		return
	}
	*s = strip{lock: lock, minute: minute, pane: pane, zone: zone, bars: s.bars[:0]}
	s.axis, s.drawn = timeline.NewAxis(now, zone, pane.W-stripMargin-stripName(pane)-1)
	if !s.drawn {
		return
	}
	clashing := s.complain(now)
	s.lay(clashing, lines-stripHead-len(s.notes), now)
}

func stripName(pane widget.Rect) int { return max(12, min(pane.W/4, 26)) }

// complain puts what is wrong into words and gives the codes that it is about.
func (s *strip) complain(now time.Time) map[model.CodeID]bool {
	clashing := map[model.CodeID]bool{}
	for _, c := range s.lock.Clashes(now) {
		lines := widget.Wrap(c.Words(s.lock, now, s.zone), s.pane.W-stripMargin-1, 2)
		if len(s.notes)+len(lines) <= stripNotes {
			for i, line := range lines {
				s.notes = append(s.notes, stripNote{line, i == 0})
			}
		}
		for _, id := range c.Codes {
			clashing[id] = true
		}
	}
	return clashing
}

// lay gives each code with a window on the scale a line, as far as there are lines; the last says how many more.
func (s *strip) lay(clashing map[model.CodeID]bool, lines int, now time.Time) {
	for i := range s.lock.Codes {
		c := &s.lock.Codes[i]
		if c.Window.Always() || !s.axis.Shows(c.Window, now) {
			continue
		}
		if len(s.bars) == lines {
			s.more++
			continue
		}
		role := coderow.MarkOf(s.lock, c, now).Role
		if clashing[c.ID] && !s.lock.Old {
			role = theme.Hurts
		}
		s.bars = append(s.bars, stripBar{code: c, role: role, clash: clashing[c.ID]})
	}
	if s.more > 0 {
		s.bars, s.more = s.bars[:lines-1], s.more+1
	}
}

// stripLine draws one line of the strip.
func (f *frame) stripLine(y int) {
	s := &f.strip
	y -= stripHead
	switch {
	case !s.drawn || y == -stripHead:
	case y == -1:
		f.pen.Gap(1)
		f.pen.Cell(theme.Strong, "NEXT 7 DAYS", stripMargin+stripName(s.pane)-1)
		s.axis.DrawDays(f.pen)
	case len(s.bars) == 0 && y == 0:
		f.pen.Gap(stripMargin)
		f.pen.Text(theme.Muted, "no code begins or ends in these days")
	case y < len(s.bars):
		f.stripBar(&s.bars[y])
	case y == len(s.bars) && s.more > 0:
		f.pen.Gap(stripMargin)
		f.pen.Text(theme.Muted, "and "+count(s.more, "more code"))
	default:
		f.stripNote(y - len(s.bars) - min(s.more, 1))
	}
}

func (f *frame) stripBar(b *stripBar) {
	f.pen.Gap(1)
	if b.clash {
		f.pen.Glyph(theme.Hurts, theme.Warning)
	} else {
		f.pen.Gap(1)
	}
	f.pen.Gap(1)
	f.pen.Name(theme.Muted, coderow.Name(b.code), stripName(f.strip.pane)-1)
	f.pen.Gap(1)
	f.strip.axis.Draw(f.pen, b.code.Window, b.role)
}

// stripNote draws what is wrong with the codes together.
func (f *frame) stripNote(i int) {
	if i < 0 || i >= len(f.strip.notes) {
		return
	}
	f.pen.Gap(1)
	if f.strip.notes[i].first {
		f.pen.Glyph(theme.Hurts, theme.Warning)
	} else {
		f.pen.Gap(1)
	}
	f.pen.Gap(1)
	f.pen.Text(theme.Hurts, f.strip.notes[i].text)
}
