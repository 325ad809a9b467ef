package engine

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	"seamdash/model"
	"seamdash/model/plan"
)

const (
	// manyAtOnce is how many locks are written to at once where nobody says otherwise.
	manyAtOnce = 8
	// manyTogether is how many series are worked off before it is looked whether something else happened.
	manyTogether = 1000
	// muchBack is by how much the clock must go back to be taken for one that was wrong before.
	muchBack = time.Minute
)

// An Engine rolls the schedules of one workspace, whenever nobody else does. Its methods may be called by several goroutines; those
// that roll wait for each other.
type Engine struct {
	cfg     Config
	decide  func(plan.Situation) plan.Decision
	answer  func(plan.Situation, plan.Step, plan.Result) plan.Decision
	random  source
	office  office
	brake   brake
	inbox   inbox
	board   board
	telling sync.Mutex

	turn   sync.Mutex // of whoever rolls
	roster *roster    // nil when nothing is known
}

// New makes an engine. It does nothing by itself.
func New(cfg Config) *Engine {
	if cfg.Parallel <= 0 {
		cfg.Parallel = manyAtOnce
	}
	if cfg.Random == nil {
		cfg.Random = rand.Reader
	}
	return &Engine{
		cfg: cfg, decide: plan.Decide, answer: plan.Answer, random: source{from: cfg.Random},
		office: office{keeper: cfg.Keeper, holder: cfg.Holder, term: max(cfg.Term, shortest)},
		inbox:  newInbox(), board: newBoard(),
	}
}

// Tick works off everything that is due, and says when to call it next at the latest, zero for not before something happens. It
// takes the tenure when nobody has it and prolongs its own; when somebody else has it nothing is done, and the error wraps
// [ErrHeld]. What went wrong with single series is in [Engine.Status]; an error says that the keeper or the book failed.
//
// A caller that relies on the tenure calls it twice in a term. With [Config.Parallel] 1 it does everything in one order: by when
// it was due, then by rule and lock.
func (e *Engine) Tick(ctx context.Context) (next time.Time, err error) {
	e.turn.Lock()
	defer e.turn.Unlock()
	next, err = e.tick(ctx)
	if errors.Is(err, ErrHeld) {
		e.roster = nil
		e.board.tenure(e.office.theirs(), false)
	}
	if ctx.Err() != nil {
		e.report(nil) // that it was to end is no fault
	} else {
		e.report(err)
	}
	return next, err
}

// Saw tells the engine of events, which may come twice and in any order.
func (e *Engine) Saw(events []model.Event) { e.inbox.put(events) }

// Stir tells the engine that something may have changed: the picture, the rules, the wishes. What did is found out by the next
// tick, for which [Engine.Run] does not wait.
func (e *Engine) Stir() { e.inbox.call() }

// Status is how the engine stands.
func (e *Engine) Status() Status { return e.board.read(e.now()) }

// News is closed when there is another status than at the time of the call; then it is to be asked for anew.
func (e *Engine) News() <-chan struct{} { return e.board.next() }

// now is Seam's time, without the reading of a clock that jumps do not move.
func (e *Engine) now() time.Time { return e.cfg.Now().Round(0) }

func (e *Engine) parallel() int { return e.cfg.Parallel }

func (e *Engine) tick(ctx context.Context) (time.Time, error) {
	tenure, err := e.office.hold(ctx)
	if err != nil {
		return time.Time{}, err
	}
	e.board.tenure(tenure, true)
	e.board.count(func(n *Counts) { n.Ticks++ })
	if epoch := e.office.era(); e.roster == nil || e.roster.origin.epoch != epoch || e.roster.origin.doubtful {
		if err := e.learn(ctx, epoch); err != nil {
			return time.Time{}, err
		}
	}
	if err := e.catchUp(ctx); err != nil {
		return time.Time{}, err
	}
	for began := e.now(); ; {
		// An answer of Seam may have put the clock back. What rests from then on is due again before the tick began.
		batch := e.roster.queue.take(earlier(began, e.now()), manyTogether)
		if len(batch) == 0 || ctx.Err() != nil {
			e.roster.requeue(batch, began)
			return e.roster.queue.next(), ctx.Err()
		}
		r := &round{Engine: e, roster: e.roster}
		if err := r.work(ctx, batch); err != nil {
			e.roster.origin.doubtful = true // nobody knows what the keeper kept of it
			return time.Time{}, err
		}
		if err := e.catchUp(ctx); err != nil {
			return time.Time{}, err
		}
	}
}

// learn makes the roster anew.
func (e *Engine) learn(ctx context.Context, epoch uint64) error {
	last := e.roster
	e.roster = nil
	m, err := e.remember(ctx)
	if err != nil {
		return err
	}
	e.roster, m.origin = m, origin{epoch: epoch, last: last}
	states := make([]plan.State, 0, len(m.series))
	for _, s := range m.series {
		if s.kept {
			states = append(states, s.state)
		}
	}
	e.board.reset(states)
	return nil
}

// remember makes a roster of what the keeper has.
func (e *Engine) remember(ctx context.Context) (*roster, error) {
	ctx, stop := context.WithTimeout(ctx, calling)
	defer stop()
	ledger, err := e.cfg.Keeper.Ledger(ctx, "")
	if err != nil {
		return nil, fmt.Errorf("read how the schedules stand: %w", err)
	}
	return recall(&ledger, e.cfg.Zone, e.now()), nil
}

// catchUp takes up what happened since the last time.
func (e *Engine) catchUp(ctx context.Context) error {
	ctx, stop := context.WithTimeout(ctx, keeping)
	defer stop()
	shelf, err := e.cfg.Book.Load(ctx)
	if err != nil {
		return fmt.Errorf("read the schedules: %w", err)
	}
	asked, err := e.cfg.Keeper.Wishes(ctx)
	if err != nil {
		return fmt.Errorf("read what is wished: %w", err)
	}
	now := e.now()
	e.roster.glance(e.cfg.Picture(), now)
	e.roster.shelve(shelf, now)
	events, overflow := e.inbox.take()
	e.roster.heed(events, overflow, now)
	if e.brake.recovered() {
		e.roster.retry(now)
	}
	if e.roster.setBack(now) {
		e.brake.off()
	}
	e.roster.bearInMind()
	return e.grant(ctx, asked, now)
}

// grant takes wishes in. One that is for no series is done with.
func (e *Engine) grant(ctx context.Context, asked []Asked, now time.Time) error {
	for _, a := range asked {
		if e.roster.wish(a, now) {
			continue
		}
		under, err := e.office.still(ctx, e.roster.origin.epoch)
		if err == nil {
			err = e.cfg.Keeper.Conclude(ctx, under, Conclusion{State: plan.State{Key: a.Key}, Dropped: true, Wish: a.Wish})
		}
		if err != nil {
			return fmt.Errorf("drop a wish for a schedule that is not there: %w", err)
		}
	}
	return nil
}

// earlier is the earlier of two times.
func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

// report shows how the engine stands after a tick. That somebody else rolls is no fault, and is shown by the tenure.
func (e *Engine) report(err error) {
	switch {
	case errors.Is(err, ErrHeld):
		err = nil
	case err == nil:
		err = e.brake.why()
	}
	if all := e.roster; all != nil {
		e.board.gauges(len(all.series), len(all.open), e.brake.on())
		e.board.backlog(all.queue.count(e.now()), all.queue.next())
	} else {
		e.board.backlog(0, time.Time{})
	}
	e.board.fault(err)
	e.board.tell()
}

// A source is randomness for several goroutines.
type source struct {
	mu   sync.Mutex
	from io.Reader
}

// Read fills p.
func (s *source) Read(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.from.Read(p)
}
