package engine

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"seamdash/model"
	"seamdash/model/plan"
)

// write does the step of a decision: into the journal, to Seam, and what follows from the answer. On says that there is more to
// decide at once. What began is brought to its end although ctx ends.
func (r *round) write(ctx context.Context, t *task, d *plan.Decision) (on bool, err error) {
	switch now := r.now(); {
	case r.dry:
		t.meant = &d.Step
		t.rest(now, d.Why)
		return false, nil
	case len(t.open) > 0:
		t.wait(r.back(t.series), "the step before has no end yet")
		return false, nil
	default:
		if again, why := r.mayWrite(t, &d.Step, now); why != "" {
			t.wait(again, why)
			return false, nil
		}
	}
	in := r.situation(t)
	step, until, err := r.journal(ctx, d.Step)
	if err != nil {
		t.wait(r.back(t.series), "the step could not be written down")
		return false, err
	}
	t.open = append(t.open, step)
	if !wall().Before(until) {
		t.wait(r.back(t.series), "the program stood still for too long")
		return false, fmt.Errorf("%w: the tenure ended before the step began", ErrHeld)
	}
	result := r.call(ctx, t, &step, d.Change, until)
	t.look = plan.Look{} // it was before the step

	next := r.answer(in, step, result)
	if err := r.conclude(ctx, t, &in, &next, &step); err != nil {
		t.wait(r.back(t.series), "what came of the step could not be kept")
		return false, err
	}
	t.fails = 0
	if next.Do == plan.Wait && (next.LookAt.IsZero() || next.LookAt.After(r.now())) {
		t.rest(next.LookAt, next.Why)
		return false, nil
	}
	return true, nil
}

// mayWrite says when to come again, and why, where a step must not begin yet.
func (r *round) mayWrite(t *task, step *plan.Step, now time.Time) (again time.Time, why string) {
	if again := t.door.spent.room(step.Kind, now); !again.IsZero() {
		return again, "the lock was written to as often as Seam allows in a minute"
	}
	if ok, again := r.brake.pass(now); !ok {
		return again, (&braked{}).Error()
	}
	return time.Time{}, ""
}

// journal writes a step down, under a tenure that lasts until the step is over. Until is when it ends: somebody else may have
// settled the step then, so that it must not be done any more.
func (r *round) journal(ctx context.Context, step plan.Step) (_ plan.Step, until time.Time, err error) {
	asked := wall()
	under, err := r.office.still(ctx, r.roster.origin.epoch)
	if err != nil {
		return step, until, err
	}
	until = asked.Add(under.Left)
	ctx, stop := context.WithTimeout(ctx, keeping)
	defer stop()
	step, err = r.cfg.Keeper.Begin(ctx, under, step)
	if err != nil {
		return step, until, fmt.Errorf("write a step down: %w", err)
	}
	return step, until, nil
}

// wall is the time of this machine as the tenure runs, which goes on while the machine sleeps.
func wall() time.Time { return time.Now().Round(0) }

// call asks Seam for a step, whatever becomes of ctx meanwhile but not beyond until, and logs that.
func (r *round) call(ctx context.Context, t *task, step *plan.Step, change model.CodeChange, until time.Time) plan.Result {
	ctx = context.WithoutCancel(ctx)
	asked, request := ctx, func() model.RequestID { return "" }
	if r.cfg.Receipt != nil {
		asked, request = r.cfg.Receipt(ctx)
	}
	asked, stop := context.WithDeadline(asked, earlier(until, wall().Add(calling)))
	defer stop()
	began := r.now()
	t.door.spent.spend(step.Kind, began)
	code, err := r.ask(asked, step, change)
	result := plan.Result{At: r.now(), Code: code, Err: doubtful(err)}
	r.brake.answered(r.now(), result.Err)
	r.board.count(func(n *Counts) { n.Steps[Stepped{Kind: step.Kind, Outcome: outcome(result.Err)}]++ })
	r.log(ctx, model.Write{
		At: began, Action: action(step.Kind).Words(), Device: step.Key.Lock, Code: cmp.Or(step.Code, code.ID),
		Detail: detail(t.name(), step), Request: request(), Took: result.At.Sub(began),
	}, step.Wanted.PIN, result.Err)
	return result
}

func (r *round) ask(ctx context.Context, step *plan.Step, change model.CodeChange) (code model.AccessCode, err error) {
	switch step.Kind {
	case plan.StepCreate:
		code, err = r.cfg.API.CreateCode(ctx, step.Wanted)
		if err == nil && code.ID == "" {
			err = &model.Fault{Op: "create code", Message: "Seam did not say which code it made", Unsure: true}
		}
	case plan.StepUpdate:
		err = r.cfg.API.UpdateCode(ctx, step.Key.Lock, step.Code, change)
	case plan.StepDelete:
		err = r.cfg.API.DeleteCode(ctx, step.Key.Lock, step.Code)
	}
	return code, err
}

// doubtful takes an error that nobody classified for a lost answer.
func doubtful(err error) error {
	if _, known := errors.AsType[*model.Fault](err); err == nil || known {
		return err
	}
	return &model.Fault{Op: "write", Kind: model.KindUnexpected, Unsure: true, Err: err}
}

// outcome is how a step counts.
func outcome(err error) string {
	f, _ := errors.AsType[*model.Fault](err)
	switch {
	case err == nil:
		return Done
	case f.Unsure:
		return Unsure
	default:
		return Refused
	}
}

func action(k plan.StepKind) model.Action {
	switch k {
	case plan.StepCreate:
		return model.ActionCreate
	case plan.StepDelete:
		return model.ActionDelete
	default:
		return model.ActionUpdate
	}
}
