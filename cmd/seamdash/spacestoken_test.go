package main

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/pflag"

	"seamdash/cmd/credentials"
	"seamdash/cmd/credentials/ringtest"
	"seamdash/model"
	"seamdash/seamclient"
	"seamdash/ui/workspaces"
)

const (
	mapleID model.WorkspaceID = "11111111-0000-4000-8000-000000000001"
	oakID   model.WorkspaceID = "22222222-0000-4000-8000-000000000002"
	elmID   model.WorkspaceID = "33333333-0000-4000-8000-000000000003"
)

// inForest is a visit to a workspace of a token that opens three. A profile of its own names one of the others, and only reads it;
// another profile has a program that gives out its key.
func inForest(t *testing.T, address string) *spaces {
	t.Helper()
	home := t.TempDir()
	path := filepath.Join(home, "config.toml")
	config := "endpoint = '" + address + "'\n[profiles.forest]\n[profiles.oak]\nread_only = true\nworkspace = '" + string(oakID) + "'\n" +
		"[profiles.vault]\nkey_command = ['touch', '" + filepath.Join(home, "asked") + "']\n"
	if err := os.WriteFile(path, []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	key, err := seamclient.NewKey("seam_at1_forest")
	if err != nil {
		t.Fatal(err)
	}
	ring := &ringtest.Memory{}
	for profile, ws := range map[string]model.Workspace{"forest": {ID: mapleID, Name: "Maple", Sandbox: true}, "oak": {ID: oakID, Name: "Oak"}} {
		desk := credentials.Desk{Ring: ring, Profile: profile, Endpoint: address}
		if err := desk.Keep(t.Context(), credentials.Trial{Key: key, Workspace: ws}); err != nil {
			t.Fatal(err)
		}
	}
	p := &program{
		env:    append(alone(), "SEAMDASH_CONFIG="+path, "SEAMDASH_PROFILE=forest", "XDG_STATE_HOME="+home, "XDG_DATA_HOME="+home, "HOME="+home),
		stderr: io.Discard, keyring: ring, flags: &pflag.FlagSet{}, face: &pflag.FlagSet{},
	}
	tour := newTour(t.Context(), p)
	s, err := p.open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	tour.begin(p, s)
	t.Cleanup(func() {
		v := <-tour.begun // for which nobody worked, so that its store is to be closed here
		v.end()
		v.stay.session.client.Close()
		v.stay.album.forsake()
		if _, err := os.Stat(filepath.Join(home, "asked")); err == nil {
			t.Error("the key command was run for a list")
		}
	})
	return newSpaces(tour, tour.here)
}

// TestWorkspacesOfAToken are all in the list. Where a profile names one, its settings hold there, whichever way somebody comes.
func TestWorkspacesOfAToken(t *testing.T) {
	t.Parallel()
	server := tenants()
	t.Cleanup(server.Close)
	s := inForest(t, server.URL)
	list, err := s.List(t.Context())
	if err != nil || len(list.Troubles) > 0 {
		t.Fatal(err, list.Troubles)
	}
	maple := model.Workspace{ID: mapleID, Name: "Maple", Sandbox: true}
	want := []workspaces.Place{
		{ID: "place 0", Workspace: maple, Known: true, Profile: "forest", Key: "keyring, profile forest", Open: true},
		{ID: "place 1", Workspace: model.Workspace{ID: oakID, Name: "Oak"}, Known: true, Profile: "oak", Key: "keyring"},
		{ID: "place 2", Profile: "vault", Key: "key_command touch"},
		{ID: "place 3", Workspace: model.Workspace{ID: elmID, Name: "Elm", Sandbox: true, Suspended: true}, Known: true, Profile: "forest", Key: "token, keyring, profile forest"},
		{ID: "place 4", Workspace: model.Workspace{Name: "simulated in this program", Sandbox: true}, Known: true, Key: "none needed"},
	}
	if diff := cmp.Diff(want, list.Places); diff != "" {
		t.Fatalf("the list (-want +got):\n%s", diff)
	}
	for place, want := range map[string]struct {
		id       model.WorkspaceID
		readOnly bool
	}{"place 1": {oakID, true}, "place 3": {elmID, false}} {
		reached, err := s.Reach(t.Context(), place)
		if err != nil {
			t.Fatal(err)
		}
		defer reached.Drop()
		c, ok := reached.(*candidate)
		if !ok || c.Workspace().ID != want.id || c.session.found.Workspace != want.id || c.session.settings.ReadOnly != want.readOnly {
			t.Errorf("%s opens %s, read-only %v", place, reached.Workspace().ID, c.session.settings.ReadOnly)
		}
	}
}

// TestKeyCommandOfAPlace is run when somebody wants to go there, and not before.
func TestKeyCommandOfAPlace(t *testing.T) {
	t.Parallel()
	server := tenants()
	t.Cleanup(server.Close)
	s := inForest(t, server.URL)
	if _, err := s.List(t.Context()); err != nil {
		t.Fatal(err)
	}
	asked := s.doors["place 2"].settings.KeyCommand[1]
	if _, err := os.Stat(asked); err == nil {
		t.Fatal("the list ran it")
	}
	if _, err := s.Reach(t.Context(), "place 2"); err == nil {
		t.Error("it gives no key, and opens a workspace")
	}
	if err := os.Remove(asked); err != nil {
		t.Errorf("it was not run: %v", err)
	}
}

// TestListWithoutSeam: what the profiles say is there all the same, with the reason why there is not more.
func TestListWithoutSeam(t *testing.T) {
	t.Parallel()
	server := tenants()
	server.Close()
	ctx, stop := context.WithCancel(t.Context())
	s := inForest(t, server.URL)
	stop() // so that nobody waits for another try
	list, err := s.List(ctx)
	if err != nil || len(list.Places) != 4 || len(list.Troubles) != 1 {
		t.Errorf("%d places, troubles %q, %v", len(list.Places), list.Troubles, err)
	}
}
