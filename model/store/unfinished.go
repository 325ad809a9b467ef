package store

import (
	"context"
	"slices"
	"strings"
	"time"
)

// MostDrafts is how many drafts a room keeps; one more takes the place of the oldest.
const MostDrafts = 8

// A Draft is what an editor held when it was left unfinished. The store does not look into Body.
type Draft struct {
	ID   string // of the editor
	Kept time.Time
	Body []byte
}

func drafts() codec[Draft] {
	return codec[Draft]{
		kind: "drafts",
		encode: func(e *encoder, v *Draft) {
			e.string(v.ID)
			e.time(v.Kept)
			e.bytes(v.Body)
		},
		decode: func(d *decoder, v *Draft) { v.ID, v.Kept, v.Body = d.string(), d.time(), d.bytes() },
	}
}

// newestFirst orders drafts by when they were kept, then by id.
func newestFirst(a, b Draft) int {
	if c := b.Kept.Compare(a.Kept); c != 0 {
		return c
	}
	return strings.Compare(a.ID, b.ID)
}

// Drafts are the unfinished ones, newest first.
func (r *Room) Drafts(ctx context.Context) ([]Draft, error) {
	out, err := listed(ctx, r, "read the drafts", drafts())
	slices.SortFunc(out, newestFirst)
	return out, err
}

// SaveDraft keeps a body in place of the editor's last one.
func (r *Room) SaveDraft(ctx context.Context, id string, body []byte) error {
	const op = "keep a draft"
	if err := checkID(op, id); err != nil {
		return err
	}
	if err := checkBody(op, body); err != nil {
		return err
	}
	return r.update(ctx, op, func(t txn) error {
		v := Draft{ID: id, Kept: r.store.cfg.Now(), Body: body}
		if err := drafts().put(t, r.ws, []byte(id), &v); err != nil {
			return err
		}
		all, err := drafts().list(t, r.ws)
		if err != nil {
			return err
		}
		others := slices.DeleteFunc(all, func(o Draft) bool { return o.ID == id })
		slices.SortFunc(others, newestFirst)
		for i := MostDrafts - 1; i < len(others); i++ {
			if err := drafts().drop(t, r.ws, []byte(others[i].ID)); err != nil {
				return err
			}
		}
		return nil
	})
}

// DropDraft forgets a draft; one that is not there is no error.
func (r *Room) DropDraft(ctx context.Context, id string) error {
	const op = "forget a draft"
	if err := checkID(op, id); err != nil {
		return err
	}
	return r.update(ctx, op, func(t txn) error { return drafts().drop(t, r.ws, []byte(id)) })
}
