package ics

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	ical "github.com/arran4/golang-ical"

	"seamdash/model/civil"
	"seamdash/model/zone"
)

// Zones are the time zones of one calendar object.
type zones struct {
	// chosen are zones that the person named for those that nobody knows.
	chosen map[string]string
	// told is what the file says of its zones.
	told  map[string]told
	found map[string]found
	// guessed is for how many names the likeliest one was searched, which takes a while.
	guessed int
}

// maxGuesses is for how many unknown zones of a calendar it is said what may have been meant.
const maxGuesses = 20

// told is what a VTIMEZONE says: the name that some programs add, and the offsets in seconds east of UTC.
type told struct {
	location string
	offsets  []int
}

// found is a zone by its own name. The loss says how it was taken, err why none was found.
type found struct {
	name string
	at   *time.Location
	loss string
	err  error
}

func newZones(c *ical.Calendar, chosen map[string]string) *zones {
	z := &zones{chosen: chosen, told: make(map[string]told), found: make(map[string]found)}
	for _, t := range c.Timezones() {
		says := told{location: text(t.Properties, "X-LIC-LOCATION")}
		for _, part := range t.Components {
			if offset, ok := parseOffset(text(part.UnknownPropertiesIANAProperties(), "TZOFFSETTO")); ok {
				says.offsets = append(says.offsets, offset)
			}
		}
		z.told[text(t.Properties, "TZID")] = says
	}
	return z
}

// parseOffset reads "+0100" and "-053000".
func parseOffset(text string) (int, bool) {
	sign := 1
	if strings.HasPrefix(text, "-") {
		sign = -1
	}
	digits := strings.TrimLeft(text, "+-")
	for _, layout := range []string{"1504", "150405"} {
		if t, err := time.Parse(layout, digits); err == nil && len(digits)+1 == len(text) {
			return sign * (t.Hour()*3600 + t.Minute()*60 + t.Second()), true
		}
	}
	return 0, false
}

// find is the zone that a TZID means.
func (z *zones) find(tzid string) found {
	f, known := z.found[tzid]
	if !known {
		f = z.look(tzid)
		z.found[tzid] = f
	}
	return f
}

func (z *zones) look(tzid string) found {
	if name, ok := z.chosen[tzid]; ok {
		at, err := zone.Load(name)
		return found{name: name, at: at, err: err}
	}
	for _, name := range []string{tzid, z.told[tzid].location} {
		// Some programs put their own name and a version before: /mozilla.org/20070129_1/Europe/Berlin.
		for rest := name; rest != ""; _, rest, _ = strings.Cut(rest, "/") {
			if at, ok := zone.Lookup(rest); ok {
				return found{name: rest, at: at}
			}
		}
	}
	if z.guessed++; z.guessed > maxGuesses {
		return found{err: fmt.Errorf("its zone %q is not known", short(tzid))}
	}
	_, err := zone.Load(tzid)
	var unknown *zone.Unknown
	if errors.As(err, &unknown) && len(unknown.Guesses) == 1 && windows(tzid) {
		at, err := zone.Load(unknown.Guesses[0])
		return found{name: unknown.Guesses[0], at: at, loss: fmt.Sprintf("the zone %q is taken for %s", short(tzid), unknown.Guesses[0]), err: err}
	}
	if unknown != nil {
		return found{err: fmt.Errorf("its %w: %s", err, unknown.Hint())}
	}
	return found{err: err}
}

// windows says that a zone has a name of the kind that Windows gives them. Unicode has a table of what they mean.
func windows(tzid string) bool {
	return strings.HasSuffix(strings.ToLower(tzid), " standard time")
}

// disagrees says that the file describes the zone of a TZID with other offsets than the one that we know has at w.
func (z *zones) disagrees(tzid string, w civil.Wall) bool {
	says, f := z.told[tzid], z.find(tzid)
	if len(says.offsets) == 0 || f.err != nil {
		return false
	}
	at, _ := civil.Resolve(w, f.at)
	_, offset := at.Zone()
	return !slices.Contains(says.offsets, offset)
}

// text is the first value of a property, or "".
func text(list []ical.IANAProperty, name string) string {
	for _, p := range list {
		if strings.EqualFold(p.IANAToken, name) {
			return p.Value
		}
	}
	return ""
}
