package credentials

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"seamdash/model"
	"seamdash/seamclient"
)

// An Entry is what the keyring keeps for a profile: the key, the address it was tried at, and the workspace it opened.
type Entry struct {
	Key       seamclient.Key
	Endpoint  string
	Workspace model.Workspace
}

// entryVersion changes when older programs would misunderstand an entry.
const entryVersion = 1

type wireEntry struct {
	Version   int    `json:"version"`
	Key       string `json:"key"`
	Endpoint  string `json:"endpoint"`
	Workspace string `json:"workspace_id"`
	Name      string `json:"workspace_name"`
	Sandbox   bool   `json:"is_sandbox"`
}

// errEntry says that what the keyring holds is not an entry of ours.
var errEntry = errors.New("what the keyring holds under this name cannot be understood")

func entryName(profile string) string { return "key/" + profile }

func (e Entry) text() (string, error) {
	b, err := json.Marshal(wireEntry{
		Version: entryVersion, Key: e.Key.Reveal(), Endpoint: e.Endpoint,
		Workspace: string(e.Workspace.ID), Name: e.Workspace.Name, Sandbox: e.Workspace.Sandbox,
	})
	return string(b), err
}

func parseEntry(text string) (Entry, error) {
	var w wireEntry
	if json.Unmarshal([]byte(text), &w) != nil { // its error would quote what it read
		return Entry{}, errEntry
	}
	if w.Version > entryVersion {
		return Entry{}, fmt.Errorf("%w: a newer seamdash wrote it", errEntry)
	}
	key, err := seamclient.NewKey(w.Key)
	if err != nil || w.Version < 1 {
		return Entry{}, errEntry
	}
	return Entry{Key: key, Endpoint: w.Endpoint, Workspace: model.Workspace{
		ID: model.WorkspaceID(model.Clean(w.Workspace)), Name: model.Clean(w.Name), Sandbox: w.Sandbox,
	}}, nil
}

// Kept is what the keyring holds for a profile; the error wraps [ErrAbsent] when that is nothing.
func Kept(ctx context.Context, ring Ring, profile string) (Entry, error) {
	text, err := ring.Get(ctx, entryName(profile))
	if err != nil {
		return Entry{}, err
	}
	return parseEntry(text)
}

// Forget takes the key of a profile out of the keyring, whatever it looks like. The error wraps [ErrAbsent] when there was
// none.
func Forget(ctx context.Context, ring Ring, profile string) error {
	err := ring.Delete(ctx, entryName(profile))
	if errors.Is(err, ErrSilent) {
		return unanswered("forget the key", err)
	}
	return err
}

// unanswered is the fault of something that needs a keyring where there is none.
func unanswered(op string, err error) *model.Fault {
	return &model.Fault{
		Op: op, Kind: model.KindUnexpected, Message: err.Error(), Err: err,
		Hint: "a keyring needs a desktop session; elsewhere set SEAM_API_KEY, or key_command in the configuration.",
	}
}

// sameEndpoint compares two addresses that the client accepts.
func sameEndpoint(a, b string) bool {
	return a == b || host(a) == host(b) && strings.TrimRight(a, "/") == strings.TrimRight(b, "/")
}

// host is the part of an address that people know a server by.
func host(address string) string {
	if u, err := url.Parse(address); err == nil && u.Host != "" {
		return model.Clean(strings.ToLower(u.Host))
	}
	return model.Clean(address)
}
