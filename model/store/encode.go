package store

import (
	"encoding/binary"
	"time"
)

// An encoder appends a record's fields to b, in an order that only the decoder's mirrors. Numbers are variable in
// length, so that what is mostly zero takes one byte.
type encoder struct {
	b []byte
	// words numbers the strings that were written by word.
	words map[string]uint64
}

func (e *encoder) uint(v uint64)   { e.b = binary.AppendUvarint(e.b, v) }
func (e *encoder) int(v int)       { e.b = binary.AppendVarint(e.b, int64(v)) }
func (e *encoder) byte(v byte)     { e.b = append(e.b, v) }
func (e *encoder) string(v string) { e.b = append(binary.AppendUvarint(e.b, uint64(len(v))), v...) }
func (e *encoder) bytes(v []byte)  { e.b = append(binary.AppendUvarint(e.b, uint64(len(v))), v...) }

func (e *encoder) bool(v bool) {
	if v {
		e.byte(1)
		return
	}
	e.byte(0)
}

// word writes a string that is likely to come again in the same record: the first time whole, then as a number.
func (e *encoder) word(v string) {
	if v == "" {
		e.uint(0)
		return
	}
	if n, known := e.words[v]; known {
		e.uint(n)
		return
	}
	if e.words == nil {
		e.words = map[string]uint64{}
	}
	e.words[v] = uint64(len(e.words)) + 2
	e.uint(1)
	e.string(v)
}

// How precise a moment is, in the two lowest bits of its encoding.
const (
	wholeSeconds = iota
	wholeMillis
	nanoseconds
)

// time writes a moment to the nanosecond; its zone is not kept. Nearly all moments of Seam are whole milliseconds.
func (e *encoder) time(t time.Time) {
	if t.IsZero() {
		e.uint(0)
		return
	}
	sec, nsec := t.Unix(), uint64(t.Nanosecond())
	folded := uint64(sec)<<1 ^ uint64(sec>>63) // small for moments near 1970 on both sides
	switch {
	case nsec == 0:
		e.uint(folded<<2 + wholeSeconds + 1)
	case nsec%1e6 == 0:
		e.uint(folded<<2 + wholeMillis + 1)
		e.uint(nsec / 1e6)
	default:
		e.uint(folded<<2 + nanoseconds + 1)
		e.uint(nsec)
	}
}

// many writes the length of a list and then its elements.
func many[T any](e *encoder, list []T, one func(*encoder, *T)) {
	e.uint(uint64(len(list)))
	for i := range list {
		one(e, &list[i])
	}
}
