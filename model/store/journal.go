package store

import (
	"context"
	"time"

	"seamdash/model"
)

// A Step is something that is about to be done to a lock. It is written down first, with what is needed to recognise
// its result, so that after a crash the lock tells whether it was done.
type Step struct {
	// Number orders the journal and is given by it.
	Number  uint64
	Rule    string
	Action  string // "create", "update", "delete"
	Code    model.CodeID
	Wanted  model.CodeDraft
	Begun   time.Time
	Fence   uint64 // of the lease under which it was begun
	Settled time.Time
	Outcome string
}

// Settled steps move to a bucket of their own, so that finding the open ones costs nothing after years.
const (
	openSteps    kind = "journal"
	settledSteps kind = "journal settled"
)

func steps(k kind) codec[Step] {
	return codec[Step]{
		kind: k,
		encode: func(e *encoder, v *Step) {
			e.uint(v.Number)
			e.string(v.Rule)
			e.string(v.Action)
			e.string(string(v.Code))
			encodeDraft(e, &v.Wanted)
			e.time(v.Begun)
			e.uint(v.Fence)
			e.time(v.Settled)
			e.string(v.Outcome)
		},
		decode: func(d *decoder, v *Step) {
			v.Number, v.Rule, v.Action, v.Code = d.uint(), d.string(), d.string(), model.CodeID(d.string())
			decodeDraft(d, &v.Wanted)
			v.Begun, v.Fence = d.time(), d.uint()
			v.Settled, v.Outcome = d.time(), d.string()
		},
	}
}

// Begin writes a step down before it is done and gives it back with its number, its date and its fence. A lease that
// is over refuses it with [ErrHeld]: then the step must not be done.
func (r *Room) Begin(ctx context.Context, under Lease, v Step) (Step, error) {
	err := r.update(ctx, "write the journal", func(t txn) error {
		if err := r.fenced(t, under); err != nil {
			return err
		}
		tb, err := t.made(r.ws, openSteps)
		if err != nil {
			return err
		}
		if v.Number, err = tb.bucket.NextSequence(); err != nil {
			return err
		}
		v.Begun, v.Fence = r.store.cfg.Now(), under.Fence
		return tb.put(numbered(v.Number), steps(openSteps).pack(&v))
	})
	return v, err
}

// Settle says how a step ended; v is the step with what is known now, such as the id of the code. It needs no lease:
// whoever did the step tells the truth about it. A step that is settled already stays as it is.
func (r *Room) Settle(ctx context.Context, v Step, outcome string) error {
	return r.update(ctx, "settle a step", func(t txn) error {
		key := numbered(v.Number)
		_, open, err := steps(openSteps).get(t, r.ws, key)
		if err != nil || !open {
			return err
		}
		done := v
		done.Settled, done.Outcome = r.store.cfg.Now(), outcome
		if err := steps(openSteps).drop(t, r.ws, key); err != nil {
			return err
		}
		return steps(settledSteps).put(t, r.ws, key, &done)
	})
}

// Unsettled are the steps whose end is not known, oldest first.
func (r *Room) Unsettled(ctx context.Context) ([]Step, error) {
	return listed(ctx, r, "read the journal", steps(openSteps))
}

// Steps are the newest settled steps, newest first, at most limit; 0 is all.
func (r *Room) Steps(ctx context.Context, limit int) ([]Step, error) {
	var out []Step
	err := r.view(ctx, "read the journal", func(t txn) error {
		out = nil
		return t.table(r.ws, settledSteps).back(0, func(plain []byte) (bool, error) {
			v, err := steps(settledSteps).unpack(plain)
			out = append(out, v)
			return limit == 0 || len(out) < limit, err
		})
	})
	return out, err
}
