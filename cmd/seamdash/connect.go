package main

import (
	"cmp"
	"errors"
	"net/url"
	"strings"
	"time"

	"seamdash/model"
	"seamdash/seamclient"
	"seamdash/seamclient/sim"
)

// A session is an open line to a workspace: the real one, or the simulated one inside this program.
type session struct {
	client *seamclient.Client
	// now is the clock of the workspace; the simulator has its own.
	now func() time.Time
	// place says in words where the data comes from.
	place string
}

// open reads key and endpoint and makes a client; nothing is sent yet.
func (p *program) open() (*session, error) {
	if p.sandbox {
		return p.openSandbox()
	}
	key, id, err := p.credentials()
	if err != nil {
		return nil, err
	}
	endpoint := cmp.Or(p.endpoint, p.getenv("SEAM_ENDPOINT"))
	client, err := seamclient.New(seamclient.Config{
		Endpoint: endpoint, Key: key, Workspace: id, UserAgent: userAgent(),
	})
	if err != nil {
		return nil, err
	}
	return &session{client: client, now: time.Now, place: hostOf(endpoint)}, nil
}

func (p *program) openSandbox() (*session, error) {
	if p.endpoint != "" {
		return nil, usageError{
			err:  errors.New("choose a workspace: --sandbox and --endpoint exclude each other"),
			hint: "--sandbox needs no server; seamdash sandbox serves one.",
		}
	}
	server := sim.New(sim.Options{Seed: sandboxSeed})
	key, err := seamclient.NewKey(server.APIKey())
	if err != nil {
		return nil, err
	}
	client, err := seamclient.New(seamclient.Config{Key: key, Transport: server, UserAgent: userAgent()})
	if err != nil {
		return nil, err
	}
	return &session{client: client, now: server.Now, place: "the sandbox"}, nil
}

// hostOf is the host of an endpoint that the client has accepted.
func hostOf(endpoint string) string {
	u, err := url.Parse(cmp.Or(endpoint, seamclient.DefaultEndpoint))
	if err != nil {
		return ""
	}
	return model.Clean(u.Host)
}

// sandboxSeed makes the simulated workspace the same for everybody who tries the program.
const sandboxSeed = 1

// credentials are those of the environment, under the names that Seam's own SDKs use.
func (p *program) credentials() (seamclient.Key, model.WorkspaceID, error) {
	text, token := p.getenv("SEAM_API_KEY"), p.getenv("SEAM_PERSONAL_ACCESS_TOKEN")
	id := model.WorkspaceID(strings.TrimSpace(p.getenv("SEAM_WORKSPACE_ID")))
	switch {
	case text != "" && token != "":
		return seamclient.Key{}, "", usageError{
			err:  errors.New("choose a key: SEAM_API_KEY and SEAM_PERSONAL_ACCESS_TOKEN are both set"),
			hint: "unset one of the two.",
		}
	case text == "" && token == "":
		return seamclient.Key{}, "", &model.Fault{
			Op: "open the workspace", Kind: model.KindUnauthorised, Message: "there is no key",
			Hint: "set SEAM_API_KEY, or try the simulated workspace with --sandbox.",
		}
	case token != "":
		text = token
	}
	key, err := seamclient.NewKey(text)
	if err != nil {
		return seamclient.Key{}, "", err
	}
	if key.NeedsWorkspace() && id == "" {
		return seamclient.Key{}, "", &model.Fault{
			Op: "open the workspace", Kind: model.KindUnauthorised,
			Message: "a personal access token does not say which workspace", Hint: "set SEAM_WORKSPACE_ID too.",
		}
	}
	return key, id, nil
}

func userAgent() string {
	if version == "" {
		return "seamdash"
	}
	return "seamdash/" + version
}
