package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"time"

	"go.etcd.io/bbolt"

	"seamdash/model/custody"
)

// Backup copies the store to a new file dst while others work with it. The copy is one moment of the store, sealed
// with the same key, which is not needed for it. It gets its name only when it is whole and was read once.
func Backup(ctx context.Context, cfg Config, dst string) error {
	const op = "back up the store"
	cfg = cfg.settled()
	p, err := placeOf(cfg.Path)
	if err != nil {
		return fault(op, cfg.Path, err)
	}
	to, err := placeOf(dst)
	if err == nil {
		err = p.copyTo(ctx, to, cfg)
	}
	if errors.Is(err, ErrExists) {
		return fault("write the backup", string(to), err)
	}
	return fault(op, string(p), err)
}

// Backup is the function [Backup] for this store.
func (s *Store) Backup(ctx context.Context, dst string) error { return Backup(ctx, s.cfg, dst) }

func (p place) copyTo(ctx context.Context, dst place, cfg Config) error {
	if taken, err := dst.exists(); err != nil || taken {
		return errors.Join(err, existsIf(taken))
	}
	if err := dst.judge(); err != nil {
		return err
	}
	d, err := newDraft(dst)
	if err != nil {
		return err
	}
	defer d.drop()
	if err := p.writeTo(ctx, d.path, cfg); err != nil {
		return err
	}
	if err := place(d.path).survey(ctx, cfg.Wait); err != nil {
		return err
	}
	if err := d.claim(); !errors.Is(err, fs.ErrExist) {
		return err
	}
	return ErrExists
}

func existsIf(taken bool) error {
	if taken {
		return ErrExists
	}
	return nil
}

// writeTo copies the store as one reading transaction sees it.
func (p place) writeTo(ctx context.Context, path string, cfg Config) error {
	out, err := os.OpenFile(path, os.O_WRONLY|os.O_TRUNC, custody.FileMode)
	if err != nil {
		return err
	}
	open, err := p.open(ctx, false, cfg.Wait)
	if err != nil {
		return errors.Join(err, out.Close())
	}
	err = open.read(func(tx *bbolt.Tx) error {
		if _, err := headerOf(tx, cfg.schema()); err != nil {
			return err
		}
		_, err := tx.WriteTo(out)
		return err
	})
	if err == nil {
		err = out.Sync()
	}
	return errors.Join(err, out.Close())
}

// survey walks the structure of a file that is not in use.
func (p place) survey(ctx context.Context, wait time.Duration) error {
	file, m, err := p.lock(ctx, false, wait)
	if err != nil {
		return err
	}
	defer file.Close() //nolint:errcheck // it was only read
	_, err = surveyed(file, m)
	return err
}

// Restore puts a copy of the backup src in the place of the store, once every record of it was read. What was there,
// whatever its state, is kept under the name that is returned; "" when nothing was. Programs that have the store open
// go on with what was restored.
func Restore(ctx context.Context, cfg Config, src string) (kept string, err error) {
	cfg = cfg.settled()
	p, err := placeOf(cfg.Path)
	if err != nil {
		return "", fault("restore the store", cfg.Path, err)
	}
	if err := p.makeDir(); err != nil {
		return "", fault("restore the store", string(p), err)
	}
	if err := p.judge(); err != nil {
		return "", fault("restore the store", string(p), err)
	}
	d, err := newDraft(p)
	if err != nil {
		return "", fault("restore the store", string(p), err)
	}
	defer d.drop()
	if err := d.copyOf(ctx, src, p, cfg); err != nil {
		return "", fault("read the backup", src, err)
	}
	kept, err = d.takeOver(ctx, cfg)
	return kept, fault("restore the store", string(p), err)
}

// copyOf fills the draft with a backup and reads all of it.
func (d *draft) copyOf(ctx context.Context, src string, p place, cfg Config) error {
	in, err := os.OpenFile(src, os.O_RDONLY|noWait, 0)
	if err != nil {
		return err
	}
	defer in.Close() //nolint:errcheck // it was only read
	info, err := in.Stat()
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return fmt.Errorf("%w: it is not a file", ErrForeign)
	}
	if at, err := os.Stat(string(p)); err == nil && os.SameFile(info, at) {
		return errors.New("it is the store itself")
	}
	if err := waitLock(ctx, in, false, cfg.Wait); err != nil {
		return err
	}
	out, err := os.OpenFile(d.path, os.O_WRONLY|os.O_TRUNC, custody.FileMode)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	if err == nil {
		err = out.Sync()
	}
	if err := errors.Join(err, out.Close()); err != nil {
		return err
	}
	_, err = place(d.path).check(ctx, cfg)
	return err
}

// takeOver waits until nobody works with the file that is there, puts it aside and gives the draft its place.
func (d *draft) takeOver(ctx context.Context, cfg Config) (kept string, err error) {
	taken, err := d.place.exists()
	if err != nil || !taken {
		return "", errors.Join(err, d.claimIf(err == nil))
	}
	old, err := d.place.openOnce(true)
	if err != nil {
		return "", err
	}
	defer old.Close() //nolint:errcheck // nothing was written through it
	if err := waitLock(ctx, old, true, cfg.Wait); err != nil {
		return "", err
	}
	kept = fmt.Sprintf("%s.before-%s", d.place, cfg.Now().UTC().Format("20060102T150405"))
	if !replaceWhileOpen {
		_ = old.Close() // another program could write in this moment; what it writes is put aside
	}
	if err := d.place.alsoAs(kept); err != nil {
		return "", err
	}
	return kept, d.replace()
}

// alsoAs gives the file a second name, never one that something has.
func (p place) alsoAs(name string) error {
	err := os.Link(string(p), name)
	if err == nil || errors.Is(err, fs.ErrExist) {
		return err
	}
	if _, taken := os.Lstat(name); taken == nil { // a file system without links
		return fs.ErrExist
	}
	return os.Rename(string(p), name)
}

func (d *draft) claimIf(free bool) error {
	if free {
		return d.claim()
	}
	return nil
}
