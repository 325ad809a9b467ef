package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"time"
)

// headerSize is that of the header before each of the two blocks of a TZif file (RFC 9636, section 3.1).
const headerSize = 44

// A header has the counts of what its block holds.
type header struct {
	Magic                                  [4]byte
	Version                                byte
	_                                      [15]byte
	IsUT, IsStd, Leap, Times, Types, Chars uint32
}

// size is that of the block after the header, with so many bytes for an instant.
func (h *header) size(instant int) int {
	return h.body(instant) + int(h.Leap)*(instant+4) + int(h.IsStd) + int(h.IsUT)
}

// body is the part of a block that says what a clock shows: instants, which type begins at each, the types, their names.
func (h *header) body(instant int) int {
	return int(h.Times)*(instant+1) + int(h.Types)*6 + int(h.Chars)
}

func readHeader(b []byte) (h header, err error) {
	if len(b) < headerSize {
		return h, errors.New("the file ends in a header")
	}
	_, err = binary.Decode(b, binary.BigEndian, &h)
	if err == nil && string(h.Magic[:]) != "TZif" {
		err = errors.New("the file has no TZif header")
	}
	return h, err
}

// compacted is a compiled zone without what no reader of 64-bit times looks at: the block of 32-bit times, and the indicators for
// POSIX rules. Every clock change of the other block stays, those that the rule at the end repeats, too.
func compacted(name string, compiled []byte) ([]byte, error) {
	old, err := readHeader(compiled)
	if err != nil {
		return nil, err
	}
	if old.Version < '2' || len(compiled) < headerSize+old.size(4) {
		return nil, errors.New("there is no block of 64-bit times")
	}
	rest := compiled[headerSize+old.size(4):]
	wide, err := readHeader(rest)
	if err != nil {
		return nil, err
	}
	if wide.Leap != 0 {
		return nil, errors.New("it counts leap seconds")
	}
	if len(rest) < headerSize+wide.size(8) {
		return nil, errors.New("the file ends in its block of 64-bit times")
	}
	rest = rest[headerSize:]
	body, footer := rest[:wide.body(8)], rest[wide.size(8):]

	var out bytes.Buffer
	// The first block must be there; the least that it can hold is one type with an empty name.
	empty := header{Magic: old.Magic, Version: old.Version, Types: 1, Chars: 1}
	wide.IsUT, wide.IsStd = 0, 0
	for _, part := range []any{&empty, make([]byte, empty.size(4)), &wide, body, footer} {
		if err := binary.Write(&out, binary.BigEndian, part); err != nil {
			return nil, err
		}
	}
	return out.Bytes(), sameClock(name, compiled, out.Bytes())
}

// sameClock holds that two files make the same clock: at each clock change between 1850 and 2100, and on every day.
func sameClock(name string, one, other []byte) error {
	a, err := time.LoadLocationFromTZData(name, one)
	if err != nil {
		return err
	}
	b, err := time.LoadLocationFromTZData(name, other)
	if err != nil {
		return err
	}
	const day = 24 * 60 * 60
	from := time.Date(1850, 1, 1, 0, 0, 0, 0, time.UTC).Unix()
	until := time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC).Unix()
	for t := from; t < until; t += day {
		at := t
		if clockAt(a, t) != clockAt(a, t+day) {
			at = change(a, t, t+day)
		}
		for _, instant := range []int64{t, at - 1, at} {
			if clockAt(a, instant) != clockAt(b, instant) {
				return fmt.Errorf("written anew it differs at %s", time.Unix(instant, 0).UTC())
			}
		}
	}
	return nil
}

// A clock is what a zone says at an instant.
type clock struct {
	name   string
	offset int
	summer bool
}

func clockAt(zone *time.Location, instant int64) clock {
	t := time.Unix(instant, 0).In(zone)
	name, offset := t.Zone()
	return clock{name, offset, t.IsDST()}
}

// change is the first instant with another clock, between two that differ.
func change(zone *time.Location, low, high int64) int64 {
	was := clockAt(zone, low)
	for high-low > 1 {
		if middle := low + (high-low)/2; clockAt(zone, middle) == was {
			low = middle
		} else {
			high = middle
		}
	}
	return high
}
