package plan

import (
	"errors"
	"strings"
	"time"

	"seamdash/model"
	"seamdash/model/recur"
)

const (
	// manyFails is how often Seam may refuse for a reason of the code's before the series stops.
	manyFails = 3
	// firstTry and lastTry bound the wait after a failure, which doubles from one to the other.
	firstTry = 30 * time.Second
	lastTry  = 10 * time.Minute
)

// Answer says what follows from the result of a step that was written down and done. The situation is the one that the step was
// decided in, with the state that was kept then; its Step is not looked at.
func Answer(in Situation, step Step, result Result) Decision { //nolint:gocritic // see Decide
	in.Now = later(in.Now, result.At)
	d := &deciding{in: &in, now: in.Now, s: in.State.Clone()}
	if result.Err != nil {
		d.failed(&step, result.Err)
		return d.done()
	}
	d.out.Settled = "done"
	switch step.Kind {
	case StepCreate:
		d.taken(&result.Code, &step)
		d.roll(Roll{What: Made, Slot: step.Slot, Code: result.Code.ID, Was: d.former(), Step: step.Number, Late: lateness(d.now, step.Slot), Why: step.Why})
	case StepUpdate:
		d.moved(&step)
	case StepDelete:
		d.leaving(&step)
	}
	d.wait(d.now.Add(briefly), "whether the lock takes it is to be seen")
	return d.done()
}

// former is the code before the live one.
func (d *deciding) former() model.CodeID {
	if n := len(d.s.Past); n > 0 {
		return d.s.Past[n-1]
	}
	return ""
}

// failed says what follows when Seam refused, or did not answer.
func (d *deciding) failed(step *Step, err error) {
	kind := model.KindOf(err)
	if unsure(err) {
		d.wait(step.Begun.Add(settleAfter), "the answer was lost; the lock will show what became of it")
		return
	}
	d.out.Settled = "refused: " + told(err, step)
	switch {
	case kind == model.KindNotFound && step.Kind != StepCreate:
		d.wait(d.now, "Seam does not have the code")
	case passing(kind):
		d.fail(step, err, patiently(d.s.Fails+1))
	case step.Kind == StepUpdate && d.over():
		d.fail(step, err, 0)
		d.s.Code.Stiff = true
	case kind == model.KindConflict && d.fresh() && d.s.Fails < manyFails:
		d.fail(step, err, 0) // the next one is another PIN
	default:
		d.fail(step, err, patiently(d.s.Fails+2))
		d.giveUp(step, kind)
	}
}

// unsure says that nobody knows whether a write took effect.
func unsure(err error) bool {
	f, ok := errors.AsType[*model.Fault](err)
	return ok && f.Unsure
}

// passing says that a failure is not about the code, and goes away by itself or by what somebody does elsewhere.
func passing(kind model.Kind) bool {
	switch kind {
	case model.KindRateLimited, model.KindUnreachable, model.KindUnavailable, model.KindCancelled, model.KindUnauthorised, model.KindNotFound:
		return true
	default:
		return false
	}
}

// fail notes a failure and when to try again. Only the first of many is a line of the history.
func (d *deciding) fail(step *Step, err error, wait time.Duration) {
	d.s.Fails++
	d.s.Refusal = told(err, step)
	d.s.NextTry = d.now.Add(wait)
	if f, ok := errors.AsType[*model.Fault](err); ok {
		d.s.NextTry = later(d.s.NextTry, f.RetryAt)
	}
	if d.s.Fails == 1 {
		d.roll(Roll{What: Refused, Slot: step.Slot, Code: step.Code, Step: step.Number, Why: d.s.Refusal})
	}
	d.wait(d.s.NextTry, d.s.Refusal)
}

// giveUp stops a series that was refused too often.
func (d *deciding) giveUp(step *Step, kind model.Kind) {
	if d.s.Fails < manyFails {
		return
	}
	halt := HaltRefused
	if kind == model.KindConflict {
		halt = HaltConflict
	}
	d.halt(halt, step.Slot, d.s.Refusal, "see to what Seam says, then retry")
	d.wait(step.Slot.Close, d.s.Refusal)
}

// fresh says that each window has a new PIN.
func (d *deciding) fresh() bool { return d.in.Rule != nil && d.in.Rule.Rule.PIN.Kind == recur.Fresh }

// patiently is how long to wait after the nth failure.
func patiently(n int) time.Duration {
	wait := firstTry
	for ; n > 1 && wait < lastTry; n-- {
		wait *= 2
	}
	return min(wait, lastTry)
}

// told is why a step failed, without the PIN, which Seam may have repeated.
func told(err error, step *Step) string {
	text := model.WhyOf(err)
	if pin := step.Wanted.PIN; pin.Known() {
		text = strings.ReplaceAll(text, pin.Reveal(), pin.String())
	}
	return text
}
