package ics

import (
	"fmt"
	"time"

	ical "github.com/arran4/golang-ical"

	"seamdash/model/civil"
	"seamdash/model/zone"
)

// A turn is a change of a zone's clocks.
type turn struct {
	at       time.Time
	from, to int // offsets in seconds east of UTC
	name     string
	daylight bool
}

// timezone describes a zone by each of its clock changes between two instants, and by what its clocks show at the first of them.
// Every change is a part of its own: the changes of a decade are 20 at most, and a pattern would be a guess.
func timezone(name string, from, until time.Time) ical.Component {
	t := ical.NewTimezone(name)
	at, known := zone.Lookup(name)
	if !known {
		return t
	}
	for _, c := range turns(at, from.AddDate(-1, 0, 0), until.AddDate(1, 0, 0)) {
		var base *ical.ComponentBase
		if c.daylight {
			part := &ical.Daylight{}
			base, t.Components = &part.ComponentBase, append(t.Components, part)
		} else {
			part := &ical.Standard{}
			base, t.Components = &part.ComponentBase, append(t.Components, part)
		}
		onset := civil.Wall(c.at.Unix() + int64(c.from)) // by the clock that ends then
		base.AddProperty(ical.ComponentPropertyDtStart, format(onset))
		base.AddProperty("TZOFFSETFROM", offset(c.from))
		base.AddProperty("TZOFFSETTO", offset(c.to))
		base.AddProperty("TZNAME", c.name)
	}
	return t
}

// turns are the clock changes of a zone in order; the first is no change but what holds at from.
func turns(at *time.Location, from, until time.Time) []turn {
	say := func(t time.Time, before int) turn {
		name, to := t.In(at).Zone()
		return turn{t, before, to, name, t.In(at).IsDST()}
	}
	_, now := from.In(at).Zone()
	out := []turn{say(from, now)}
	const step = 24 * time.Hour
	for t := from; t.Before(until); t = t.Add(step) {
		_, next := t.Add(step).In(at).Zone()
		if next == now {
			continue
		}
		low, high := t, t.Add(step) // the change is after low and not after high
		for high.Sub(low) > time.Second {
			middle := low.Add(high.Sub(low) / 2).Truncate(time.Second)
			if _, o := middle.In(at).Zone(); o == now {
				low = middle
			} else {
				high = middle
			}
		}
		out = append(out, say(high, now))
		now = next
	}
	return out
}

// offset writes seconds east of UTC as "+0530".
func offset(seconds int) string {
	sign := "+"
	if seconds < 0 {
		sign, seconds = "-", -seconds
	}
	out := fmt.Sprintf("%s%02d%02d", sign, seconds/3600, seconds%3600/60)
	if seconds%60 != 0 {
		out += fmt.Sprintf("%02d", seconds%60)
	}
	return out
}
