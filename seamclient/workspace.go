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

// Workspaces lists the workspaces that the key opens: one for an API key, all of a person's for a personal access token.
func (c *Client) Workspaces(ctx context.Context) ([]model.Workspace, error) {
	a := ask{op: "list workspaces", path: "/workspaces/list", body: struct{}{}}
	body, err := c.call(ctx, a)
	if err != nil {
		return nil, err
	}
	list, _, err := workspaceShape().decode(body)
	if err != nil {
		return nil, c.blame(a, err)
	}
	return list, nil
}

func workspaceShape() *shape[wireWorkspace, model.Workspace] {
	return &shape[wireWorkspace, model.Workspace]{key: "workspaces", read: readWorkspace, odd: oddWorkspace, strict: true}
}

func readWorkspace(w *wireWorkspace) (model.Workspace, error) {
	if w.ID == "" {
		return model.Workspace{}, errors.New("it has no workspace_id")
	}
	return oddWorkspace(w, ""), nil
}

func oddWorkspace(w *wireWorkspace, _ string) model.Workspace {
	return model.Workspace{
		ID:        model.WorkspaceID(model.Clean(w.ID)),
		Name:      model.Clean(w.Name),
		Sandbox:   w.Sandbox,
		Suspended: w.Suspended,
	}
}
