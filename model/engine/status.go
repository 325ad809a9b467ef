package engine

import (
	"maps"
	"sync"
	"time"

	"seamdash/model/plan"
)

// A Status is how an engine stands. It is the reader's, but for the states, which belong to everybody.
type Status struct {
	// Tenure is who rolls as far as this engine knows; Mine says that it is this one.
	Tenure Tenure
	Mine   bool
	// States are those of all series that anything is kept of. The map and what is in it must not be changed.
	States map[plan.Key]plan.State
	Counts Counts
	// Series, Halted and Open are how many series there are, how many stand still, and how many steps have an end that nobody knows.
	Series, Halted, Open int
	// Due is how many series the last tick left undone although they were due. Lag is for how long the first series waits to be
	// worked off, also one that has come due since: it grows when nobody ticks.
	Due int
	Lag time.Duration
	// Braked says that Seam answers nothing, so that all but single calls wait.
	Braked bool
	// Err is why the schedules cannot be rolled at present, nil when they can, or when somebody else does.
	Err error
}

// Counts grow for as long as an engine lives.
type Counts struct {
	Ticks int
	// Looks counts questions to Seam, LookFaults those that failed.
	Looks, LookFaults int
	Steps             map[Stepped]int
	Rolls             map[plan.RollKind]int
}

// A Stepped is one way that steps go.
type Stepped struct {
	Kind    plan.StepKind
	Outcome string // [Done], [Refused] or [Unsure]
}

// The outcomes of steps.
const (
	Done    = "done"
	Refused = "refused"
	Unsure  = "unsure" // the answer was lost
)

// hintEvery is how often there is news in the midst of a tick.
const hintEvery = time.Second

// A board is where the engine writes its status.
type board struct {
	mu     sync.Mutex
	status Status
	// lent says that the states were given out and must be copied before the next change.
	lent bool
	// edition is that of the ledger that the states are a copy of, "" when they are the engine's own.
	edition string
	due     time.Time
	dirty   bool
	told    time.Time
	news    chan struct{}
}

func newBoard() board {
	return board{
		status: Status{States: map[plan.Key]plan.State{}, Counts: Counts{Steps: map[Stepped]int{}, Rolls: map[plan.RollKind]int{}}},
		news:   make(chan struct{}),
	}
}

// read gives the status at now.
func (b *board) read(now time.Time) Status {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.lent = true
	s := b.status
	s.Counts.Steps, s.Counts.Rolls = maps.Clone(s.Counts.Steps), maps.Clone(s.Counts.Rolls)
	if !b.due.IsZero() {
		s.Lag = max(now.Sub(b.due), 0)
	}
	return s
}

// own makes the states ready to be changed.
func (b *board) own() {
	if b.lent {
		b.status.States, b.lent = maps.Clone(b.status.States), false
	}
	b.dirty = true
}

// put shows the state of a series.
func (b *board) put(s *plan.State) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.own()
	old := b.status.States[s.Key]
	b.status.Halted += stands(s) - stands(&old)
	b.status.States[s.Key] = *s
}

// drop takes a series off.
func (b *board) drop(k plan.Key) {
	b.mu.Lock()
	defer b.mu.Unlock()
	old, known := b.status.States[k]
	if !known {
		return
	}
	b.own()
	b.status.Halted -= stands(&old)
	delete(b.status.States, k)
}

// reset shows all states anew.
func (b *board) reset(states []plan.State) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.fill(states)
	b.edition = ""
}

func (b *board) fill(states []plan.State) {
	b.status.States, b.lent, b.dirty = make(map[plan.Key]plan.State, len(states)), false, true
	b.status.Halted = 0
	for i := range states {
		b.status.States[states[i].Key] = states[i]
		b.status.Halted += stands(&states[i])
	}
}

// known is the edition of the ledger whose states are shown, "" for none.
func (b *board) known() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.edition
}

// copy shows what a ledger has.
func (b *board) copy(l *Ledger) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if l.Edition != "" && l.Edition == b.edition {
		return
	}
	b.fill(l.States)
	b.edition, b.status.Series, b.status.Open, b.status.Braked = l.Edition, len(l.States), len(l.Open), false
}

func stands(s *plan.State) int {
	if s.Halt != nil {
		return 1
	}
	return 0
}

// count changes what is counted.
func (b *board) count(change func(*Counts)) {
	b.mu.Lock()
	defer b.mu.Unlock()
	change(&b.status.Counts)
}

// tenure shows who rolls.
func (b *board) tenure(t Tenure, mine bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	was := b.status.Tenure
	b.dirty = b.dirty || b.status.Mine != mine || was.Holder != t.Holder || was.Fence != t.Fence
	b.status.Tenure, b.status.Mine = t, mine
}

// gauges shows how many series there are, how many steps are open, and whether Seam answers.
func (b *board) gauges(series, open int, braked bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	s := &b.status
	b.dirty = b.dirty || s.Series != series || s.Open != open || s.Braked != braked
	s.Series, s.Open, s.Braked = series, open, braked
}

// backlog shows how many series are due, and when the first one is, or will be.
func (b *board) backlog(due int, first time.Time) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.status.Due, b.due = due, first
}

// fault shows what went wrong, nil for nothing.
func (b *board) fault(err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.dirty = b.dirty || (err == nil) != (b.status.Err == nil) || err != nil && err.Error() != b.status.Err.Error()
	b.status.Err = err
}

// tell wakes those who wait for news, if there are any.
func (b *board) tell() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.dirty {
		b.dirty, b.told = false, time.Now()
		close(b.news)
		b.news = make(chan struct{})
	}
}

// hint tells in the midst of a long tick, now and then.
func (b *board) hint() {
	b.mu.Lock()
	late := time.Since(b.told) > hintEvery
	b.mu.Unlock()
	if late {
		b.tell()
	}
}

// next is closed with the next news.
func (b *board) next() <-chan struct{} {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.news
}
