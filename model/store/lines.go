package store

import (
	"bytes"
	"context"
	"time"
)

// How much is kept of what was: whatever is older goes when more comes, and so do the oldest lines of a rule that has too
// many, and the oldest entries of an audit log that has.
const (
	mostLines   = 20_000
	mostEntries = 100_000
	longest     = 2 * 366 * 24 * time.Hour
	// atOnce bounds what one transaction forgets because of its age.
	atOnce = 256
)

// A Line is one line in the history of a series. The store does not look into Body.
type Line struct {
	// Number orders the history of all series and is given by it.
	Number     uint64
	Rule, Lock string
	Kept       time.Time // by the clock of the store
	Body       []byte
}

func lines() codec[Line] {
	return codec[Line]{
		kind: "rolls",
		encode: func(e *encoder, v *Line) {
			e.uint(v.Number)
			e.string(v.Rule)
			e.string(v.Lock)
			e.time(v.Kept)
			e.bytes(v.Body)
		},
		decode: func(d *decoder, v *Line) {
			v.Number, v.Rule, v.Lock = d.uint(), d.string(), d.string()
			v.Kept, v.Body = d.time(), d.bytes()
		},
	}
}

// turns find the lines of one rule. By rule and number they say the how manieth line of the rule it is, so that the first and
// the last turn tell how many there are.
func turns() codec[uint64] {
	return codec[uint64]{
		kind:   "rolls by rule",
		encode: func(e *encoder, v *uint64) { e.uint(*v) },
		decode: func(d *decoder, v *uint64) { *v = d.uint() },
	}
}

// addLines adds the lines of a conclusion, and forgets what is too much.
func (r *Room) addLines(t txn, c *Conclusion) error {
	if len(c.Lines) == 0 {
		return nil
	}
	tb, err := t.madeAt(roomKey(r.ws), lines().kind)
	if err != nil {
		return err
	}
	turn, err := r.lastTurn(t, c.Series.Rule)
	if err != nil {
		return err
	}
	for _, body := range c.Lines {
		v := Line{Rule: c.Series.Rule, Lock: c.Series.Lock, Kept: r.store.cfg.Now(), Body: body}
		if v.Number, err = tb.bucket.NextSequence(); err != nil {
			return err
		}
		turn++
		if err := lines().put(t, r.ws, numbered(v.Number), &v); err != nil {
			return err
		}
		if err := turns().put(t, r.ws, numberedUnder(v.Rule, v.Number), &turn); err != nil {
			return err
		}
	}
	if err := r.forgetMany(t, c.Series.Rule, turn); err != nil {
		return err
	}
	return r.forgetOld(t)
}

// lastTurn is that of the newest line of a rule, 0 where there is none.
func (r *Room) lastTurn(t txn, rule string) (turn uint64, err error) {
	err = t.table(r.ws, turns().kind).back(under(rule), 0, func(_, plain []byte) (bool, error) {
		turn, err = turns().unpack(plain)
		return false, err
	})
	return turn, err
}

// forgetMany drops the oldest lines of a rule that has too many.
func (r *Room) forgetMany(t txn, rule string, last uint64) error {
	of, prefix := t.table(r.ws, turns().kind), under(rule)
	var places, numbers [][]byte
	err := of.forth(prefix, func(key, plain []byte) (bool, error) {
		turn, err := turns().unpack(plain)
		if err != nil || last-turn < mostLines {
			return false, err
		}
		places, numbers = append(places, bytes.Clone(key)), append(numbers, bytes.Clone(key[len(prefix):]))
		return true, nil
	})
	if err != nil {
		return err
	}
	if err := of.dropAll(places); err != nil {
		return err
	}
	return t.table(r.ws, lines().kind).dropAll(numbers)
}

// forgetOld drops lines of all rules that are too old.
func (r *Room) forgetOld(t txn) error {
	tb := t.table(r.ws, lines().kind)
	var places, numbers [][]byte
	err := tb.forth(nil, func(key, plain []byte) (bool, error) {
		v, err := lines().unpack(plain)
		if err != nil || !r.forgotten(v.Kept) {
			return false, err
		}
		places, numbers = append(places, numberedUnder(v.Rule, v.Number)), append(numbers, bytes.Clone(key))
		return len(numbers) < atOnce, nil
	})
	if err != nil {
		return err
	}
	if err := tb.dropAll(numbers); err != nil {
		return err
	}
	return t.table(r.ws, turns().kind).dropAll(places)
}

// forgotten says that what was kept at a moment is too old.
func (r *Room) forgotten(kept time.Time) bool { return r.store.cfg.Now().Sub(kept) > longest }

// A LineQuery says which lines to read. Empty filters let everything through.
type LineQuery struct {
	Rule, Lock string
	Before     uint64 // only smaller numbers, for the next page; 0 begins with the newest
	Limit      int    // 0 is all
}

// Lines reads the history of series, the newest first. For one rule it costs as much as the lines of that rule.
func (r *Room) Lines(ctx context.Context, q LineQuery) ([]Line, error) {
	var out []Line
	err := r.view(ctx, "read the history of schedules", func(t txn) error {
		out = nil
		tb := t.table(r.ws, lines().kind)
		keep := func(_, plain []byte) (bool, error) {
			v, err := lines().unpack(plain)
			if err == nil && (q.Lock == "" || q.Lock == v.Lock) {
				out = append(out, v)
			}
			return q.Limit == 0 || len(out) < q.Limit, err
		}
		if q.Rule == "" {
			return tb.back(nil, q.Before, keep)
		}
		prefix := under(q.Rule)
		return t.table(r.ws, turns().kind).back(prefix, q.Before, func(key, _ []byte) (bool, error) {
			plain, err := tb.get(key[len(prefix):])
			if err == nil && plain == nil {
				err = asDamage("a line of the history is missing")
			}
			if err != nil {
				return false, err
			}
			return keep(nil, plain)
		})
	})
	return out, err
}
