package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"

	"go.etcd.io/bbolt"

	"seamdash/model"
)

// A Room is what the store keeps for one workspace. Rooms of one store may be made and used at will; two of the same
// workspace are the same.
type Room struct {
	store *Store
	ws    model.WorkspaceID
}

func (r *Room) view(ctx context.Context, op string, fn func(txn) error) error {
	return r.store.view(ctx, op, fn)
}

func (r *Room) update(ctx context.Context, op string, do func(txn) error) error {
	return r.store.update(ctx, op, do)
}

// A kind names the records of one sort; it is the name of their bucket.
type kind string

// A txn is one transaction and the key for what it reads and writes.
type txn struct {
	tx    *bbolt.Tx
	vault *vault
	// memo, where there is one, is what the writes of one transaction share.
	memo *memo
}

// A memo spares the writes of a transaction what the one before has done already: most of them are about the same table.
type memo struct {
	ws    model.WorkspaceID
	kind  kind
	table table
	plain encoder // the record that is being sealed
	where []byte  // what its seal is bound to
	// sealed is the memory of the sealed records. bbolt refers to them until the end of the transaction.
	sealed []byte
}

// renew makes the memo ready for the next transaction.
func (m *memo) renew() *memo {
	m.table = table{}
	m.sealed = m.sealed[:0]
	return m
}

// seal gives a sealed record that is bound to m.where.
func (m *memo) seal(v *vault, plain []byte) []byte {
	const block, most = 16 << 10, 1 << 20
	size := len(plain) + v.aead.Overhead()
	if size > most {
		return v.seal(plain, m.where)
	}
	if cap(m.sealed)-len(m.sealed) < size {
		m.sealed = make([]byte, 0, max(size, min(most, max(block, 2*cap(m.sealed)))))
	}
	from := len(m.sealed)
	m.sealed = v.aead.Seal(m.sealed, nil, plain, m.where)
	return m.sealed[from:len(m.sealed):len(m.sealed)]
}

// A table is the records of one kind of one workspace, within a transaction.
type table struct {
	bucket *bbolt.Bucket // nil where nothing was written yet
	vault  *vault
	where  []byte // what the seal of each record is bound to, before the record's own key
}

// roomKey names a workspace in the file; an empty id is allowed.
func roomKey(ws model.WorkspaceID) []byte { return []byte("ws " + ws) }

// bucketName is the root bucket of one kind of one workspace. Buckets are not nested: each level would be one more
// page that every write has to write.
func bucketName(room []byte, k kind) []byte {
	name := make([]byte, 0, len(room)+1+len(k))
	return append(append(append(name, room...), 0), k...)
}

// splitBucketName is the inverse of [bucketName]; no kind has a zero byte.
func splitBucketName(name []byte) (room []byte, k kind, ok bool) {
	i := bytes.LastIndexByte(name, 0)
	if i < 0 {
		return nil, "", false
	}
	return name[:i], kind(name[i+1:]), true
}

func (t txn) table(ws model.WorkspaceID, k kind) table { return t.tableAt(roomKey(ws), k) }

func (t txn) tableAt(room []byte, k kind) table {
	return table{bucket: t.tx.Bucket(bucketName(room, k)), vault: t.vault, where: placeOfRecords(room, []byte(k))}
}

// made is the table with its bucket made where it is missing.
func (t txn) made(ws model.WorkspaceID, k kind) (table, error) {
	m := t.memo
	if m != nil && m.table.bucket != nil && m.ws == ws && m.kind == k {
		return m.table, nil
	}
	tb, err := t.madeAt(roomKey(ws), k)
	if err == nil && m != nil {
		m.ws, m.kind, m.table = ws, k, tb
	}
	return tb, err
}

func (t txn) madeAt(room []byte, k kind) (table, error) {
	tb := t.tableAt(room, k)
	if tb.bucket != nil {
		return tb, nil
	}
	var err error
	tb.bucket, err = t.tx.CreateBucket(bucketName(room, k))
	return tb, err
}

// placeOfRecords is what seals are bound to: a record that was moved to another place does not open.
func placeOfRecords(room, k []byte) []byte {
	var e encoder
	e.bytes(room)
	e.bytes(k)
	return e.b[:len(e.b):len(e.b)]
}

func (t table) sealing(key []byte) []byte { return append(t.where, key...) }

// get gives the plain record, nil where there is none.
func (t table) get(key []byte) ([]byte, error) {
	if t.bucket == nil {
		return nil, nil
	}
	sealed := t.bucket.Get(key)
	if sealed == nil {
		return nil, nil
	}
	return t.vault.open(nil, sealed, t.sealing(key))
}

func (t table) put(key, plain []byte) error {
	return t.bucket.Put(key, t.vault.seal(plain, t.sealing(key)))
}

func (t table) drop(key []byte) error {
	if t.bucket == nil {
		return nil
	}
	return t.bucket.Delete(key)
}

// each gives every record in the order of keys; both are valid only meanwhile.
func (t table) each(fn func(key, plain []byte) error) error {
	if t.bucket == nil {
		return nil
	}
	var buf []byte
	where := slices.Clone(t.where)
	return t.bucket.ForEach(func(key, sealed []byte) (err error) {
		where = append(where[:len(t.where)], key...)
		if buf, err = t.vault.open(buf[:0], sealed, where); err != nil {
			return err
		}
		return fn(key, buf)
	})
}

// A codec writes and reads the records of one kind.
type codec[T any] struct {
	kind   kind
	encode func(*encoder, *T)
	decode func(*decoder, *T)
	// older reads records as they were laid out before; nil where they never were otherwise.
	older func(*decoder, *T)
}

// revision is the first byte of each record that is written.
func (c codec[T]) revision() byte {
	if c.older != nil {
		return 2
	}
	return 1
}

func (c codec[T]) pack(v *T) []byte {
	e := encoder{b: make([]byte, 0, 256)}
	return c.packInto(&e, v)
}

// packInto gives the plain record in the memory of e.
func (c codec[T]) packInto(e *encoder, v *T) []byte {
	e.b = append(e.b[:0], c.revision())
	c.encode(e, v)
	return e.b
}

func (c codec[T]) unpack(plain []byte) (T, error) {
	d := decoder{rest: string(plain)}
	var v T
	switch rev := d.byte(); {
	case rev == c.revision():
		c.decode(&d, &v)
	case rev == 1 && c.older != nil:
		d.first = true
		c.older(&d, &v)
	default:
		d.err = errors.New("its layout is unknown")
	}
	if err := d.finish(); err != nil {
		return v, fmt.Errorf("%w: a record of %s: %w", ErrDamaged, c.kind, err)
	}
	return v, nil
}

// get reads one record; ok is false where there is none.
func (c codec[T]) get(t txn, ws model.WorkspaceID, key []byte) (v T, ok bool, err error) {
	plain, err := t.table(ws, c.kind).get(key)
	if err != nil || plain == nil {
		return v, false, err
	}
	v, err = c.unpack(plain)
	return v, err == nil, err
}

func (c codec[T]) put(t txn, ws model.WorkspaceID, key []byte, v *T) error {
	tb, err := t.made(ws, c.kind)
	if err != nil {
		return err
	}
	m := t.memo
	if m == nil {
		return tb.put(key, c.pack(v))
	}
	m.where = append(append(m.where[:0], tb.where...), key...)
	return tb.bucket.Put(key, m.seal(tb.vault, c.packInto(&m.plain, v)))
}

func (c codec[T]) drop(t txn, ws model.WorkspaceID, key []byte) error {
	return t.table(ws, c.kind).drop(key)
}

// list reads all records in the order of their keys.
func (c codec[T]) list(t txn, ws model.WorkspaceID) ([]T, error) {
	var out []T
	err := t.table(ws, c.kind).each(func(_, plain []byte) error {
		v, err := c.unpack(plain)
		out = append(out, v)
		return err
	})
	return out, err
}

// listed is [codec.list] in a transaction of its own.
func listed[T any](ctx context.Context, r *Room, op string, c codec[T]) ([]T, error) {
	var out []T
	err := r.view(ctx, op, func(t txn) (err error) {
		out, err = c.list(t, r.ws)
		return err
	})
	return out, err
}

// checkID refuses an id that cannot be a key.
func checkID(op, id string) error {
	if id != "" && len(id) <= maxKey {
		return nil
	}
	return &model.Fault{Op: op, Kind: model.KindInvalid, Message: "the id is empty or too long"}
}
