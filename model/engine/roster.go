package engine

import (
	"slices"
	"time"

	"seamdash/model"
	"seamdash/model/plan"
	"seamdash/model/rulebook"
)

// A roster is what an engine knows of all series while it has the tenure. It is for one goroutine, but for the series that are
// being worked off.
type roster struct {
	series map[plan.Key]*series
	// codes finds a series by its live code.
	codes map[model.CodeID]*series
	doors map[model.DeviceID]*door
	rules map[model.RuleID]*rule
	// unread are series that only a newer program understands. Nothing is done for them.
	unread map[plan.Key]struct{}
	// failing are the series that something went wrong with, open those with a step whose end is not known.
	failing, open map[*series]struct{}
	queue         queue
	almanac       almanac
	origin        origin
	// shelf and picture are what the series were brought up to last, latest is the latest moment at which.
	shelf   *rulebook.Shelf
	picture *model.Snapshot
	latest  time.Time
}

// An origin is where a roster comes from.
type origin struct {
	// epoch is that of the tenure in which it was made.
	epoch uint64
	// last is the one before, as long as something is to be learned from it.
	last *roster
	// doubtful says that the keeper may have kept something else since.
	doubtful bool
}

// recall makes a roster of a ledger. The rules come with [roster.shelve].
func recall(ledger *Ledger, zone func(string) (*time.Location, error), now time.Time) *roster {
	m := &roster{
		series: make(map[plan.Key]*series, len(ledger.States)), codes: make(map[model.CodeID]*series, len(ledger.States)),
		doors: map[model.DeviceID]*door{}, rules: map[model.RuleID]*rule{}, unread: make(map[plan.Key]struct{}, len(ledger.Unread)),
		failing: map[*series]struct{}{}, open: map[*series]struct{}{}, almanac: almanac{zone: zone}, latest: now,
	}
	for _, k := range ledger.Unread {
		m.unread[k] = struct{}{}
	}
	for i := range ledger.States {
		s := m.enter(ledger.States[i].Key)
		s.state, s.kept = ledger.States[i], true
	}
	for i := range ledger.Open {
		s := m.enter(ledger.Open[i].Key)
		s.open = append(s.open, ledger.Open[i])
		m.open[s] = struct{}{}
	}
	for _, s := range m.series {
		m.index(s)
		if s.live() != "" || len(s.open) > 0 {
			m.stir(s, now) // nobody knows what happened meanwhile
		} else {
			m.queue.set(s, s.state.LookAt)
		}
	}
	return m
}

// bearInMind takes over from the roster before what was written to which lock, and which series failed, so that one that always
// does leaves time for the others.
func (m *roster) bearInMind() {
	last := m.origin.last
	if last == nil {
		return
	}
	for id, old := range last.doors {
		if d, still := m.doors[id]; still {
			d.spent = old.spent
		}
	}
	for old := range last.failing {
		if s, still := m.series[old.key]; still {
			s.fails, s.why, s.held = old.fails, old.why, true
			m.failing[s] = struct{}{}
			m.queue.set(s, old.due)
		}
	}
	m.origin.last = nil
}

// enter finds a series, or makes one that nothing is known of.
func (m *roster) enter(k plan.Key) *series {
	s, known := m.series[k]
	if known {
		return s
	}
	s = &series{key: k, state: plan.State{Key: k}, rule: m.ruleOf(k.Rule), door: m.doorOf(k.Lock)}
	m.series[k] = s
	s.rule.series = append(s.rule.series, s)
	s.door.series = append(s.door.series, s)
	return s
}

func (m *roster) ruleOf(id model.RuleID) *rule {
	r, known := m.rules[id]
	if !known {
		r = &rule{}
		m.rules[id] = r
	}
	return r
}

func (m *roster) doorOf(id model.DeviceID) *door {
	d, known := m.doors[id]
	if !known {
		d = &door{id: id}
		d.see(m.picture)
		m.doors[id] = d
	}
	return d
}

// leave forgets a series.
func (m *roster) leave(s *series) {
	m.queue.drop(s)
	delete(m.failing, s)
	delete(m.open, s)
	delete(m.series, s.key)
	if m.codes[s.code] == s {
		delete(m.codes, s.code)
	}
	is := func(x *series) bool { return x == s }
	if s.door.series = slices.DeleteFunc(s.door.series, is); len(s.door.series) == 0 {
		delete(m.doors, s.key.Lock)
	}
	if s.rule.series = slices.DeleteFunc(s.rule.series, is); len(s.rule.series) == 0 && s.rule.entry == nil {
		delete(m.rules, s.key.Rule)
	}
}

// index enters a series under its live code.
func (m *roster) index(s *series) {
	id := s.live()
	if id == s.code {
		return
	}
	if m.codes[s.code] == s {
		delete(m.codes, s.code)
	}
	if s.code = id; id != "" {
		m.codes[id] = s
	}
}

// stir has a series looked at now.
func (m *roster) stir(s *series, now time.Time) {
	s.notes.stirred = true
	m.hasten(s, now)
}

// hasten has a series decided about now.
func (m *roster) hasten(s *series, now time.Time) {
	if s.pos == 0 || s.due.After(now) {
		m.queue.set(s, now)
	}
}
