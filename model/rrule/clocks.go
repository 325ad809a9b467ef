package rrule

import (
	"sort"

	"seamdash/model/civil"
)

// clocks are the times of day that a rule has on each of its days: every hour with every minute and every second. They are
// counted, not listed, because a rule may have one for each second.
type clocks struct {
	hours, minutes, seconds []int
	start                   civil.Clock // what a part that is missing is taken from
}

func (r *Rule) clocks(start civil.Clock) clocks {
	return clocks{hours: r.ByHour, minutes: r.ByMinute, seconds: r.BySecond, start: start}
}

// len is how many there are, at least one.
func (c *clocks) len() int {
	return max(len(c.hours), 1) * max(len(c.minutes), 1) * max(len(c.seconds), 1)
}

// at is the ith, in rising order, because the lists are sorted.
func (c *clocks) at(i int) civil.Clock {
	hour, minute, second := c.start/civil.Hour, c.start%civil.Hour/civil.Minute, c.start%civil.Minute
	if n := len(c.seconds); n > 0 {
		second, i = civil.Clock(c.seconds[i%n]), i/n
	}
	if n := len(c.minutes); n > 0 {
		minute, i = civil.Clock(c.minutes[i%n]), i/n
	}
	if len(c.hours) > 0 {
		hour = civil.Clock(c.hours[i])
	}
	return hour*civil.Hour + minute*civil.Minute + second
}

// before is how many of them are before a time of day.
func (c *clocks) before(end civil.Clock) int {
	return sort.Search(c.len(), func(i int) bool { return c.at(i) >= end })
}
