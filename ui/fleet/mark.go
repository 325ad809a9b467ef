package fleet

import (
	"time"

	"seamdash/model"
	"seamdash/ui/theme"
)

// A mark is a state as a row shows it: colour, glyph and word say the same.
type mark struct {
	role  theme.Role
	glyph theme.Glyph
	word  string
}

// standingOf is the state of a lock: the worst that is true of the lock itself or of a code on it.
func standingOf(l *model.Lock) mark {
	switch {
	case l.Device.Unreadable != "":
		return mark{theme.Hurts, theme.Unknown, "unread"}
	case l.Device.Online == model.No:
		return mark{theme.Hurts, theme.Failed, "offline"}
	case l.Total.Own.Errors > 0:
		return mark{theme.Hurts, theme.Failed, "error"}
	case l.Fault != nil && l.Loaded:
		return mark{theme.Moving, theme.Warning, "stale"}
	case l.Fault != nil:
		return mark{theme.Moving, theme.Warning, "unread"}
	case l.Total.Own.Warnings > 0:
		return mark{theme.Moving, theme.Warning, "warning"}
	case !l.Loaded:
		return mark{theme.Muted, theme.Waiting, "loading"}
	case l.Device.Online == model.Unknown:
		return mark{theme.Muted, theme.Unknown, "unknown"}
	case l.Total.InMotion > 0:
		return mark{theme.Moving, theme.Setting, "pending"}
	default:
		return mark{theme.Works, theme.Set, "online"}
	}
}

// A memory keeps which locks hold a code that is stuck. Whether one is depends on the time, so that each minute it is
// worked out again, for the locks that are on the screen.
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
		for i := range l.Codes {
			stuck = stuck || l.Codes[i].Stuck(habit, now)
		}
		m.stuck[l] = stuck
	}
	return stuck
}

// lockMark is the state of a lock at now: [standingOf], or that a code on it is stuck while nobody complains.
func (s *Screen) lockMark(l *model.Lock, now time.Time) mark {
	m := standingOf(l)
	if m.role != theme.Hurts && s.memory.holdsStuck(l, now) {
		m = mark{theme.Hurts, theme.Failed, "stuck"}
	}
	return faded(l, m)
}

// faded takes the colour from a state that was true when an earlier run looked: colour is for what is true now.
func faded(l *model.Lock, m mark) mark {
	if l.Old {
		m.role = theme.Muted
	}
	return m
}

// markOf is the state of a code without its word, which the model writes. Problems that a code only inherits from
// its lock are told with the lock.
func markOf(c *model.AccessCode, habit model.Habit, now time.Time) mark {
	own := ownTally(c)
	phase := c.Standing(now).Phase
	m := phaseMark(phase)
	stuck := c.Stuck(habit, now)
	switch {
	case own.Errors > 0, stuck && phase == model.PhaseLate:
		return mark{theme.Hurts, theme.Failed, ""}
	case own.Warnings > 0 && m.role != theme.Hurts, stuck:
		return mark{theme.Moving, theme.Warning, ""}
	default:
		return m
	}
}

func phaseMark(phase model.Phase) mark {
	switch phase {
	case model.PhaseSet:
		return mark{theme.Works, theme.Set, ""}
	case model.PhaseSetting:
		return mark{theme.Moving, theme.Setting, ""}
	case model.PhaseLoaded:
		return mark{theme.Info, theme.Waiting, ""}
	case model.PhaseWaiting, model.PhaseOver:
		return mark{theme.Muted, theme.Waiting, ""}
	case model.PhaseLate:
		return mark{theme.Moving, theme.Warning, ""}
	case model.PhaseRemoving, model.PhaseLingering:
		return mark{theme.Moving, theme.Removing, ""}
	case model.PhaseUnreadable:
		return mark{theme.Hurts, theme.Unknown, ""}
	case model.PhaseUnknown:
		return mark{theme.Moving, theme.Unknown, ""}
	default:
		return mark{theme.Moving, theme.Unknown, ""}
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
