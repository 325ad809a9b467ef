package main

import (
	"context"
	"errors"
	"maps"
	"slices"
	"time"

	"seamdash/model"
	"seamdash/model/series"
	"seamdash/model/zone"
)

// agree tells which codes that are live now a change of rules will touch, and refuses it unless somebody agreed.
func (r *ruleRoom) agree(ctx context.Context, c *amendment, agreed bool) error {
	r.readRolled(ctx)
	touched := r.touched(c)
	if len(touched) == 0 {
		return nil
	}
	for _, line := range touched {
		r.program.note(line)
	}
	if agreed {
		return nil
	}
	will := count(len(touched), "code") + " that is live now will change"
	if len(touched) > 1 {
		will = count(len(touched), "code") + " that are live now will change"
	}
	return usageError{err: errors.New(c.op + ": " + will + ", and nobody said --yes"), hint: "--yes goes ahead; --dry-run shows what would be."}
}

// touched are the live codes that a change of rules touches, each in words.
func (r *ruleRoom) touched(c *amendment) []string {
	if r.rolled == nil {
		return nil
	}
	known := model.NewSnapshot(model.Workspace{}, slices.Collect(maps.Values(r.known)), model.FeedState{}, 0)
	var out []string
	for i := range c.edits {
		e := &c.edits[i]
		was, ok := r.shelf.Rule(e.Entry.ID)
		if !ok {
			continue // it is new
		}
		edit := series.Edit{
			ID: e.Entry.ID, Before: &was.Rule, States: r.rolled.states, Picture: known, Now: r.session.seamNow(), Zone: zoneCalled, Holidays: r.sets.find,
		}
		if !e.Remove {
			edit.After = &e.Entry.Rule
		}
		for _, text := range series.Touched(&edit) {
			out = append(out, model.Clean(was.Rule.Name)+" on "+text)
		}
	}
	return out
}

// zoneCalled is a time zone, nil for one that there is not.
func zoneCalled(name string) *time.Location {
	at, ok := zone.Lookup(name)
	if !ok {
		return nil
	}
	return at
}
