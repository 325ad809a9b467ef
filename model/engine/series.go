package engine

import (
	"cmp"
	"time"

	"seamdash/model"
	"seamdash/model/plan"
	"seamdash/model/rulebook"
)

// A series is what an engine knows of one rule on one lock. It belongs to whoever works it off, and otherwise to the roster.
type series struct {
	slot
	key   plan.Key
	state plan.State
	// kept says that the keeper has something of it.
	kept bool
	// open are the steps whose end is not known, the oldest first.
	open []plan.Step
	rule *rule
	door *door
	// wanted says that the rule has the lock.
	wanted bool
	notes  notes
	// fails counts what went wrong in a row when the series was worked off, refusals by Seam apart.
	fails int
	// why is what it waits for. Held says that it has something to do that could not be done, parked that nothing can be decided
	// until the rule or the lock is another.
	why          string
	held, parked bool
	// code is the live code under which the roster finds the series.
	code model.CodeID
}

// notes are what reached a series from outside since it was at rest last.
type notes struct {
	stirred bool
	// removed is when its live code was reported to have left the lock.
	removed time.Time
	wish    plan.Wish
}

// A rule is a schedule with all its series, those included on locks that it does not have any more.
type rule struct {
	// entry is nil when there is no such rule, or when it cannot be read.
	entry *rulebook.Entry
	// broken is why it cannot be read.
	broken string
	series []*series
}

// name is what people call the rule.
func (s *series) name() string {
	if s.rule.entry != nil {
		return s.rule.entry.Rule.Name
	}
	return s.state.Rule
}

// step is the one whose end is not known, nil for none.
func (s *series) step() *plan.Step {
	if len(s.open) == 0 {
		return nil
	}
	return &s.open[0]
}

// fresh says that nothing was ever done for the series.
func (s *series) fresh() bool { return !s.kept && len(s.open) == 0 }

// live is the id of the live code, "" for none.
func (s *series) live() model.CodeID {
	if s.state.Code == nil {
		return ""
	}
	return s.state.Code.ID
}

func compareKeys(a, b plan.Key) int {
	return cmp.Or(cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Lock, b.Lock))
}
