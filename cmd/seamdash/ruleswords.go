package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"seamdash/model"
	"seamdash/model/civil"
	"seamdash/model/holidays"
	"seamdash/model/recur"
	"seamdash/model/recur/words"
	"seamdash/model/rulebook"
	"seamdash/model/zone"
)

// almanac is the sets of holidays that words can name and rules have.
type almanac struct {
	names []words.SetName
	kept  []rulebook.SetEntry
	find  func(recur.SetID) (recur.Calendar, bool)
}

// country is how the ids of sets begin that nobody keeps, which are the public holidays of a country or of a region.
const country = "country:"

// publicHolidays are those of all countries and regions that the program knows, under their codes: "US holidays", "DE-BY
// holidays". One that is kept has its set.
func publicHolidays(kept []rulebook.SetEntry) almanac {
	sets := map[recur.SetID]holidays.Set{}
	a := almanac{kept: kept}
	for i := range kept {
		set := kept[i].Set
		sets[set.ID] = set
		a.names = append(a.names, words.SetName{ID: set.ID, Name: set.Name})
	}
	add := func(country, region string) {
		set := publicSet(country, region)
		if !slices.ContainsFunc(a.names[:len(kept)], func(n words.SetName) bool { return strings.EqualFold(n.Name, set.Name) }) {
			sets[set.ID] = set
			a.names = append(a.names, words.SetName{ID: set.ID, Name: set.Name})
		}
	}
	for _, c := range holidays.Countries() {
		if c.Whole {
			add(c.Code, "")
		}
		for _, r := range c.Regions {
			add(c.Code, r.Code)
		}
	}
	calendars := map[recur.SetID]recur.Calendar{}
	a.find = func(id recur.SetID) (recur.Calendar, bool) {
		if set, ok := sets[id]; ok && calendars[id] == nil {
			calendars[id] = set.Calendar()
		}
		return calendars[id], calendars[id] != nil
	}
	return a
}

// publicSet is the public holidays of a country or a region, as the editor calls them, too.
func publicSet(code, region string) holidays.Set {
	name := strings.TrimSuffix(code+"-"+region, "-") + " holidays"
	return holidays.Set{ID: recur.SetID(country + code + "/" + region), Name: name, Country: code, Region: region}
}

// speak is what words mean to somebody for whom it is today.
func (a *almanac) speak(today civil.Date, base recur.Rule) words.Context {
	return words.Context{Today: today, Sets: a.names, Base: base}
}

// likely is the set that "holidays" probably means in some zones: one that is kept, first of their country, or else the public holidays
// of that country; "" where that is not one country, or not known.
func (a *almanac) likely(zones ...string) recur.SetID {
	code := ""
	for i, name := range zones {
		in, ok := holidays.OfZone(name)
		if i == 0 {
			code = in
		}
		if !ok || in != code {
			code = ""
			break
		}
	}
	for i := range a.kept {
		if set := &a.kept[i].Set; code != "" && set.Country == code {
			return set.ID
		}
	}
	switch {
	case len(a.kept) > 0:
		return a.kept[0].Set.ID
	case code != "":
		return publicSet(code, "").ID
	}
	return ""
}

// speak is what words mean that are about a rule.
func (r *ruleRoom) speak(rule *recur.Rule) words.Context {
	var zones []string
	for _, c := range r.clocks(rule).each {
		zones = append(zones, c.name)
	}
	c := r.sets.speak(r.today(rule), *rule)
	c.Likely = r.sets.likely(zones...)
	return c
}

// readNamed reads a schedule in words, and tells what they left open. A rule that still lacks a name can have it in front of them.
func (p *program) readNamed(text string, c words.Context) (recur.Rule, error) {
	front := ""
	if c.Base.Name == "" {
		if name, rest, ok := words.Named(text, c); ok {
			c.Base.Name, front, text = model.Clean(name), text[:len(text)-len(rest)], rest
		}
	}
	read, err := words.Parse(text, c)
	if err != nil {
		return recur.Rule{}, misworded(err, front)
	}
	if front != "" {
		p.note("note: it is called " + read.Rule.Name)
	}
	for _, note := range read.Notes {
		p.note("note: " + note)
	}
	return read.Rule, nil
}

// misworded says which word is not understood. A schedule in words is a schedule: what is wrong with it is refused, as it is
// in the form of RFC 5545. The front of the text is a name that stands before what was read.
func misworded(err error, front string) error {
	fault := &model.Fault{Op: "read the words", Kind: model.KindInvalid, Message: model.Clean(err.Error())}
	if m, is := errors.AsType[*words.Mistake](err); is && m.Guess != "" {
		fault.Hint = fmt.Sprintf("did you mean %q?", front+m.Guess)
	}
	return fault
}

// troubled is the reasons for which a rule cannot be kept, one fault for each, or nil.
func troubled(op, name string, found []recur.Trouble) error {
	errs := make([]error, len(found))
	for i, t := range found {
		errs[i] = &model.Fault{Op: op, Subject: model.Clean(name), Kind: model.KindInvalid, Message: model.Clean(t.Text), Type: t.Code, Hint: t.Hint}
	}
	return joined(errs)
}

// loadZone is a zone by name. One that nobody knows is wrong about the schedule, not about the command line.
func loadZone(name string) (*time.Location, error) {
	at, err := zone.Load(name)
	if unknown, is := errors.AsType[*zone.Unknown](err); is {
		return nil, &model.Fault{Op: "read the time zone", Kind: model.KindInvalid, Message: unknown.Error(), Hint: unknown.Hint()}
	}
	return at, err
}
