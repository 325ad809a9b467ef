package model

import (
	"slices"
	"time"
)

// A TimeFrame is one shape that the windows of a lock's codes may have. A window needs one of the shapes that are for its
// kind of code; where Seam names none, every window will do.
type TimeFrame struct {
	Name string
	// Offline frames are for offline codes, the others for those that Seam programs.
	Offline bool
	// Min and Max bound the length of the window; zero bounds nothing.
	Min, Max Length
	// SameTime asks for one time of day at both ends: the window is counted in days.
	SameTime bool
	// Hours are the times of day at which a window may begin and end; none leaves them open.
	Hours []DayHours
	// Zone is the IANA name of the clock on which days and times of day are counted, or "" for UTC.
	Zone string
	// More says that Seam gives a rule that is not read here, such as one for the dates.
	More bool
}

// A Length is how long a window is by the calendar and the clock: a day is not always 24 hours.
type Length struct {
	Days int
	Rest time.Duration
}

// After is the moment this long after t, days counted in the zone that t carries.
func (l Length) After(t time.Time) time.Time { return t.AddDate(0, 0, l.Days).Add(l.Rest) }

// DayHours are two times of day, since midnight.
type DayHours struct {
	Name        string
	From, Until time.Duration
}

// Equal compares every part.
func (f TimeFrame) Equal(g TimeFrame) bool {
	return f.Name == g.Name && f.Offline == g.Offline && f.Min == g.Min && f.Max == g.Max && f.SameTime == g.SameTime &&
		slices.Equal(f.Hours, g.Hours) && f.Zone == g.Zone && f.More == g.More
}
