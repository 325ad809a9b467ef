package store

import (
	"bytes"
	"context"
	"time"

	"seamdash/model"
)

// A Step is something that is about to be done to a lock. It is written down first, with what is needed to recognise
// its result, so that after a crash the lock tells whether it was done. The store does not look into Body.
type Step struct {
	// Number orders the journal and is given by it.
	Number     uint64
	Rule, Lock string
	Body       []byte // nil in a step of before schema 2
	// Begun is by the clock of the store, and so is Settled.
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
			e.string(v.Lock)
			e.bytes(v.Body)
			e.time(v.Begun)
			e.uint(v.Fence)
			e.time(v.Settled)
			e.string(v.Outcome)
		},
		decode: func(d *decoder, v *Step) {
			v.Number, v.Rule, v.Lock, v.Body = d.uint(), d.string(), d.string(), d.bytes()
			v.Begun, v.Fence = d.time(), d.uint()
			v.Settled, v.Outcome = d.time(), d.string()
		},
		older: decodeStepOfBefore,
	}
}

// decodeStepOfBefore reads a step that has what it does beside it, in words that nobody ever acted upon.
func decodeStepOfBefore(d *decoder, v *Step) {
	var wanted model.CodeDraft
	v.Number, v.Rule = d.uint(), d.string()
	_, _ = d.string(), d.string() // what was done, to which code
	decodeDraft(d, &wanted)
	v.Lock = string(wanted.DeviceID)
	v.Begun, v.Fence = d.time(), d.uint()
	v.Settled, v.Outcome = d.time(), d.string()
}

// Begin writes a step down before it is done and gives it back with its number, its date and its fence. A lease that
// is over refuses it with [ErrHeld]: then the step must not be done.
func (r *Room) Begin(ctx context.Context, under Lease, v Step) (Step, error) {
	const op = "write the journal"
	if err := checkSheets(op, Sheet{Rule: v.Rule, Lock: v.Lock, Body: v.Body}); err != nil {
		return v, err
	}
	err := r.update(ctx, op, func(t txn) error {
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
		if err := tb.put(numbered(v.Number), steps(openSteps).pack(&v)); err != nil {
			return err
		}
		return r.nextEdition(t, boardEdition)
	})
	return v, err
}

// settled moves a step to those whose end is known.
func (r *Room) settled(t txn, number uint64, outcome string) error {
	key := numbered(number)
	v, open, err := steps(openSteps).get(t, r.ws, key)
	if err != nil {
		return err
	}
	if !open {
		return ErrSettled
	}
	if err := steps(openSteps).drop(t, r.ws, key); err != nil {
		return err
	}
	v.Settled, v.Outcome = r.store.cfg.Now(), outcome
	if err := steps(settledSteps).put(t, r.ws, key, &v); err != nil {
		return err
	}
	return r.forgetSteps(t)
}

// forgetSteps drops settled steps that are too old.
func (r *Room) forgetSteps(t txn) error {
	tb := t.table(r.ws, settledSteps)
	var old [][]byte
	err := tb.forth(nil, func(key, plain []byte) (bool, error) {
		v, err := steps(settledSteps).unpack(plain)
		if err != nil || !r.forgotten(v.Settled) {
			return false, err
		}
		old = append(old, bytes.Clone(key))
		return len(old) < atOnce, nil
	})
	if err != nil {
		return err
	}
	return tb.dropAll(old)
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
		return t.table(r.ws, settledSteps).back(nil, 0, func(_, plain []byte) (bool, error) {
			v, err := steps(settledSteps).unpack(plain)
			out = append(out, v)
			return limit == 0 || len(out) < limit, err
		})
	})
	return out, err
}
