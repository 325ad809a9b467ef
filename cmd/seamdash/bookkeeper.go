package main

import (
	"context"
	"errors"
	"time"

	"seamdash/model"
	"seamdash/model/rulebook"
	"seamdash/model/store"
)

// bookPatience is how long one look into the local store for schedules may take.
const bookPatience = 10 * time.Second

// A bookkeeper keeps recurring schedules in the local store. It waits until that is open and the workspace is known.
type bookkeeper struct {
	memory    *memory
	workspace func() model.WorkspaceID
}

// use runs do on the room of the workspace, and gives its errors as a [rulebook.Keeper] has to.
func (k *bookkeeper) use(ctx context.Context, do func(context.Context, *store.Room) error) error {
	if !knows(ctx, k.workspace) {
		return &model.Fault{Op: "open the schedules", Kind: model.KindCancelled, Err: ctx.Err()}
	}
	ctx, stop := context.WithTimeout(ctx, bookPatience)
	defer stop()
	return asKept(k.memory.use(ctx, k.workspace(), func(r *store.Room) error { return do(ctx, r) }))
}

// asKept replaces the store's own errors within a fault.
func asKept(err error) error {
	f, ok := errors.AsType[*model.Fault](err)
	if !ok {
		return err
	}
	var cause error
	stale, isStale := errors.AsType[*store.StaleError](err)
	switch {
	case isStale:
		cause = &rulebook.Stale{Set: stale.Set, Change: changeFrom(&stale.Change), Kept: rulebook.Envelope(stale.Kept), Last: pastFrom(&stale.Last)}
	case errors.Is(err, store.ErrMoved):
		cause = rulebook.ErrMoved
	default:
		return err
	}
	told := *f
	told.Err = cause
	return &told
}

// Shelf reads all rules and sets.
func (k *bookkeeper) Shelf(ctx context.Context, known string) (out rulebook.Pile, err error) {
	err = k.use(ctx, func(ctx context.Context, r *store.Room) error {
		s, err := r.Shelf(ctx, known)
		out = rulebook.Pile{Rules: envelopesFrom(s.Rules), Sets: envelopesFrom(s.Sets), Edition: s.Edition}
		return err
	})
	return out, err
}

// Save keeps a batch.
func (k *bookkeeper) Save(ctx context.Context, b rulebook.Batch) (out []rulebook.Envelope, err error) {
	err = k.use(ctx, func(ctx context.Context, r *store.Room) error {
		saved, err := r.Save(ctx, store.Batch{Rules: changesTo(b.Rules), Sets: changesTo(b.Sets), By: b.By, Note: b.Note, Seen: b.Seen})
		out = envelopesFrom(saved)
		return err
	})
	return out, err
}

// History are the edits of a rule.
func (k *bookkeeper) History(ctx context.Context, id string) (out []rulebook.Past, err error) {
	err = k.use(ctx, func(ctx context.Context, r *store.Room) error {
		edits, err := r.History(ctx, id)
		for i := range edits {
			out = append(out, pastFrom(&edits[i]))
		}
		return err
	})
	return out, err
}

// Drafts are the unfinished ones.
func (k *bookkeeper) Drafts(ctx context.Context) (out []rulebook.Scrap, err error) {
	err = k.use(ctx, func(ctx context.Context, r *store.Room) error {
		drafts, err := r.Drafts(ctx)
		for _, d := range drafts {
			out = append(out, rulebook.Scrap(d))
		}
		return err
	})
	return out, err
}

// SaveDraft keeps a draft.
func (k *bookkeeper) SaveDraft(ctx context.Context, id string, body []byte) error {
	return k.use(ctx, func(ctx context.Context, r *store.Room) error { return r.SaveDraft(ctx, id, body) })
}

// DropDraft forgets a draft.
func (k *bookkeeper) DropDraft(ctx context.Context, id string) error {
	return k.use(ctx, func(ctx context.Context, r *store.Room) error { return r.DropDraft(ctx, id) })
}

// Changed tells of other programs, whatever they wrote.
func (k *bookkeeper) Changed(ctx context.Context) <-chan struct{} { return k.memory.changed(ctx) }

func envelopesFrom(list []store.Envelope) []rulebook.Envelope {
	out := make([]rulebook.Envelope, len(list))
	for i := range list {
		out[i] = rulebook.Envelope(list[i])
	}
	return out
}

func changesTo(list []rulebook.Change) []store.Change {
	out := make([]store.Change, len(list))
	for i := range list {
		out[i] = store.Change{Envelope: store.Envelope(list[i].Envelope), Gone: list[i].Gone}
	}
	return out
}

func changeFrom(c *store.Change) rulebook.Change {
	return rulebook.Change{Envelope: rulebook.Envelope(c.Envelope), Gone: c.Gone}
}

func pastFrom(e *store.Edit) rulebook.Past {
	return rulebook.Past{Envelope: rulebook.Envelope(e.Envelope), By: e.By, Note: e.Note, Gone: e.Gone}
}
