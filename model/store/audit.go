package store

import (
	"bytes"
	"context"
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
	one := []model.Write{v}
	err := r.LogAll(ctx, one)
	return one[0], err
}

// LogAll adds entries, all or none, and gives them their numbers. A zero At becomes now. What is older than two years is forgotten, and so
// are the oldest of too many.
func (r *Room) LogAll(ctx context.Context, all []model.Write) error {
	return r.update(ctx, "write the audit log", func(t txn) error {
		tb, err := t.made(r.ws, entries().kind)
		for i := range all {
			v := &all[i]
			if v.At.IsZero() {
				v.At = r.store.cfg.Now()
			}
			if err == nil {
				v.Number, err = tb.bucket.NextSequence()
			}
			if err == nil {
				err = tb.put(numbered(v.Number), entries().pack(v))
			}
		}
		if err != nil {
			return err
		}
		return r.shorten(tb)
	})
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
		return t.table(r.ws, entries().kind).back(nil, q.Before, func(_, plain []byte) (bool, error) {
			v, err := entries().unpack(plain)
			if err == nil && q.matches(&v) {
				out = append(out, v)
			}
			return q.Limit == 0 || len(out) < q.Limit, err
		})
	})
	return out, err
}

// shorten drops the entries that are too old, or more than are kept, some at a time: whoever writes an entry pays for it.
func (r *Room) shorten(tb table) error {
	newest := tb.bucket.Sequence()
	var old [][]byte
	err := tb.forth(nil, func(key, plain []byte) (bool, error) {
		v, err := entries().unpack(plain)
		if err != nil || newest-v.Number < mostEntries && !r.forgotten(v.At) {
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
