package credentials

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"seamdash/cmd/config"
	"seamdash/model"
	"seamdash/seamclient"
)

// ErrNoKey is wrapped by the fault of a search that looked everywhere and found nothing.
var ErrNoKey = errors.New("there is no key")

const opFind = "open the workspace"

// The variables that hold keys, under the names that Seam's own SDKs use.
const (
	envKey   = "SEAM_API_KEY"
	envToken = "SEAM_PERSONAL_ACCESS_TOKEN" //nolint:gosec // the name of a variable
)

// A Finder looks for the key of a run of the program.
type Finder struct {
	Settings *config.Resolved
	Ring     Ring
	Env      []string                 // for the key command, without keys that lie in the program's own
	Getenv   func(name string) string // reads the program's own environment
	Stderr   io.Writer                // for what the key command has to say
}

// Found is a key with everything that is needed to use it.
type Found struct {
	Key       seamclient.Key
	Workspace model.WorkspaceID // "" for API keys, unless it is known
	Endpoint  string
	Source    string // config.KeyEnvironment, KeyKeyring or KeyCommand
	Place     string // in words: "SEAM_API_KEY", "keyring, profile home", "key_command op"
	Kept      bool   // the endpoint came with the key out of the keyring
}

// Find looks where the settings say: in one place, or by default in the environment, the keyring and the key command, in
// this order. The error is a [*model.Fault] that wraps [ErrNoKey] when nobody has a key.
func (f *Finder) Find(ctx context.Context) (Found, error) {
	found, err := f.search(ctx)
	if err != nil {
		return Found{}, err
	}
	if found.Key.NeedsWorkspace() && found.Workspace == "" {
		return Found{}, &model.Fault{
			Op: opFind, Kind: model.KindUnauthorised, Message: "a personal access token does not say which workspace",
			Hint: "set SEAM_WORKSPACE_ID, or workspace in the profile; seamdash login lets you choose.",
		}
	}
	return found, nil
}

func (f *Finder) search(ctx context.Context) (Found, error) {
	var silent error
	for _, place := range []struct {
		source string
		look   func(context.Context) (Found, error)
	}{
		{config.KeyEnvironment, f.environment}, {config.KeyKeyring, f.keyring}, {config.KeyCommand, f.command},
	} {
		if f.Settings.KeySource != config.KeyAuto && f.Settings.KeySource != place.source {
			continue
		}
		found, err := place.look(ctx)
		switch {
		case errors.Is(err, ErrAbsent): // nothing here
		case errors.Is(err, ErrSilent):
			silent = err
		default:
			return found, err
		}
	}
	return Found{}, f.nothing(silent)
}

func (f *Finder) environment(context.Context) (Found, error) {
	name, text := envKey, strings.TrimSpace(f.Getenv(envKey))
	token := strings.TrimSpace(f.Getenv(envToken))
	switch {
	case text != "" && token != "":
		return Found{}, &model.Fault{
			Op: "choose a key", Kind: model.KindRefused, Message: envKey + " and " + envToken + " are both set",
			Hint: "unset one of the two.",
		}
	case token != "":
		name, text = envToken, token
	case text == "":
		return Found{}, ErrAbsent
	}
	key, err := seamclient.NewKey(text)
	if err != nil {
		return Found{}, err
	}
	return f.lent(key, config.KeyEnvironment, name), nil
}

func (f *Finder) command(ctx context.Context) (Found, error) {
	argv := f.Settings.KeyCommand
	if len(argv) == 0 {
		return Found{}, ErrAbsent
	}
	key, err := runCommand(ctx, argv, f.Env, f.Stderr, lending)
	if err != nil {
		return Found{}, err
	}
	return f.lent(key, config.KeyCommand, "key_command "+model.Clean(argv[0])), nil
}

func (f *Finder) lent(key seamclient.Key, source, place string) Found {
	s := f.Settings
	return Found{Key: key, Workspace: s.Workspace, Endpoint: s.Endpoint, Source: source, Place: place}
}

// keyring gives the key that was kept for the profile, for the address that it was kept for and no other.
func (f *Finder) keyring(ctx context.Context) (Found, error) {
	s := f.Settings
	entry, err := Kept(ctx, f.Ring, s.Profile)
	if errors.Is(err, errEntry) {
		return Found{}, &model.Fault{
			Op: opFind, Kind: model.KindUnauthorised, Message: err.Error(), Err: err,
			Hint: fmt.Sprintf("seamdash logout --profile %s forgets it, then log in again.", s.Profile),
		}
	}
	if err != nil {
		return Found{}, err
	}
	found := f.lent(entry.Key, config.KeyKeyring, "keyring, profile "+s.Profile)
	if found.Workspace == "" {
		found.Workspace = entry.Workspace.ID
	}
	switch {
	case entry.Endpoint == "" || sameEndpoint(entry.Endpoint, s.Endpoint):
	case s.Origin("endpoint").Source == config.Default:
		found.Endpoint, found.Kept = entry.Endpoint, true
	default:
		return Found{}, &model.Fault{
			Op: opFind, Kind: model.KindRefused,
			Message: fmt.Sprintf("the key of profile %s was kept for %s, not for %s", s.Profile, host(entry.Endpoint), host(s.Endpoint)),
			Hint:    "log in there under another name: seamdash login --profile NAME --endpoint " + model.Clean(s.Endpoint),
		}
	}
	return found, nil
}

// nothing is the fault when nobody has a key; silent is why the keyring did not answer, if it did not.
func (f *Finder) nothing(silent error) *model.Fault {
	s := f.Settings
	fault := &model.Fault{
		Op: opFind, Kind: model.KindUnauthorised, Err: ErrNoKey, Message: ErrNoKey.Error(),
		Hint: "seamdash login keeps one, SEAM_API_KEY or a key_command lends one, and --sandbox needs none.",
	}
	switch {
	case s.KeySource == config.KeyEnvironment:
		fault.Message = "there is no key: neither " + envKey + " nor " + envToken + " is set"
	case s.KeySource == config.KeyCommand:
		fault.Message = "there is no key: the configuration has no key_command"
	case silent != nil:
		fault.Message += ", and " + silent.Error()
		fault.Hint = "set SEAM_API_KEY, or key_command in the configuration; --sandbox needs no key."
	case s.Origin("profile").Source != config.Default && !slices.Contains(s.Known, s.Profile):
		fault.Message += " under the profile " + s.Profile
		if near := config.Nearest(s.Profile, s.Known); near != "" {
			fault.Hint = fmt.Sprintf("did you mean the profile %q? ", near) + strings.TrimSuffix(fault.Hint, ".")
		}
	case s.Profile != "default":
		fault.Message += " for the profile " + s.Profile
	}
	return fault
}
