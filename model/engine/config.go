package engine

import (
	"context"
	"io"
	"time"

	"seamdash/model"
	"seamdash/model/plan"
	"seamdash/model/rulebook"
)

// An API is what the engine asks of Seam. Its methods may be called by several goroutines. Errors should be or wrap a
// [model.Fault]; where nobody knows whether a write took effect its Unsure is set.
type API interface {
	CreateCode(ctx context.Context, draft model.CodeDraft) (model.AccessCode, error)
	UpdateCode(ctx context.Context, device model.DeviceID, id model.CodeID, change model.CodeChange) error
	DeleteCode(ctx context.Context, device model.DeviceID, id model.CodeID) error
	// CodesByID reads managed codes; what is missing from the answer is gone.
	CodesByID(ctx context.Context, ids []model.CodeID) ([]model.AccessCode, error)
	// Codes reads every managed code of a lock.
	Codes(ctx context.Context, device model.DeviceID) ([]model.AccessCode, error)
}

// A Book has the rules. It gives the same shelf again as long as nothing changed.
type Book interface {
	Load(ctx context.Context) (*rulebook.Shelf, error)
}

// A Log is told of every write that was asked of Seam, for the audit log; it must return soon.
type Log interface {
	Log(ctx context.Context, w model.Write)
}

// Config is what an engine is built from. All is needed but what says otherwise.
type Config struct {
	Keeper Keeper
	API    API
	Book   Book
	// Picture is the newest picture of the workspace: the facts about its locks are taken from it, and never what is on them. It
	// may be nil. A lock is taken for gone only when it is missing from one that is live and loaded; as long as nobody knows, its
	// series wait.
	Picture func() *model.Snapshot
	// Now is Seam's clock as well as it is known: windows open and close by it.
	Now func() time.Time
	// Zone finds a time zone by its name.
	Zone func(name string) (*time.Location, error)
	// Random is where PINs come from; nil is the system's.
	Random io.Reader
	// Holder is unique to one run of the program, By is whom the audit log names.
	Holder, By string
	Log        Log // nil for none
	// Receipt gives a context under which writes are asked, and afterwards tells their request id; nil for none.
	Receipt func(context.Context) (context.Context, func() model.RequestID)
	// Told receives every line that is added to the history, after it was kept, but for its number; nil for nobody. It is called
	// once at a time and must return soon.
	Told func(plan.Roll)
	// Parallel is how many locks are written to at once; 0 is 8, 1 keeps everything in one order.
	Parallel int
	// Term is for how long the tenure is taken each time; less than a minute is a minute, which is longer than one call may take.
	Term time.Duration
}
