package zone

import (
	"slices"
	"strings"
)

// The ways in which a text can fit a name, the closest first.
const (
	whole  = iota // it is the name, but for capitals and blanks
	byWord        // people call the zone that
	isCity        // it is the last part of the name
	inCity        // the last part begins with it
	atName        // the name begins with it
	atWord        // a word of the name begins with it
	inside        // it is somewhere in the name
	ways
)

// Search finds names for a text that somebody is typing, at most limit, the closest first: letters count whatever their case,
// blanks stand for underscores, and cities, abbreviations and the names that Windows has count as well. A zone comes before
// its links, and a link only where its zone is not found. Without a text all names are given in order.
func Search(text string, limit int) []string {
	said := fold(text)
	if out := ranked(said, inside, limit); len(out) > 0 || len(said) > longestName {
		return out
	}
	return near(said, limit)
}

// ranked are the names that a text fits in one of the ways up to last.
func ranked(said string, last, most int) []string {
	lists := make([][]string, ways)
	lists[byWord] = called(said)
	for name := range all {
		if way := fits(said, fold(name)); way <= last {
			lists[way] = append(lists[way], name)
		}
	}
	return choose(lists, most)
}

// fits says how a text fits a name, both folded.
func fits(said, name string) int {
	at := strings.Index(name, said)
	place := city(name)
	switch {
	case at < 0:
		return ways
	case said == name:
		return whole
	case said == place:
		return isCity
	case strings.HasPrefix(place, said):
		return inCity
	case at == 0:
		return atName
	}
	for ; at >= 0; at = after(name, said, at) {
		if strings.IndexByte("/ -", name[at-1]) >= 0 {
			return atWord
		}
	}
	return inside
}

// after is the next place of a part in a name, or -1.
func after(name, part string, at int) int {
	next := strings.Index(name[at+1:], part)
	if next < 0 {
		return -1
	}
	return at + 1 + next
}

// called are the zones that people mean by a text that is no name.
func called(said string) []string {
	for line := range strings.Lines(spoken) {
		if words, zones, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t"); words == said {
			return strings.Fields(zones)
		}
	}
	return nil
}

// choose takes names from lists until there are enough: in each list first the zones and then the links, and no zone under two
// names.
func choose(lists [][]string, most int) []string {
	var out, zones []string
	for _, list := range lists {
		for _, links := range []bool{false, true} {
			for _, name := range list {
				zone := Canonical(name)
				if len(out) >= most {
					return out
				}
				if (zone != name) == links && !slices.Contains(zones, zone) {
					out, zones = append(out, name), append(zones, zone)
				}
			}
		}
	}
	return out
}

// city is the last part of a name.
func city(name string) string { return name[strings.LastIndexByte(name, '/')+1:] }

// fold writes a text as it is compared.
func fold(text string) string {
	return strings.ToLower(strings.TrimSpace(strings.ReplaceAll(text, "_", " ")))
}
