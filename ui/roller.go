package ui

import (
	"context"
	"time"

	"seamdash/model"
	"seamdash/model/plan"
)

// A Roller is how screens reach whatever rolls the recurring schedules. Its methods may be called from several goroutines and
// must return soon after ctx ends.
type Roller interface {
	// Start has this program roll whenever nobody else does, now and in later runs; Stop ends that, once the step in hand is done.
	Start(ctx context.Context) error
	Stop(ctx context.Context) error
	// Ask keeps a wish for a series; whoever rolls takes it up.
	Ask(ctx context.Context, of plan.Key, wish plan.WishKind) error
	// Rolls are lines of the history of a rule, the newest first: at most limit, all with a smaller number than before, which is 0
	// for the newest.
	Rolls(ctx context.Context, rule model.RuleID, before uint64, limit int) ([]plan.Roll, error)
}

// Rolling says who rolls the schedules and how every series stands. The program sends it whenever any of that changes.
type Rolling struct {
	// By is who rolls, such as "rosa@desk", or "agent on desk"; "" for nobody. Since is since when.
	By    string
	Since time.Time
	// Mine says that it is this program, Wanted that it rolls whenever nobody else does.
	Mine, Wanted bool
	// States belong to everybody: they must not be changed.
	States map[plan.Key]plan.State
	// Err is why nobody can tell, or why the one who rolls cannot at present.
	Err error
}

// Rolled brings new lines of the history, oldest first. The program sends them once, whoever rolled.
type Rolled struct {
	Rolls []plan.Roll
}
