package rrule

import (
	"strings"
	"time"

	"seamdash/model/civil"
)

// maxDays is how long a window may be, in whole days.
const maxDays = 31

// A span is how long a window lasts: until a time of day, or for some days by the calendar and then some elapsed time.
type span struct {
	until   civil.Clock // from the midnight of the day that the window begins on; counts where toClock is set
	toClock bool
	days    int
	elapsed int64 // seconds
}

// after is the instant at which a window ends that has a duration and begins on a day and time of day, which is the instant start.
func (s span) after(day civil.Date, clock civil.Clock, start int64, zone *time.Location) int64 {
	if s.days > 0 {
		end, _ := civil.Resolve((day + civil.Date(s.days)).At(clock), zone)
		start = end.Unix()
	}
	return start + s.elapsed
}

// length is how long the window is on a wall whose clock never changes.
func (s span) length(clock civil.Clock) civil.Wall {
	if s.toClock {
		return civil.Wall(s.until - clock)
	}
	return civil.Wall(s.days)*civil.Wall(civil.Day) + civil.Wall(s.elapsed)
}

// spanOf reads how long the windows of a request last, for a first one that begins at start.
func (q *Request) spanOf(start civil.Clock) (span, []Note, error) {
	var (
		s     span
		notes []Note
		err   error
	)
	switch {
	case q.Duration != nil && q.EndWall != nil:
		err = refuse("both-ends", "end_wall", "a window has either an end or a duration")
	case q.Duration != nil:
		s, err = readDuration(*q.Duration)
	case q.EndWall != nil:
		s, notes, err = readEnd(*q.EndWall, q.EndDays, start)
	default:
		err = refuse("bad-end", "end_wall", "a window needs an end or a duration")
	}
	if err != nil {
		return span{}, nil, err
	}
	if s.length(start) >= (maxDays+1)*civil.Wall(civil.Day) {
		return span{}, nil, refuse("too-long-window", "", "a window ends at most %d days after the day that it begins on", maxDays)
	}
	return s, notes, nil
}

// readEnd reads an end by the clock. One before the start on the same day is meant for the next.
func readEnd(text string, days int, start civil.Clock) (span, []Note, error) {
	clock, err := civil.ParseClock(text)
	if err != nil {
		return span{}, nil, refuse("bad-end", "end_wall", "%s is not a time of day such as 17:00", quoted(text))
	}
	if days < 0 {
		return span{}, nil, refuse("bad-end", "end_days", "a window cannot end %d days before it begins", -days)
	}
	if days > maxDays {
		return span{}, nil, refuse("too-long-window", "end_days", "a window ends at most %d days after the day that it begins on", maxDays)
	}
	var notes []Note
	switch end := clock + civil.Clock(days)*civil.Day; {
	case end == start:
		return span{}, nil, refuse("zero-window", "end_wall", "the window ends when it begins")
	case end < start:
		notes = append(notes, Note{"end-before-start", "end_wall", "the end is before the start, so it is on the next day"})
		days++
	case clock == civil.Day:
		notes = append(notes, Note{"end-24", "end_wall", "24:00 is 00:00 of the next day"})
	}
	return span{toClock: true, until: clock + civil.Clock(days)*civil.Day}, notes, nil
}

// readDuration reads a duration of RFC 5545 section 3.3.6: "PT8H", "PT2H30M", "P1DT6H", "P1W". Days and weeks are those of the
// calendar, hours and below are elapsed time.
func readDuration(text string) (span, error) {
	s, negative, ok := durationParts(text)
	switch {
	case !ok:
		return span{}, refuse("bad-duration", "duration", "%s is not a duration such as PT8H or PT2H30M", quoted(text))
	case s.days == 0 && s.elapsed == 0:
		return span{}, refuse("zero-window", "duration", "the window lasts no time")
	case negative:
		return span{}, refuse("negative-window", "duration", "the window ends before it begins")
	}
	return s, nil
}

func durationParts(text string) (s span, negative, ok bool) {
	rest, negative := strings.CutPrefix(text, "-")
	rest, ok = strings.CutPrefix(rest, "P")
	date, clock, timed := strings.Cut(rest, "T")
	if !ok || timed && clock == "" || !timed && date == "" {
		return span{}, false, false
	}
	number := func(of *string, unit string) int {
		before, after, found := strings.Cut(*of, unit)
		if !found {
			return 0
		}
		n, is := digits(before)
		ok = ok && is
		*of = after
		return n
	}
	s.days = 7*number(&date, "W") + number(&date, "D")
	s.elapsed = int64(number(&clock, "H")*3600 + number(&clock, "M")*60 + number(&clock, "S"))
	return s, negative, ok && date == "" && clock == ""
}
