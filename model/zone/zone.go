// Package zone has the time zones that the program carries: IANA's database as Debian compiles it, so that a door opens at
// the same hour on every machine, however old its own copy or that of the Go release is.
//
// A zone is known by its exact name in that database, links such as US/Eastern included, and by nothing else: "", "Local",
// abbreviations, offsets and the names of files are refused, with a guess at what was meant. The package is pure and reads no
// file; what it knows is made by the command in gen.
package zone

import (
	_ "embed"
	"strconv"
	"strings"
	"time"
)

//go:generate go run ./gen $TZDATA

var (
	// index has the version in its first line and then one line for each name, in the order of bytes: the name, and either the
	// place and length of its rules in rules or the name that it is a link to.
	//
	//go:embed index.txt
	index string

	// rules are files in the format TZif (RFC 9636), one after the other. Clock changes are spelled out up to 2037, so that Go
	// finds an offset by looking it up instead of working it out.
	//
	//go:embed rules.tzif
	rules string

	// spoken has what people call zones that the database does not.
	//
	//go:embed spoken.txt
	spoken string
)

// Version is the version of the database, such as "2026f".
func Version() string {
	first, _, _ := strings.Cut(index, "\n")
	return strings.TrimPrefix(first, "version\t")
}

// Load finds the zone with exactly this name, which the location then has, too; UTC is [time.UTC] itself. The error is an
// [*Unknown], with guesses that take a while to find: who has no use for them calls [Lookup].
func Load(name string) (*time.Location, error) {
	at, known := Lookup(name)
	if !known {
		return nil, unknown(name)
	}
	return at, nil
}

// Lookup finds the zone with exactly this name, as [Load] does; where there is none it is nil.
func Lookup(name string) (at *time.Location, known bool) {
	target, known := entry(name)
	if link, is := target.link(); is {
		target, _ = entry(link)
	}
	switch {
	case !known:
		return nil, false
	case name == "UTC":
		return time.UTC, true
	}
	at, err := time.LoadLocationFromTZData(name, target.rules())
	return at, err == nil // it always is: a test reads all rules
}

// Canonical is the name that a link stands for, as America/New_York for US/Eastern; other names are returned as they are.
func Canonical(name string) string {
	if at, found := entry(name); found {
		if link, is := at.link(); is {
			return link
		}
	}
	return name
}

// Names are the names of all zones and links, in the order of bytes.
func Names() []string {
	out := make([]string, 0, strings.Count(index, "\n"))
	for name := range all {
		out = append(out, name)
	}
	return out
}

// A place is what the index has after a name.
type place string

// link is the name that a link leads to. It is never itself one.
func (p place) link() (name string, is bool) {
	return string(p), p != "" && (p[0] < '0' || p[0] > '9')
}

// rules are the bytes that a place names. The file is made together with the index, and a test reads them all.
func (p place) rules() []byte {
	from, length, _ := strings.Cut(string(p), "\t")
	start, _ := strconv.Atoi(from)
	n, _ := strconv.Atoi(length)
	return []byte(rules[start : start+n])
}

// entry finds a name by halving the index, which needs no table in memory.
func entry(name string) (place, bool) {
	low, high := strings.IndexByte(index, '\n')+1, len(index) // both at the beginning of a line
	for low < high {
		middle := (low + high) / 2
		start := low + strings.LastIndexByte(index[low:middle], '\n') + 1
		end := start + strings.IndexByte(index[start:], '\n')
		is, at, _ := strings.Cut(index[start:end], "\t")
		switch strings.Compare(name, is) {
		case 0:
			return place(at), true
		case -1:
			high = start
		default:
			low = end + 1
		}
	}
	return "", false
}

// all gives every name with its place.
func all(yield func(name string, at place) bool) {
	_, rest, _ := strings.Cut(index, "\n")
	for line := range strings.Lines(rest) {
		name, at, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		if !yield(name, place(at)) {
			return
		}
	}
}
