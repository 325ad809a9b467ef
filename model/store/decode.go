package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"time"
)

var errShort = errors.New("a record ends too early")

// A decoder reads what an encoder wrote. The first mistake is kept and everything after it reads as zero. Strings are
// parts of the record, which stays in memory as long as one of them does.
type decoder struct {
	rest  string
	first bool // the record is of the first layout of its kind
	words []string
	err   error
}

func (d *decoder) fail() {
	if d.err == nil {
		d.err = errShort
	}
	d.rest = ""
}

func (d *decoder) take(n uint64) string {
	if n > uint64(len(d.rest)) {
		d.fail()
		return ""
	}
	s := d.rest[:n]
	d.rest = d.rest[n:]
	return s
}

func (d *decoder) uint() uint64 {
	var v uint64
	for i := 0; i < len(d.rest) && i < binary.MaxVarintLen64; i++ {
		b := d.rest[i]
		v |= uint64(b&0x7f) << (7 * i)
		if b < 0x80 {
			d.rest = d.rest[i+1:]
			return v
		}
	}
	d.fail()
	return 0
}

func (d *decoder) int() int {
	v := d.uint()
	return int(int64(v>>1) ^ -int64(v&1))
}

func (d *decoder) byte() byte {
	if d.rest == "" {
		d.fail()
		return 0
	}
	b := d.rest[0]
	d.rest = d.rest[1:]
	return b
}

func (d *decoder) bool() bool     { return d.byte() == 1 }
func (d *decoder) string() string { return d.take(d.uint()) }

func (d *decoder) bytes() []byte {
	if s := d.string(); s != "" {
		return []byte(s)
	}
	return nil
}

func (d *decoder) word() string {
	switch n := d.uint(); n {
	case 0:
		return ""
	case 1:
		s := d.string()
		d.words = append(d.words, s)
		return s
	default:
		if n-2 >= uint64(len(d.words)) {
			d.fail()
			return ""
		}
		return d.words[n-2]
	}
}

func (d *decoder) time() time.Time {
	v := d.uint()
	if v == 0 {
		return time.Time{}
	}
	v--
	folded := v >> 2
	sec := int64(folded>>1) ^ -int64(folded&1)
	switch v & 3 {
	case wholeSeconds:
		return time.Unix(sec, 0).UTC()
	case wholeMillis:
		return time.Unix(sec, int64(d.uint())*1e6).UTC()
	default:
		return time.Unix(sec, int64(d.uint())).UTC()
	}
}

// listOf reads a list; one fills the element that it is given. Each element takes at least a byte, so a length beyond
// the rest of the record is a mistake and allocates nothing.
func listOf[T any](d *decoder, one func(*decoder, *T)) []T {
	n := d.uint()
	if n == 0 {
		return nil
	}
	if n > uint64(len(d.rest)) {
		d.fail()
		return nil
	}
	list := make([]T, n)
	for i := range list {
		one(d, &list[i])
	}
	if d.err != nil {
		return nil
	}
	return list
}

// finish says whether the record was read well and to its end.
func (d *decoder) finish() error {
	if d.err == nil && d.rest != "" {
		d.err = fmt.Errorf("a record has %d bytes too many", len(d.rest))
	}
	return d.err
}
