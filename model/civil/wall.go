package civil

import (
	"fmt"
	"time"
)

const daySeconds = 24 * 60 * 60

// A Clock is a time of day in seconds since midnight. Beyond 24 hours it is a time of a later day: an end at 30:00 is 06:00
// of the next.
type Clock int32

// Units of a [Clock].
const (
	Minute Clock = 60
	Hour   Clock = 60 * Minute
	Day    Clock = 24 * Hour
)

// ParseClock reads "09:00" and "09:00:30", from 00:00 to 24:00.
func ParseClock(text string) (Clock, error) {
	if text == "24:00" || text == "24:00:00" {
		return Day, nil
	}
	for _, layout := range []string{"15:04", time.TimeOnly} {
		if t, err := time.Parse(layout, text); err == nil && len(text) == len(layout) {
			return Clock(t.Hour())*Hour + Clock(t.Minute())*Minute + Clock(t.Second()), nil
		}
	}
	return 0, fmt.Errorf("%q is not a time of day such as 09:00", short(text))
}

// Days are the whole days that the clock is past its own midnight, and rest is the time of day there.
func (c Clock) Days() (days int, rest Clock) {
	days = floorDiv(int(c), daySeconds)
	return days, c - Clock(days)*Day
}

// String writes "09:00", with seconds where there are any, and "06:00+1" for a time of the next day.
func (c Clock) String() string {
	days, rest := c.Days()
	out := fmt.Sprintf("%02d:%02d", rest/Hour, rest%Hour/Minute)
	if rest%Minute != 0 {
		out += fmt.Sprintf(":%02d", rest%Minute)
	}
	if days != 0 {
		out += fmt.Sprintf("%+d", days)
	}
	return out
}

// A Wall is what calendar and clock on a wall show together, in seconds since midnight of 1 January 1970 there.
type Wall int64

// ParseWall reads "2027-01-04T09:00:00" and the same without seconds.
func ParseWall(text string) (Wall, error) {
	for _, layout := range []string{"2006-01-02T15:04:05", "2006-01-02T15:04"} {
		if t, err := time.Parse(layout, text); err == nil && len(text) == len(layout) && t.Year() >= 1 {
			return WallOf(t), nil
		}
	}
	return 0, fmt.Errorf("%q is not a local time such as 2027-01-04T09:00:00", short(text))
}

// WallOf is what the wall shows at t in t's own zone; parts of a second are dropped.
func WallOf(t time.Time) Wall {
	_, offset := t.Zone()
	return Wall(t.Unix() + int64(offset))
}

// Date is the day of it.
func (w Wall) Date() Date { d, _ := w.Split(); return d }

// Clock is its time of day, under 24 hours.
func (w Wall) Clock() Clock { _, c := w.Split(); return c }

// Split is the day and the time of day.
func (w Wall) Split() (Date, Clock) {
	days := w / daySeconds
	if w%daySeconds < 0 {
		days--
	}
	return Date(days), Clock(w - days*daySeconds)
}

// String writes "2027-01-04T09:00:00".
func (w Wall) String() string {
	return time.Unix(int64(w), 0).UTC().Format("2006-01-02T15:04:05")
}

// A Turn is what the clocks do at a wall time.
type Turn uint8

// The turns: most wall times come once; clocks that go forward skip some, and clocks that go back repeat some.
const (
	Once Turn = iota
	Skipped
	Repeated
)

// String is the turn in a word.
func (t Turn) String() string { return [...]string{"once", "skipped", "repeated"}[t] }

// Resolve is the instant at which the wall shows w in zone, in that zone, as RFC 5545 section 3.3.5 has it: the first of two, and
// for a time that does not exist the one that the offset before the gap gives, so 03:30 for 02:30. The same is Temporal's
// "compatible" and Python's fold=0.
//
// No offset is 16 hours or more, so the offsets on both sides are those 16 hours away, as long as a zone does not change its
// clocks twice within 32 hours, which none does.
func Resolve(w Wall, zone *time.Location) (time.Time, Turn) {
	const reach = 16 * 60 * 60
	before, after := offsetAt(int64(w)-reach, zone), offsetAt(int64(w)+reach, zone)
	first := int64(w) - before
	if before == after {
		return time.Unix(first, 0).In(zone), Once
	}
	second := int64(w) - after
	isFirst, isSecond := offsetAt(first, zone) == before, offsetAt(second, zone) == after
	switch {
	case isFirst && isSecond:
		return time.Unix(min(first, second), 0).In(zone), Repeated
	case isSecond:
		return time.Unix(second, 0).In(zone), Once
	case isFirst:
		return time.Unix(first, 0).In(zone), Once
	default:
		return time.Unix(first, 0).In(zone), Skipped
	}
}

func offsetAt(unix int64, zone *time.Location) int64 {
	_, offset := time.Unix(unix, 0).In(zone).Zone()
	return int64(offset)
}
