package main

import (
	"context"
	"errors"
	"strconv"

	"seamdash/model"
	"seamdash/model/store"
)

// storeAsItIs is the local store for who only looks: nothing is made, neither its directory nor the file, and nothing migrated.
func (d *doctor) storeAsItIs() (store.Config, error) {
	path, _, err := d.storePath()
	if err != nil {
		return store.Config{}, err
	}
	return store.Config{Path: path, Keys: d.sealingKeys(d.note), Untouched: true}, nil
}

// checkFile reads the whole file, if there is one.
func (d *doctor) checkFile(ctx context.Context) (store.Report, error) {
	cfg, err := d.storeAsItIs()
	if err != nil {
		return store.Report{}, err
	}
	return store.Check(ctx, cfg)
}

func (d *doctor) examineStore(ctx context.Context) examined {
	if _, err := d.settings(); err != nil {
		return unclear("not looked at as long as the settings are bad")
	}
	r, err := d.file(ctx)
	path := model.Clean(r.Path)
	switch {
	case errors.Is(err, store.ErrMissing):
		return well("none yet at " + path + "; it is made when there is something to keep")
	case err != nil && d.onlySealed(ctx, r, err):
		return unclear(path + " cannot be read without its sealing key")
	case err != nil:
		return ill(err)
	}
	text := path + ", " + strconv.Itoa(r.Records) + " records, all read"
	if r.Older {
		text += "; the next start brings it to a newer schema and keeps a backup"
	}
	return well(text)
}

// onlySealed says whether nothing else ails the file than that its sealing key is not to be had.
func (d *doctor) onlySealed(ctx context.Context, r store.Report, err error) bool {
	_, gone := d.seal(ctx)
	return r.KeyID != "" && !errors.Is(err, store.ErrDamaged) && (gone != nil || errors.Is(err, store.ErrKey))
}

// errNoSeal says that no file names a sealing key.
var errNoSeal = errors.New("no file names one yet")

// findSeal says in which file the sealing key is, "" for the keyring.
func (d *doctor) findSeal(ctx context.Context) (string, error) {
	r, _ := d.file(ctx) // what ails the file is told where it is looked at; without a key it still names the key
	if r.KeyID == "" {
		return "", errNoSeal
	}
	return d.sealingKeys(d.note).Where(ctx, r.KeyID)
}

func (d *doctor) examineSeal(ctx context.Context) examined {
	if _, err := d.settings(); err != nil {
		return unclear("not looked at as long as the settings are bad")
	}
	file, err := d.seal(ctx)
	switch _, check := d.file(ctx); {
	case errors.Is(err, errNoSeal) && errors.Is(check, store.ErrMissing):
		return unclear("there is none yet, as there is no local file")
	case errors.Is(err, errNoSeal):
		return unclear("the local file does not say which it is")
	case err != nil:
		return ill(err)
	case errors.Is(check, store.ErrKey):
		return ill(check)
	case file == "":
		return well("in the keyring")
	default:
		return well("in " + model.Clean(file) + ", readable by you alone; keep it out of backups of the local file")
	}
}
