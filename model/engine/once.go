package engine

import (
	"context"
	"errors"
	"maps"
	"slices"
	"time"

	"seamdash/model/plan"
)

// A Report is what came of [Engine.Once].
type Report struct {
	Rolls map[plan.RollKind]int
	Steps map[Stepped]int
	// Waits are series with something to do that could not be done now, Halted those that stand still until a person answers.
	Waits, Halted []Waiting
	// Next is when something is due again, zero for not before something happens.
	Next time.Time
}

// A Waiting is a series that does not go on at present.
type Waiting struct {
	Key plan.Key
	// Rule is what the rule is called.
	Rule string
	Why  string
	// Until is when it is tried again, zero when something must happen first.
	Until time.Time
}

// Once works off everything that is due until nothing is, and gives the tenure back. When somebody else has it nothing is done, and
// the error wraps [ErrHeld].
func (e *Engine) Once(ctx context.Context) (Report, error) {
	before := e.Status().Counts
	var out Report
	for {
		next, err := e.Tick(ctx)
		if err != nil {
			return out, errors.Join(err, e.retire(ctx))
		}
		if out.Next = next; next.IsZero() || next.After(e.now()) {
			break
		}
	}
	e.turn.Lock()
	if e.roster != nil {
		out.Waits, out.Halted = e.roster.waiting(e.now())
	}
	e.turn.Unlock()
	after := e.Status().Counts
	out.Rolls, out.Steps = less(after.Rolls, before.Rolls), less(after.Steps, before.Steps)
	return out, e.retire(ctx)
}

// less is by how much counts have grown.
func less[K comparable](after, before map[K]int) map[K]int {
	out := maps.Clone(after)
	for k, n := range before {
		if out[k] -= n; out[k] == 0 {
			delete(out, k)
		}
	}
	return out
}

// waiting are the series that cannot go on now, and those that stand still, in order of their keys.
func (m *roster) waiting(now time.Time) (waits, halted []Waiting) {
	for _, s := range m.series {
		w := Waiting{Key: s.key, Rule: s.name(), Why: s.why}
		if s.pos > 0 {
			w.Until = s.due
		}
		switch {
		case s.state.Halt != nil:
			w.Why = s.state.Halt.Why
			halted = append(halted, w)
		case len(s.open) > 0, s.held, s.parked, s.state.NextTry.After(now):
			waits = append(waits, w)
		}
	}
	order := func(a, b Waiting) int { return compareKeys(a.Key, b.Key) }
	slices.SortFunc(waits, order)
	slices.SortFunc(halted, order)
	return waits, halted
}
