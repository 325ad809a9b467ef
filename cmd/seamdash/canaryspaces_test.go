package main

import (
	"context"

	"seamdash/model"
	"seamdash/ui"
	"seamdash/ui/workspaces"
)

// A shutDoor leads to another workspace, whose key Seam refuses.
type shutDoor struct{}

func (shutDoor) List(context.Context) (workspaces.List, error) {
	return workspaces.List{Places: []workspaces.Place{
		{ID: "this", Open: true, Profile: "default"},
		{ID: "other", Workspace: model.Workspace{ID: "other", Name: "Other House"}, Known: true, Profile: "other", Key: "the keyring"},
	}}, nil
}

func (shutDoor) Reach(context.Context, string) (ui.Prospect, error) {
	return nil, &model.Fault{Op: "read the workspace", Kind: model.KindUnauthorised, Message: "Unauthorized", Hint: "check the key"}
}
