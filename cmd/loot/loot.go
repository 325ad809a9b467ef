// Package loot searches what a program leaves behind for secrets that were planted in it: as they are, in pieces, and in the
// shapes in which a program may write them without meaning to, such as Base64, the words of a stack trace or a digest. It
// is for tests only.
package loot

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// A Secret is what nobody may find. A text of digits is searched for as a PIN, whose digits may stand apart; of any other text
// longer than [piece] letters a part is enough.
type Secret struct{ Name, Text string }

// A Find is a secret where none may be.
type Find struct {
	Where  string // the file or stream
	Secret string // its name
	Shape  string // how it was written
	At     int    // in bytes from the beginning
}

func (f Find) String() string {
	return fmt.Sprintf("%s has %s, %s, at byte %d", f.Where, f.Secret, f.Shape, f.At)
}

// A Search looks for some secrets. It is safe for concurrent use.
type Search struct {
	trails []trail
	// by has the trails by their first two bytes.
	by     [1 << 16][]int32
	digits []Secret
}

// A trail is what a secret looks like in one shape.
type trail struct {
	secret, shape string
	bytes         []byte
}

// New prepares a search. Secrets have eight letters or more each, because shorter ones stand everywhere by chance.
func New(secrets ...Secret) *Search {
	s := &Search{}
	for _, secret := range secrets {
		for _, shape := range shapes(secret.Text) {
			s.trails = append(s.trails, trail{secret.Name, shape.name, shape.bytes})
		}
		if isDigits(secret.Text) {
			s.digits = append(s.digits, secret)
		}
	}
	for i := range s.trails {
		first := s.trails[i].bytes
		at := uint16(first[0])<<8 | uint16(first[1])
		s.by[at] = append(s.by[at], int32(i))
	}
	return s
}

// In gives what there is to be found in some bytes: each secret in each shape once.
func (s *Search) In(where string, data []byte) []Find {
	finds := s.asWritten(where, data)
	finds = append(finds, s.apart(where, data)...)
	if bytes.HasPrefix(data, []byte("\x1f\x8b")) {
		finds = append(finds, s.unpacked(where, data)...)
	}
	return once(finds)
}

func (s *Search) asWritten(where string, data []byte) (finds []Find) {
	for at := range max(len(data)-1, 0) {
		for _, i := range s.by[uint16(data[at])<<8|uint16(data[at+1])] {
			if t := &s.trails[i]; bytes.HasPrefix(data[at:], t.bytes) {
				finds = append(finds, Find{where, t.secret, t.shape, at})
			}
		}
	}
	return finds
}

// apart finds PINs whose digits stand apart, as the cells of a screen or the groups of a telephone number do: the same few bytes
// between some of the digits.
func (s *Search) apart(where string, data []byte) (finds []Find) {
	for at, c := range data {
		if c < '0' || c > '9' {
			continue
		}
		for _, secret := range s.digits {
			if c == secret.Text[0] && standsApart(data[at:], secret.Text) {
				finds = append(finds, Find{where, secret.Name, "digits that stand apart", at})
			}
		}
	}
	return finds
}

// widest is how many bytes may be between two digits: an escape sequence with a colour of 24 bits is 19.
const widest = 24

func standsApart(data []byte, digits string) bool {
	var between []byte
	gaps := 0
	for i := 1; i < len(digits); i++ {
		data = data[1:]
		gap := gapBefore(data, digits[i])
		switch {
		case gap < 0:
			return false
		case gap == 0:
			continue
		case between == nil:
			between = data[:gap]
		case !bytes.Equal(between, data[:gap]):
			return false
		}
		data, gaps = data[gap:], gaps+1
	}
	return gaps > 0
}

// gapBefore is how many bytes that belong to no word are before a digit, -1 when the digit does not follow.
func gapBefore(data []byte, digit byte) int {
	n := 0
	for n < min(len(data), widest) {
		c := data[n]
		switch {
		case c == digit && (n == 0 || data[0] != 0x1b || data[n-1] == 'm'):
			return n
		case data[0] == 0x1b: // a sequence that sets colours
		case c >= '0' && c <= '9', c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z':
			return -1
		}
		n++
	}
	return -1
}

// unpacked looks into what was packed by gzip.
func (s *Search) unpacked(where string, data []byte) []Find {
	const most = 64 << 20 // bytes
	packed, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil // two bytes by chance
	}
	inside, _ := io.ReadAll(io.LimitReader(packed, most)) // what can be read of a broken file was written, too
	return s.In(where+" (unpacked)", inside)
}

// Tree looks into every file below a directory, and at the names of all. It gives how many files that were.
func (s *Search) Tree(root string) (finds []Find, files int, err error) {
	err = filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		finds = append(finds, s.In("the name of "+path, []byte(entry.Name()))...)
		if !entry.Type().IsRegular() {
			return nil
		}
		data, err := os.ReadFile(path)
		files++
		finds = append(finds, s.In(path, data)...)
		return err
	})
	return finds, files, err
}

// once leaves the first of several finds of one secret in one shape.
func once(finds []Find) []Find {
	type kind struct{ where, secret, shape string }
	seen := map[kind]bool{}
	return slices.DeleteFunc(finds, func(f Find) bool {
		k := kind{f.Where, f.Secret, f.Shape}
		was := seen[k]
		seen[k] = true
		return was
	})
}

func isDigits(text string) bool {
	for _, r := range text {
		if r < '0' || r > '9' {
			return false
		}
	}
	return text != ""
}
