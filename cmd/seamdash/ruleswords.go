package main

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"seamdash/model"
	"seamdash/model/civil"
	"seamdash/model/holidays"
	"seamdash/model/recur"
	"seamdash/model/recur/words"
	"seamdash/model/zone"
)

// almanac is the sets of holidays that words can name and rules have.
type almanac struct {
	names []words.SetName
	find  func(recur.SetID) (recur.Calendar, bool)
}

// publicHolidays are those of all countries and regions that the program knows, under their codes and names: "US holidays",
// "Germany holidays", "DE-BY holidays". They are for rules that are shown and not kept.
func publicHolidays() almanac {
	sets := map[recur.SetID]holidays.Set{}
	var a almanac
	add := func(country, region string, names ...string) {
		id := recur.SetID(strings.TrimSuffix(country+"-"+region, "-"))
		sets[id] = holidays.Set{ID: id, Name: names[0] + " holidays", Country: country, Region: region}
		for _, name := range names {
			a.names = append(a.names, words.SetName{ID: id, Name: name + " holidays"})
		}
	}
	for _, c := range holidays.Countries() {
		if c.Whole {
			add(c.Code, "", c.Code, c.Name)
		}
		for _, r := range c.Regions {
			add(c.Code, r.Code, c.Code+"-"+r.Code)
		}
	}
	a.find = func(id recur.SetID) (recur.Calendar, bool) {
		set, ok := sets[id]
		return set.Calendar(), ok
	}
	return a
}

// speak is what words mean to somebody for whom it is today.
func (a *almanac) speak(today civil.Date, base recur.Rule) words.Context {
	return words.Context{Today: today, Sets: a.names, Base: base}
}

// readWords reads a schedule in words, and tells what they left open.
func (p *program) readWords(text string, c words.Context) (recur.Rule, error) {
	read, err := words.Parse(text, c)
	if err != nil {
		return recur.Rule{}, misworded(err)
	}
	for _, note := range read.Notes {
		p.note("note: " + note)
	}
	return read.Rule, nil
}

// misworded says which word is not understood. A schedule in words is a schedule: what is wrong with it is refused, as it is
// in the form of RFC 5545.
func misworded(err error) error {
	fault := &model.Fault{Op: "read the words", Kind: model.KindInvalid, Message: model.Clean(err.Error())}
	if m, is := errors.AsType[*words.Mistake](err); is && m.Guess != "" {
		fault.Hint = fmt.Sprintf("did you mean %q?", m.Guess)
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
