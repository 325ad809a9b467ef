package store

import (
	"context"
	"fmt"
	"time"

	"seamdash/model"
)

// A Lease says who alone may do something, and until when. Whoever takes it over gets a higher Fence, and writes of
// the one before are refused by it.
type Lease struct {
	Name   string
	Holder string // unique to one run of the program; "" when nobody has it
	Since  time.Time
	Until  time.Time
	Fence  uint64
	Term   time.Duration // for how long it is given each time
}

// Held says whether somebody has the lease at now. A lease that ends later than it was ever given for is from a clock
// that was set back since, and is over.
func (l *Lease) Held(now time.Time) bool {
	return l.Holder != "" && now.Before(l.Until) && l.Until.Sub(now) <= l.Term
}

func leases() codec[Lease] {
	return codec[Lease]{
		kind: "leases",
		encode: func(e *encoder, v *Lease) {
			e.string(v.Name)
			e.string(v.Holder)
			e.time(v.Since)
			e.time(v.Until)
			e.uint(v.Fence)
			e.int(int(v.Term))
		},
		decode: func(d *decoder, v *Lease) {
			v.Name, v.Holder = d.string(), d.string()
			v.Since, v.Until = d.time(), d.time()
			v.Fence, v.Term = d.uint(), time.Duration(d.int())
		},
	}
}

// Lease reads who has a lease; one that was never taken is zero but for its name.
func (r *Room) Lease(ctx context.Context, name string) (Lease, error) {
	out := Lease{Name: name}
	err := r.view(ctx, "read a lease", func(t txn) error {
		l, ok, err := leases().get(t, r.ws, []byte(name))
		if ok {
			out = l
		}
		return err
	})
	return out, err
}

// Acquire takes a lease that nobody has, or prolongs the holder's own. When somebody else has it, it gives theirs and
// an error that wraps [ErrHeld].
func (r *Room) Acquire(ctx context.Context, name, holder string, term time.Duration) (Lease, error) {
	const op = "take a lease"
	if err := checkID(op, name); err != nil {
		return Lease{}, err
	}
	if holder == "" || term <= 0 {
		return Lease{}, &model.Fault{Op: op, Kind: model.KindInvalid, Message: "a lease needs a holder and a term"}
	}
	var l Lease
	err := r.update(ctx, op, func(t txn) (err error) {
		now := r.store.cfg.Now()
		if l, _, err = leases().get(t, r.ws, []byte(name)); err != nil {
			return err
		}
		held := l.Held(now)
		if held && l.Holder != holder {
			return fmt.Errorf("%w: %s has it", ErrHeld, model.Clean(l.Holder))
		}
		if !held {
			l = Lease{Name: name, Holder: holder, Since: now, Fence: l.Fence + 1}
		}
		l.Until, l.Term = now.Add(term), term
		return leases().put(t, r.ws, []byte(name), &l)
	})
	return l, err
}

// Left is for how long a lease is still held, by the clock of the store; 0 when it is over.
func (r *Room) Left(l *Lease) time.Duration {
	now := r.store.cfg.Now()
	if !l.Held(now) {
		return 0
	}
	return l.Until.Sub(now)
}

// Release gives a lease back early. One that was lost meanwhile stays with whom it went to.
func (r *Room) Release(ctx context.Context, mine Lease) error {
	const op = "give a lease back"
	if err := checkID(op, mine.Name); err != nil {
		return err
	}
	return r.update(ctx, op, func(t txn) error {
		l, ok, err := leases().get(t, r.ws, []byte(mine.Name))
		if err != nil || !ok || l.Fence != mine.Fence || l.Holder != mine.Holder {
			return err
		}
		l.Holder, l.Until = "", time.Time{}
		return leases().put(t, r.ws, []byte(l.Name), &l)
	})
}

// fenced refuses a write under a lease that is over or went to somebody else.
func (r *Room) fenced(t txn, mine Lease) error {
	l, _, err := leases().get(t, r.ws, []byte(mine.Name))
	if err != nil {
		return err
	}
	if l.Fence != mine.Fence || l.Holder != mine.Holder || !l.Held(r.store.cfg.Now()) {
		return fmt.Errorf("%w: that of %s is over", ErrHeld, model.Clean(mine.Holder))
	}
	return nil
}
