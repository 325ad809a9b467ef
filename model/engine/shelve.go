package engine

import (
	"slices"
	"time"

	"seamdash/model"
	"seamdash/model/plan"
	"seamdash/model/recur"
	"seamdash/model/rulebook"
)

// shelve brings the series up to the rules of a shelf.
func (m *roster) shelve(shelf *rulebook.Shelf, now time.Time) {
	last := m.shelf
	if shelf == last {
		return
	}
	m.shelf = shelf
	sets := changedSets(last, shelf)
	if last == nil || len(sets) > 0 {
		m.almanac.renew(shelf)
	}
	there := make(map[*rule]struct{}, len(shelf.Rules))
	for i := range shelf.Rules {
		e := &shelf.Rules[i]
		r := m.ruleOf(e.ID)
		there[r] = struct{}{}
		same := r.entry != nil && r.entry.Version == e.Version && !usesAny(e, sets)
		if r.entry, r.broken = e, ""; !same {
			m.assign(e, r, now)
		}
	}
	for _, b := range shelf.Broken {
		if !b.Set {
			r := m.ruleOf(model.RuleID(b.ID))
			r.broken = "the schedule cannot be read: " + b.Why
			m.vacate(r, now)
			there[r] = struct{}{}
		}
	}
	for _, r := range m.rules {
		if _, is := there[r]; !is {
			r.broken = ""
			m.vacate(r, now)
		}
	}
}

// assign gives a rule one series for each of its locks, and those it had on others are looked after until nothing of them is left.
func (m *roster) assign(e *rulebook.Entry, r *rule, now time.Time) {
	for _, s := range r.series {
		s.wanted = false
	}
	for _, lock := range e.Rule.Locks {
		k := plan.Key{Rule: e.ID, Lock: lock}
		if _, is := m.unread[k]; !is {
			m.enter(k).wanted = true
		}
	}
	for _, s := range slices.Clone(r.series) {
		m.review(s, now)
	}
}

// vacate takes the rule from its series.
func (m *roster) vacate(r *rule, now time.Time) {
	r.entry = nil
	for _, s := range slices.Clone(r.series) {
		s.wanted = false
		m.review(s, now)
	}
}

// review has a series decided about whose rule changed, unless there is nothing to decide.
func (m *roster) review(s *series, now time.Time) {
	if !s.wanted && s.rule.broken == "" && s.fresh() {
		m.leave(s)
		return
	}
	if !s.wanted || s.rule.entry == nil || s.state.Version != s.rule.entry.Version || s.live() != "" {
		m.stir(s, now)
		return
	}
	m.hasten(s, now)
}

// changedSets are the sets of holidays that two shelves have another of.
func changedSets(a, b *rulebook.Shelf) map[recur.SetID]struct{} {
	if a == nil {
		return nil
	}
	was := make(map[recur.SetID]uint64, len(a.Sets))
	for i := range a.Sets {
		was[a.Sets[i].Set.ID] = a.Sets[i].Version
	}
	out := map[recur.SetID]struct{}{}
	for i := range b.Sets {
		id := b.Sets[i].Set.ID
		if version, known := was[id]; !known || version != b.Sets[i].Version {
			out[id] = struct{}{}
		}
		delete(was, id)
	}
	for id := range was {
		out[id] = struct{}{}
	}
	return out
}

func usesAny(e *rulebook.Entry, sets map[recur.SetID]struct{}) bool {
	return slices.ContainsFunc(e.Rule.Holidays, func(id recur.SetID) bool {
		_, is := sets[id]
		return is
	})
}
