package engine

import (
	"context"
	"fmt"
	"reflect"
	"time"

	"seamdash/model/plan"
)

// conclude keeps what follows from a decision, and shows it. Step is the one that was answered, nil when none was.
func (r *round) conclude(ctx context.Context, t *task, in *plan.Situation, d *plan.Decision, step *plan.Step) error {
	t.dropped = d.Dropped
	if step == nil {
		step = in.Step
	}
	c := Conclusion{State: d.State, Dropped: d.Dropped, Rolls: d.Rolls}
	if step != nil && d.Settled != "" {
		c.Step, c.Outcome = *step, d.Settled
	}
	// A wish is heeded by the first decision that knows what the rule and the last step are.
	if in.Step == nil || d.Settled != "" {
		c.Wish = in.Wish
	}
	if r.worthKeeping(t, &c) && !r.dry {
		if err := r.keep(ctx, &c); err != nil {
			return err
		}
		t.kept = !c.Dropped
	}
	r.adopt(t, &c)
	return nil
}

// worthKeeping says that a conclusion tells more than that somebody looked: when was it, and when again, is soon known anew.
func (r *round) worthKeeping(t *task, c *Conclusion) bool {
	if len(c.Rolls) > 0 || c.Step.Number != 0 || c.Wish.Kind != "" {
		return true
	}
	if c.Dropped {
		return t.kept
	}
	return !t.kept || !reflect.DeepEqual(lasting(&t.state), lasting(&c.State))
}

// lasting is a state without when somebody looked and looks again, as far as nothing hangs on it: what is said of a window whose code
// was never on the lock depends on when it was looked at.
func lasting(s *plan.State) plan.State {
	l := *s
	l.LookAt = time.Time{}
	if s.Code == nil {
		return l
	}
	code := *s.Code
	if !code.OnLock.IsZero() || code.Seen.Before(code.Slot.Open) {
		code.Seen = time.Time{}
	}
	l.Code = &code
	return l
}

// keep has the keeper keep a conclusion, also when ctx has ended: what is done must not be forgotten.
func (r *round) keep(ctx context.Context, c *Conclusion) error {
	under, err := r.office.still(context.WithoutCancel(ctx), r.roster.origin.epoch)
	if err != nil {
		return err
	}
	ctx, stop := context.WithTimeout(context.WithoutCancel(ctx), keeping)
	defer stop()
	if err := r.cfg.Keeper.Conclude(ctx, under, *c); err != nil {
		return fmt.Errorf("keep what was decided: %w", err)
	}
	return nil
}

// adopt makes a conclusion that was kept what is known.
func (r *round) adopt(t *task, c *Conclusion) {
	if was, is := t.state.Code, c.State.Code; was != nil && (is == nil || is.ID != was.ID || !is.AskedAt.Equal(was.AskedAt)) {
		t.notes.removed = time.Time{} // it was about what the code was before
	}
	t.state = c.State
	if c.Dropped {
		t.state = plan.State{Key: t.key}
	}
	if c.Step.Number != 0 && len(t.open) > 0 && t.open[0].Number == c.Step.Number {
		t.open = t.open[1:]
	}
	if c.Wish.Kind != "" {
		t.notes.wish = plan.Wish{}
	}
	if r.dry {
		t.rolls = append(t.rolls, c.Rolls...)
		return
	}
	r.publish(c)
}

// publish tells what was kept.
func (r *round) publish(c *Conclusion) {
	if c.Dropped {
		r.board.drop(c.State.Key)
	} else {
		r.board.put(&c.State)
	}
	r.board.hint()
	if len(c.Rolls) == 0 {
		return
	}
	r.board.count(func(n *Counts) {
		for i := range c.Rolls {
			n.Rolls[c.Rolls[i].What]++
		}
	})
	if r.cfg.Told == nil {
		return
	}
	r.telling.Lock()
	defer r.telling.Unlock()
	for _, roll := range c.Rolls {
		r.cfg.Told(roll)
	}
}
