package holidays

import (
	"cmp"
	"fmt"
	"slices"
	"unicode/utf8"

	"seamdash/model"
	"seamdash/model/civil"
	"seamdash/model/recur"
)

// Limits of a set.
const (
	MaxDays = 5000
	// MaxName is how many characters the name of a set or a day may have.
	MaxName = 100
	// FirstYear and LastYear bound the days of sets, as they bound those of rules.
	FirstYear = 1970
	LastYear  = 2200
)

// A Set is days by name. Rules refer to it, so that a change of the set changes them all. Both sources of days add up.
type Set struct {
	ID   recur.SetID
	Name string
	// Country is a code of [Countries], "" for none, and Region one of its regions, "" for the country as a whole.
	Country, Region string
	Days            []Day
}

// A Day is one date and what it is called, which may be "".
type Day struct {
	Date civil.Date
	Name string
}

// Normal is the set with names cleaned of what does not belong on a terminal, days in order, and one day for each date. Where a
// date came twice, the first that has a name gives it.
func (s Set) Normal() Set {
	s.Name = model.Clean(s.Name)
	days := make([]Day, len(s.Days))
	for i, d := range s.Days {
		days[i] = Day{d.Date, model.Clean(d.Name)}
	}
	slices.SortStableFunc(days, func(a, b Day) int {
		if c := cmp.Compare(a.Date, b.Date); c != 0 {
			return c
		}
		return cmp.Compare(min(1, len(b.Name)), min(1, len(a.Name)))
	})
	s.Days = slices.CompactFunc(days, func(a, b Day) bool { return a.Date == b.Date })
	if len(s.Days) == 0 {
		s.Days = nil
	}
	return s
}

// A Trouble is a reason for which a set cannot be kept.
type Trouble struct {
	// Code is for programs: "no-name", "no-days", "too-many-days", "long-name", "bad-date", "unknown-country", "region-missing".
	Code string
	// Text says what is wrong, Hint what to do about it; Hint may be "".
	Text, Hint string
}

// Error is the text.
func (t Trouble) Error() string { return t.Text }

// Check says what makes it impossible to keep the set, the first thing to mend first.
func (s Set) Check() []Trouble {
	var out []Trouble
	if s.Name == "" {
		out = append(out, Trouble{"no-name", "the set of holidays has no name", "give it one, such as US holidays"})
	}
	if long(s.Name) {
		out = append(out, Trouble{"long-name", fmt.Sprintf("the name of the set is longer than %d characters", MaxName), ""})
	}
	if t, bad := s.checkCountry(); bad {
		out = append(out, t)
	}
	if s.Country == "" && len(s.Days) == 0 {
		out = append(out, Trouble{"no-days", "the set of holidays is empty", "choose a country or type dates: 25 dec, 1 jan 2027"})
	}
	if len(s.Days) > MaxDays {
		out = append(out, Trouble{"too-many-days", fmt.Sprintf("the set has %d days and may have %d", len(s.Days), MaxDays), "take it apart"})
	}
	for _, d := range s.Days {
		if t, bad := d.check(); bad {
			return append(out, t)
		}
	}
	return out
}

func (s Set) checkCountry() (Trouble, bool) {
	if s.Country == "" && s.Region == "" {
		return Trouble{}, false
	}
	c, err := find(s.Country)
	if err != nil {
		return Trouble{"unknown-country", err.Error(), err.Hint()}, true
	}
	if s.Region == "" && c.national == nil {
		return Trouble{"region-missing", c.Name + " has no holidays as a whole", "choose one of " + joined(c.codes())}, true
	}
	if _, err := c.region(s.Region); err != nil {
		return Trouble{"unknown-country", err.Error(), err.Hint()}, true
	}
	return Trouble{}, false
}

func (d Day) check() (Trouble, bool) {
	if long(d.Name) {
		return Trouble{"long-name", fmt.Sprintf("the name of %s is longer than %d characters", d.Date, MaxName), ""}, true
	}
	if y := d.Date.Year(); y < FirstYear || y > LastYear {
		return Trouble{"bad-date", fmt.Sprintf("%s is not in the years %d to %d", d.Date, FirstYear, LastYear), ""}, true
	}
	return Trouble{}, false
}

func long(name string) bool { return utf8.RuneCountInString(name) > MaxName }
