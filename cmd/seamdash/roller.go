package main

import (
	"context"
	"errors"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/model/engine"
	"seamdash/model/plan"
	"seamdash/model/routine"
	"seamdash/model/zone"
)

const (
	// rollName is the preference of a workspace that says whether the dashboard rolls its schedules when nobody else does.
	rollName = "roll schedules"
	rollOn   = "on"
	// rollEnd is for how long a step that has begun may keep a program that ends. What is cut off then is settled by the next run.
	rollEnd = 5 * time.Second
	// rollLook is how often it is looked who rolls, beside when another program changed something: a tenure may have run out.
	rollLook = 10 * time.Second
)

// opRetry is what a wish for a series is asked for.
const opRetry = "take a schedule up again"

// A roller rolls the schedules of an open workspace beside the dashboard whenever that is wanted and nobody else does, and
// otherwise watches who does. It is the screens' [ui.Roller].
type roller struct {
	keeper engine.Keeper
	engine *engine.Engine
	by     string
	// now is the clock of the workspace, there gives a moment of our clock by it.
	now   func() time.Time
	there func(time.Time) time.Time
	// workspace is the one that is open, "" as long as nobody knows; memory keeps the preference, nil for only this run.
	workspace func() model.WorkspaceID
	memory    *memory
	readOnly  bool
	// hurry cuts calls off that take too long once the program ends.
	hurry *hurriedAPI
	alarm *alarm

	mu sync.Mutex
	// wanted says that this program shall roll, and said that somebody said so, or the contrary, in this run.
	wanted, said bool
	// turned is closed when wanted or busy changes, and then another one.
	turned chan struct{}
	// busy says that the engine runs.
	busy bool
	// looked says that it was looked who rolls; err is why that could not be, nil when it could.
	looked bool
	err    error

	// ready is closed when it was looked what the history has before anything is done here: its last line has the number newest,
	// unless it could not be read.
	ready  chan struct{}
	newest uint64
	read   bool

	settled bool            // that the wish of an earlier run was taken
	picture *model.Snapshot // the last that was passed on
}

// newRoller makes the roller of a workspace that is being entered. Nothing rolls before it works.
func (v *visit) newRoller(st *stay, kept *memory) *roller {
	s := st.session
	r := &roller{
		keeper: keeperOf(kept, st.workspace), by: me(v.program.getenv), now: s.now, there: s.there, workspace: st.workspace, memory: kept,
		readOnly: s.settings.ReadOnly, hurry: &hurriedAPI{API: s.client}, turned: make(chan struct{}),
		ready: make(chan struct{}),
	}
	r.alarm = v.newAlarm(st, func() bool { return r.engine.Status().Mine })
	r.engine = engine.New(engine.Config{
		Keeper: r.keeper, API: r.hurry, Book: st.book, Picture: st.picture, Now: s.seamNow, Zone: zone.Load,
		Holder: newHolder(r.by), By: r.by, Log: st.log, Receipt: receipt, Told: r.alarm.told,
	})
	return r
}

// keeperOf is what is kept of the rolling of a workspace: in the local store, or only as long as the program runs where nothing is
// kept, which is the sandbox.
func keeperOf(kept *memory, workspace func() model.WorkspaceID) engine.Keeper {
	if kept == nil {
		return engine.InMemory(time.Now)
	}
	return newLedgerKeeper(kept, workspace)
}

// work rolls or stands by until ctx ends, and then finishes the step in hand and gives the tenure back.
func (r *roller) work(ctx context.Context) {
	r.hurry.begin(ctx)
	defer r.hurry.over()
	defer r.alarm.end(ctx)
	r.settled = r.remembered(ctx)
	r.newest, r.read = r.lastLine(ctx)
	close(r.ready)
	for ctx.Err() == nil {
		wanted, turned := r.wants()
		if wanted {
			r.roll(ctx, turned)
		} else {
			r.watch(ctx, turned)
		}
	}
}

// lastLine is the number of the last line of the history, 0 where there is none; ok is false when it cannot be read.
func (r *roller) lastLine(ctx context.Context) (number uint64, ok bool) {
	last, err := r.keeper.Rolls(ctx, engine.RollQuery{Limit: 1})
	if err != nil || len(last) == 0 {
		return 0, err == nil
	}
	return last[0].Number, true
}

// remembered takes the wish of an earlier run, unless somebody said another one in this; false when it cannot be read. In the
// sandbox it is wanted from the start.
func (r *roller) remembered(ctx context.Context) bool {
	if r.readOnly || r.memory == nil {
		r.want(!r.readOnly)
		return true
	}
	select {
	case <-r.memory.opened: // somebody may have to unlock a keyring first
	case <-ctx.Done():
		return false
	}
	ctx, stop := context.WithTimeout(ctx, bookPatience)
	defer stop()
	kept, err := r.memory.Preferences(ctx, r.workspace())
	if err != nil {
		return false
	}
	r.change(func() bool {
		changed := !r.said && r.wanted != (kept[rollName] == rollOn)
		if !r.said {
			r.wanted = kept[rollName] == rollOn
		}
		return changed
	})
	return true
}

// wants says whether this program shall roll, and gives a channel that is closed when anything of that changes.
func (r *roller) wants() (bool, <-chan struct{}) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.wanted, r.turned
}

func (r *roller) want(wanted bool) {
	r.change(func() bool {
		changed := r.wanted != wanted
		r.wanted, r.said = wanted, true
		return changed
	})
}

// change makes a change, and wakes everybody when it was one.
func (r *roller) change(do func() bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if do() {
		close(r.turned)
		r.turned = make(chan struct{})
	}
}

// roll lets the engine run until it is not wanted any more.
func (r *roller) roll(ctx context.Context, turned <-chan struct{}) {
	running, stop := context.WithCancel(ctx)
	defer stop()
	routine.Go(ctx, func() {
		defer stop()
		for wanted := true; wanted && running.Err() == nil; wanted, turned = r.wants() {
			select {
			case <-turned:
			case <-running.Done():
			}
		}
	})
	r.change(func() bool { r.busy, r.err = true, nil; return true })
	err := r.engine.Run(running, nil)
	r.change(func() bool { r.busy, r.looked, r.err = false, false, err; return true })
}

// watch looks who rolls until it is wanted that this program does.
func (r *roller) watch(ctx context.Context, turned <-chan struct{}) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	elsewhere := r.keeper.Changed(ctx)
	looks := time.NewTicker(rollLook)
	defer looks.Stop()
	for {
		r.observe(ctx)
		r.settled = r.settled || r.remembered(ctx)
		select {
		case <-looks.C:
		case _, open := <-elsewhere:
			if !open {
				elsewhere = nil
			}
		case <-turned:
			return
		case <-ctx.Done():
			return
		}
	}
}

// observe brings the engine's status up to date with what others do.
func (r *roller) observe(ctx context.Context) {
	err := r.engine.Observe(ctx)
	if ctx.Err() != nil {
		return
	}
	r.change(func() bool {
		changed := !r.looked || (err == nil) != (r.err == nil) || err != nil && err.Error() != r.err.Error()
		r.looked, r.err = true, err
		return changed
	})
}

// saw tells the engine of a new picture, where that may change what is to be done. It is for one caller at a time.
func (r *roller) saw(picture *model.Snapshot) {
	last := r.picture
	r.picture = picture
	r.alarm.saw(last, picture, r.now())
	switch {
	case last == nil, picture.Revision != last.Revision, picture.Feed.Loading != last.Feed.Loading, picture.Feed.Connection != last.Feed.Connection:
		r.engine.Stir()
	}
	if last == nil || len(picture.Events) != len(last.Events) || len(last.Events) > 0 && &picture.Events[0] != &last.Events[0] {
		r.engine.Saw(picture.Events) // it knows which of them it saw before
	}
}

// errReadOnly is why nothing rolls in a session that is read-only.
var errReadOnly = errors.New("this session is read-only")

// Start has this program roll whenever nobody else does, now and in later runs.
func (r *roller) Start(ctx context.Context) error { return r.prefer(ctx, true) }

// Stop ends that, once the step in hand is done.
func (r *roller) Stop(ctx context.Context) error {
	if err := r.prefer(ctx, false); err != nil {
		return err
	}
	for {
		r.mu.Lock()
		busy, turned := r.busy, r.turned
		r.mu.Unlock()
		if !busy {
			return nil
		}
		select {
		case <-turned:
		case <-ctx.Done():
			return &model.Fault{Op: "stop rolling", Kind: model.KindCancelled, Message: "the step in hand takes long; it stops after that", Err: ctx.Err()}
		}
	}
}

// prefer remembers whether this program rolls.
func (r *roller) prefer(ctx context.Context, wanted bool) error {
	if r.readOnly {
		return &model.Fault{Op: "roll the schedules", Kind: model.KindRefused, Err: errReadOnly}
	}
	if r.memory != nil {
		value := ""
		if wanted {
			value = rollOn
		}
		if err := r.memory.SetPreference(ctx, r.workspace(), rollName, value); err != nil {
			return err
		}
	}
	r.want(wanted)
	return nil
}

// Ask keeps a wish for a series; whoever rolls takes it up.
func (r *roller) Ask(ctx context.Context, of plan.Key, wish plan.WishKind) error {
	if r.readOnly {
		return &model.Fault{Op: opRetry, Kind: model.KindRefused, Err: errReadOnly}
	}
	err := r.keeper.Ask(ctx, engine.Asked{Key: of, Wish: plan.Wish{Kind: wish, By: r.by, At: r.now()}})
	if err == nil {
		r.engine.Stir()
	}
	return err
}

// Rolls are lines of the history of a rule, the newest first.
func (r *roller) Rolls(ctx context.Context, rule model.RuleID, before uint64, limit int) ([]plan.Roll, error) {
	return r.keeper.Rolls(ctx, engine.RollQuery{Rule: rule, Before: before, Limit: limit})
}

// roll rolls the schedules, or watches who does.
func (v *visit) roll(ctx context.Context, _ func(tea.Msg)) {
	st, ok := v.stays(ctx)
	if !ok || !knows(ctx, st.workspace) {
		return
	}
	if m := st.roller.memory; m != nil {
		select {
		case m.working <- struct{}{}:
			defer func() { <-m.working }()
		default:
			return // the store is being closed
		}
	}
	st.roller.work(ctx)
}

// showRolls tells the screen how that goes.
func (v *visit) showRolls(ctx context.Context, send func(tea.Msg)) {
	if st, ok := v.stays(ctx); ok {
		st.roller.show(ctx, send)
	}
}
