package store

import (
	"context"
	"time"

	"seamdash/model"
)

func trackedWrites() codec[model.Tracked] {
	return codec[model.Tracked]{
		kind: "tracked",
		encode: func(e *encoder, v *model.Tracked) {
			e.string(v.ID)
			e.string(string(v.Action))
			e.string(string(v.Code))
			encodeDraft(e, &v.Wanted)
			encodeDraft(e, &v.Before)
			e.bool(v.Unmanaged)
			e.string(string(v.After))
			for _, t := range []time.Time{v.AskedAt, v.AcceptedAt, v.DueAt, v.LookAt, v.DoneAt} {
				e.time(t)
			}
			e.string(string(v.Request))
			e.byte(byte(v.Stage))
			e.string(v.Outcome)
		},
		decode: func(d *decoder, v *model.Tracked) {
			v.ID, v.Action, v.Code = d.string(), model.Action(d.string()), model.CodeID(d.string())
			decodeDraft(d, &v.Wanted)
			decodeDraft(d, &v.Before)
			v.Unmanaged, v.After = d.bool(), model.CodeID(d.string())
			for _, t := range []*time.Time{&v.AskedAt, &v.AcceptedAt, &v.DueAt, &v.LookAt, &v.DoneAt} {
				*t = d.time()
			}
			v.Request, v.Stage, v.Outcome = model.RequestID(d.string()), model.Stage(d.byte()), d.string()
		},
	}
}

// Tracked are the writes that are followed, in order of id.
func (r *Room) Tracked(ctx context.Context) ([]model.Tracked, error) {
	return listed(ctx, r, "read the tracked writes", trackedWrites())
}

// Track keeps a write in place of the one with its id.
func (r *Room) Track(ctx context.Context, w model.Tracked) error {
	const op = "track a write"
	if err := checkID(op, w.ID); err != nil {
		return err
	}
	return r.update(ctx, op, func(t txn) error { return trackedWrites().put(t, r.ws, []byte(w.ID), &w) })
}

// Untrack forgets a write; one that is not there is no error.
func (r *Room) Untrack(ctx context.Context, id string) error {
	const op = "forget a tracked write"
	if err := checkID(op, id); err != nil {
		return err
	}
	return r.update(ctx, op, func(t txn) error { return trackedWrites().drop(t, r.ws, []byte(id)) })
}
