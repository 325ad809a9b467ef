package seamclient

import (
	"context"
	"errors"

	"seamdash/model"
)

type wireWorkspace struct {
	ID        string `json:"workspace_id"`
	Name      string `json:"name"`
	Sandbox   bool   `json:"is_sandbox"`
	Suspended bool   `json:"is_suspended"`
}

// Workspace tells which workspace the key opens. It is also the cheapest way to try a key.
func (c *Client) Workspace(ctx context.Context) (model.Workspace, error) {
	a := ask{op: "read the workspace", path: "/workspaces/get", body: struct{}{}}
	return get(ctx, c, a, "workspace", workspaceShape())
}

func workspaceShape() *shape[wireWorkspace, model.Workspace] {
	return &shape[wireWorkspace, model.Workspace]{key: "workspaces", read: readWorkspace}
}

func readWorkspace(w *wireWorkspace) (model.Workspace, error) {
	if w.ID == "" {
		return model.Workspace{}, errors.New("it has no workspace_id")
	}
	return model.Workspace{
		ID:        model.WorkspaceID(model.Clean(w.ID)),
		Name:      model.Clean(w.Name),
		Sandbox:   w.Sandbox,
		Suspended: w.Suspended,
	}, nil
}
