package main

import (
	"context"

	"seamdash/model"
	"seamdash/model/desk"
	"seamdash/model/store"
	"seamdash/seamclient"
)

// newDesk is the desk of an open workspace. What it keeps goes where the logbook keeps its lines.
func (p *program) newDesk(s *session, log *logbook) *desk.Desk {
	cfg := desk.Config{
		API: s.client, Log: log, Tracks: &tracks{log}, Who: me(p.getenv), Now: s.now, Receipt: receipt,
		ReadOnly: s.settings.ReadOnly,
	}
	if log.memory == nil {
		cfg.Tracks = &desk.Pad{}
	}
	return desk.New(cfg)
}

func receipt(ctx context.Context) (context.Context, func() model.RequestID) {
	ctx, r := seamclient.WithReceipt(ctx)
	return ctx, r.Request
}

// logFor is the log of a command that ends. done closes it; it says what could not be kept, which is no failure of the command.
func (p *program) logFor(ctx context.Context, s *session, of model.WorkspaceID) (log *logbook, done func()) {
	here := func() model.WorkspaceID { return of }
	if !s.found.Key.Known() { // the sandbox keeps nothing
		return newLogbook(nil, here), func() {}
	}
	kept := newMemory()
	opened, err := p.openStore(ctx, p.note)
	kept.open(opened, err)
	log = newLogbook(kept, here)
	return log, func() {
		select {
		case err := <-log.lost:
			p.note("what was done is not in the local log: " + model.WhyOf(err))
		default:
		}
		if opened != nil {
			if err := opened.Close(); err != nil {
				p.note("the local store did not close well: " + model.WhyOf(err))
			}
		}
	}
}

// tellWhere tells in which workspace something is about to be changed, and first whether that is the real thing.
func (p *program) tellWhere(ws *model.Workspace) { p.note("on " + ws.String()) }

// tracks keep the writes that are followed in the local store, where their PINs are sealed.
type tracks struct{ log *logbook }

// Tracked are the writes of all runs.
func (t *tracks) Tracked(ctx context.Context) (out []model.Tracked, err error) {
	ctx, stop := context.WithTimeout(ctx, logPatience)
	defer stop()
	err = t.log.memory.use(ctx, t.log.workspace(), func(r *store.Room) (err error) {
		out, err = r.Tracked(ctx)
		return err
	})
	return out, unlessTold(err)
}

// Track keeps a write.
func (t *tracks) Track(ctx context.Context, w model.Tracked) {
	t.keep(ctx, func(r *store.Room) error { return r.Track(ctx, w) })
}

// Untrack forgets a write.
func (t *tracks) Untrack(ctx context.Context, id string) {
	t.keep(ctx, func(r *store.Room) error { return r.Untrack(ctx, id) })
}

func (t *tracks) keep(ctx context.Context, do func(*store.Room) error) {
	if err := t.log.memory.use(ctx, t.log.workspace(), do); err != nil {
		t.log.miss(err)
	}
}
