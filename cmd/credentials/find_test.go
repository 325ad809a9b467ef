package credentials_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"strings"
	"testing"

	"seamdash/cmd/config"
	"seamdash/cmd/credentials"
	"seamdash/cmd/credentials/ringtest"
	"seamdash/model"
	"seamdash/seamclient"
)

const (
	keyOne   = "seam_test_canaryOne"
	keyTwo   = "seam_test_canaryTwo"
	tokenOne = "seam_at1_canaryToken"
)

// finder is a finder over a ring, with a configuration and variables.
func finder(t *testing.T, ring credentials.Ring, file string, env ...string) *credentials.Finder {
	t.Helper()
	getenv := func(name string) string {
		for _, pair := range env {
			if value, ok := strings.CutPrefix(pair, name+"="); ok {
				return value
			}
		}
		return ""
	}
	parsed, mistakes := config.Parse("c", []byte(file))
	if len(mistakes) > 0 {
		t.Fatal(mistakes[0])
	}
	settings, err := config.Resolve(parsed, config.Given{Getenv: getenv})
	if err != nil {
		t.Fatal(err)
	}
	return &credentials.Finder{Settings: settings, Ring: ring, Env: append(os.Environ(), env...), Getenv: getenv, Stderr: &strings.Builder{}}
}

// keep puts a key into a ring without asking Seam.
func keep(t *testing.T, ring credentials.Ring, profile, endpoint, text string, ws model.WorkspaceID) {
	t.Helper()
	key, err := seamclient.NewKey(text)
	if err != nil {
		t.Fatal(err)
	}
	desk := credentials.Desk{Ring: ring, Profile: profile, Endpoint: endpoint}
	if err := desk.Keep(t.Context(), credentials.Trial{Key: key, Workspace: model.Workspace{ID: ws, Name: "Maple"}}); err != nil {
		t.Fatal(err)
	}
}

func TestTheOrderOfSources(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("the key command here is printf")
	}
	full, empty := &ringtest.Memory{}, &ringtest.Memory{}
	keep(t, full, "default", seamclient.DefaultEndpoint, keyTwo, "w2")
	keep(t, full, "home", "https://home.test", tokenOne, "w3")
	broken := &ringtest.Memory{}
	broken.Break(fmt.Errorf("%w: this session has no D-Bus", credentials.ErrSilent))
	const command = "key_command = ['printf', 'seam_test_canaryThree\\n']\n"
	for name, tc := range map[string]struct {
		ring   credentials.Ring
		file   string
		env    []string
		key    string
		source string
		place  string
		ws     model.WorkspaceID
	}{
		"the environment first":   {full, command, []string{"SEAM_API_KEY=" + keyOne}, keyOne, "environment", "SEAM_API_KEY", ""},
		"then the keyring":        {full, command, nil, keyTwo, "keyring", "keyring, profile default", "w2"},
		"then the command":        {empty, command, nil, "seam_test_canaryThree", "command", "key_command printf", ""},
		"past a silent keyring":   {broken, command, nil, "seam_test_canaryThree", "command", "key_command printf", ""},
		"past an empty variable":  {full, command, []string{"SEAM_API_KEY= "}, keyTwo, "keyring", "keyring, profile default", "w2"},
		"only the keyring":        {full, command + "key_source = 'keyring'", []string{"SEAM_API_KEY=" + keyOne}, keyTwo, "keyring", "keyring, profile default", "w2"},
		"only the command":        {full, command + "key_source = 'command'", []string{"SEAM_API_KEY=" + keyOne}, "seam_test_canaryThree", "command", "key_command printf", ""},
		"only the environment":    {full, command + "key_source = 'environment'", []string{"SEAM_API_KEY=" + keyOne}, keyOne, "environment", "SEAM_API_KEY", ""},
		"a token and a workspace": {full, "", []string{"SEAM_PERSONAL_ACCESS_TOKEN=" + tokenOne, "SEAM_WORKSPACE_ID=w9"}, tokenOne, "environment", "SEAM_PERSONAL_ACCESS_TOKEN", "w9"},
		"a token in the key":      {full, "workspace = 'w8'", []string{"SEAM_API_KEY=" + tokenOne}, tokenOne, "environment", "SEAM_API_KEY", "w8"},
		"another profile":         {full, "profile = 'home'", nil, tokenOne, "keyring", "keyring, profile home", "w3"},
		"a chosen workspace":      {full, "profile = 'home'", []string{"SEAM_WORKSPACE_ID=w9"}, tokenOne, "keyring", "keyring, profile home", "w9"},
		"a named keyring":         {full, "key_source = 'keyring'", nil, keyTwo, "keyring", "keyring, profile default", "w2"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := finder(t, tc.ring, tc.file, tc.env...).Find(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if got.Key.Reveal() != tc.key || got.Source != tc.source || got.Place != tc.place || got.Workspace != tc.ws {
				t.Errorf("found %s from %s, %s for %q", got.Key.Reveal(), got.Source, got.Place, got.Workspace)
			}
			if text := fmt.Sprintf("%v %+v %#v", got, got, got); strings.Contains(text, "canary") {
				t.Errorf("what was found prints its key: %s", text)
			}
		})
	}
}

func TestNoKey(t *testing.T) {
	t.Parallel()
	empty, broken, odd := &ringtest.Memory{}, &ringtest.Memory{}, &ringtest.Memory{}
	broken.Break(fmt.Errorf("%w: this session has no D-Bus", credentials.ErrSilent))
	if err := odd.Set(t.Context(), "key/default", "hunter2"); err != nil {
		t.Fatal(err)
	}
	for name, tc := range map[string]struct {
		ring   credentials.Ring
		file   string
		env    []string
		kind   model.Kind
		nobody bool // wraps ErrNoKey
		what   string
		hint   string
	}{
		"nowhere":              {empty, "", nil, model.KindUnauthorised, true, "there is no key", "seamdash login"},
		"no keyring":           {broken, "", nil, model.KindUnauthorised, true, "no keyring answers: this session has no D-Bus", "SEAM_API_KEY"},
		"no keyring, named":    {broken, "key_source = 'keyring'", nil, model.KindUnauthorised, true, "no keyring answers", "SEAM_API_KEY"},
		"not in the variables": {empty, "key_source = 'environment'", nil, model.KindUnauthorised, true, "neither SEAM_API_KEY", "seamdash login"},
		"no command":           {empty, "key_source = 'command'", nil, model.KindUnauthorised, true, "no key_command", "seamdash login"},
		"a profile":            {empty, "profile = 'home'\n[profiles.home]", nil, model.KindUnauthorised, true, "for the profile home", "seamdash login"},
		"a slip in a profile":  {empty, "[profiles.home]", []string{"SEAMDASH_PROFILE=hmoe"}, model.KindUnauthorised, true, "under the profile hmoe", `did you mean the profile "home"?`},
		"two at once":          {empty, "", []string{"SEAM_API_KEY=a", "SEAM_PERSONAL_ACCESS_TOKEN=b"}, model.KindRefused, false, "both set", "unset"},
		"no key of Seam":       {empty, "", []string{"SEAM_API_KEY=hunter2"}, model.KindUnauthorised, false, "not a key of Seam", ""},
		"a token alone":        {empty, "", []string{"SEAM_API_KEY=" + tokenOne}, model.KindUnauthorised, false, "which workspace", "SEAM_WORKSPACE_ID"},
		"a strange entry":      {odd, "", nil, model.KindUnauthorised, false, "cannot be understood", "logout --profile default"},
	} {
		_, err := finder(t, tc.ring, tc.file, tc.env...).Find(t.Context())
		if err == nil || model.KindOf(err) != tc.kind || errors.Is(err, credentials.ErrNoKey) != tc.nobody ||
			!strings.Contains(err.Error(), tc.what) || !strings.Contains(model.HintOf(err), tc.hint) {
			t.Errorf("%s: %v (%v), hint %q; want %v, %q, %q", name, err, model.KindOf(err), model.HintOf(err), tc.kind, tc.what, tc.hint)
		}
		if text := fmt.Sprint(err, model.HintOf(err)); strings.Contains(text, "hunter2") || strings.Contains(text, "canary") {
			t.Errorf("%s: the error shows a secret: %s", name, text)
		}
	}
}

// TestAKeyGoesOnlyWhereItWasKeptFor: a key must not leave for a server that somebody put into a variable.
func TestAKeyGoesOnlyWhereItWasKeptFor(t *testing.T) {
	t.Parallel()
	ring := &ringtest.Memory{}
	keep(t, ring, "default", "http://127.0.0.1:4000", keyOne, "w1")
	for address, same := range map[string]bool{"http://127.0.0.1:4000": true, "http://127.0.0.1:4000/": true, "http://127.0.0.1:5000": false, "https://connect.getseam.com": false} {
		found, err := finder(t, ring, "", "SEAM_ENDPOINT="+address).Find(t.Context())
		if same != (err == nil) || same && found.Key.Reveal() != keyOne {
			t.Errorf("%s: %v", address, err)
		}
		if err != nil && (model.KindOf(err) != model.KindRefused || !strings.Contains(err.Error(), "127.0.0.1:4000")) {
			t.Errorf("%s: %v", address, err)
		}
	}
	found, err := finder(t, ring, "").Find(t.Context())
	if err != nil || found.Endpoint != "http://127.0.0.1:4000" || !found.Kept {
		t.Errorf("with no endpoint named: %+v, %v; want the one of the key", found, err)
	}
}

func TestKeyCommands(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("the key commands here are for a POSIX shell")
	}
	for name, tc := range map[string]struct{ command, what, stderr string }{
		"with noise":         {`['sh', '-c', 'echo unlocking >&2; echo " seam_test_canary "']`, "", "unlocking\n"},
		"with a variable":    {`['sh', '-c', 'echo $LENT']`, "", ""},
		"no shell by itself": {`['echo', '$LENT', 'hunter2']`, "characters that no key has", ""},
		"not there":          {`['seamdash-no-such-program', 'hunter2']`, "there is no such program", ""},
		"no program":         {`['/', 'hunter2']`, "it cannot be run", ""},
		"it fails":           {`['sh', '-c', 'echo hunter2; exit 7']`, "it ended with code 7", ""},
		"it says nothing":    {`['true']`, "it printed nothing", ""},
		"it says too much":   {`['sh', '-c', 'while :; do echo hunter2; done']`, "more than a key", ""},
		"no key of Seam":     {`['echo', 'hunter2']`, "not a key of Seam", ""},
		"a publishable key":  {`['echo', 'seam_pk1_hunter2']`, "publishable", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := finder(t, &ringtest.Memory{}, "key_command = "+tc.command, "LENT=seam_test_canary")
			var said strings.Builder
			f.Stderr = &said
			found, err := f.Find(t.Context())
			if said.String() != tc.stderr {
				t.Errorf("stderr %q, want %q", said.String(), tc.stderr)
			}
			if tc.what == "" {
				if err != nil || found.Key.Reveal() != "seam_test_canary" {
					t.Errorf("%v, %v", found, err)
				}
				return
			}
			if err == nil || !strings.Contains(err.Error(), tc.what) || model.KindOf(err) != model.KindUnauthorised {
				t.Errorf("error %v, want %q", err, tc.what)
			}
			if text := fmt.Sprint(err, model.HintOf(err)); strings.Contains(text, "hunter2") {
				t.Errorf("the error shows what was printed: %s", text)
			}
		})
	}
}

func TestAnInterruptedKeyCommandEnds(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("the key command here is sleep")
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := finder(t, &ringtest.Memory{}, "key_command = ['sleep', '600']").Find(ctx)
	if err == nil || !strings.Contains(err.Error(), "not waited for") {
		t.Errorf("error %v", err)
	}
}
