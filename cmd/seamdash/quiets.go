package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/model/diagnose"
	"seamdash/model/store"
	"seamdash/ui"
)

// Quiets are the troubles of a workspace that somebody knows of.
func (m *memory) Quiets(ctx context.Context, of model.WorkspaceID) (out []diagnose.Quiet, err error) {
	err = m.use(ctx, of, func(r *store.Room) error {
		snoozes, err := r.Snoozes(ctx)
		for _, s := range snoozes {
			if s.Subject == quietSubject(s.Note) {
				out = append(out, diagnose.Quiet{Key: s.Note, Until: s.Until, At: s.At, By: s.By})
			}
		}
		return err
	})
	return out, unlessTold(err)
}

// KeepQuiet keeps one.
func (m *memory) KeepQuiet(ctx context.Context, of model.WorkspaceID, q diagnose.Quiet) error {
	return m.use(ctx, of, func(r *store.Room) error {
		return r.Snooze(ctx, store.Snooze{Subject: quietSubject(q.Key), Until: q.Until, At: q.At, By: q.By, Note: q.Key})
	})
}

// Wake drops one.
func (m *memory) Wake(ctx context.Context, of model.WorkspaceID, key string) error {
	return m.use(ctx, of, func(r *store.Room) error { return r.Wake(ctx, quietSubject(key)) })
}

// quietSubject is what the store calls a trouble: subjects can be read in the file, and are short. The key itself is in the note,
// which is sealed.
func quietSubject(key string) string {
	sum := sha256.Sum256([]byte(key))
	return "trouble " + hex.EncodeToString(sum[:16])
}

// watchQuiets tells the screen to read again which troubles somebody knows of whenever another program may have changed that.
func (v *visit) watchQuiets(ctx context.Context, send func(tea.Msg)) {
	st, ok := v.stays(ctx)
	if !ok {
		return
	}
	for elsewhere := st.kept.changed(ctx); ; {
		select {
		case _, open := <-elsewhere:
			if !open {
				return
			}
			send(ui.QuietChanged{})
		case <-ctx.Done():
			return
		}
	}
}
