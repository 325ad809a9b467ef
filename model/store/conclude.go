package store

import (
	"bytes"
	"context"
)

// A Conclusion is what is kept of a series together, or not at all.
type Conclusion struct {
	// Series takes the place of the one with its rule and lock; Gone takes that away.
	Series Sheet
	Gone   bool
	// Lines are added to the history of the series.
	Lines [][]byte
	// Step is the number of an open step that ended with Outcome; 0 is none.
	Step    uint64
	Outcome string
	// Wish is the body of the wish for the series that was taken up, nil for none. Another one stays.
	Wish []byte
}

// Conclude keeps a conclusion. A lease that is over refuses it with [ErrHeld], and a step that is not open with [ErrSettled].
func (r *Room) Conclude(ctx context.Context, under Lease, c Conclusion) error {
	const op = "keep how a schedule stands"
	all := []Sheet{c.Series}
	for _, body := range c.Lines {
		all = append(all, Sheet{Rule: c.Series.Rule, Lock: c.Series.Lock, Body: body})
	}
	if err := checkSheets(op, all...); err != nil {
		return err
	}
	return r.update(ctx, op, func(t txn) error {
		if err := r.fenced(t, under); err != nil {
			return err
		}
		if c.Step != 0 {
			if err := r.settled(t, c.Step, c.Outcome); err != nil {
				return err
			}
		}
		if err := r.concluded(t, &c); err != nil {
			return err
		}
		if err := r.addLines(t, &c); err != nil {
			return err
		}
		return r.nextEdition(t, boardEdition)
	})
}

// concluded keeps the series and drops its wish.
func (r *Room) concluded(t txn, c *Conclusion) error {
	key := c.Series.key()
	var err error
	if c.Gone {
		err = series().drop(t, r.ws, key)
	} else {
		err = series().put(t, r.ws, key, &c.Series)
	}
	if err != nil || c.Wish == nil {
		return err
	}
	kept, _, err := wishes().get(t, r.ws, key)
	if err != nil || !bytes.Equal(kept.Body, c.Wish) {
		return err
	}
	return wishes().drop(t, r.ws, key)
}
