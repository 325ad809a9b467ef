package engine

import (
	"cmp"
	"time"

	"seamdash/model"
	"seamdash/model/plan"
	"seamdash/model/recur"
	"seamdash/model/rulebook"
)

// manySchedules is how many compiled rules are remembered; beyond it all are forgotten and made again when they are needed.
const manySchedules = 32 << 10

// An almanac has the rules as they are in the zones of the locks.
type almanac struct {
	zone     func(string) (*time.Location, error)
	holidays func(recur.SetID) (recur.Calendar, bool)
	known    map[edition]compiled
}

// An edition is a version of a rule in a zone.
type edition struct {
	rule    model.RuleID
	version uint64
	zone    string
}

type compiled struct {
	schedule *recur.Schedule
	unknown  string
}

// renew forgets all, because sets of holidays changed.
func (a *almanac) renew(shelf *rulebook.Shelf) {
	a.holidays = shelf.Calendars()
	a.known = map[edition]compiled{}
}

// of is a rule on a lock, or why nobody can tell what it wants there.
func (a *almanac) of(e *rulebook.Entry, d *door) (wants *plan.Rule, unknown string) {
	name := cmp.Or(e.Rule.Zone, d.zone)
	if name == "" {
		if d.gone {
			return nil, "the lock is not in the workspace, and nobody knows its time zone"
		}
		return nil, "nobody knows the time zone of the lock"
	}
	key := edition{rule: e.ID, version: e.Version, zone: name}
	c, known := a.known[key]
	if !known {
		c = a.compile(&e.Rule, name)
		if len(a.known) >= manySchedules {
			clear(a.known)
		}
		a.known[key] = c
	}
	if c.unknown != "" {
		return nil, c.unknown
	}
	return &plan.Rule{Rule: &e.Rule, Schedule: c.schedule, Version: e.Version, Changed: e.Changed}, ""
}

func (a *almanac) compile(r *recur.Rule, zone string) compiled {
	at, err := a.zone(zone)
	if err != nil {
		return compiled{unknown: model.Clean(err.Error())}
	}
	s, err := recur.Compile(r, recur.Setting{Zone: at, Holidays: a.holidays})
	if err != nil {
		return compiled{unknown: model.Clean(err.Error())}
	}
	return compiled{schedule: s}
}
