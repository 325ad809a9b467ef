package rrule

import (
	"time"

	"seamdash/model/civil"
)

// A Request is a series in words of data, as JSON carries it.
type Request struct {
	ID string `json:"id"`
	// TZ is the IANA name of the zone whose clock the rest is told on.
	TZ string `json:"tz"`
	// DTStart is the first start that may be, "2027-01-04T09:00:00". It is a start where it matches the rule.
	DTStart string `json:"dtstart"`
	// EndWall is the time of day at which a window ends, EndDays later than the day it begins on. Duration is the other way to
	// say it, "PT8H". One of both is given.
	EndWall  *string `json:"end_wall"`
	EndDays  int     `json:"end_days"`
	Duration *string `json:"duration"`
	// RRule is none where all windows are in RDates.
	RRule *string `json:"rrule"`
	// ExDates take windows away: "2027-07-05" all that begin on the day, "2027-07-05T09:00:00" the one that begins then. RDates add
	// some, by start.
	ExDates []string `json:"exdates"`
	RDates  []string `json:"rdates"`
	Query   *Query   `json:"query"`
}

// A Query asks for the windows that begin after an instant, or for those that overlap a time between two.
type Query struct {
	After   string   `json:"after"`
	Limit   int      `json:"limit"`
	Between []string `json:"between"`
}

// maxDates is how many EXDATEs, and how many RDATEs, a series may have.
const maxDates = 1000

// NewSeries reads a request; load finds zones by name. What was put right comes back as notes. The error is an [*Error], for
// what cannot be read, what RFC 5545 forbids, and what calendars read in different ways. A series without a single window is
// none: it answers with nothing, and [Series.Check] says why it should not be kept.
func NewSeries(q Request, load func(name string) (*time.Location, error)) (*Series, []Note, error) {
	zone, err := q.zone(load)
	if err != nil {
		return nil, nil, err
	}
	start, err := q.start()
	if err != nil {
		return nil, nil, err
	}
	day, clock := start.Split()
	length, notes, err := q.spanOf(clock)
	if err != nil {
		return nil, nil, err
	}
	s := &Series{zone: zone, start: start, span: length, last: lastDay}
	if q.RRule != nil {
		rule, more, err := Read(*q.RRule)
		if err != nil {
			return nil, nil, err
		}
		if err := rule.ambiguous(); err != nil {
			return nil, nil, err
		}
		notes = append(append(notes, more...), s.follow(rule, day, clock)...)
	}
	more, err := s.change(q)
	return s, append(notes, more...), err
}

func (q *Request) zone(load func(string) (*time.Location, error)) (*time.Location, error) {
	if q.TZ == "" || q.TZ == "Local" { // for the standard library these are UTC and the zone of this machine
		return nil, refuse("unknown-zone", "tz", "a zone is needed, by its IANA name such as Europe/Paris")
	}
	zone, err := load(q.TZ)
	if err != nil {
		refused := refuse("unknown-zone", "tz", "%s is not a time zone of the IANA database", quoted(q.TZ))
		refused.cause = err
		return nil, refused
	}
	return zone, nil
}

func (q *Request) start() (civil.Wall, error) {
	start, err := readWall("dtstart", q.DTStart)
	if err != nil {
		return 0, err
	}
	switch day := start.Date(); {
	case day < 0:
		return 0, refuse("too-old", "dtstart", "%s is before the year 1970", day)
	case day > lastDay:
		return 0, refuse("too-late", "dtstart", "%s is after the year 2200", day)
	default:
		return start, nil
	}
}

// readWall reads a local time, and says so where it got an instant.
func readWall(field, text string) (civil.Wall, error) {
	w, err := civil.ParseWall(text)
	if err == nil {
		return w, nil
	}
	if _, err := time.Parse(time.RFC3339, text); err == nil {
		return 0, refuse("not-local", field, "%s is an instant: a time by the clock on the wall has no zone", quoted(text))
	}
	return 0, refuse("bad-date", field, "%s is not a date and time such as 2027-01-04T09:00:00", quoted(text))
}
