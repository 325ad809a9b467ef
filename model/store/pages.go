package store

import (
	"encoding/binary"
	"fmt"
	"io"
)

// The kinds of pages, and the flag of an entry that is itself a bucket.
const (
	branchPage   = 0x01
	leafPage     = 0x02
	freelistPage = 0x10
	bucketEntry  = 0x01
	entryLength  = 16 // of branch and of leaf entries
	bucketHeader = 16 // root page and sequence; a root of 0 means that a whole page follows in place
	maxDepth     = 8  // buckets within buckets; ours are two deep
)

// A survey walks the pages of a file without mapping it and without believing it: every page is where it says it is,
// is used once, and keeps within its bounds. After that bbolt can be let in: what is damaged beyond is the content of
// values, which the seal finds, and the order of keys, which [Check] finds.
type survey struct {
	file io.ReaderAt
	meta meta
	used []bool // by page
	free int
}

// surveyed walks everything that m reaches.
func surveyed(file io.ReaderAt, m meta) (*survey, error) {
	s := &survey{file: file, meta: m, used: make([]bool, m.highWater)}
	if err := s.tree(m.root, 0); err != nil {
		return s, err
	}
	return s, s.freelist()
}

// claim reads the page's head and takes the pages that it covers.
func (s *survey) claim(id uint64) (head []byte, length uint64, err error) {
	if id < 2 || id >= s.meta.highWater {
		return nil, 0, asDamage(fmt.Sprintf("page %d is outside", id))
	}
	head = make([]byte, s.meta.pageSize)
	if _, err := s.file.ReadAt(head, int64(id*s.meta.pageSize)); err != nil {
		return nil, 0, fmt.Errorf("read page %d: %w", id, err)
	}
	pages := 1 + uint64(binary.LittleEndian.Uint32(head[12:]))
	if own := binary.LittleEndian.Uint64(head); own != id || pages > s.meta.highWater-id {
		return nil, 0, asDamage(fmt.Sprintf("page %d is not what it should be", id))
	}
	for p := id; p < id+pages; p++ {
		if s.used[p] {
			return nil, 0, asDamage(fmt.Sprintf("page %d is used twice", p))
		}
		s.used[p] = true
	}
	return head, pages * s.meta.pageSize, nil
}

// tree walks a bucket from its root page down.
func (s *survey) tree(id uint64, depth int) error {
	head, length, err := s.claim(id)
	if err != nil {
		return err
	}
	p := page{at: id * s.meta.pageSize, length: length, flags: binary.LittleEndian.Uint16(head[8:]), count: uint64(binary.LittleEndian.Uint16(head[10:]))}
	return s.entries(p, head, depth)
}

// A page is a branch or a leaf that lies at a place of the file, also one that is kept in place of a bucket's root.
type page struct {
	at, length   uint64
	flags        uint16
	count        uint64
	withinParent bool
}

func (s *survey) entries(p page, head []byte, depth int) error {
	end := pageHeader + p.count*entryLength
	if p.flags != leafPage && (p.flags != branchPage || p.withinParent || p.count == 0) || end > p.length {
		return asDamage(fmt.Sprintf("the page at %d is of no known kind", p.at))
	}
	if end > uint64(len(head)) {
		head = make([]byte, end)
		if _, err := s.file.ReadAt(head, int64(p.at)); err != nil {
			return fmt.Errorf("read the page at %d: %w", p.at, err)
		}
	}
	for at := uint64(pageHeader); at < end; at += entryLength {
		if err := s.entry(p, at, head[at:at+entryLength], depth); err != nil {
			return err
		}
	}
	return nil
}

func (s *survey) entry(p page, at uint64, e []byte, depth int) error {
	order := binary.LittleEndian
	if p.flags == branchPage {
		if reach := at + uint64(order.Uint32(e)) + uint64(order.Uint32(e[4:])); reach > p.length {
			return asDamage(fmt.Sprintf("a key of the page at %d is outside", p.at))
		}
		return s.tree(order.Uint64(e[8:]), depth)
	}
	key, value := uint64(order.Uint32(e[8:])), uint64(order.Uint32(e[12:]))
	from := at + uint64(order.Uint32(e[4:])) + key
	if from+value > p.length || key == 0 {
		return asDamage(fmt.Sprintf("a record of the page at %d is outside", p.at))
	}
	if order.Uint32(e)&bucketEntry == 0 {
		return nil
	}
	return s.bucket(p.at+from, value, depth+1)
}

// bucket looks at a bucket's own record, which lies at a place of the file.
func (s *survey) bucket(at, length uint64, depth int) error {
	if length < bucketHeader || depth > maxDepth {
		return asDamage(fmt.Sprintf("the bucket at %d is none", at))
	}
	buf := make([]byte, min(length, bucketHeader+pageHeader))
	if _, err := s.file.ReadAt(buf, int64(at)); err != nil {
		return fmt.Errorf("read the bucket at %d: %w", at, err)
	}
	if root := binary.LittleEndian.Uint64(buf); root != 0 {
		return s.tree(root, depth)
	}
	if length < bucketHeader+pageHeader {
		return asDamage(fmt.Sprintf("the bucket at %d is cut short", at))
	}
	inner := buf[bucketHeader:]
	return s.entries(page{
		at: at + bucketHeader, length: length - bucketHeader, withinParent: true,
		flags: binary.LittleEndian.Uint16(inner[8:]), count: uint64(binary.LittleEndian.Uint16(inner[10:])),
	}, inner, depth)
}

// freelist makes sure that no page is both in use and free: the next write would be written over it.
func (s *survey) freelist() error {
	if s.meta.freelist == noFreelist {
		return nil
	}
	head, length, err := s.claim(s.meta.freelist)
	if err != nil {
		return err
	}
	if binary.LittleEndian.Uint16(head[8:]) != freelistPage {
		return asDamage("the list of free pages is none")
	}
	list := make([]byte, length-pageHeader)
	if _, err := s.file.ReadAt(list, int64(s.meta.freelist*s.meta.pageSize+pageHeader)); err != nil {
		return fmt.Errorf("read the list of free pages: %w", err)
	}
	count := uint64(binary.LittleEndian.Uint16(head[10:]))
	if count == 0xFFFF { // too long for its field: the first entry is the count
		count, list = binary.LittleEndian.Uint64(list), list[8:]
	}
	if count > uint64(len(list))/8 {
		return asDamage("the list of free pages is cut short")
	}
	for i := range count {
		id := binary.LittleEndian.Uint64(list[8*i:])
		if id < 2 || id >= s.meta.highWater || s.used[id] {
			return asDamage(fmt.Sprintf("page %d is free and in use", id))
		}
		s.used[id] = true
	}
	s.free = int(count)
	return nil
}
