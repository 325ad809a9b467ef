package store

import (
	"context"
	"time"

	"seamdash/model"
)

// A Tracked is a write that is followed until the lock has done it, also over a restart.
type Tracked struct {
	ID     string
	Action string // "create", "update", "convert", "delete"
	// Code is the access code that it is about, "" until Seam has named one. Its lock is Wanted.DeviceID.
	Code   model.CodeID
	Wanted model.CodeDraft
	// AskedAt is when a person asked, AcceptedAt when Seam said yes, DueAt when the lock should have it, LookAt when to
	// look again at the latest, DoneAt when it was over. Each is zero before.
	AskedAt, AcceptedAt, DueAt, LookAt, DoneAt time.Time
	Request                                    model.RequestID
	Outcome                                    string // one sentence once it is over, or ""
}

func trackedWrites() codec[Tracked] {
	return codec[Tracked]{
		kind: "tracked",
		encode: func(e *encoder, v *Tracked) {
			e.string(v.ID)
			e.string(v.Action)
			e.string(string(v.Code))
			encodeDraft(e, &v.Wanted)
			for _, t := range []time.Time{v.AskedAt, v.AcceptedAt, v.DueAt, v.LookAt, v.DoneAt} {
				e.time(t)
			}
			e.string(string(v.Request))
			e.string(v.Outcome)
		},
		decode: func(d *decoder, v *Tracked) {
			v.ID, v.Action, v.Code = d.string(), d.string(), model.CodeID(d.string())
			decodeDraft(d, &v.Wanted)
			for _, t := range []*time.Time{&v.AskedAt, &v.AcceptedAt, &v.DueAt, &v.LookAt, &v.DoneAt} {
				*t = d.time()
			}
			v.Request, v.Outcome = model.RequestID(d.string()), d.string()
		},
	}
}

// Tracked are the writes that are followed, in order of id.
func (r *Room) Tracked(ctx context.Context) ([]Tracked, error) {
	return listed(ctx, r, "read the tracked writes", trackedWrites())
}

// Track keeps a write in place of the one with its id.
func (r *Room) Track(ctx context.Context, w Tracked) error {
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
