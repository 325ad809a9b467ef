package engine

import (
	"context"
	"errors"
	"sync"
	"time"

	"seamdash/model"
	"seamdash/model/plan"
	"seamdash/model/routine"
)

const (
	// manyTurns is how many decisions a series gets at once. Honest ones need half of them; the others stop here and not Seam.
	manyTurns = 12
	// firstRetry and lastRetry bound the wait after something went wrong, which doubles from one to the other.
	firstRetry = 30 * time.Second
	lastRetry  = 10 * time.Minute
	// atLeast is how long a series that was just worked off rests, whatever it says.
	atLeast = time.Second
)

// A round works off series that are due. Its lanes are goroutines that share nothing but what has a lock of its own.
type round struct {
	*Engine
	roster *roster
	// dry neither writes nor keeps anything.
	dry bool

	mu  sync.Mutex
	err error
}

// A task is a series on its way through a round. It rests when its wish is [plan.Wait].
type task struct {
	*series
	wants *plan.Rule
	lock  *model.Lock
	look  plan.Look
	turns int
	wish  plan.DoKind
	// due is when it goes on after the round, zero when something must happen first.
	due time.Time
	// dropped says that nothing needs to be kept of it any more.
	dropped bool
	// meant and rolls are what a dry round would have done, nil for nothing, and told.
	meant *plan.Step
	rolls []plan.Roll
}

// work takes series through the round until they rest. An error of the keeper ends it.
func (r *round) work(ctx context.Context, batch []*series) error {
	all := r.beginAll(batch)
	r.run(ctx, all)
	for _, t := range all {
		r.end(t)
	}
	return r.failure()
}

// run takes tasks through the round.
func (r *round) run(ctx context.Context, tasks []*task) {
	for busy := tasks; len(busy) > 0; {
		r.advanceAll(ctx, busy)
		if r.failure() != nil || ctx.Err() != nil {
			break
		}
		var looking []*task
		for _, t := range busy {
			if t.wish != plan.Wait {
				looking = append(looking, t)
			}
		}
		busy = r.lookAll(ctx, looking)
		r.brake.idle()
	}
	r.brake.idle()
}

// beginAll makes tasks of series, but for those about which nothing can be decided at present.
func (r *round) beginAll(batch []*series) []*task {
	all := make([]*task, 0, len(batch))
	for _, s := range batch {
		t := r.begin(s)
		if s.parked = t == nil; t != nil {
			all = append(all, t)
		}
	}
	return all
}

// begin gathers the facts about a series. It is nil when nothing can be decided about it until the rule or the lock is another.
func (r *round) begin(s *series) *task {
	t := &task{series: s, lock: s.door.lock, due: r.now()}
	switch {
	case !s.door.known():
		s.why = "nothing is known of the lock yet"
	case s.rule.broken != "":
		s.why = s.rule.broken
	case s.wanted:
		t.wants, s.why = r.roster.almanac.of(s.rule.entry, s.door)
	default:
		s.why = ""
	}
	if s.why != "" {
		return nil
	}
	return t
}

// end puts a series to rest.
func (r *round) end(t *task) {
	s := t.series
	if t.dropped && !t.wanted && len(t.open) == 0 && !s.kept {
		r.roster.leave(s)
		return
	}
	r.roster.index(s)
	note(r.roster.failing, s, s.fails > 0)
	note(r.roster.open, s, len(s.open) > 0)
	r.roster.queue.set(s, t.due)
}

// note has a series in a set, or not.
func note(set map[*series]struct{}, s *series, in bool) {
	if in {
		set[s] = struct{}{}
	} else {
		delete(set, s)
	}
}

// advanceAll takes every task to where it needs a look or rests.
func (r *round) advanceAll(ctx context.Context, tasks []*task) {
	lanes := lanesOf(tasks, r.parallel())
	routine.Each(len(lanes), r.parallel(), func(i int) {
		for _, t := range lanes[i] {
			if ctx.Err() != nil || r.failure() != nil {
				return
			}
			if err := r.advance(ctx, t); err != nil {
				r.fail(err)
			}
		}
	})
}

// lanesOf parts tasks into lanes that may be worked off side by side: those of one lock are in the same one, in their order.
func lanesOf(tasks []*task, parallel int) [][]*task {
	if parallel == 1 {
		return [][]*task{tasks}
	}
	var lanes [][]*task
	lane := map[*door]int{}
	for _, t := range tasks {
		i, known := lane[t.door]
		if !known {
			i = len(lanes)
			lane[t.door] = i
			lanes = append(lanes, nil)
		}
		lanes[i] = append(lanes[i], t)
	}
	return lanes
}

// advance decides about a series and does what follows, until it needs a look or rests. When ctx ends it goes no further than the
// step in hand. An error ends the whole round.
func (r *round) advance(ctx context.Context, t *task) error {
	for ctx.Err() == nil {
		if t.turns++; t.turns > manyTurns {
			t.wait(r.back(t.series), "it was decided about too often at once")
			return nil
		}
		in := r.situation(t)
		d := r.decide(in)
		if err := r.conclude(ctx, t, &in, &d, nil); err != nil {
			t.wait(r.back(t.series), "what was decided could not be kept")
			return err
		}
		switch d.Do {
		case plan.Wait:
			t.fails, t.notes.stirred = 0, false
			t.rest(soonAfter(in.Now, d.LookAt), d.Why)
			return nil
		case plan.LookCode, plan.LookLock:
			t.wish, t.why = d.Do, d.Why
			return nil
		case plan.Write:
			on, err := r.write(ctx, t, &d)
			if !on || err != nil {
				return err
			}
		}
	}
	return nil
}

// rest ends the round for a task.
func (t *task) rest(due time.Time, why string) {
	t.wish, t.due, t.why, t.held = plan.Wait, due, why, false
}

// wait ends the round for a task that has something to do, but not now.
func (t *task) wait(due time.Time, why string) {
	t.rest(due, why)
	t.held = true
}

// back is when to try again after something went wrong once more.
func (r *round) back(s *series) time.Time {
	wait := firstRetry
	for n := 0; n < s.fails && wait < lastRetry; n++ {
		wait *= 2
	}
	s.fails++
	return r.now().Add(min(wait, lastRetry))
}

// soonAfter is a moment, but not at once again.
func soonAfter(now, at time.Time) time.Time {
	if least := now.Add(atLeast); !at.IsZero() && at.Before(least) {
		return least
	}
	return at
}

// situation is what is known of a task.
func (r *round) situation(t *task) plan.Situation {
	return plan.Situation{
		Now: r.now(), State: t.state, Rule: t.wants, Lock: t.lock, Step: t.step(), Look: t.look,
		Stirred: t.notes.stirred, Removed: t.notes.removed, Wish: t.notes.wish, Random: &r.random,
	}
}

// fail ends the round. That the tenure is somebody else's says more than anything else.
func (r *round) fail(err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.err == nil || errors.Is(err, ErrHeld) {
		r.err = err
	}
}

func (r *round) failure() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.err
}
