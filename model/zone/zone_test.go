package zone_test

import (
	"crypto/sha256"
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"seamdash/model/zone"
)

// observed is what zdump of glibc says of the files of Debian's tzdata that ours were made from: for each name how often the
// clock changes from 1970 to 2037, and a checksum over the clock at first and at each change. See gen/zdump.go.
//
//go:embed testdata/zdump.txt
var observed string

// TestEveryClock compares all clock changes of every zone, as Go reads our files, with what zdump reads in Debian's.
func TestEveryClock(t *testing.T) {
	t.Parallel()
	var names []string
	sums := map[string]string{} // by the zone that a link leads to, because there are changes to find only once
	for line := range strings.Lines(observed) {
		name, want, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		names = append(names, name)
		at, err := zone.Load(name)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if at.String() != name {
			t.Errorf("%s is called %s", name, at)
		}
		target := zone.Canonical(name)
		if sums[target] == "" {
			sums[target] = changes(at)
		}
		if sums[target] != want {
			t.Errorf("%s: the changes are %s, zdump has %s", name, sums[target], want)
		}
	}
	if diff := cmp.Diff(names, zone.Names()); diff != "" {
		t.Errorf("names (-zdump +ours):\n%s", diff)
	}
	if len(names) < 590 || !slices.IsSorted(names) {
		t.Errorf("%d names, in order: %t", len(names), slices.IsSorted(names))
	}
}

type clock struct {
	offset int
	name   string
	summer bool
}

func clockAt(at *time.Location, instant int64) clock {
	t := time.Unix(instant, 0).In(at)
	name, offset := t.Zone()
	return clock{offset, name, t.IsDST()}
}

// changes counts the changes of a clock from 1970 to 2037 and sums them up as gen does for what zdump says.
func changes(at *time.Location) string {
	const day = 24 * 60 * 60
	last, n := clockAt(at, 0), 0
	text := fmt.Sprintf("- %d %s %t\n", last.offset, last.name, last.summer)
	end := time.Date(2038, 1, 1, 0, 0, 0, 0, time.UTC).Unix()
	for from := int64(0); from < end; from += day {
		if clockAt(at, from+day) == last {
			continue
		}
		low, high := from, from+day
		for high-low > 1 {
			if middle := (low + high) / 2; clockAt(at, middle) == last {
				low = middle
			} else {
				high = middle
			}
		}
		last = clockAt(at, high)
		n++
		text += fmt.Sprintf("%d %d %s %t\n", high, last.offset, last.name, last.summer)
	}
	sum := sha256.Sum256([]byte(text))
	return fmt.Sprintf("%d\t%x", n, sum[:6])
}

// TestChangesOf2026 has what Go 1.26.8 with its version 2025c gets wrong. The times were read with Python's zoneinfo and with
// zdump from Debian's 2026f-0+deb12u1.
func TestChangesOf2026(t *testing.T) {
	t.Parallel()
	if got := zone.Version(); got != "2026f" {
		t.Errorf("version %q", got)
	}
	for _, tc := range []struct{ name, instant, want string }{
		{"America/Vancouver", "2026-11-01T08:59:59Z", "2026-11-01 01:59:59 -0700 PDT"},
		{"America/Vancouver", "2026-11-01T09:00:00Z", "2026-11-01 02:00:00 -0700 MST"},
		{"America/Vancouver", "2027-01-15T12:00:00Z", "2027-01-15 05:00:00 -0700 MST"},
		{"America/Edmonton", "2026-11-21T12:00:00Z", "2026-11-21 06:00:00 -0600 CST"},
		{"America/Inuvik", "2027-01-15T12:00:00Z", "2027-01-15 06:00:00 -0600 CST"},
		{"America/Winnipeg", "2026-11-21T12:00:00Z", "2026-11-21 07:00:00 -0500 EST"},
		{"America/Havana", "2027-01-15T12:00:00Z", "2027-01-15 08:00:00 -0400 CDT"},
		{"America/Havana", "2027-11-07T04:00:00Z", "2027-11-07 00:00:00 -0400 CDT"},
		{"America/Havana", "2027-11-07T05:00:00Z", "2027-11-07 00:00:00 -0500 CST"},
		{"Africa/Casablanca", "2026-09-20T00:59:59Z", "2026-09-20 01:59:59 +0100 +01"},
		{"Africa/Casablanca", "2026-11-21T12:00:00Z", "2026-11-21 12:00:00 +0000 +00"},
		{"Africa/El_Aaiun", "2027-07-01T12:00:00Z", "2027-07-01 12:00:00 +0000 +00"},
		{"Europe/Chisinau", "2027-03-28T00:59:59Z", "2027-03-28 02:59:59 +0200 EET"},
		{"Europe/Chisinau", "2027-03-28T01:00:00Z", "2027-03-28 04:00:00 +0300 EEST"},
		{"America/New_York", "2027-03-14T07:00:00Z", "2027-03-14 03:00:00 -0400 EDT"},
		{"America/New_York", "2050-07-01T12:00:00Z", "2050-07-01 08:00:00 -0400 EDT"},
	} {
		at, err := zone.Load(tc.name)
		if err != nil {
			t.Errorf("%s: %v", tc.name, err)
			continue
		}
		instant, err := time.Parse(time.RFC3339, tc.instant)
		if err != nil {
			t.Fatal(err)
		}
		if got := instant.In(at).Format("2006-01-02 15:04:05 -0700 MST"); got != tc.want {
			t.Errorf("%s at %s: %s, want %s", tc.name, tc.instant, got, tc.want)
		}
	}
}

func TestLookup(t *testing.T) {
	t.Parallel()
	if at, known := zone.Lookup("Europe/Paris"); !known || at.String() != "Europe/Paris" {
		t.Errorf("Europe/Paris: %v, known %t", at, known)
	}
	if at, known := zone.Lookup("UTC"); !known || at != time.UTC {
		t.Errorf("UTC: %v, known %t", at, known)
	}
	for _, name := range []string{"", "Local", "europe/paris", "Paris"} {
		if at, known := zone.Lookup(name); known || at != nil {
			t.Errorf("%q: %v, known %t", name, at, known)
		}
	}
}

// TestZoneBoundsUntil2037: past the last change that is spelled out, Time.ZoneBounds gives an end before its instant on 31 December of
// leap years (Go issue 81583), so that a loop over it stands still. Until 2037 all changes are spelled out.
func TestZoneBoundsUntil2037(t *testing.T) {
	t.Parallel()
	asked := 0
	for _, name := range zone.Names() {
		at, err := zone.Load(name)
		if err != nil {
			t.Fatal(err)
		}
		for year := 1972; year <= 2036; year += 4 {
			instant := time.Date(year, 12, 31, 12, 0, 0, 0, at)
			start, end := instant.ZoneBounds()
			if !end.IsZero() && !end.After(instant) || start.After(instant) {
				t.Errorf("%s: %v lies not between %v and %v", name, instant, start, end)
			}
			if !end.IsZero() {
				asked++
			}
		}
	}
	if asked < 1000 {
		t.Errorf("only %d instants had an end", asked)
	}
}

func TestCanonical(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"US/Eastern": "America/New_York", "Asia/Calcutta": "Asia/Kolkata", "GB": "Europe/London", "UTC": "Etc/UTC",
		"Europe/Lisbon": "Europe/Lisbon", "Etc/GMT+5": "Etc/GMT+5", "Nowhere": "Nowhere", "": "", "version": "version",
	} {
		if got := zone.Canonical(name); got != want {
			t.Errorf("Canonical(%q) = %q, want %q", name, got, want)
		}
	}
	links := 0
	for _, name := range zone.Names() {
		target := zone.Canonical(name)
		if zone.Canonical(target) != target {
			t.Errorf("%s leads to the link %s", name, target)
		}
		if _, err := zone.Load(target); err != nil {
			t.Errorf("%s leads to %s: %v", name, target, err)
		}
		if target != name {
			links++
		}
	}
	if links < 100 {
		t.Errorf("%d links", links)
	}
}

func BenchmarkLoad(b *testing.B) { // target: 30 µs
	for _, name := range []string{"America/New_York", "US/Pacific"} {
		b.Run(strings.ReplaceAll(name, "/", "-"), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := zone.Load(name); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkUnknown refuses a name and looks for what was meant; target: 1 ms, so that a form may ask at each key.
func BenchmarkUnknown(b *testing.B) {
	for b.Loop() {
		if _, err := zone.Load("America/Nowhere"); err == nil {
			b.Fatal("a zone that does not exist")
		}
	}
}

func BenchmarkSearch(b *testing.B) { // target: 1 ms
	for b.Loop() {
		if len(zone.Search("amer", 8)) != 8 {
			b.Fatal("nothing found")
		}
	}
}
