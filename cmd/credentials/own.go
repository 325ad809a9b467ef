package credentials

import (
	"context"
	"errors"

	"seamdash/cmd/config"
	"seamdash/model"
)

// ErrAsks says that a program of the person's own would give the key out, and that it was not run.
var ErrAsks = errors.New("a program has to be asked for the key")

// Own finds the key that belongs to the profile of the settings: in the keyring, or through its key command, which is run only where
// run says so; otherwise the error is [ErrAsks]. What the environment lends belongs to whoever began the program, and is left out. ws is
// what was kept of the workspace with the key, zero for nothing. The error wraps [ErrAbsent] when the profile has no key, and may wrap
// [ErrSilent].
func (f *Finder) Own(ctx context.Context, run bool) (found Found, ws model.Workspace, err error) {
	takes := func(source string) bool {
		return f.Settings.KeySource == config.KeyAuto || f.Settings.KeySource == source
	}
	err = ErrAbsent
	if takes(config.KeyKeyring) {
		if found, err = f.keyring(ctx); err == nil {
			entry, err := Kept(ctx, f.Ring, f.Settings.Profile)
			return found, entry.Workspace, err
		}
	}
	switch {
	case !errors.Is(err, ErrAbsent) && !errors.Is(err, ErrSilent), !takes(config.KeyCommand), len(f.Settings.KeyCommand) == 0:
		return Found{}, model.Workspace{}, err
	case !run:
		return Found{}, model.Workspace{}, ErrAsks
	}
	found, err = f.command(ctx)
	return found, model.Workspace{}, err
}
