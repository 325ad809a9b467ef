package ics

import (
	"fmt"
	"strconv"
	"strings"

	"seamdash/model/civil"
	"seamdash/model/recur"
)

// A stamp is a date or a time as a property gives it.
type stamp struct {
	wall civil.Wall
	// day says that there is no time of day, utc that the time is in UTC; otherwise it is in the zone of tzid, and without one on
	// whatever clock is looked at.
	day, utc bool
	tzid     string
}

// parseStamp reads "20270104", "20270104T090000" and "20270104T090000Z".
func parseStamp(text, tzid string) (stamp, error) {
	local, utc := strings.CutSuffix(strings.TrimSpace(text), "Z")
	date, clock, timed := strings.Cut(local, "T")
	s := stamp{day: !timed, utc: utc}
	switch {
	case !timed:
		clock = "000000"
	case !utc:
		s.tzid = tzid
	}
	if len(date) != len("20270104") || len(clock) != len("090000") || utc && !timed {
		return stamp{}, fmt.Errorf("%q is no time such as 20270104T090000", short(text))
	}
	w, err := civil.ParseWall(date[:4] + "-" + date[4:6] + "-" + date[6:] + "T" + clock[:2] + ":" + clock[2:4] + ":" + clock[4:])
	if err != nil || w.Date() < recur.FirstDay || w.Date() > recur.LastDay {
		return stamp{}, fmt.Errorf("%q is no time from 1970 to 2200", short(text))
	}
	s.wall = w
	return s, nil
}

// format writes a wall time as [parseStamp] reads it.
func format(w civil.Wall) string {
	return strings.NewReplacer("-", "", ":", "").Replace(w.String())
}

// parseLength reads a DURATION such as "PT1H30M", "P1D" or "P2W" into seconds on the clock.
func parseLength(text string) (civil.Wall, error) {
	rest, ok := strings.CutPrefix(strings.TrimPrefix(strings.ToUpper(strings.TrimSpace(text)), "+"), "P")
	days, times, timed := strings.Cut(rest, "T")
	const hour, day = 60 * 60, 24 * 60 * 60
	total, okDays := lengthOf(days, "WD", []civil.Wall{7 * day, day})
	passing, okTimes := lengthOf(times, "HMS", []civil.Wall{hour, 60, 1})
	total += passing
	if !ok || !okDays || !okTimes || timed && times == "" || total <= 0 {
		return 0, fmt.Errorf("%q is no length such as PT4H", short(text))
	}
	return total, nil
}

// lengthOf adds numbers, each with one of the letters behind it, which have to come in their order.
func lengthOf(text, letters string, units []civil.Wall) (total civil.Wall, ok bool) {
	for text != "" {
		i := strings.IndexAny(text, letters)
		if i < 1 || i > 6 {
			return 0, false
		}
		n, err := strconv.ParseUint(text[:i], 10, 32)
		if err != nil {
			return 0, false
		}
		k := strings.IndexByte(letters, text[i])
		total += civil.Wall(n) * units[k]
		text, letters, units = text[i+1:], letters[k+1:], units[k+1:]
	}
	return total, true
}
