package schedules

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/model/rulebook"
)

// A work is what is worked out beside the screen: how every rule stands, and all about those that can be seen. A key waits for
// none of it.
type work struct {
	reckoning  bool
	generation uint64 // of the newest reckoning
	stale      bool   // the rules, or the zones of the locks, are others than those that were reckoned
	seen       []*model.Lock
	looking    bool
	closeups   map[model.RuleID]*closeup
	watched    *rulebook.Entry
	index      map[model.DeviceID][]*rulebook.Entry // which rules a lock has
}

// reckoned is how all rules stand.
type reckoned struct {
	generation uint64
	rows       []row
	index      map[model.DeviceID][]*rulebook.Entry
}

// restood is how some rules stand now, by their place among all.
type restood struct {
	generation uint64
	at         []int32
	standings  []standing
}

// follow brings what is shown to the rules, the picture and the time. While another screen is in front it costs nothing.
func (s *Screen) follow() tea.Cmd {
	if !s.front || s.shelf == nil {
		return nil
	}
	return tea.Batch(s.reckon(), s.sum(), s.attend())
}

// attend asks for what is not known of what can be seen.
func (s *Screen) attend() tea.Cmd { return tea.Batch(s.look(), s.recall(), s.chronicleOf()) }

// reckon works out how the rules stand: all of them when something changed, otherwise those whose standing has run out.
func (s *Screen) reckon() tea.Cmd {
	w := &s.work
	if s.moved() {
		w.stale = true
	}
	if w.reckoning {
		return nil
	}
	if w.stale {
		w.stale, w.reckoning = false, true
		w.generation++
		generation, a, order := w.generation, s.almanac(), table{order: s.table.order, down: s.table.down}
		return func() tea.Msg {
			msg := reckoned{generation: generation, rows: a.rows(), index: a.index()}
			slices.SortFunc(msg.rows, func(a, b row) int { return order.before(&a, &b) }) // so that the screen has next to nothing to sort
			return msg
		}
	}
	due := s.table.due(s.config.Now())
	if len(due) == 0 {
		return nil
	}
	w.reckoning = true
	msg, a := restood{generation: w.generation, at: due}, s.almanac()
	entries := make([]*rulebook.Entry, len(due))
	for i, at := range due {
		entries[i] = s.table.all[at].entry
	}
	return func() tea.Msg {
		for _, e := range entries {
			msg.standings = append(msg.standings, a.standing(e))
		}
		return msg
	}
}

func (s *Screen) almanac() *almanac {
	a := newAlmanac(s.shelf, s.picture, s.zones, s.config.Now())
	a.states, a.roll = s.rolls.now.States, s.rolls.generation
	return a
}

// moved says that locks came, left, moved or were renamed since it was asked last.
func (s *Screen) moved() bool {
	before, now := s.work.seen, s.picture.Locks
	s.work.seen = now
	if len(before) != len(now) {
		return true
	}
	for i := range now {
		if a, b := before[i], now[i]; a != b && (a.Device.ID != b.Device.ID || a.Device.TimeZone != b.Device.TimeZone || a.Device.Name != b.Device.Name) {
			return true
		}
	}
	return false
}

func (s *Screen) takeReckoned(msg reckoned) tea.Cmd {
	w := &s.work
	w.reckoning = false
	if msg.generation == w.generation {
		s.table.all, w.index = msg.rows, msg.index
		s.settle()
	}
	return s.follow()
}

func (s *Screen) takeRestood(msg restood) tea.Cmd {
	s.work.reckoning = false
	if msg.generation == s.work.generation {
		for i, at := range msg.at {
			if r := &s.table.all[at]; !r.broken {
				r.standing = msg.standings[i]
			} else {
				r.due = msg.standings[i].due
			}
		}
		s.settle()
	}
	return s.follow()
}

// index says which rules each lock has.
func (a *almanac) index() map[model.DeviceID][]*rulebook.Entry {
	out := map[model.DeviceID][]*rulebook.Entry{}
	for i := range a.shelf.Rules {
		e := &a.shelf.Rules[i]
		for _, id := range e.Rule.Locks {
			out[id] = append(out[id], e)
		}
	}
	return out
}

// mostCloseups is how many are kept of rules that are not to be seen.
const mostCloseups = 300

// looked is all about some rules.
type looked struct {
	closeups []*closeup
	week     *drawnWeek // nil where none was wanted
}

// look works out all about the rules on the screen, and the week of the one under the cursor, unless that is known already.
func (s *Screen) look() tea.Cmd {
	w := &s.work
	if w.looking || w.index == nil {
		return nil
	}
	var want []*rulebook.Entry
	now := s.config.Now()
	from, to := s.list.Visible()
	for line := from; line < to; line++ {
		if r := s.table.at(line); !r.broken && !s.closeup(r).good(r.entry, s, now) {
			want = append(want, r.entry)
		}
	}
	under, ok := s.under()
	week, wantsWeek := wish{}, false
	if ok && !under.broken {
		week, wantsWeek = s.wish(under, now)
	}
	if len(want) == 0 && !wantsWeek {
		return nil
	}
	w.looking = true
	a, index := s.almanac(), w.index
	return func() tea.Msg {
		msg := looked{}
		for _, e := range want {
			msg.closeups = append(msg.closeups, a.closeup(e, index))
		}
		if wantsWeek {
			msg.week = a.draw(week, index)
		}
		return msg
	}
}

func (s *Screen) takeLooked(msg looked) tea.Cmd {
	w := &s.work
	w.looking = false
	if len(w.closeups) > mostCloseups || w.closeups == nil {
		w.closeups = map[model.RuleID]*closeup{}
	}
	for _, c := range msg.closeups {
		w.closeups[c.entry.ID] = c
	}
	if msg.week != nil {
		s.week.take(msg.week)
	}
	return s.attend()
}

// closeup is what is known of a rule, nil for nothing.
func (s *Screen) closeup(r *row) *closeup { return s.work.closeups[r.id()] }

// good says that the closeup is still true.
func (c *closeup) good(e *rulebook.Entry, s *Screen, now time.Time) bool {
	return c != nil && c.entry == e && c.revision == s.picture.Revision && c.roll == s.rolls.generation && now.Before(c.due)
}
