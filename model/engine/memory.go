package engine

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"seamdash/model"
	"seamdash/model/plan"
)

// mostLines is how many lines of history a memory keeps: years of a simulation, and of a sandbox whose clock runs fast. Beyond
// that the oldest quarter is forgotten.
const mostLines = 400_000

// A Memory is a [Keeper] for as long as the program runs: for the sandbox, of which nothing is kept, and for simulations. The
// engines of a simulation share one, as programs share a store.
type Memory struct {
	now func() time.Time

	mu     sync.Mutex
	tenure tenure
	states map[plan.Key]plan.State
	open   []plan.Step // oldest first
	wishes map[plan.Key]plan.Wish
	rolls  []plan.Roll // oldest first

	lastStep, lastRoll, edition uint64
}

// A tenure is how a memory has it.
type tenure struct {
	Tenure // Left is not used

	until time.Time
	term  time.Duration
}

// left is for how long it is given at now. One that ends later than it was ever given for is from a clock that was set back
// since, and is over.
func (t *tenure) left(now time.Time) time.Duration {
	if left := t.until.Sub(now); t.Holder != "" && left <= t.term {
		return max(left, 0)
	}
	return 0
}

// read is the tenure as it is told at now.
func (t *tenure) read(now time.Time) Tenure {
	out := t.Tenure
	out.Left = t.left(now)
	return out
}

// InMemory makes a memory. The tenure runs by now.
func InMemory(now func() time.Time) *Memory {
	return &Memory{now: now, states: map[plan.Key]plan.State{}, wishes: map[plan.Key]plan.Wish{}}
}

// Changed is nil: no other program can reach a memory.
func (m *Memory) Changed(context.Context) <-chan struct{} { return nil }

// Acquire takes the tenure or prolongs it.
func (m *Memory) Acquire(_ context.Context, holder string, term time.Duration) (Tenure, error) {
	const op = "take over the schedules"
	if holder == "" || term <= 0 {
		return Tenure{}, &model.Fault{Op: op, Kind: model.KindInvalid, Message: "a tenure needs a holder and a term"}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	now, t := m.now(), &m.tenure
	held := t.left(now) > 0
	if held && t.Holder != holder {
		return t.read(now), &model.Fault{Op: op, Kind: model.KindConflict, Err: fmt.Errorf("%w: %s has them", ErrHeld, model.Clean(t.Holder))}
	}
	if !held {
		t.Tenure = Tenure{Holder: holder, Since: now, Fence: t.Fence + 1}
	}
	t.until, t.term = now.Add(term), term
	return t.read(now), nil
}

// Release gives a tenure back.
func (m *Memory) Release(_ context.Context, mine Tenure) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if t := &m.tenure; t.Fence == mine.Fence && t.Holder == mine.Holder {
		t.Holder, t.until = "", time.Time{}
	}
	return nil
}

// Tenure reads who rolls.
func (m *Memory) Tenure(context.Context) (Tenure, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.tenure.read(m.now()), nil
}

// fenced refuses a write under a tenure that is over.
func (m *Memory) fenced(op string, mine Tenure) error {
	t := &m.tenure
	if t.Fence != mine.Fence || t.Holder != mine.Holder || t.left(m.now()) <= 0 {
		return &model.Fault{Op: op, Kind: model.KindConflict, Err: ErrHeld}
	}
	return nil
}

// Ledger reads everything, in order of rule and lock.
func (m *Memory) Ledger(_ context.Context, known string) (Ledger, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	l := Ledger{Edition: strconv.FormatUint(m.edition, 10)}
	if l.Edition == known {
		return l, nil
	}
	for _, key := range sortedKeys(m.states) {
		s := m.states[key]
		l.States = append(l.States, s.Clone())
	}
	l.Wishes, l.Open = m.asked(), slices.Clone(m.open)
	return l, nil
}

// Wishes reads the wishes, in order of rule and lock.
func (m *Memory) Wishes(context.Context) ([]Asked, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.asked(), nil
}

func (m *Memory) asked() (out []Asked) {
	for _, key := range sortedKeys(m.wishes) {
		out = append(out, Asked{Key: key, Wish: m.wishes[key]})
	}
	return out
}

func sortedKeys[T any](of map[plan.Key]T) []plan.Key {
	return slices.SortedFunc(maps.Keys(of), func(a, b plan.Key) int {
		return cmp.Or(strings.Compare(string(a.Rule), string(b.Rule)), strings.Compare(string(a.Lock), string(b.Lock)))
	})
}

// Begin writes a step down.
func (m *Memory) Begin(_ context.Context, under Tenure, s plan.Step) (plan.Step, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.fenced("write a step down", under); err != nil {
		return s, err
	}
	m.lastStep++
	m.edition++
	s.Number = m.lastStep
	m.open = append(m.open, s)
	return s, nil
}

// Conclude keeps a conclusion.
func (m *Memory) Conclude(_ context.Context, under Tenure, c Conclusion) error {
	const op = "keep what came of a schedule"
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.fenced(op, under); err != nil {
		return err
	}
	if n := c.Step.Number; n != 0 {
		at := slices.IndexFunc(m.open, func(s plan.Step) bool { return s.Number == n })
		if at < 0 {
			return &model.Fault{Op: op, Subject: fmt.Sprint("step ", n), Kind: model.KindConflict, Err: ErrConcluded}
		}
		m.open = slices.Delete(m.open, at, at+1)
	}
	m.edition++
	if m.states[c.State.Key] = c.State.Clone(); c.Dropped {
		delete(m.states, c.State.Key)
	}
	if sameWish(m.wishes[c.State.Key], c.Wish) {
		delete(m.wishes, c.State.Key)
	}
	for _, r := range c.Rolls {
		m.lastRoll++
		r.Number = m.lastRoll
		m.rolls = append(m.rolls, r)
	}
	if len(m.rolls) > mostLines {
		m.rolls = slices.Clone(m.rolls[len(m.rolls)-mostLines*3/4:])
	}
	return nil
}

func sameWish(a, b plan.Wish) bool { return a.Kind == b.Kind && a.By == b.By && a.At.Equal(b.At) }

// Ask keeps a wish.
func (m *Memory) Ask(_ context.Context, a Asked) error {
	if a.Wish.Kind == "" {
		return &model.Fault{Op: "ask for a schedule", Kind: model.KindInvalid, Message: "nothing is wished"}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.wishes[a.Key] = a.Wish
	m.edition++
	return nil
}

// Rolls reads the history.
func (m *Memory) Rolls(_ context.Context, q RollQuery) ([]plan.Roll, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var out []plan.Roll
	for i := len(m.rolls) - 1; i >= 0 && (q.Limit == 0 || len(out) < q.Limit); i-- {
		if r := &m.rolls[i]; q.matches(r) {
			out = append(out, *r)
		}
	}
	return out, nil
}

// matches says whether a line is asked for.
func (q *RollQuery) matches(r *plan.Roll) bool {
	return (q.Before == 0 || r.Number < q.Before) && (q.Rule == "" || q.Rule == r.Key.Rule) && (q.Lock == "" || q.Lock == r.Key.Lock)
}
