// Package rrule is the recurrence rule of RFC 5545 section 3.3.10 as far as whole days go: it reads, checks and writes rules, and
// finds the days of one at a cost that does not depend on how long ago it began. A [Series] adds a zone, hours and exceptions to
// it, which makes windows.
//
// It is our own because when a door opens is what this program exists for. The one Go library, github.com/teambition/rrule-go
// v1.8.2, never returns for some rules and panics for others, takes COUNT=0 for "without end" and "every second Monday of a
// WEEKLY rule" for every Monday, and opens an hour early where the clocks go forward.
package rrule

import "time"

// A Freq is how long the periods of a rule are.
type Freq uint8

// The frequencies. HOURLY and below are refused: they are no access schedule, and their meaning over a change of the clocks is
// disputed.
const (
	Daily Freq = iota + 1
	Weekly
	Monthly
	Yearly
)

// String is the RFC's name, such as "WEEKLY".
func (f Freq) String() string {
	switch f {
	case Daily:
		return "DAILY"
	case Weekly:
		return "WEEKLY"
	case Monthly:
		return "MONTHLY"
	case Yearly:
		return "YEARLY"
	default:
		return "?"
	}
}

// A Day is one value of BYDAY: a weekday, in a MONTHLY or YEARLY rule perhaps only the Nth of its month or year, from the end
// when N is negative.
type Day struct {
	N       int // 0 is every one
	Weekday time.Weekday
}

// A Rule is a recurrence rule. The zero value of a part says that the rule does not have it. Lists are sorted and
// without repetition once [Parse] or [Rule.Normal] gave them.
type Rule struct {
	Freq     Freq
	Interval int // 0 is 1
	Count    int // 0 is without
	Until    Until

	ByMonth    []time.Month
	ByWeekNo   []int
	ByYearDay  []int
	ByMonthDay []int
	ByDay      []Day
	ByHour     []int
	ByMinute   []int
	BySecond   []int
	BySetPos   []int
	// WeekStart counts where HasWeekStart is set; otherwise weeks begin on Monday.
	WeekStart    time.Weekday
	HasWeekStart bool
}
