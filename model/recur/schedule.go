package recur

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"seamdash/model/civil"
)

// A Setting is what a rule is evaluated in.
type Setting struct {
	// Zone is whose clock counts: that of the rule, or of the lock where the rule has none.
	Zone *time.Location
	// Holidays finds a set by its name; nil knows none.
	Holidays func(SetID) (Calendar, bool)
}

// An UnknownSet is the error for a rule that names a set of holidays which is not known.
type UnknownSet struct{ ID SetID }

func (e *UnknownSet) Error() string {
	return fmt.Sprintf("there is no set of holidays %q", string(e.ID))
}

// errNoZone is for a rule that takes the clock of its lock where the lock's is not known.
var errNoZone = errors.New("no zone is known for the rule")

// A Schedule is a rule made ready for questions. It does not change and may be asked by several goroutines at once.
type Schedule struct {
	zone     *time.Location
	start    civil.Date
	groups   []group
	end      tally
	marks    []mark // nil where windows are not numbered
	extra    []Opening
	offDays  []civil.Date // skipped whole days, rising
	offOnes  []civil.Wall // openings of skipped windows, rising
	holidays []Calendar
	pause    Pause

	before, after time.Duration
	// reach is how many days after the beginning of its day a window is over, buffers and changes of the clocks included.
	reach civil.Date
}

// Compile makes a rule ready for questions in a setting. It takes what can be evaluated, also where [Rule.Check] would not have the
// rule kept: no windows at all, or windows that overlap. The error is an [*UnknownSet], or a [*Trouble] for a rule beyond the
// limits, or says that no zone is known.
func Compile(r *Rule, in Setting) (*Schedule, error) {
	if in.Zone == nil {
		return nil, errNoZone
	}
	var found ledger
	r.limits(&found)
	if len(found) > 0 {
		return nil, &found[0]
	}
	s := &Schedule{zone: in.Zone, start: r.Start, groups: groupsOf(r.Spans), pause: r.Pause, before: r.Before, after: r.After}
	for _, id := range r.Holidays {
		if in.Holidays == nil {
			return nil, &UnknownSet{ID: id}
		}
		set, ok := in.Holidays(id)
		if !ok {
			return nil, &UnknownSet{ID: id}
		}
		s.holidays = append(s.holidays, set)
	}
	s.except(r)
	s.reach = s.longest()
	s.count(r)
	return s, nil
}

// except takes over the dates that are not as usual.
func (s *Schedule) except(r *Rule) {
	for _, skip := range r.Skip {
		if skip.One {
			s.offOnes = append(s.offOnes, skip.Date.At(skip.At))
		} else {
			s.offDays = append(s.offDays, skip.Date)
		}
	}
	slices.Sort(s.offDays)
	slices.Sort(s.offOnes)
	for _, e := range r.Extra {
		if e.Date >= r.Start {
			s.extra = append(s.extra, e)
		}
	}
	slices.SortFunc(s.extra, func(a, b Opening) int {
		return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(a.Hours.From, b.Hours.From), cmp.Compare(a.Hours.Until, b.Hours.Until))
	})
}

func (s *Schedule) longest() civil.Date {
	until := civil.Clock(0)
	for i := range s.groups {
		for _, h := range s.groups[i].hours {
			until = max(until, h.Until)
		}
	}
	for _, e := range s.extra {
		until = max(until, e.Hours.Until)
	}
	days, rest := (until + civil.Clock(s.after/time.Second)).Days()
	if rest > 0 {
		days++
	}
	return civil.Date(days)
}

// count finds the last window of a rule that ends after a count, and numbers windows where somebody needs that.
func (s *Schedule) count(r *Rule) {
	s.end = tally{day: LastDay, most: noLimit}
	switch r.End.Kind {
	case Never:
	case OnDate:
		s.end.day = r.End.On
	case AfterCount:
		s.marks, s.end = s.replay(r.End.Count)
		return
	}
	if strings.Contains(r.Naming.Template+r.Naming.Short, "{n}") {
		s.marks, _ = s.replay(MaxCount)
	}
}

// Zone is whose clock the schedule is told by.
func (s *Schedule) Zone() *time.Location { return s.zone }
