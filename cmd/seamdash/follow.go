package main

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/model/desk"
	"seamdash/ui"
)

// follow follows what was asked of Seam, in this run and in earlier ones, until the locks have it.
func (v *visit) follow(ctx context.Context, _ func(tea.Msg)) {
	if st, ok := v.stays(ctx); ok && st.log.settled(ctx) {
		st.desk.Follow(ctx, desk.Following{
			Picture: st.feed.Snapshot, Pictures: st.pictured, Elsewhere: st.log.memory.changed(ctx), Reread: st.feed.Reread, Zone: zoneOf,
		})
	}
}

// showWrites hands the writes to the screen whenever they change.
func (v *visit) showWrites(ctx context.Context, send func(tea.Msg)) {
	st, ok := v.stays(ctx)
	shown := false
	for ok {
		news := st.desk.News()
		if writes := st.desk.Writes(); len(writes) > 0 || shown {
			shown = true
			send(ui.Followed{Writes: writes})
		}
		select {
		case <-news:
		case <-ctx.Done():
			return
		}
	}
}

// settled waits until it is known whose log it is; false when ctx ended before.
func (l *logbook) settled(ctx context.Context) bool { return knows(ctx, l.workspace) }

// knows waits until it is known which workspace is open; false when ctx ended before.
func knows(ctx context.Context, workspace func() model.WorkspaceID) bool {
	if workspace() != "" {
		return true
	}
	looks := time.NewTicker(logLook)
	defer looks.Stop()
	for workspace() == "" {
		select {
		case <-looks.C:
		case <-ctx.Done():
			return false
		}
	}
	return true
}
