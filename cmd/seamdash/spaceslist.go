package main

import (
	"context"
	"errors"
	"slices"

	"seamdash/cmd/credentials"
	"seamdash/model"
	"seamdash/seamclient"
	"seamdash/ui/workspaces"
)

// A listing puts together what can be opened.
type listing struct {
	workspaces.List

	spaces *spaces
	open   *stay
	doors  map[string]door
	// tokens has a door for each token that was found, and claimed the numbers of the places that a profile names, by what stands for
	// the key with the workspace: the settings of that profile hold there, also for whoever comes by way of the token.
	tokens  []door
	claimed map[string]int
}

// add adds a place.
func (l *listing) add(p workspaces.Place, d door) {
	p.ID = placeID(len(l.Places))
	if d.found.Key.Known() {
		if d.found.Key.NeedsWorkspace() {
			l.addDoor(d)
		}
		l.claimed[mark(d.found)] = len(l.Places)
	}
	l.Places = append(l.Places, p)
	l.doors[p.ID] = d
}

// addDoor takes note of a token.
func (l *listing) addDoor(d door) {
	if !slices.ContainsFunc(l.tokens, func(other door) bool { return tokenOf(other) == tokenOf(d) }) {
		l.tokens = append(l.tokens, d)
	}
}

// tokenOf stands for the token of a door, whatever workspace was chosen.
func tokenOf(d door) string { return markOf(d.found.Key, d.found.Endpoint, noWorkspace) }

// miss adds what kept places from being found.
func (l *listing) miss(why string) { l.Troubles = append(l.Troubles, why) }

// addOpen adds the workspace that is open.
func (l *listing) addOpen() {
	s, from := l.open.session, l.spaces.from
	ws := l.open.feed.Snapshot().Workspace
	if !s.found.Key.Known() {
		return // the sandbox has its own line
	}
	if ws.ID == noWorkspace {
		ws.ID = s.found.Workspace
	}
	d := door{program: from.program, settings: s.settings, found: s.found}
	l.add(workspaces.Place{Workspace: ws, Known: l.open.workspace() != noWorkspace, Profile: s.settings.Profile, Key: model.Clean(s.found.Place), Open: true}, d)
}

// addProfile adds what the key of a profile opens.
func (l *listing) addProfile(ctx context.Context, d door) {
	found, ws, err := d.finder().Own(ctx, false)
	name := d.settings.Profile
	place := workspaces.Place{Workspace: ws, Known: ws.ID != "", Profile: name}
	switch {
	case errors.Is(err, credentials.ErrAbsent), errors.Is(err, credentials.ErrSilent) && !slices.Contains(d.settings.Known, name):
		return
	case errors.Is(err, credentials.ErrAsks):
		place.Key = "key_command " + model.Clean(d.settings.KeyCommand[0])
		place.Workspace.ID = d.settings.Workspace
		place.Known = false
		if l.isOpen(name, "") {
			return
		}
	case err != nil:
		l.miss("profile " + name + ": " + model.WhyOf(err))
		return
	default:
		d.found, place.Key = found, "keyring"
		if found.Workspace != "" && found.Workspace != ws.ID { // the settings name another than the key was kept with
			place.Workspace, place.Known = model.Workspace{ID: found.Workspace}, false
		}
		if found.Key.NeedsWorkspace() && found.Workspace == "" {
			l.addDoor(d)
			return
		}
		if l.isOpen(name, mark(found)) {
			return
		}
	}
	l.add(place, d)
}

// isOpen says that the open workspace is that of a profile, opened by the same key where there is one.
func (l *listing) isOpen(profile, by string) bool {
	s := l.open.session
	return s.found.Key.Known() && s.settings.Profile == profile && (by == "" || by == mark(s.found))
}

func mark(f credentials.Found) string { return markOf(f.Key, f.Endpoint, f.Workspace) }

// addTokens adds what tokens open beside the places that profiles name, and completes what is known of those.
func (l *listing) addTokens(ctx context.Context) {
	for _, d := range slices.Clone(l.tokens) {
		all, err := workspacesOf(ctx, d)
		if err != nil {
			l.miss("the workspaces of the token of profile " + d.settings.Profile + " cannot be listed: " + model.WhyOf(err))
			continue
		}
		for _, ws := range all {
			there := d
			there.found.Workspace = ws.ID
			if at, claimed := l.claimed[mark(there.found)]; claimed {
				l.Places[at].Workspace, l.Places[at].Known = ws, true
				continue
			}
			l.add(workspaces.Place{Workspace: ws, Known: true, Profile: d.settings.Profile, Key: model.Clean("token, " + d.found.Place)}, there)
		}
	}
}

// workspacesOf asks Seam for the workspaces of a token.
func workspacesOf(ctx context.Context, d door) ([]model.Workspace, error) {
	client, err := seamclient.New(seamclient.Config{Endpoint: d.found.Endpoint, Key: d.found.Key, UserAgent: userAgent(), ReadOnly: true, Dial: d.program.network.dial})
	if err != nil {
		return nil, err
	}
	defer client.Close()
	return client.Workspaces(ctx)
}

// addInside adds the sandbox in this program.
func (l *listing) addInside() {
	s := l.open.session
	place := workspaces.Place{
		Workspace: model.Workspace{Name: "simulated in this program", Sandbox: true}, Known: true, Key: "none needed",
	}
	if place.Open = !s.found.Key.Known(); place.Open {
		place.Workspace.Name = "simulated in this program, which is open"
	}
	l.add(place, door{program: l.spaces.tour.program})
}
