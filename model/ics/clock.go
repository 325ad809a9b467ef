package ics

import (
	"errors"
	"fmt"
	"time"

	"seamdash/model/civil"
)

// A clock is the one that an event's times are told by: that of a zone, or with a nil zone the one of each lock.
type clock struct {
	name  string
	at    *time.Location
	zones *zones
	tzid  string
}

// clockOf is the clock of an event's start, and what was lost in finding it.
func (z *zones) clockOf(s stamp, calendar string) (clock, []string, error) {
	switch {
	case s.utc && calendar != "": // times of single events in UTC, and the zone that the calendar is shown in
		f := z.find(calendar)
		if f.err == nil {
			return clock{name: f.name, at: f.at, zones: z}, nil, nil
		}
		fallthrough
	case s.utc:
		return clock{name: "UTC", at: time.UTC, zones: z}, []string{"its times are in UTC and do not follow the clocks of the lock"}, nil
	case s.tzid == "":
		return clock{zones: z}, nil, nil
	}
	f := z.find(s.tzid)
	if f.err != nil {
		return clock{}, nil, f.err
	}
	var losses []string
	if f.loss != "" {
		losses = append(losses, f.loss)
	}
	if z.disagrees(s.tzid, s.wall) {
		if f.loss != "" {
			return clock{}, nil, fmt.Errorf("its zone %q is described by the file otherwise than %s is", short(s.tzid), f.name)
		}
		losses = append(losses, fmt.Sprintf("the file describes %s otherwise; what this program knows of it counts", f.name))
	}
	return clock{name: f.name, at: f.at, zones: z, tzid: s.tzid}, losses, nil
}

// wall is a time by the clock, whatever zone it is told in.
func (c clock) wall(s stamp) (civil.Wall, error) {
	switch {
	case s.tzid == c.tzid && !s.utc, s.tzid == "" && !s.utc: // a time without a zone beside others with one means the same clock
		return s.wall, nil
	case c.at == nil:
		return 0, errors.New("it has times with a zone and others without one")
	case s.utc:
		return civil.WallOf(time.Unix(int64(s.wall), 0).In(c.at)), nil
	}
	f := c.zones.find(s.tzid)
	if f.err != nil {
		return 0, f.err
	}
	at, _ := civil.Resolve(s.wall, f.at)
	return civil.WallOf(at.In(c.at)), nil
}
