package main

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// oldest is the first version with the changes of 2026 for Canada, Cuba, Morocco and Moldova; nobody wants an older one back.
const oldest = "2026f"

// placeholder is the one zone that stands for no place: its abbreviation is "-00", local time unknown.
const placeholder = "Factory"

// A list is what the database says that it has.
type list struct {
	version string
	zones   []string          // in the order of bytes
	links   map[string]string // to the zone at the end of each
}

// readList reads the version, the zones and the links of tzdata.zi, the database as one text: "Z name …" begins a zone and
// "L target name" is a link (zic(8)).
func readList(source string) (*list, error) {
	version, ok := strings.CutPrefix(firstLine(source), "# version ")
	if !ok || len(version) < len(oldest) {
		return nil, errors.New("it does not begin with its version")
	}
	if version < oldest {
		return nil, fmt.Errorf("it is version %s, older than %s", version, oldest)
	}
	zones, links := names(source)
	if len(zones) < 300 || len(links) < 100 {
		return nil, fmt.Errorf("it has %d zones and %d links, too few", len(zones), len(links))
	}
	out := &list{version: version, zones: slices.Sorted(maps.Keys(zones)), links: map[string]string{}}
	for name := range links {
		end, err := follow(name, zones, links)
		if err != nil {
			return nil, err
		}
		out.links[name] = end
	}
	return out, nil
}

// names are the zones, and the links with what they lead to.
func names(source string) (zones map[string]bool, links map[string]string) {
	zones, links = map[string]bool{}, map[string]string{}
	for line := range strings.Lines(source) {
		switch words := strings.Fields(line); {
		case len(words) > 2 && words[0] == "Z" && words[1] != placeholder:
			zones[words[1]] = true
		case len(words) == 3 && words[0] == "L":
			links[words[2]] = words[1]
		}
	}
	return zones, links
}

// follow finds the zone at the end of a link. A name that is both counts as a link in zic, and here as a mistake.
func follow(name string, zones map[string]bool, links map[string]string) (string, error) {
	if zones[name] {
		return "", fmt.Errorf("%s is both a zone and a link", name)
	}
	at := name
	for range links {
		target, is := links[at]
		if !is {
			break
		}
		at = target
	}
	if !zones[at] {
		return "", fmt.Errorf("the link %s leads to %s, which is no zone", name, at)
	}
	return at, nil
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return line
}
