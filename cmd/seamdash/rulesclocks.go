package main

import (
	"context"
	"fmt"
	"slices"
	"time"

	"seamdash/model"
	"seamdash/model/recur"
)

// A clock is a zone whose clock counts on some locks of a rule.
type clock struct {
	zone  *time.Location
	name  string
	locks []model.DeviceID
}

// clocks are those that a rule is told by: one, or one for each zone of its locks.
type clocks struct {
	each []clock
	// unknown are the locks whose clock nobody knows.
	unknown []model.DeviceID
}

// clocks finds the clocks of a rule whose locks are known, see [ruleRoom.locks].
func (r *ruleRoom) clocks(rule *recur.Rule) clocks {
	var out clocks
	if rule.Zone != "" {
		c, ok := zoneNamed(rule.Zone)
		if c.locks = rule.Locks; !ok {
			return clocks{unknown: rule.Locks}
		}
		return clocks{each: []clock{c}}
	}
	for _, id := range rule.Locks {
		l := r.known[id]
		if l == nil {
			out.unknown = append(out.unknown, id)
			continue
		}
		c, ok := zoneNamed(l.Device.TimeZone)
		at := slices.IndexFunc(out.each, func(have clock) bool { return have.name == c.name })
		switch {
		case !ok:
			out.unknown = append(out.unknown, id)
		case at >= 0:
			out.each[at].locks = append(out.each[at].locks, id)
		default:
			c.locks = []model.DeviceID{id}
			out.each = append(out.each, c)
		}
	}
	return out
}

// called is the name of a lock, or its id where nobody knows more.
func (r *ruleRoom) called(id model.DeviceID) string {
	if l := r.known[id]; l != nil {
		return called(&l.Device)
	}
	return model.Clean(string(id))
}

// An onClock is a rule on one of its clocks.
type onClock struct {
	clock

	schedule *recur.Schedule
}

// compiled makes a rule ready on each of its clocks. The error is why it has no windows anywhere.
func (r *ruleRoom) compiled(rule *recur.Rule) ([]onClock, error) {
	var out []onClock
	for _, c := range r.clocks(rule).each {
		s, err := recur.Compile(rule, recur.Setting{Zone: c.zone, Holidays: r.sets.find})
		if err != nil {
			return nil, uncompiled(err)
		}
		out = append(out, onClock{c, s})
	}
	return out, nil
}

// A coming is the next window of a rule.
type coming struct {
	recur.Window

	clock clock
}

// next is the window that is open on some lock now, or the one that opens first.
func next(all []onClock, now time.Time) (coming, bool) {
	var first coming
	found := false
	for _, on := range all {
		if w, ok := on.schedule.Next(now); ok && (!found || w.Open.Before(first.Open)) {
			first, found = coming{w, on.clock}, true
		}
	}
	return first, found
}

// wants refuses a rule that goes by the clock of a lock which has none. Locks that nobody knows just now are no reason: the rule
// may be changed where Seam is not reached.
func (r *ruleRoom) wants(ctx context.Context, op string, rule *recur.Rule) error {
	r.locks(ctx, rule.Locks)
	for _, id := range r.clocks(rule).unknown {
		if r.known[id] != nil && rule.Zone == "" {
			return usageError{
				err:  fmt.Errorf("%s: nobody knows the time zone of %s", op, r.called(id)),
				hint: "say with --zone by which clock the schedule is meant, such as Europe/Lisbon.",
			}
		}
	}
	return nil
}
