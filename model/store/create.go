package store

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"go.etcd.io/bbolt"

	"seamdash/model/custody"
)

// A draft is a new file beside a place. It gets the place's name only when it is whole and on the disk, so a name
// never leads to half a store.
type draft struct {
	place place
	path  string
}

// newDraft makes an empty file that only we can read.
func newDraft(p place) (*draft, error) {
	f, err := os.CreateTemp(p.dir(), "."+filepath.Base(string(p))+".new-*")
	if err != nil {
		return nil, err
	}
	return &draft{place: p, path: f.Name()}, f.Close()
}

// fill writes the draft in one transaction.
func (d *draft) fill(fn func(*bbolt.Tx) error) error {
	db, err := bbolt.Open(d.path, custody.FileMode, &bbolt.Options{Timeout: boltSlack, FreelistType: bbolt.FreelistMapType, NoStatistics: true})
	if err != nil {
		return err
	}
	return errors.Join(db.Update(fn), db.Close())
}

// claim gives the draft the place's name, unless something has it already; then the error is [fs.ErrExist].
func (d *draft) claim() error {
	err := os.Link(d.path, string(d.place))
	if err == nil {
		return errors.Join(os.Remove(d.path), d.place.syncDir())
	}
	if errors.Is(err, fs.ErrExist) {
		return err
	}
	// A file system without links. Two programs that start for the first time in the same instant could meet here.
	if taken, err := d.place.exists(); err != nil || taken {
		return errors.Join(err, fs.ErrExist)
	}
	return d.replace()
}

// replace gives the draft the place's name in any case.
func (d *draft) replace() error {
	if err := os.Rename(d.path, string(d.place)); err != nil {
		return err
	}
	return d.place.syncDir()
}

// drop removes what was not used.
func (d *draft) drop() { _ = os.Remove(d.path) } // it is gone already when all went well

// create makes an empty store where nothing is yet. That another process was faster is no error.
func create(ctx context.Context, p place, cfg Config) error {
	if err := p.makeDir(); err != nil {
		return err
	}
	if err := p.judge(); err != nil {
		return err
	}
	d, err := newDraft(p)
	if err != nil {
		return err
	}
	defer d.drop()
	id, err := newIdentity(ctx, cfg)
	if err != nil {
		return err
	}
	if err := d.fill(id.header.put); err != nil {
		return err
	}
	if err := d.claim(); !errors.Is(err, fs.ErrExist) {
		return err
	}
	return nil
}
