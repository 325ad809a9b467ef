package main

import (
	"context"
	"fmt"
	"slices"
	"time"

	"seamdash/model"
	"seamdash/model/engine"
	"seamdash/model/plan"
	"seamdash/model/rulebook"
)

// nobodyRolls is what is to be done where schedules are kept and nobody makes their codes.
const nobodyRolls = "seamdash agent rolls them without a screen, and an open dashboard does once R is pressed in its schedules."

// A rolled is what is kept of the rolling of schedules: who does it, and how every series stands.
type rolled struct {
	tenure engine.Tenure
	states map[plan.Key]plan.State
	// unread are the series that only a newer program understands.
	unread map[plan.Key]bool
}

// by is who rolls, "" for nobody.
func (l *rolled) by() string {
	if l == nil || l.tenure.Left <= 0 {
		return ""
	}
	return byOf(l.tenure.Holder)
}

// words tell who rolls.
func (l *rolled) words(now time.Time, home *time.Location) string {
	switch by := l.by(); {
	case l == nil:
		return "nobody knows"
	case by == "":
		return "nobody: no codes are made"
	default:
		return by + " since " + model.When(l.tenure.Since, now, home)
	}
}

// readRolled makes known how the schedules are rolled. Where that cannot be read it is told, and the rest is done without.
func (r *ruleRoom) readRolled(ctx context.Context) {
	if r.rolled != nil {
		return
	}
	found, err := r.ledger(ctx)
	if err != nil {
		r.program.note("who rolls the schedules, and how their codes stand, is not known: " + model.WhyOf(err))
		return
	}
	r.rolled = found
}

// ledger reads who rolls and what is kept of all series.
func (r *ruleRoom) ledger(ctx context.Context) (*rolled, error) {
	tenure, err := r.keeper.Tenure(ctx)
	if err != nil {
		return nil, fmt.Errorf("read who rolls: %w", err)
	}
	tenure.Since = r.session.there(tenure.Since)
	ledger, err := r.keeper.Ledger(ctx, "")
	if err != nil {
		return nil, fmt.Errorf("read how the codes stand: %w", err)
	}
	out := &rolled{tenure: tenure, states: make(map[plan.Key]plan.State, len(ledger.States)), unread: map[plan.Key]bool{}}
	for i := range ledger.States {
		out.states[ledger.States[i].Key] = ledger.States[i]
	}
	for _, key := range ledger.Unread {
		out.unread[key] = true
	}
	return out, nil
}

// state is what is kept of a series, nil for nothing.
func (l *rolled) state(rule model.RuleID, lock model.DeviceID) *plan.State {
	if l == nil {
		return nil
	}
	s, kept := l.states[plan.Key{Rule: rule, Lock: lock}]
	if !kept {
		return nil
	}
	return &s
}

// locksOf are the locks of a rule, and those that it has no more and on which something of it is left.
func (l *rolled) locksOf(e *rulebook.Entry) []model.DeviceID {
	out := slices.Clone(e.Rule.Locks)
	var left []model.DeviceID
	for key, s := range l.states {
		if key.Rule == e.ID && (s.Code != nil || s.Halt != nil) && !slices.Contains(out, key.Lock) {
			left = append(left, key.Lock)
		}
	}
	slices.Sort(left)
	return append(out, left...)
}
