package main

import (
	"context"

	"seamdash/model"
)

// workspaceID is the workspace of the room, "" in the sandbox, of which nothing is kept.
func (r *ruleRoom) workspaceID() model.WorkspaceID {
	if r.here == nil {
		return noWorkspace
	}
	return r.here()
}

// lastPicture is what the last run of the dashboard kept of the workspace, nil for nothing.
func (r *ruleRoom) lastPicture(ctx context.Context) *model.Snapshot {
	if r.room == nil {
		return nil
	}
	ctx, stop := context.WithTimeout(ctx, albumPatience)
	defer stop()
	picture, _, err := r.room.Snapshot(ctx)
	if err != nil || picture == nil || picture.Workspace.ID != r.workspaceID() {
		return nil
	}
	return picture
}

// storePath names the file that all is kept in.
func (r *ruleRoom) storePath() string {
	cfg, err := r.program.storeConfig(func(string) {})
	if err != nil {
		return ""
	}
	return cfg.Path
}
