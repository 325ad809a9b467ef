package main

import (
	"cmp"
	"context"
	"errors"
	"io"
	"slices"
	"strconv"
	"sync"

	"seamdash/cmd/config"
	"seamdash/cmd/credentials"
	"seamdash/model"
	"seamdash/ui"
	"seamdash/ui/workspaces"
)

const opSwitch = "open the workspace"

// spaces are the workspaces that can be opened from a visit: those of the profiles that have a key of their own, all that a personal
// access token opens, and the sandbox in this program.
type spaces struct {
	tour *tour
	from *visit

	mu    sync.Mutex
	doors map[string]door // of the newest list
}

// A door is how a place is opened.
type door struct {
	program  *program
	settings *config.Resolved
	// found is the key; where it is unknown it has to be found, which may run a program.
	found credentials.Found
}

func newSpaces(t *tour, from *visit) *spaces { return &spaces{tour: t, from: from} }

// List finds out which workspaces can be opened. Seam is asked only for those of tokens.
func (s *spaces) List(ctx context.Context) (workspaces.List, error) {
	p := s.tour.program
	path, asked := p.configPath()
	stamp := config.StampOf(path)
	file, err := config.Load(path, asked)
	if err != nil {
		return workspaces.List{}, asFault(err)
	}
	l := listing{spaces: s, open: s.from.stay, doors: map[string]door{}, claimed: map[string]int{}}
	l.addOpen()
	for _, name := range s.profiles(file) {
		there, err := p.under(name, file, stamp)
		if err != nil {
			l.miss("profile " + name + ": " + model.Clean(err.Error()))
			continue
		}
		l.addProfile(ctx, door{program: there, settings: there.settled})
	}
	l.addTokens(ctx)
	l.addInside()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.doors = l.doors
	return l.List, nil
}

// profiles are the names that may have a key: those in the file, the one that holds where nobody names one, and the one in force.
func (s *spaces) profiles(file *config.File) []string {
	names := append(file.Profiles(), "default", s.from.stay.session.settings.Profile)
	slices.Sort(names)
	return slices.DeleteFunc(slices.Compact(names), func(name string) bool { return name == "" })
}

// asFault makes a fault of a mistake in the configuration.
func asFault(err error) error {
	if m, ok := errors.AsType[*config.Mistake](err); ok {
		return &model.Fault{Op: opSwitch, Kind: model.KindInvalid, Message: m.Error(), Hint: m.Hint, Err: err}
	}
	return err
}

// Reach finds the key of a place and asks Seam which workspace it opens.
func (s *spaces) Reach(ctx context.Context, place string) (ui.Prospect, error) {
	s.mu.Lock()
	d, known := s.doors[place]
	s.mu.Unlock()
	if !known {
		return nil, &model.Fault{Op: opSwitch, Kind: model.KindNotFound, Message: "the list is not the newest any more"}
	}
	opened, err := d.session(ctx)
	if err != nil {
		return nil, err
	}
	ws, err := opened.client.Workspace(ctx)
	if err == nil && opened.found.Key.Known() {
		if wanted := cmp.Or(opened.found.Workspace, opened.settings.Workspace); wanted != "" && wanted != ws.ID {
			err = credentials.WrongWorkspace(opSwitch, ws, wanted)
		}
	}
	if err != nil {
		opened.client.Close()
		return nil, err
	}
	return &candidate{tour: s.tour, program: d.program, session: opened, workspace: ws}, nil
}

// session makes a client for a place; nothing is sent to Seam yet.
func (d *door) session(ctx context.Context) (*session, error) {
	if d.settings == nil {
		settings, err := d.program.settings()
		if err != nil {
			return nil, err
		}
		return d.program.newSandbox(settings)
	}
	found := d.found
	if !found.Key.Known() {
		var err error
		if found, _, err = d.finder().Own(ctx, true); err != nil {
			return nil, err
		}
	}
	if found.Key.NeedsWorkspace() && found.Workspace == "" {
		return nil, &model.Fault{
			Op: opSwitch, Kind: model.KindUnauthorised, Message: "a personal access token does not say which workspace",
			Hint: "set workspace in the profile " + d.settings.Profile + ".",
		}
	}
	settings := *d.settings
	settings.Workspace = found.Workspace
	return d.program.connect(ctx, &settings, found)
}

// finder looks for the key; what a key command has to say goes nowhere, because the terminal is not its own.
func (d *door) finder() *credentials.Finder { return d.program.finder(d.settings, io.Discard) }

// A candidate is a workspace that Seam answered for.
type candidate struct {
	tour      *tour
	program   *program
	session   *session
	workspace model.Workspace
}

// Workspace is what Seam said it is.
func (c *candidate) Workspace() model.Workspace { return c.workspace }

// Drop lets it be.
func (c *candidate) Drop() { c.session.client.Close() }

// Enter ends the open workspace and opens this one.
func (c *candidate) Enter(ctx context.Context) ui.Config {
	left := c.tour.leave(ctx)
	config := c.tour.begin(c.program, c.session)
	if !left {
		config.Caution = "what was under way in the workspace before takes long; it goes on beside this one"
	}
	return config
}

// placeID is what the list calls a place of a number.
func placeID(n int) string { return "place " + strconv.Itoa(n) }
