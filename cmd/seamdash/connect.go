package main

import (
	"cmp"
	"context"
	"errors"
	"io"
	"net/url"
	"time"

	"seamdash/cmd/config"
	"seamdash/cmd/credentials"
	"seamdash/model"
	"seamdash/model/zone"
	"seamdash/seamclient"
	"seamdash/seamclient/sim"
)

// A session is an open line to a workspace: the real one, or the simulated one inside this program.
type session struct {
	client *seamclient.Client
	// now is the clock of the workspace; the simulator has its own.
	now func() time.Time
	// tempo is how many seconds of a sandbox's clock pass in one of ours; 0 where time is real.
	tempo float64
	// place says in words where the data comes from.
	place    string
	settings *config.Resolved
	found    credentials.Found // zero in the sandbox
}

// open reads the settings, finds the key and makes a client; nothing is sent to Seam yet, see [worldClock]. The error wraps
// [credentials.ErrNoKey] when nobody has a key.
func (p *program) open(ctx context.Context) (*session, error) {
	settings, err := p.settings()
	if err != nil {
		return nil, err
	}
	if p.sandbox {
		return p.openSandbox(settings)
	}
	if p.scenario != "" {
		return nil, usageError{
			err:  errors.New("read --scenario: trouble can be played in a simulated workspace only"),
			hint: "give --sandbox as well, or play it with seamdash sandbox.",
		}
	}
	found, err := p.finder(settings, p.stderr).Find(ctx)
	if err != nil {
		return nil, err
	}
	return p.connect(ctx, settings, found)
}

// finder looks for keys. The key command has its say on stderr, and sees no key that lies in the environment.
func (p *program) finder(settings *config.Resolved, stderr io.Writer) *credentials.Finder {
	return &credentials.Finder{Settings: settings, Ring: p.ring(), Env: p.withoutSecrets(), Getenv: p.getenv, Stderr: stderr}
}

// connect makes a client for a key that was found.
func (p *program) connect(ctx context.Context, settings *config.Resolved, found credentials.Found) (*session, error) {
	client, err := seamclient.New(seamclient.Config{
		Endpoint: found.Endpoint, Key: found.Key, Workspace: found.Workspace, UserAgent: userAgent(), ReadOnly: settings.ReadOnly,
		Dial: p.network.dial,
	})
	if err != nil {
		return nil, err
	}
	s := &session{client: client, place: hostOf(found.Endpoint), settings: settings, found: found}
	s.now, s.tempo = p.network.worldClock(ctx, found.Endpoint)
	return s, nil
}

// openSandbox is for who asked for the sandbox on the command line, and for nothing else there.
func (p *program) openSandbox(settings *config.Resolved) (*session, error) {
	if _, ok := p.given()["endpoint"]; ok {
		return nil, usageError{
			err:  errors.New("choose a workspace: --sandbox and --endpoint exclude each other"),
			hint: "--sandbox needs no server; seamdash sandbox serves one.",
		}
	}
	server := p.newWorld()
	if err := p.play(server); err != nil {
		return nil, err
	}
	return sandboxOf(server, settings)
}

func (p *program) newSandbox(settings *config.Resolved) (*session, error) {
	return sandboxOf(p.newWorld(), settings)
}

// newWorld is a simulated workspace, the same for everybody.
func (p *program) newWorld() *sim.Server {
	return sim.New(sim.Options{Seed: sandboxSeed, Zones: zone.Load, Webhooks: p.network.here()})
}

// sandboxOf is a line to a simulated workspace inside this program.
func sandboxOf(server *sim.Server, settings *config.Resolved) (*session, error) {
	key, err := seamclient.NewKey(server.APIKey())
	if err != nil {
		return nil, err
	}
	client, err := seamclient.New(seamclient.Config{
		Key: key, Transport: server, UserAgent: userAgent(), ReadOnly: settings.ReadOnly,
	})
	if err != nil {
		return nil, err
	}
	return &session{client: client, now: server.Now, tempo: 1, place: "the sandbox", settings: settings}, nil
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

func userAgent() string {
	if version == "" {
		return "seamdash"
	}
	return "seamdash/" + version
}
