package main

import (
	"context"
	"errors"
	"strings"

	"seamdash/cmd/config"
	"seamdash/cmd/credentials"
	"seamdash/model"
	"seamdash/seamclient"
	"seamdash/ui"
	"seamdash/ui/nav"
	"seamdash/ui/welcome"
)

// A lobby is what stands behind the first screen: it judges keys, tries them against Seam, keeps them and opens what
// they open.
type lobby struct {
	tour     *tour
	settings *config.Resolved
	desk     *credentials.Desk
}

// Recognise judges a key by its looks. The beginning of every key is too little to judge.
func (*lobby) Recognise(secret model.Secret) welcome.Looks {
	text := strings.TrimSpace(secret.Reveal())
	if strings.HasPrefix("seam_", text) {
		return welcome.Looks{}
	}
	key, err := seamclient.NewKey(text)
	if fault, ok := errors.AsType[*model.Fault](err); ok {
		return welcome.Looks{Fault: fault}
	}
	if key.NeedsWorkspace() {
		return welcome.Looks{Words: "a personal access token", Many: true}
	}
	return welcome.Looks{Words: "an API key"}
}

// Try asks Seam what a key opens.
func (l *lobby) Try(ctx context.Context, key model.Secret) ([]model.Workspace, error) {
	trial, err := l.desk.Try(ctx, key.Reveal(), "")
	switch {
	case err != nil:
		return nil, err
	case len(trial.Choices) > 0:
		return trial.Choices, nil
	default:
		return []model.Workspace{trial.Workspace}, nil
	}
}

// Keyring says whether the next run would find a key there.
func (l *lobby) Keyring(ctx context.Context) (string, error) {
	if source := l.settings.KeySource; source != config.KeyAuto && source != config.KeyKeyring {
		return "", &model.Fault{
			Op: "find the keyring", Kind: model.KindRefused, Message: "key_source is " + source + ", so nobody would look there",
			Hint: "set key_source to auto or keyring in the configuration.",
		}
	}
	return "the keyring of this system", l.desk.Ready(ctx)
}

// Keep puts a key that was tried into the keyring.
func (l *lobby) Keep(ctx context.Context, secret model.Secret, workspace model.Workspace) error {
	key, err := seamclient.NewKey(secret.Reveal())
	if err != nil {
		return err
	}
	return l.desk.Keep(ctx, credentials.Trial{Key: key, Workspace: workspace})
}

// Open opens what was chosen on the first screen.
func (l *lobby) Open(ctx context.Context, what nav.Open) (ui.Config, error) {
	p := l.tour.program
	if what.Sandbox {
		s, err := p.newSandbox(l.settings)
		if err != nil {
			return ui.Config{}, err
		}
		return l.tour.begin(l.tour.program, s), nil
	}
	key, err := seamclient.NewKey(what.Key.Reveal())
	if err != nil {
		return ui.Config{}, err
	}
	s, err := p.connect(ctx, l.settings, credentials.Found{
		Key: key, Workspace: what.Workspace, Endpoint: l.settings.Endpoint, Place: "the first screen",
	})
	if err != nil {
		return ui.Config{}, err
	}
	return l.tour.begin(l.tour.program, s), nil
}
