package store

import (
	"bytes"
	"encoding/binary"
	"math"
)

// numbered is the key of a record that is found by its number.
func numbered(n uint64) []byte { return binary.BigEndian.AppendUint64(nil, n) }

// under is what the keys of all that belongs to an id begin with; the length keeps ids apart that begin alike.
func under(id string) []byte {
	return append(binary.BigEndian.AppendUint16(nil, uint16(len(id))), id...)
}

// numberedUnder is the key of a record that is found by what it belongs to and its number.
func numberedUnder(id string, n uint64) []byte { return append(under(id), numbered(n)...) }

// A visitor is given a record; both are valid only meanwhile. It may not change the table.
type visitor func(key, plain []byte) (more bool, err error)

// back gives the numbered records under a prefix from the newest, or from the one before a number, until the visitor has
// enough.
func (t table) back(prefix []byte, before uint64, visit visitor) error {
	if t.bucket == nil {
		return nil
	}
	if before == 0 {
		before = math.MaxUint64
	}
	c := t.bucket.Cursor()
	first := c.Prev
	if key, _ := c.Seek(append(bytes.Clone(prefix), numbered(before)...)); key == nil {
		first = c.Last
	}
	key, sealed := first()
	return t.visited(prefix, key, sealed, c.Prev, visit)
}

// forth gives the records under a prefix in the order of their keys until the visitor has enough.
func (t table) forth(prefix []byte, visit visitor) error {
	if t.bucket == nil {
		return nil
	}
	c := t.bucket.Cursor()
	key, sealed := c.Seek(prefix)
	return t.visited(prefix, key, sealed, c.Next, visit)
}

func (t table) visited(prefix, key, sealed []byte, next func() (key, sealed []byte), visit visitor) error {
	var plain []byte
	where := bytes.Clone(t.where)
	for key != nil && bytes.HasPrefix(key, prefix) {
		var err error
		where = append(where[:len(t.where)], key...)
		if plain, err = t.vault.open(plain[:0], sealed, where); err != nil {
			return err
		}
		if more, err := visit(key, plain); err != nil || !more {
			return err
		}
		key, sealed = next()
	}
	return nil
}

// dropAll drops records that were found before: a cursor loses its way when the table changes under it.
func (t table) dropAll(keys [][]byte) error {
	for _, key := range keys {
		if err := t.drop(key); err != nil {
			return err
		}
	}
	return nil
}
