package ruleform

import (
	"slices"
	"strings"

	"seamdash/model/holidays"
	"seamdash/model/recur"
	"seamdash/model/recur/words"
	"seamdash/model/rulebook"
)

// country is how the items of countries begin whose holidays no set has yet.
const country = "country:"

// setName is what a set of holidays is called.
func (f *Form) setName(id recur.SetID) string {
	if s, ok := f.setOf(id); ok {
		return s.Name
	}
	return string(id) + " (missing)"
}

// setOf finds a set, among those of the book and those that are added here.
func (f *Form) setOf(id recur.SetID) (holidays.Set, bool) {
	if e, ok := f.shelf.Set(id); ok {
		return e.Set, true
	}
	if i := slices.IndexFunc(f.added, func(s holidays.Set) bool { return s.ID == id }); i >= 0 {
		return f.added[i], true
	}
	return holidays.Set{}, false
}

// sets are those of the book and those that were added here.
func (f *Form) sets() []holidays.Set {
	out := make([]holidays.Set, 0, len(f.shelf.Sets)+len(f.added))
	for i := range f.shelf.Sets {
		out = append(out, f.shelf.Sets[i].Set)
	}
	for _, s := range f.added {
		if _, there := f.shelf.Set(s.ID); !there {
			out = append(out, s)
		}
	}
	return out
}

// pickHolidays opens the list of sets, and of the countries whose public holidays can be added.
func (f *Form) pickHolidays() {
	var all []item
	known := map[string]bool{}
	for _, s := range f.sets() {
		known[s.Country+"/"+s.Region] = true
		all = append(all, item{id: string(s.ID), label: s.Name, note: "a set of yours"})
	}
	add := func(code, region, name, note string) {
		if !known[code+"/"+region] {
			all = append(all, item{id: country + code + "/" + region, label: name, note: note})
		}
	}
	for _, c := range holidays.Countries() {
		if c.Whole {
			add(c.Code, "", c.Name, strings.TrimPrefix("public holidays; "+c.Note, "; "))
		}
		for _, r := range c.Regions {
			add(c.Code, r.Code, c.Name+", "+r.Name, "public holidays")
		}
	}
	marked := make([]string, len(f.rule.Holidays))
	for i, id := range f.rule.Holidays {
		marked[i] = string(id)
	}
	f.open(picker{title: "WHICH HOLIDAYS?", find: among(all), several: true, marked: marked, take: (*Form).takeHolidays})
}

func (f *Form) takeHolidays(ids []string) {
	f.change(func(r *recur.Rule) {
		sets := make([]recur.SetID, len(ids))
		for i, id := range ids {
			sets[i] = recur.SetID(id)
		}
		r.Holidays = f.settled(sets)
	})
}

// add makes a set of the public holidays of a country or a region of it. The book gets it together with the rule.
func (f *Form) add(place string) recur.SetID {
	code, region, _ := strings.Cut(place, "/")
	for _, s := range f.sets() {
		if s.Country == code && s.Region == region && len(s.Days) == 0 {
			return s.ID
		}
	}
	s := holidays.Set{ID: f.config.Book.NewSetID(), Name: calledFor(code, region), Country: code, Region: region}
	f.added = append(slices.Clone(f.added), s)
	return s.ID
}

// calledFor is the name of a set that is made for a country or a region.
func calledFor(code, region string) string {
	if region != "" {
		code += "-" + region
	}
	return code + " holidays"
}

// everyCountry are the sets that there could be, so that words can name them.
func everyCountry() []words.SetName {
	var out []words.SetName
	for _, c := range holidays.Countries() {
		if c.Whole {
			out = append(out, words.SetName{ID: recur.SetID(country + c.Code + "/"), Name: calledFor(c.Code, "")})
		}
		for _, r := range c.Regions {
			out = append(out, words.SetName{ID: recur.SetID(country + c.Code + "/" + r.Code), Name: calledFor(c.Code, r.Code)})
		}
	}
	return out
}

// settled makes those of the sets that nobody has, and gives the ids of all.
func (f *Form) settled(ids []recur.SetID) []recur.SetID {
	out := slices.Clone(ids)
	for i, id := range out {
		if place, is := strings.CutPrefix(string(id), country); is {
			out[i] = f.add(place)
		}
	}
	return out
}

// newSets are those of the rule that the book does not have yet.
func (f *Form) newSets() []rulebook.SetEntry {
	var out []rulebook.SetEntry
	for _, s := range f.added {
		if _, there := f.shelf.Set(s.ID); !there && slices.Contains(f.rule.Holidays, s.ID) {
			out = append(out, rulebook.SetEntry{Set: s})
		}
	}
	return out
}

// calendar is the days of a set, as the windows are worked out with.
func (f *Form) calendar(id recur.SetID) (recur.Calendar, bool) {
	if c, ok := f.calendars[id]; ok {
		return c, true
	}
	s, ok := f.setOf(id)
	if !ok {
		return nil, false
	}
	f.calendars[id] = s.Calendar()
	return f.calendars[id], true
}
