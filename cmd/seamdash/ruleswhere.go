package main

import (
	"context"
	"strings"

	"seamdash/model"
	"seamdash/model/store"
)

// calledName is the preference of a workspace with its kind and its name, as Seam said them when a key opened it first.
const calledName = "called"

// remember keeps what a workspace is, for commands that ask Seam nothing.
func remember(ctx context.Context, room *store.Room, ws *model.Workspace) error {
	return room.SetPreference(ctx, calledName, ws.Kind()+" "+ws.Name)
}

// recall is what was remembered of the workspace of the room, nil for nothing.
func (r *ruleRoom) recall(ctx context.Context) *model.Workspace {
	if picture := r.lastPicture(ctx); picture != nil {
		return &picture.Workspace
	}
	kept, err := r.room.Preferences(ctx)
	kind, name, ok := strings.Cut(kept[calledName], " ")
	if err != nil || !ok {
		return nil
	}
	ws := &model.Workspace{ID: r.workspaceID(), Name: name, Sandbox: true}
	ws.Sandbox = kind == ws.Kind()
	return ws
}

// tellWhere tells in which workspace schedules are about to be changed. Seam is not asked: where nothing was kept of the workspace the
// person is told that its kind is not known.
func (r *ruleRoom) tellWhere(ctx context.Context) {
	switch {
	case r.named != nil:
	case r.room != nil:
		r.named = r.recall(ctx)
	default: // the sandbox is inside this program
		if ws, err := r.session.client.Workspace(ctx); err == nil {
			r.named = &ws
		}
	}
	if r.named == nil {
		r.program.note("on the workspace " + model.Clean(string(r.workspaceID())) + "; whether it is production is not known here")
		return
	}
	r.program.tellWhere(r.named)
}
