package storm

import (
	"context"
	"errors"
	"sync"
	"time"

	"seamdash/model"
	"seamdash/model/engine"
	"seamdash/model/plan"
	"seamdash/model/rulebook"
)

// A boundary is a place between two steps of the engine, where a program may die.
type boundary string

const (
	beforeBegin    boundary = "before the journal"
	afterBegin     boundary = "after the journal"
	beforeCall     boundary = "before the call"
	afterCall      boundary = "after the call"
	beforeConclude boundary = "before the conclusion"
	afterConclude  boundary = "after the conclusion"
	onLook         boundary = "while looking"
	onLease        boundary = "at the lease"
)

func boundaries() []boundary {
	return []boundary{beforeBegin, afterBegin, beforeCall, afterCall, beforeConclude, afterConclude, onLook, onLease}
}

// fileBoundaries are those at which a file may fail.
func fileBoundaries() []boundary {
	return []boundary{beforeBegin, afterBegin, beforeConclude, afterConclude, onLease}
}

// A deed is what happens to a program at a boundary.
type deed string

const (
	crash deed = "crash"
	// freeze has it stand still and go on later, as a laptop that is shut.
	freeze deed = "freeze"
	// hiccup has its file fail once, before or after it took what was written.
	hiccup deed = "hiccup"
)

// errDead is what a program gets that has died: nothing it does reaches anybody.
var errDead = errors.New("storm: this program is dead")

// errHiccup is a file that could not be written, or written but not closed.
var errHiccup = errors.New("storm: the file could not be locked in time")

// A life is one run of a program, from its start to its crash.
type life struct {
	p      *program
	cancel context.CancelFunc
	ctx    context.Context

	mu     sync.Mutex
	dead   bool
	died   boundary
	armed  map[boundary]deed
	frozen chan struct{} // receives when the program stands still
	thaw   chan struct{}
}

// at passes a boundary. An error is the end of the life, or one failure of its file.
func (l *life) at(b boundary) error {
	l.mu.Lock()
	if l.dead {
		l.mu.Unlock()
		return errDead
	}
	what := l.armed[b]
	delete(l.armed, b)
	if what == crash {
		l.dead, l.died = true, b
	}
	l.mu.Unlock()
	if what != "" {
		l.p.w.trace.add(l.p.w.present(), "   %s: %s %s", l.p.name, what, b)
		l.p.w.count.add(string(what) + " " + string(b))
	}
	switch what {
	case crash:
		l.cancel()
		return errDead
	case freeze:
		l.frozen <- struct{}{}
		<-l.thaw
	case hiccup:
		return errHiccup
	}
	return nil
}

// arm has something happen at the next passing of a boundary.
func (l *life) arm(what deed, b boundary) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.armed[b] = what
}

// disarm forgets what has not happened yet.
func (l *life) disarm() {
	l.mu.Lock()
	defer l.mu.Unlock()
	clear(l.armed)
}

func (l *life) isDead() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.dead
}

// A mortalKeeper is the keeper as one life reaches it.
type mortalKeeper struct {
	engine.Keeper
	l *life
}

// Acquire takes or prolongs the tenure.
func (k mortalKeeper) Acquire(ctx context.Context, holder string, term time.Duration) (engine.Tenure, error) {
	if err := k.l.at(onLease); err != nil {
		return engine.Tenure{}, err
	}
	return k.Keeper.Acquire(ctx, holder, term)
}

// Ledger reads everything.
func (k mortalKeeper) Ledger(ctx context.Context, known string) (engine.Ledger, error) {
	if k.l.isDead() {
		return engine.Ledger{}, errDead
	}
	return k.Keeper.Ledger(ctx, known)
}

// Wishes reads what people want.
func (k mortalKeeper) Wishes(ctx context.Context) ([]engine.Asked, error) {
	if k.l.isDead() {
		return nil, errDead
	}
	return k.Keeper.Wishes(ctx)
}

// Release gives the tenure back.
func (k mortalKeeper) Release(ctx context.Context, t engine.Tenure) error {
	if k.l.isDead() {
		return errDead
	}
	return k.Keeper.Release(ctx, t)
}

// Begin writes a step down.
func (k mortalKeeper) Begin(ctx context.Context, under engine.Tenure, s plan.Step) (plan.Step, error) {
	if err := k.l.at(beforeBegin); err != nil {
		return s, err
	}
	begun, err := k.Keeper.Begin(ctx, under, s)
	if dead := k.l.at(afterBegin); dead != nil {
		return s, dead
	}
	if errors.Is(err, engine.ErrHeld) {
		k.l.p.w.count.add("fence: a journal that was refused")
	}
	return begun, err
}

// Conclude keeps a conclusion.
func (k mortalKeeper) Conclude(ctx context.Context, under engine.Tenure, c engine.Conclusion) error {
	if err := k.l.at(beforeConclude); err != nil {
		return err
	}
	err := k.Keeper.Conclude(ctx, under, c)
	if err == nil {
		k.l.p.concluded(&c)
	}
	if dead := k.l.at(afterConclude); dead != nil {
		return dead
	}
	if errors.Is(err, engine.ErrHeld) {
		k.l.p.w.count.add("fence: a conclusion that was refused")
	}
	return err
}

// A mortalAPI is Seam as one life reaches it.
type mortalAPI struct {
	api engine.API
	l   *life
}

// CreateCode makes a code.
func (a mortalAPI) CreateCode(ctx context.Context, draft model.CodeDraft) (code model.AccessCode, err error) {
	err = a.write("create", func() error {
		code, err = a.api.CreateCode(ctx, draft)
		return err
	})
	a.l.p.wrote("create", string(draft.DeviceID)+" "+draft.Name+" "+draft.Window.From.UTC().Format(time.RFC3339)+" to "+draft.Window.Until.UTC().Format(time.RFC3339), err)
	return code, err
}

// UpdateCode changes a code.
func (a mortalAPI) UpdateCode(ctx context.Context, device model.DeviceID, id model.CodeID, change model.CodeChange) error {
	err := a.write("update", func() error { return a.api.UpdateCode(ctx, device, id, change) })
	a.l.p.wrote("update", string(id)+" "+change.Window.From.UTC().Format(time.RFC3339)+" to "+change.Window.Until.UTC().Format(time.RFC3339), err)
	return err
}

// DeleteCode removes a code.
func (a mortalAPI) DeleteCode(ctx context.Context, device model.DeviceID, id model.CodeID) error {
	err := a.write("delete", func() error { return a.api.DeleteCode(ctx, device, id) })
	a.l.p.wrote("delete", string(id), err)
	return err
}

func (a mortalAPI) write(what string, do func() error) error {
	if err := a.l.at(beforeCall); err != nil {
		return err
	}
	err := do()
	if dead := a.l.at(afterCall); dead != nil {
		if err == nil && errors.Is(dead, errDead) {
			a.l.p.w.count.add("crash after a " + what + " that was done")
		}
		return dead
	}
	return err
}

// CodesByID reads codes.
func (a mortalAPI) CodesByID(ctx context.Context, ids []model.CodeID) ([]model.AccessCode, error) {
	if err := a.l.at(onLook); err != nil {
		return nil, err
	}
	return a.api.CodesByID(ctx, ids)
}

// Codes reads the codes of a lock.
func (a mortalAPI) Codes(ctx context.Context, device model.DeviceID) ([]model.AccessCode, error) {
	if err := a.l.at(onLook); err != nil {
		return nil, err
	}
	return a.api.Codes(ctx, device)
}

// A mortalBook is the rules as one life reaches them.
type mortalBook struct {
	*rulebook.Book
	l *life
}

// Load reads the rules.
func (b mortalBook) Load(ctx context.Context) (*rulebook.Shelf, error) {
	if b.l.isDead() {
		return nil, errDead
	}
	return b.Book.Load(ctx)
}
