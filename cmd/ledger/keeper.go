// Package ledger keeps what the engine must not forget in the local store: it is an [engine.Keeper] over rooms of one.
package ledger

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"seamdash/model"
	"seamdash/model/engine"
	"seamdash/model/plan"
	"seamdash/model/routine"
	"seamdash/model/store"
)

// Lease is the name of the lease of whoever rolls.
const Lease = "roll"

// Rooms is the way to the room of a workspace.
type Rooms interface {
	// Use runs do on the room as soon as that is open, within a time that is bounded.
	Use(ctx context.Context, do func(context.Context, *store.Room) error) error
	// Changed is as [store.Store.Changed].
	Changed(ctx context.Context) <-chan struct{}
}

// Config is what a keeper is built from. All of it is needed.
type Config struct {
	Rooms Rooms
	// Dead says that a holder is known to run no more: the tenure of a program that was killed is free at once.
	Dead func(holder string) bool
	// By is who a holder is, in words.
	By func(holder string) string
}

// A Keeper is an [engine.Keeper] over the local store.
type Keeper struct {
	cfg Config

	mu   sync.Mutex
	read map[plan.Key]readState
}

// A readState is a state as it was read the last time, and what from: most are the same the next time.
type readState struct {
	body  []byte
	state plan.State
}

// New makes a keeper.
func New(cfg Config) *Keeper { return &Keeper{cfg: cfg} }

// use runs do on the room of the workspace, and gives its errors as an [engine.Keeper] has to.
func (k *Keeper) use(ctx context.Context, do func(context.Context, *store.Room) error) error {
	return asRolled(k.cfg.Rooms.Use(ctx, do))
}

// asRolled replaces the store's own errors within a fault.
func asRolled(err error) error {
	f, ok := errors.AsType[*model.Fault](err)
	if !ok {
		return err
	}
	told := *f
	switch {
	case errors.Is(err, store.ErrHeld):
		told.Err = engine.ErrHeld
	case errors.Is(err, store.ErrSettled):
		told.Err = engine.ErrConcluded
	default:
		return err
	}
	return &told
}

// Acquire takes the tenure, also from one that is dead.
func (k *Keeper) Acquire(ctx context.Context, holder string, term time.Duration) (t engine.Tenure, err error) {
	err = k.use(ctx, func(ctx context.Context, r *store.Room) error {
		l, err := r.Acquire(ctx, Lease, holder, term)
		if errors.Is(err, store.ErrHeld) && k.cfg.Dead(l.Holder) {
			if err := r.Release(ctx, l); err != nil {
				return err
			}
			l, err = r.Acquire(ctx, Lease, holder, term)
		}
		t = tenureFrom(r, &l)
		return err
	})
	if errors.Is(err, engine.ErrHeld) {
		f, _ := errors.AsType[*model.Fault](err)
		f.Err = fmt.Errorf("%w: %s does", engine.ErrHeld, k.cfg.By(t.Holder))
	}
	return t, err
}

func tenureFrom(r *store.Room, l *store.Lease) engine.Tenure {
	return engine.Tenure{Holder: l.Holder, Since: l.Since, Left: r.Left(l), Fence: l.Fence}
}

func leaseOf(t engine.Tenure) store.Lease {
	return store.Lease{Name: Lease, Holder: t.Holder, Fence: t.Fence}
}

// Release gives a tenure back.
func (k *Keeper) Release(ctx context.Context, t engine.Tenure) error {
	return k.use(ctx, func(ctx context.Context, r *store.Room) error { return r.Release(ctx, leaseOf(t)) })
}

// Tenure reads who rolls.
func (k *Keeper) Tenure(ctx context.Context) (t engine.Tenure, err error) {
	err = k.use(ctx, func(ctx context.Context, r *store.Room) error {
		l, err := r.Lease(ctx, Lease)
		t = tenureFrom(r, &l)
		return err
	})
	return t, err
}

// Ledger reads everything.
func (k *Keeper) Ledger(ctx context.Context, known string) (l engine.Ledger, err error) {
	err = k.use(ctx, func(ctx context.Context, r *store.Room) error {
		b, err := r.Board(ctx, known)
		if err == nil {
			l = k.ledgerFrom(&b, known)
		}
		return err
	})
	return l, err
}

// ledgerFrom reads what the store does not look into. What cannot be read keeps its whole series out.
func (k *Keeper) ledgerFrom(b *store.Board, known string) engine.Ledger {
	l := engine.Ledger{Edition: b.Edition}
	if b.Edition == known {
		return l
	}
	states, unread := k.states(b.Series)
	for i := range b.Open {
		s, err := stepFrom(&b.Open[i])
		if err != nil {
			unread[keyOf(b.Open[i].Rule, b.Open[i].Lock)] = true
			continue
		}
		l.Open = append(l.Open, s)
	}
	l.States = slices.DeleteFunc(states, func(s plan.State) bool { return unread[s.Key] })
	l.Open = slices.DeleteFunc(l.Open, func(s plan.Step) bool { return unread[s.Key] })
	l.Unread = slices.Collect(maps.Keys(unread))
	l.Wishes = wishesFrom(b.Wishes)
	return l
}

// states reads what is not known from the last time, as many at once as there are processors.
func (k *Keeper) states(list []store.Sheet) ([]plan.State, map[plan.Key]bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	out, errs := make([]plan.State, len(list)), make([]error, len(list))
	routine.Share(len(list), 1, func(from, until int) {
		for i := from; i < until; i++ {
			out[i], errs[i] = k.state(&list[i])
		}
	})
	unread := map[plan.Key]bool{}
	k.read = make(map[plan.Key]readState, len(list))
	for i := range list {
		key := keyOf(list[i].Rule, list[i].Lock)
		if out[i].Key = key; errs[i] != nil {
			unread[key] = true
			continue
		}
		k.read[key] = readState{body: list[i].Body, state: out[i].Clone()}
	}
	return out, unread
}

// state reads one, or takes it from what is known, which nobody else has and which is made anew afterwards.
func (k *Keeper) state(v *store.Sheet) (plan.State, error) {
	if was, known := k.read[keyOf(v.Rule, v.Lock)]; known && bytes.Equal(was.body, v.Body) {
		return was.state, nil
	}
	return plan.DecodeState(v.Body)
}

func keyOf(rule, lock string) plan.Key {
	return plan.Key{Rule: model.RuleID(rule), Lock: model.DeviceID(lock)}
}

func sheetOf(key plan.Key, body []byte) store.Sheet {
	return store.Sheet{Rule: string(key.Rule), Lock: string(key.Lock), Body: body}
}

// stepFrom reads a step; its number is the journal's.
func stepFrom(v *store.Step) (plan.Step, error) {
	s, err := plan.DecodeStep(v.Body)
	s.Number = v.Number
	return s, err
}

// wishesFrom reads wishes. One that cannot be read waits for who can, or for the next one in its place.
func wishesFrom(list []store.Sheet) (out []engine.Asked) {
	for i := range list {
		if w, err := plan.DecodeWish(list[i].Body); err == nil {
			out = append(out, engine.Asked{Key: keyOf(list[i].Rule, list[i].Lock), Wish: w})
		}
	}
	return out
}

// Wishes reads those that were not taken up.
func (k *Keeper) Wishes(ctx context.Context) (out []engine.Asked, err error) {
	err = k.use(ctx, func(ctx context.Context, r *store.Room) error {
		list, err := r.Wishes(ctx)
		out = wishesFrom(list)
		return err
	})
	return out, err
}

// Begin writes a step down.
func (k *Keeper) Begin(ctx context.Context, under engine.Tenure, s plan.Step) (plan.Step, error) {
	body, err := plan.EncodeStep(&s)
	if err != nil {
		return s, err
	}
	err = k.use(ctx, func(ctx context.Context, r *store.Room) error {
		v, err := r.Begin(ctx, leaseOf(under), store.Step{Rule: string(s.Key.Rule), Lock: string(s.Key.Lock), Body: body})
		s.Number = v.Number
		return err
	})
	return s, err
}

// Conclude keeps a conclusion.
func (k *Keeper) Conclude(ctx context.Context, under engine.Tenure, c engine.Conclusion) error {
	v, err := conclusionOf(&c)
	if err != nil {
		return err
	}
	return k.use(ctx, func(ctx context.Context, r *store.Room) error { return r.Conclude(ctx, leaseOf(under), v) })
}

func conclusionOf(c *engine.Conclusion) (store.Conclusion, error) {
	body, err := plan.EncodeState(&c.State)
	if err != nil {
		return store.Conclusion{}, err
	}
	out := store.Conclusion{Series: sheetOf(c.State.Key, body), Gone: c.Dropped, Step: c.Step.Number, Outcome: c.Outcome}
	for i := range c.Rolls {
		line, err := plan.EncodeRoll(&c.Rolls[i])
		if err != nil {
			return out, err
		}
		out.Lines = append(out.Lines, line)
	}
	if c.Wish.Kind != "" {
		out.Wish, err = plan.EncodeWish(&c.Wish)
	}
	return out, err
}

// Ask keeps a wish.
func (k *Keeper) Ask(ctx context.Context, a engine.Asked) error {
	if a.Wish.Kind == "" {
		return &model.Fault{Op: "ask for a schedule", Kind: model.KindInvalid, Message: "nothing is wished"}
	}
	body, err := plan.EncodeWish(&a.Wish)
	if err != nil {
		return err
	}
	return k.use(ctx, func(ctx context.Context, r *store.Room) error { return r.Wish(ctx, sheetOf(a.Key, body)) })
}

// Rolls reads the history.
func (k *Keeper) Rolls(ctx context.Context, q engine.RollQuery) (out []plan.Roll, err error) {
	err = k.use(ctx, func(ctx context.Context, r *store.Room) error {
		lines, err := r.Lines(ctx, store.LineQuery{Rule: string(q.Rule), Lock: string(q.Lock), Before: q.Before, Limit: q.Limit})
		out = make([]plan.Roll, len(lines))
		for i := range lines {
			out[i] = rollFrom(&lines[i])
		}
		return err
	})
	return out, err
}

// rollFrom reads a line. One that cannot be read says so: there is something, and a page without it would look like the last.
func rollFrom(v *store.Line) plan.Roll {
	roll, err := plan.DecodeRoll(v.Body)
	if err != nil {
		roll = plan.Roll{Key: keyOf(v.Rule, v.Lock), At: v.Kept, Why: err.Error()}
	}
	roll.Number = v.Number
	return roll
}

// Changed tells of other programs, whatever they wrote.
func (k *Keeper) Changed(ctx context.Context) <-chan struct{} { return k.cfg.Rooms.Changed(ctx) }
