package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
)

// bbolt maps the file and believes its own pages, so what it believes is looked at before it is asked. The layout is
// the one that bbolt calls version 2: pages of equal size, the first two of them meta pages of which the newer valid
// one counts. Numbers are in the order of the machine, which is little-endian on all that we build for.
const (
	metaMagic   = 0xED0CDAED
	metaVersion = 2
	metaPage    = 0x04
	pageHeader  = 16 // id, flags, count, overflow
	metaLength  = 64
	smallPage   = 1 << 10
	largePage   = 1 << 24
	noFreelist  = ^uint64(0)
)

// A meta is the root of everything in the file.
type meta struct {
	pageSize  uint64
	root      uint64 // page of the root bucket
	freelist  uint64
	highWater uint64 // the first page that was never used
	txid      uint64 // grows by one with each committed write
}

var errNotBolt = fmt.Errorf("%w: it does not look like one", ErrForeign)

// readMeta finds the meta page that bbolt would use, in a file of size bytes, and makes sure that the file is as long
// as it says.
func readMeta(r io.ReaderAt, size int64) (meta, error) {
	if size == 0 {
		return meta{}, asDamage("it is empty")
	}
	first, err := metaAt(r, 0)
	if errors.Is(err, errTorn) || errors.Is(err, ErrForeign) {
		return onlySecond(r, size, err)
	}
	if err != nil {
		return meta{}, err
	}
	second, err := metaAt(r, int64(first.pageSize))
	if err == nil && second.txid > first.txid {
		first = second
	}
	return first, first.fits(size)
}

// onlySecond looks for the second meta page where the first, which says how long pages are, cannot be used.
func onlySecond(r io.ReaderAt, size int64, first error) (meta, error) {
	for page := int64(smallPage); page <= largePage && page+pageHeader+metaLength <= size; page *= 2 {
		if m, err := metaAt(r, page); err == nil && int64(m.pageSize) == page {
			return m, m.fits(size)
		}
	}
	if errors.Is(first, errTorn) {
		return meta{}, asDamage("neither of its two roots can be read")
	}
	return meta{}, first
}

var errTorn = errors.New("a meta page does not match its checksum")

func metaAt(r io.ReaderAt, at int64) (meta, error) {
	var buf [pageHeader + metaLength]byte
	n, err := r.ReadAt(buf[:], at)
	if err != nil && !errors.Is(err, io.EOF) {
		return meta{}, err
	}
	b := buf[pageHeader:]
	order := binary.LittleEndian
	switch {
	case zero(buf[:n]):
		return meta{}, errTorn
	case n >= 10 && order.Uint16(buf[8:]) != metaPage, n >= pageHeader+4 && order.Uint32(b) != metaMagic:
		return meta{}, errNotBolt
	case n < len(buf):
		return meta{}, errTorn
	case order.Uint32(b[4:]) != metaVersion:
		return meta{}, fmt.Errorf("%w: the layout of its pages is unknown", ErrForeign)
	}
	sum := fnv.New64a()
	_, _ = sum.Write(b[:metaLength-8]) // a hash never fails
	if sum.Sum64() != order.Uint64(b[metaLength-8:]) {
		return meta{}, errTorn
	}
	return meta{
		pageSize: uint64(order.Uint32(b[8:])), root: order.Uint64(b[16:]), freelist: order.Uint64(b[32:]),
		highWater: order.Uint64(b[40:]), txid: order.Uint64(b[48:]),
	}, nil
}

func zero(b []byte) bool {
	for _, c := range b {
		if c != 0 {
			return false
		}
	}
	return true
}

// fits says that the file has every page that the meta page counts.
func (m meta) fits(size int64) error {
	page := m.pageSize
	if page < smallPage || page > largePage || page&(page-1) != 0 {
		return asDamage("its pages have no sensible size")
	}
	if pages := uint64(size) / page; m.highWater > pages {
		return asDamage(fmt.Sprintf("it is cut off: %d of %d pages are there", pages, m.highWater))
	}
	if m.root >= m.highWater || m.freelist != noFreelist && m.freelist >= m.highWater {
		return asDamage("its root points outside")
	}
	return nil
}
