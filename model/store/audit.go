package store

import (
	"context"
	"encoding/binary"
	"time"

	"seamdash/model"
)

func entries() codec[model.Write] {
	return codec[model.Write]{
		kind: "audit",
		encode: func(e *encoder, v *model.Write) {
			e.uint(v.Number)
			e.time(v.At)
			for _, s := range []string{v.Who, v.Action, string(v.Device), string(v.Code), v.Detail, v.Outcome, string(v.Request)} {
				e.string(s)
			}
			e.int(int(v.Took))
		},
		decode: func(d *decoder, v *model.Write) {
			v.Number, v.At = d.uint(), d.time()
			v.Who, v.Action, v.Device, v.Code = d.string(), d.string(), model.DeviceID(d.string()), model.CodeID(d.string())
			v.Detail, v.Outcome, v.Request = d.string(), d.string(), model.RequestID(d.string())
			v.Took = time.Duration(d.int())
		},
	}
}

// Log adds an entry and gives it back with its number. A zero At becomes now.
func (r *Room) Log(ctx context.Context, v model.Write) (model.Write, error) {
	err := r.update(ctx, "write the audit log", func(t txn) error {
		tb, err := t.made(r.ws, entries().kind)
		if err != nil {
			return err
		}
		if v.At.IsZero() {
			v.At = r.store.cfg.Now()
		}
		if v.Number, err = tb.bucket.NextSequence(); err != nil {
			return err
		}
		return tb.put(numbered(v.Number), entries().pack(&v))
	})
	return v, err
}

// An AuditQuery says which entries to read. Empty filters let everything through.
type AuditQuery struct {
	Before uint64 // only entries with a smaller number, for the next page; 0 begins with the newest
	Limit  int    // 0 is all
	Device model.DeviceID
	Code   model.CodeID
}

func (q *AuditQuery) matches(v *model.Write) bool {
	return (q.Device == "" || q.Device == v.Device) && (q.Code == "" || q.Code == v.Code)
}

// Audit reads the log, newest first.
func (r *Room) Audit(ctx context.Context, q AuditQuery) ([]model.Write, error) {
	var out []model.Write
	err := r.view(ctx, "read the audit log", func(t txn) error {
		out = nil
		return t.table(r.ws, entries().kind).back(q.Before, func(plain []byte) (bool, error) {
			v, err := entries().unpack(plain)
			if err == nil && q.matches(&v) {
				out = append(out, v)
			}
			return q.Limit == 0 || len(out) < q.Limit, err
		})
	})
	return out, err
}

// back gives numbered records from the newest, or from before a number, until fn has enough.
func (t table) back(before uint64, fn func(plain []byte) (more bool, err error)) error {
	if t.bucket == nil {
		return nil
	}
	c := t.bucket.Cursor()
	key, sealed := c.Last()
	if before > 0 {
		if key, _ = c.Seek(numbered(before)); key == nil {
			key, sealed = c.Last()
		} else {
			key, sealed = c.Prev()
		}
	}
	for ; key != nil; key, sealed = c.Prev() {
		plain, err := t.vault.open(nil, sealed, t.sealing(key))
		if err != nil {
			return err
		}
		if more, err := fn(plain); err != nil || !more {
			return err
		}
	}
	return nil
}

// ForgetAudit drops the entries before a moment and gives their number.
func (r *Room) ForgetAudit(ctx context.Context, before time.Time) (int, error) {
	dropped := 0
	err := r.update(ctx, "shorten the audit log", func(t txn) error {
		dropped = 0
		tb := t.table(r.ws, entries().kind)
		var old [][]byte // bbolt's cursors lose their way when the bucket changes under them
		err := tb.each(func(key, plain []byte) error {
			v, err := entries().unpack(plain)
			if err == nil && v.At.Before(before) {
				old = append(old, numbered(binary.BigEndian.Uint64(key)))
			}
			return err
		})
		if err != nil {
			return err
		}
		for _, key := range old {
			if err := tb.drop(key); err != nil {
				return err
			}
		}
		dropped = len(old)
		return nil
	})
	return dropped, err
}
