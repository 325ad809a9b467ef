package store

import (
	"bytes"
	"context"
	"fmt"
	"time"

	"go.etcd.io/bbolt"
)

// A Report is what [Check] found out before it was done or met what is wrong.
type Report struct {
	Path       string
	Size       int64
	FreePages  int
	Schema     uint64
	Older      bool // Schema is not the program's own, and the next [Open] migrates
	Made       time.Time
	KeyID      string // under which the sealing key is kept
	Workspaces int
	Records    int // that were opened and read
}

// Check reads the whole file: its structure, its header, the order of its records, and, with the sealing key, every
// record. It never writes, not even where the schema is an old one.
func Check(ctx context.Context, cfg Config) (Report, error) {
	const op = "check the store"
	cfg = cfg.settled()
	p, err := placeOf(cfg.Path)
	if err != nil {
		return Report{}, fault(op, cfg.Path, err)
	}
	r, err := p.check(ctx, cfg)
	return r, fault(op, string(p), err)
}

func (p place) check(ctx context.Context, cfg Config) (Report, error) {
	r := Report{Path: string(p)}
	if err := p.judge(); err != nil {
		return r, err
	}
	file, m, err := p.lock(ctx, false, cfg.Wait)
	if err != nil {
		return r, err
	}
	if info, err := file.Stat(); err == nil {
		r.Size = info.Size()
	}
	walk, err := surveyed(file, m)
	r.FreePages = walk.free
	if err != nil {
		_ = file.Close() // it was only read
		return r, err
	}
	open, err := begin(file, m, false, cfg.Wait)
	if err != nil {
		return r, err
	}
	return r, open.read(func(tx *bbolt.Tx) error { return r.inspect(ctx, tx, cfg) })
}

func (r *Report) inspect(ctx context.Context, tx *bbolt.Tx, cfg Config) error {
	h, err := headerOf(tx, cfg.schema())
	if err != nil {
		return err
	}
	r.Schema, r.Older, r.Made, r.KeyID = h.schema, h.schema != cfg.schema(), h.made, h.keyID
	if err := consistent(tx); err != nil {
		return err
	}
	id, err := unsealed(ctx, cfg.Keys, h)
	if err != nil {
		return err
	}
	return r.readAll(ctx, txn{tx: tx, vault: id.vault}, !r.Older)
}

// consistent asks bbolt's own check, whose errors must all be fetched.
func consistent(tx *bbolt.Tx) error {
	var first error
	for err := range tx.Check() {
		if first == nil {
			first = fmt.Errorf("%w: %w", ErrDamaged, err)
		}
	}
	return first
}

// readAll opens every record, and decodes those that are of the program's own schema.
func (r *Report) readAll(ctx context.Context, t txn, current bool) error {
	decode := decoders()
	var last []byte
	return eachTable(t, func(room []byte, k kind, tb table) error {
		if last == nil || !bytes.Equal(room, last) {
			last = room
			r.Workspaces++
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		read, known := decode[k]
		if current && !known {
			return asDamage(fmt.Sprintf("nothing is known about records of %q", k))
		}
		return tb.each(func(_, plain []byte) error {
			r.Records++
			if !current {
				return nil
			}
			return read(plain)
		})
	})
}

// eachTable gives the tables of all workspaces, those of one workspace together.
func eachTable(t txn, fn func(room []byte, k kind, tb table) error) error {
	return t.tx.ForEach(func(name []byte, b *bbolt.Bucket) error {
		room, k, ok := splitBucketName(name)
		if !ok {
			return nil // the header
		}
		return fn(room, k, table{bucket: b, vault: t.vault, where: placeOfRecords(room, []byte(k))})
	})
}

// decoders read a record of each kind, only to see whether it can be read.
func decoders() map[kind]func(plain []byte) error {
	out := map[kind]func([]byte) error{}
	add(out, preferences())
	add(out, views())
	add(out, trackedWrites())
	add(out, entries())
	add(out, steps(openSteps))
	add(out, steps(settledSteps))
	add(out, leases())
	for _, l := range []ledger{rules(), sets()} {
		add(out, l.kept)
		add(out, l.past)
	}
	add(out, series())
	add(out, wishes())
	add(out, lines())
	add(out, turns())
	add(out, editions(shelfEdition))
	add(out, editions(boardEdition))
	add(out, drafts())
	add(out, snoozes())
	add(out, titles())
	add(out, lockRecords())
	return out
}

func add[T any](to map[kind]func([]byte) error, c codec[T]) {
	to[c.kind] = func(plain []byte) error {
		_, err := c.unpack(plain)
		return err
	}
}
