package main

import (
	"context"
	"errors"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"seamdash/model"
	"seamdash/model/zone"
)

// lastYears is how many years the time zones may be old: governments change some every year.
const lastYears = 2

func (d *doctor) examineZones(context.Context) examined {
	return zonesOf(zone.Version(), len(zone.Names()), time.Now())
}

// zonesOf judges the database by its version, which begins with its year.
func zonesOf(version string, names int, now time.Time) examined {
	text := "IANA " + version + ", " + strconv.Itoa(names) + " names, carried by the program"
	year, err := strconv.Atoi(strings.TrimRight(version, "abcdefghijklmnopqrstuvwxyz"))
	switch {
	case err != nil:
		return unclear(text)
	case now.Year()-year >= lastYears:
		return wrong(text+", of "+strconv.Itoa(now.Year()-year)+" years ago", "update seamdash: a door may open an hour off where clocks changed their rules since.")
	default:
		return well(text)
	}
}

func (d *doctor) examineHome(context.Context) examined {
	return homeOf(d.getenv("TZ"), time.Now().In(d.home()))
}

// homeOf judges what TZ says about where the person is; now is in the zone that came of it.
func homeOf(tz string, now time.Time) examined {
	name := strings.TrimPrefix(tz, ":")
	at := now.Format("MST (-07:00)")
	_, err := zone.Load(name)
	switch unknown, is := errors.AsType[*zone.Unknown](err); {
	case name == "":
		return well(at + ", that of the machine")
	case !is:
		return well(name + ", by TZ")
	case filepath.IsAbs(name):
		return well(at + ", by the file in TZ")
	default:
		return wrong(model.Clean(unknown.Error())+" in TZ, so your times are those of "+at, unknown.Hint())
	}
}
