package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"seamdash/cmd/config"
	"seamdash/cmd/credentials"
	"seamdash/model"
	"seamdash/model/custody"
	"seamdash/model/store"
)

// openStore opens the local store. Where no keyring keeps its sealing key, announce is told where the key is.
func (p *program) openStore(ctx context.Context, announce func(string)) (*store.Store, error) {
	cfg, err := p.storeConfig(announce)
	if err != nil {
		return nil, err
	}
	return store.Open(ctx, cfg)
}

// storeConfig says where the local store is and who keeps its sealing key, and makes the system's place for it.
func (p *program) storeConfig(announce func(string)) (store.Config, error) {
	path, named, err := p.storePath()
	if err != nil {
		return store.Config{}, err
	}
	if !named {
		// The system's place for data may be missing; a place that somebody named is not made up from nothing.
		if home := filepath.Dir(filepath.Dir(path)); !isThere(home) {
			if err := custody.MakeDir(home); err != nil {
				return store.Config{}, refusedFile("make a place for the store", home, err)
			}
		}
	}
	return store.Config{Path: path, Keys: p.sealingKeys(announce)}, nil
}

// storePath is where the local store is or will be, and whether somebody named just that file.
func (p *program) storePath() (path string, named bool, err error) {
	settings, err := p.settings()
	switch {
	case err != nil:
		return "", false, err
	case settings.Store != "":
		return settings.Store, true, nil
	default:
		return config.DefaultStore(p.getenv), false, nil
	}
}

func (p *program) sealingKeys(announce func(string)) *credentials.SealingKeys {
	return &credentials.SealingKeys{Ring: p.ring(), Dir: config.SealingDir(p.getenv), Announce: announce}
}

func isThere(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// A gallery is the pictures in the local store.
type gallery struct{ store *store.Store }

// noWorkspace is the room of the store for what belongs to no workspace.
const noWorkspace = model.WorkspaceID("")

func markName(mark string) string { return "opened by key " + mark }

// Last finds the workspace by the mark and then its picture.
func (g gallery) Last(ctx context.Context, mark string) (*model.Snapshot, error) {
	remembered, err := g.store.In(noWorkspace).Preferences(ctx)
	if err != nil {
		return nil, err
	}
	id := model.WorkspaceID(remembered[markName(mark)])
	if id == noWorkspace {
		return nil, nil
	}
	picture, _, err := g.store.In(id).Snapshot(ctx)
	if err != nil || picture == nil || picture.Workspace.ID != id {
		return nil, err
	}
	return picture, nil
}

// Keep saves the picture under its workspace before the mark leads there.
func (g gallery) Keep(ctx context.Context, mark string, picture *model.Snapshot) error {
	id := picture.Workspace.ID
	if err := g.store.In(id).SaveSnapshot(ctx, picture); err != nil {
		return err
	}
	everybody := g.store.In(noWorkspace)
	remembered, err := everybody.Preferences(ctx)
	if err != nil || remembered[markName(mark)] == string(id) {
		return err
	}
	return everybody.SetPreference(ctx, markName(mark), string(id))
}

// Forget takes away the picture of a workspace, and every mark that leads there.
func (g gallery) Forget(ctx context.Context, id model.WorkspaceID) error {
	if err := g.store.In(id).ForgetSnapshot(ctx); err != nil {
		return err
	}
	everybody := g.store.In(noWorkspace)
	remembered, err := everybody.Preferences(ctx)
	if err != nil {
		return err
	}
	for name, to := range remembered {
		if strings.HasPrefix(name, markName("")) && to == string(id) {
			if err := everybody.SetPreference(ctx, name, ""); err != nil {
				return err
			}
		}
	}
	return nil
}

// forgetPicture takes the picture of a workspace out of the local store; looked says whether there is one.
func (p *program) forgetPicture(ctx context.Context, id model.WorkspaceID) (looked bool, err error) {
	cfg, err := p.storeConfig(p.note)
	if err != nil {
		return false, err
	}
	if _, err := os.Stat(cfg.Path); errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	ctx, stop := context.WithTimeout(ctx, albumPatience)
	defer stop()
	s, err := store.Open(ctx, cfg)
	if err != nil {
		return false, err
	}
	g := gallery{s}
	return true, errors.Join(g.Forget(ctx, id), g.Close())
}

// Close ends the store.
func (g gallery) Close() error { return g.store.Close() }
