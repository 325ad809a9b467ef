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

// foreign is why nothing can be done for a workspace that Seam named: all that is kept here is another's. It is nil for the same,
// and for one that is not known yet.
func (r *ruleRoom) foreign(id model.WorkspaceID) error {
	if r.room == nil || id == noWorkspace || id == r.workspaceID() {
		return nil
	}
	return &model.Fault{
		Op: opRoll, Kind: model.KindConflict,
		Message: "the key opens the workspace " + model.Clean(string(id)) + " now, and they are those of " + model.Clean(string(r.workspaceID())),
		Hint:    "open seamdash once, which remembers what the key opens.",
	}
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
	r.named = &picture.Workspace
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
