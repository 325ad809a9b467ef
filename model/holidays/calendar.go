package holidays

import (
	"slices"
	"strings"
	"time"

	"github.com/rickar/cal/v2"

	"seamdash/model"
	"seamdash/model/civil"
	"seamdash/model/recur"
)

// Calendar answers for the days of the set, in the years [FirstYear] to [LastYear]. It remembers each year that it was asked
// for, so it is for one goroutine; the set may change afterwards without it. An unknown country has no days: see [Set.Check].
func (s Set) Calendar() recur.Calendar { return s.calendar() }

// Between are the days of the set from one date up to, and without, another, in order and with one for each date.
func (s Set) Between(from, until civil.Date) []Day {
	c := s.calendar()
	var out []Day
	for year := max(from.Year(), FirstYear); year <= min(until.Year(), LastYear); year++ {
		for date, name := range c.year(year) {
			if date >= from && date < until {
				out = append(out, Day{date, name})
			}
		}
	}
	return Set{Days: out}.Normal().Days
}

type calendar struct {
	typed []Day
	rules []*cal.Holiday
	years map[int]map[civil.Date]string
}

func (s Set) calendar() *calendar {
	c := &calendar{typed: slices.Clone(s.Days), years: make(map[int]map[civil.Date]string)}
	for _, h := range s.rules() {
		// Some functions of the library write into the holiday that they are called for.
		c.rules = append(c.rules, h.Clone(nil))
	}
	return c
}

// rules are the library's for the country or region of the set.
func (s Set) rules() []*cal.Holiday {
	if s.Country == "" {
		return nil
	}
	c, err := find(s.Country)
	if err != nil {
		return nil
	}
	if s.Region == "" {
		return c.national
	}
	r, err := c.region(s.Region)
	if err != nil {
		return nil
	}
	return r.rules
}

// Holiday gives the names of all holidays on the day, the typed ones first.
func (c *calendar) Holiday(d civil.Date) (string, bool) {
	name, is := c.year(d.Year())[d]
	return name, is
}

func (c *calendar) year(year int) map[civil.Date]string {
	if year < FirstYear || year > LastYear {
		return nil
	}
	if days, ok := c.years[year]; ok {
		return days
	}
	days := make(map[civil.Date]string)
	for _, d := range c.typed {
		if d.Date.Year() == year {
			note(days, d)
		}
	}
	for _, h := range c.rules {
		years := []int{year, year - 1, year + 1} // New Year's Day can be observed on 31 December
		if len(h.Observed) == 0 {
			years = years[:1]
		}
		for _, of := range years {
			for _, d := range occurrences(h, of) {
				if d.Date.Year() == year {
					note(days, d)
				}
			}
		}
	}
	c.years[year] = days
	return days
}

// note adds a name to those of its day.
func note(days map[civil.Date]string, d Day) {
	had, is := days[d.Date]
	switch {
	case !is || had == "":
		days[d.Date] = model.Clean(d.Name)
	case d.Name != "" && !slices.Contains(strings.Split(had, " · "), d.Name):
		days[d.Date] = model.Clean(had + " · " + d.Name)
	}
}

// occurrences are the day of a holiday in a year, and the one on which it is observed where that is another. Both are days off
// for a door: the library moves holidays only off weekends and off days that are holidays anyway.
//
// The library gives midnights of the machine's zone, whose clocks may skip that hour, so that the day before is shown. Half a
// day later it is the right date in every zone. For the same reason the day to observe is looked up here, by that date's weekday.
func occurrences(h *cal.Holiday, year int) []Day {
	at, _ := h.Calc(year)
	if at.IsZero() {
		return nil
	}
	date := civil.DateOf(at.Add(12 * time.Hour))
	name := called(h.Name, year)
	out := []Day{{date, name}}
	for _, o := range h.Observed {
		if o.Day == date.Weekday() && o.Offset != 0 {
			return append(out, Day{date + civil.Date(o.Offset), name + " (observed)"})
		}
	}
	return out
}

// called is the name of a holiday in a year. The library has the Queen's Birthday for ever.
func called(name string, year int) string {
	const reign = 2022
	if name == "Queen's Birthday" && year > reign {
		return "King's Birthday"
	}
	return name
}
