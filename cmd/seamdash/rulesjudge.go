package main

import (
	"context"
	"slices"
	"time"

	"seamdash/model"
	"seamdash/model/prospect"
	"seamdash/model/recur"
	"seamdash/model/zone"
)

// judgedAhead is how far ahead it is looked for what is in a rule's way, and judgedWindows how many windows at most.
const (
	judgedAhead   = 92 * 24 * time.Hour
	judgedWindows = 200
)

// A warning is something in the way of a rule.
type warning struct{ prospect.Warning }

// line tells it with what to do.
func (w *warning) line() string {
	if w.Hint == "" {
		return w.Text
	}
	return w.Text + " (" + w.Hint + ")"
}

// visit reads the locks of a rule and their codes from Seam. Where that cannot be, that is told and the answer is false.
func (r *ruleRoom) visit(ctx context.Context, rule *recur.Rule) bool {
	locks, err := readFleet(ctx, r.session.client, &r.session.settings.Limits, func(all []model.Device) ([]model.Device, error) {
		return slices.DeleteFunc(slices.Clone(all), func(d model.Device) bool { return !slices.Contains(rule.Locks, d.ID) }), nil
	})
	if err == nil {
		err = firstFault(locks)
	}
	if err != nil {
		r.program.note("what is in its way on the locks is not known: " + model.WhyOf(err))
		return false
	}
	r.learn(locks)
	return true
}

// judge says what is in the way of a rule on its locks, which were visited. A rule with an id is kept already.
func (r *ruleRoom) judge(id model.RuleID, rule *recur.Rule, on []onClock) []warning {
	now := r.session.now()
	q := prospect.Question{
		Now: now, Zones: zone.Lookup, PINs: rule.PIN.PINs, New: id == "", Start: rule.Start,
		SamePIN: rule.PIN.Kind == recur.ChosenBySeam || rule.PIN.Kind == recur.Fixed,
	}
	for _, c := range on {
		windows := c.schedule.Between(now, now.Add(judgedAhead))
		for _, lock := range c.locks {
			l := r.known[lock]
			if l == nil || len(windows) == 0 {
				continue
			}
			name := rule.CodeName(l.Device.Rules.NameLimit(), windows[0])
			q.Doors = append(q.Doors, prospect.Door{
				Lock: l, Zone: c.zone, Name: name, Windows: asOnLock(windows), Others: r.others(id, lock, now),
				Own: func(c *model.AccessCode) bool { return id != "" && c.Managed && c.Name == name },
			})
		}
	}
	var out []warning
	for _, w := range prospect.Judge(&q) {
		out = append(out, warning{w})
	}
	return out
}

// others are the other rules of a lock.
func (r *ruleRoom) others(id model.RuleID, lock model.DeviceID, now time.Time) []prospect.Series {
	var out []prospect.Series
	for i := range r.shelf.Rules {
		e := &r.shelf.Rules[i]
		if e.ID == id || !slices.Contains(e.Rule.Locks, lock) {
			continue
		}
		only := e.Rule
		only.Locks = []model.DeviceID{lock}
		on, err := r.compiled(&only)
		if err != nil || len(on) == 0 {
			continue
		}
		out = append(out, prospect.Series{Name: e.Rule.Name, Windows: asOnLock(on[0].schedule.Between(now, now.Add(judgedAhead)))})
	}
	return out
}

// asOnLock is windows as the lock gets them.
func asOnLock(windows []recur.Window) []model.Window {
	windows = windows[:min(len(windows), judgedWindows)]
	out := make([]model.Window, len(windows))
	for i := range windows {
		out[i] = model.Window{From: windows[i].Open, Until: windows[i].Close}
	}
	return out
}
