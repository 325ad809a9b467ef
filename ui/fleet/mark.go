package fleet

import (
	"time"

	"seamdash/model"
	"seamdash/ui/coderow"
	"seamdash/ui/theme"
)

// standingOf is the state of a lock: the worst that is true of the lock itself or of a code on it.
func standingOf(l *model.Lock) coderow.Mark {
	switch {
	case l.Device.Unreadable != "":
		return mark(theme.Hurts, theme.Unknown, "unread")
	case l.Device.Online == model.No:
		return mark(theme.Hurts, theme.Failed, "offline")
	case l.Total.Own.Errors > 0:
		return mark(theme.Hurts, theme.Failed, "error")
	case l.Fault != nil && l.Loaded:
		return mark(theme.Moving, theme.Warning, "stale")
	case l.Fault != nil:
		return mark(theme.Moving, theme.Warning, "unread")
	case l.Total.Own.Warnings > 0:
		return mark(theme.Moving, theme.Warning, "warning")
	case !l.Loaded:
		return mark(theme.Muted, theme.Waiting, "loading")
	case l.Device.Online == model.Unknown:
		return mark(theme.Muted, theme.Unknown, "unknown")
	case l.Total.InMotion > 0:
		return mark(theme.Moving, theme.Setting, "pending")
	default:
		return mark(theme.Works, theme.Set, "online")
	}
}

// A memory keeps which locks hold a code that is stuck. Whether one is depends on the time, so that each minute it is
// worked out again, for the locks that are on the screen or that a filter asks for.
type memory struct {
	minute int64
	stuck  map[*model.Lock]bool
}

func (m *memory) holdsStuck(l *model.Lock, now time.Time) bool {
	if minute := now.Unix() / 60; minute != m.minute || m.stuck == nil {
		m.minute, m.stuck = minute, map[*model.Lock]bool{}
	}
	stuck, known := m.stuck[l]
	if !known {
		habit := l.Device.Habit()
		for i := 0; i < len(l.Codes) && !stuck; i++ {
			stuck = l.Codes[i].Stuck(habit, now)
		}
		m.stuck[l] = stuck
	}
	return stuck
}

// lockMark is the state of a lock at now: [standingOf], or that a code on it is stuck while nobody complains.
func (s *Screen) lockMark(l *model.Lock, now time.Time) coderow.Mark {
	m := standingOf(l)
	if m.Role != theme.Hurts && s.memory.holdsStuck(l, now) {
		m = mark(theme.Hurts, theme.Failed, "stuck")
	}
	return m.Faded(l)
}

func mark(role theme.Role, glyph theme.Glyph, word string) coderow.Mark {
	return coderow.Mark{Role: role, Glyph: glyph, Word: word}
}
