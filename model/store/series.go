package store

import (
	"context"

	"seamdash/model"
)

// A Sheet is what is kept of a series, which is one rule on one lock: how it stands, or what somebody wishes of it. The
// store does not look into Body.
type Sheet struct {
	Rule, Lock string
	Body       []byte
}

func (s *Sheet) key() []byte { return append(under(s.Rule), s.Lock...) }

func sheets(k kind) codec[Sheet] {
	return codec[Sheet]{
		kind: k,
		encode: func(e *encoder, v *Sheet) {
			e.string(v.Rule)
			e.string(v.Lock)
			e.bytes(v.Body)
		},
		decode: func(d *decoder, v *Sheet) { v.Rule, v.Lock, v.Body = d.string(), d.string(), d.bytes() },
	}
}

func series() codec[Sheet] { return sheets("series") }

func wishes() codec[Sheet] { return sheets("wishes") }

// checkSheets refuses what cannot be a key, or is longer than anything that is kept.
func checkSheets(op string, all ...Sheet) error {
	for i := range all {
		v := &all[i]
		if v.Rule == "" || v.Lock == "" || len(v.Rule)+len(v.Lock) > maxKey {
			return &model.Fault{Op: op, Kind: model.KindInvalid, Message: "the id of the rule or of the lock is empty or too long"}
		}
		if err := checkBody(op, v.Body); err != nil {
			return err
		}
	}
	return nil
}

// A Board is all that is kept of series at one moment, except for their history.
type Board struct {
	Series, Wishes []Sheet
	// Open are the steps whose end is not known, oldest first.
	Open []Step
	// Edition is another one after each change of any of these, and never one that was before.
	Edition string
}

// Board reads how all series stand. Where the edition is still the known one the lists are left out; "" knows none.
func (r *Room) Board(ctx context.Context, known string) (Board, error) {
	var out Board
	err := r.view(ctx, "read how the schedules stand", func(t txn) (err error) {
		out = Board{}
		if out.Edition, err = r.edition(t, boardEdition); err != nil || out.Edition == known {
			return err
		}
		if out.Series, err = series().list(t, r.ws); err != nil {
			return err
		}
		if out.Wishes, err = wishes().list(t, r.ws); err != nil {
			return err
		}
		out.Open, err = steps(openSteps).list(t, r.ws)
		return err
	})
	return out, err
}

// Wish keeps a wish in place of the last for its series. It needs no lease.
func (r *Room) Wish(ctx context.Context, v Sheet) error {
	const op = "keep a wish"
	if err := checkSheets(op, v); err != nil {
		return err
	}
	return r.update(ctx, op, func(t txn) error {
		if err := wishes().put(t, r.ws, v.key(), &v); err != nil {
			return err
		}
		return r.nextEdition(t, boardEdition)
	})
}

// Wishes are those that no conclusion has taken up.
func (r *Room) Wishes(ctx context.Context) ([]Sheet, error) {
	return listed(ctx, r, "read the wishes", wishes())
}
