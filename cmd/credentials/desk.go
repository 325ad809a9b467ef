package credentials

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"

	"seamdash/model"
	"seamdash/seamclient"
)

const opLogin = "log in"

// A Desk tries keys against Seam and keeps the good ones for a profile.
type Desk struct {
	Ring      Ring
	Profile   string
	Endpoint  string
	Workspace model.WorkspaceID // the only one that will do, or "" for any
	Transport http.RoundTripper // nil for the network
	Dial      seamclient.Dialer // opens connections to that; nil for [seamclient.Dial]
	UserAgent string
}

// A Trial is a key that Seam took.
type Trial struct {
	Key       seamclient.Key
	Workspace model.Workspace
	// Choices are the workspaces of a personal access token that opens several, of which none was chosen yet. Workspace
	// is zero then; try again with one of them.
	Choices []model.Workspace
}

// Ready says whether a key could be kept, before anybody is asked for one. The error is a [*model.Fault].
func (d *Desk) Ready(ctx context.Context) error {
	_, err := Kept(ctx, d.Ring, d.Profile)
	if err == nil || errors.Is(err, ErrAbsent) {
		return nil
	}
	return d.refuse(err)
}

// Try asks Seam which workspace a key opens, and keeps nothing. For a personal access token id chooses the workspace.
// The error is a [*model.Fault] and says nothing that was part of the key.
func (d *Desk) Try(ctx context.Context, text string, id model.WorkspaceID) (Trial, error) {
	if len(text) > maxKey {
		return Trial{}, &model.Fault{
			Op: "read the key", Kind: model.KindUnauthorised, Message: fmt.Sprintf("it is longer than %d characters", maxKey),
			Hint: "copy the key again, and nothing else",
		}
	}
	key, err := seamclient.NewKey(text)
	if err != nil {
		return Trial{}, err
	}
	wanted := cmp.Or(id, d.Workspace)
	if key.NeedsWorkspace() && wanted == "" {
		return d.choose(ctx, key)
	}
	return d.open(ctx, key, wanted)
}

// choose lists the workspaces of a token, and opens it when there is only one.
func (d *Desk) choose(ctx context.Context, key seamclient.Key) (Trial, error) {
	client, err := d.client(key, "")
	if err != nil {
		return Trial{}, err
	}
	defer client.Close()
	all, err := client.Workspaces(ctx)
	switch {
	case err != nil:
		return Trial{}, err
	case len(all) == 0:
		return Trial{}, &model.Fault{
			Op: opLogin, Kind: model.KindUnauthorised, Message: "this personal access token opens no workspace",
			Hint: "create a workspace in the Seam Console, or use the token of somebody who has one",
		}
	case len(all) > 1:
		return Trial{Key: key, Choices: all}, nil
	}
	return d.open(ctx, key, all[0].ID)
}

func (d *Desk) open(ctx context.Context, key seamclient.Key, wanted model.WorkspaceID) (Trial, error) {
	client, err := d.client(key, wanted)
	if err != nil {
		return Trial{}, err
	}
	defer client.Close()
	ws, err := client.Workspace(ctx)
	if err != nil {
		return Trial{}, err
	}
	if wanted != "" && ws.ID != wanted {
		return Trial{}, WrongWorkspace(opLogin, ws, wanted)
	}
	return Trial{Key: key, Workspace: ws}, nil
}

// WrongWorkspace is the fault of a key that opens another workspace than the settings name.
func WrongWorkspace(op string, got model.Workspace, wanted model.WorkspaceID) *model.Fault {
	return &model.Fault{
		Op: op, Kind: model.KindConflict,
		Message: fmt.Sprintf("this key opens %s, not the workspace %s", Called(got), model.Clean(string(wanted))),
		Hint:    "use a key of that workspace, or change SEAM_WORKSPACE_ID or workspace in the configuration.",
	}
}

func (d *Desk) client(key seamclient.Key, id model.WorkspaceID) (*seamclient.Client, error) {
	return seamclient.New(seamclient.Config{
		Endpoint: d.Endpoint, Key: key, Workspace: id, Transport: d.Transport, UserAgent: d.UserAgent, ReadOnly: true,
		Dial: d.Dial,
	})
}

// Keep stores a key that was tried. It replaces an older key of the same workspace and refuses to replace one of
// another, which would be lost. The error is a [*model.Fault].
func (d *Desk) Keep(ctx context.Context, t Trial) error {
	old, err := Kept(ctx, d.Ring, d.Profile)
	switch {
	case errors.Is(err, ErrAbsent):
	case err != nil:
		return d.refuse(err)
	case old.Workspace.ID != t.Workspace.ID || !sameEndpoint(old.Endpoint, d.Endpoint):
		return &model.Fault{
			Op: opLogin, Kind: model.KindConflict,
			Message: fmt.Sprintf("profile %s already has a key, of %s at %s; this one opens %s at %s",
				d.Profile, Called(old.Workspace), host(old.Endpoint), Called(t.Workspace), host(d.Endpoint)),
			Hint: "keep it beside with --profile NAME, or forget the old one first with seamdash logout.",
		}
	}
	text, err := Entry{Key: t.Key, Endpoint: d.Endpoint, Workspace: t.Workspace}.text()
	if err != nil {
		return d.refuse(errEntry)
	}
	if err := d.Ring.Set(ctx, entryName(d.Profile), text); err != nil {
		return d.refuse(err)
	}
	if got, err := d.Ring.Get(ctx, entryName(d.Profile)); err != nil || got != text {
		return d.refuse(silence("it took the key and does not give it back"))
	}
	return nil
}

// refuse is the fault of a login that cannot keep anything.
func (d *Desk) refuse(err error) *model.Fault {
	if errors.Is(err, errEntry) {
		return &model.Fault{
			Op: opLogin, Kind: model.KindConflict, Message: err.Error(), Err: err,
			Hint: fmt.Sprintf("seamdash logout --profile %s forgets it; or log in with --profile NAME.", d.Profile),
		}
	}
	return unanswered(opLogin, err)
}

// Called is what people call a workspace, with the id where there is no name.
func Called(ws model.Workspace) string { return cmp.Or(ws.Name, string(ws.ID), "an unnamed workspace") }
