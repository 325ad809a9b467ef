package engine

import (
	"context"
	"errors"
	"time"

	"seamdash/model"
	"seamdash/model/plan"
)

// What keeps a step or a conclusion from being kept.
var (
	// ErrHeld says that somebody else rolls.
	ErrHeld = errors.New("somebody else rolls the schedules")
	// ErrConcluded says that a step was settled before: with a conclusion that is given again, it was kept the first time.
	ErrConcluded = errors.New("the step is settled already")
)

// A Tenure says who rolls, and until when. The zero Tenure is nobody's.
type Tenure struct {
	// Holder is unique to one run of a program, as "rosa@desk/4711/01J...".
	Holder string
	Since  time.Time
	// Left is for how long it is still given, by the clock of the keeper; 0 or less is over.
	Left  time.Duration
	Fence uint64
}

// A Ledger is what is kept of all series at one moment.
type Ledger struct {
	States []plan.State
	// Open are the steps whose end is not known, oldest first.
	Open []plan.Step
	// Wishes are those that no conclusion has taken up.
	Wishes []Asked
	// Edition is another one after each change of any of these, and never one that was before.
	Edition string
	// Unread are series of which something cannot be read, most often because a newer program wrote it: they are left alone, and
	// none of them is in States or Open.
	Unread []plan.Key
}

// An Asked is a wish for one series.
type Asked struct {
	Key  plan.Key
	Wish plan.Wish
}

// A Conclusion is what is kept together or not at all.
type Conclusion struct {
	// State takes the place of the one with its key; Dropped takes that away.
	State   plan.State
	Dropped bool
	// Rolls are added to the history, which numbers them.
	Rolls []plan.Roll
	// Step is settled with Outcome; a zero Number is none.
	Step    plan.Step
	Outcome string
	// Wish is the one for the series that was taken up, zero for none. One that was asked since then stays.
	Wish plan.Wish
}

// A RollQuery says which lines of the history to read. Empty filters let everything through.
type RollQuery struct {
	Rule   model.RuleID
	Lock   model.DeviceID
	Before uint64 // only smaller numbers, for the next page; 0 begins with the newest
	Limit  int    // 0 is all
}

// A Keeper keeps what the engine must not forget, for one workspace. Its methods may be called by several goroutines.
// Package keepertest has what every keeper must pass.
type Keeper interface {
	// Acquire takes the tenure that nobody has, or prolongs the holder's own. When somebody else has it, it gives theirs and an
	// error that wraps [ErrHeld].
	Acquire(ctx context.Context, holder string, term time.Duration) (Tenure, error)
	// Release gives a tenure back early; one that was lost stays with whom it went to. The tenure of a program that is known to
	// be dead may be given back by anybody.
	Release(ctx context.Context, t Tenure) error
	// Tenure reads who rolls.
	Tenure(ctx context.Context) (Tenure, error)
	// Ledger reads everything. Where the edition is still the known one the lists may be left out; "" knows none.
	Ledger(ctx context.Context, known string) (Ledger, error)
	// Wishes reads those that no conclusion has taken up. While somebody has the tenure they are all that others can change, so
	// who rolls asks only for them. It must cost little, because it is asked again and again.
	Wishes(ctx context.Context) ([]Asked, error)
	// Begin writes a step down before it is done and gives it back with its number. A tenure that is over refuses it with an
	// error that wraps [ErrHeld]: then the step must not be done.
	Begin(ctx context.Context, under Tenure, s plan.Step) (plan.Step, error)
	// Conclude keeps a conclusion. A tenure that is over refuses it with an error that wraps [ErrHeld]: then the step stays open,
	// and whoever rolls now settles it by what the lock has. A step that is not open refuses it with one that wraps
	// [ErrConcluded].
	Conclude(ctx context.Context, under Tenure, c Conclusion) error
	// Ask keeps a wish in place of the last for its series. It needs no tenure: whoever rolls takes it up.
	Ask(ctx context.Context, a Asked) error
	// Rolls reads the history, the newest first. What is years old, or goes before very many lines of its rule, may be forgotten.
	Rolls(ctx context.Context, q RollQuery) ([]plan.Roll, error)
	// Changed gives a channel that receives, within a second, after another program may have changed something, and is closed
	// when ctx ends. It is nil where that can never be.
	Changed(ctx context.Context) <-chan struct{}
}
