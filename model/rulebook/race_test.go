package rulebook_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"seamdash/model"
	"seamdash/model/recur"
	"seamdash/model/rulebook"
)

// A racer has something else done on the shelf just before it saves, once.
type racer struct {
	rulebook.Keeper

	before func()
}

func (r *racer) Save(ctx context.Context, b rulebook.Batch) ([]rulebook.Envelope, error) {
	if before := r.before; before != nil {
		r.before = nil
		before()
	}
	return r.Keeper.Save(ctx, b)
}

// TestJudgedAnew: what is true of the shelf when a change is judged may not be when it is kept.
func TestJudgedAnew(t *testing.T) {
	t.Parallel()
	memory := rulebook.InMemory(clock())
	other := bookOn(t, memory)
	us := other.addSet("US holidays")
	slow := &racer{Keeper: memory}
	d := bookOn(t, slow)

	slow.before = func() { other.add("Beside") }
	cleaners := d.add("Cleaners", us.Set.ID) // is judged twice, and good both times
	cleaners.Rule.Holidays = nil
	cleaners = d.save(rulebook.Edit{Entry: cleaners})[0]

	slow.before = func() { other.add("Gardeners", us.Set.ID) }
	err := d.RemoveSet(t.Context(), us, "me", "")
	if use, ok := errors.AsType[*rulebook.InUse](err); !ok || use.Rules[0] != "Gardeners" {
		t.Errorf("a set that came into use meanwhile: %v", err)
	}
	gardeners := d.load().Rules[2]
	gardeners.Rule.Holidays = nil
	d.save(rulebook.Edit{Entry: gardeners})

	slow.before = func() {
		if err := other.RemoveSet(t.Context(), us, "rosa@desk", ""); err != nil {
			t.Error(err)
		}
	}
	cleaners.Rule.Holidays = []recur.SetID{us.Set.ID}
	_, err = d.Save(t.Context(), []rulebook.Edit{{Entry: cleaners}}, "me", "")
	if r, ok := errors.AsType[*rulebook.Refusal](err); !ok || r.Troubles[0].Code != "unknown-set" {
		t.Errorf("a set that was removed meanwhile: %v", err)
	}
}

// TestManyHands saves and removes from several sides at once. No rule has a set that is not there, and no edit is lost.
func TestManyHands(t *testing.T) {
	t.Parallel()
	memory := rulebook.InMemory(clock())
	seed := bookOn(t, memory)
	us := seed.addSet("US holidays")
	counter := seed.add("Counter")
	var hands sync.WaitGroup
	var counted atomic.Int64
	for hand := range 4 {
		d := bookOn(t, memory)
		hands.Go(func() {
			for i := range 30 {
				d.addAndRemove(fmt.Sprintf("rule %d of %d", i, hand), us)
				counted.Add(d.count(counter.ID))
			}
		})
	}
	hands.Wait()
	shelf := seed.load()
	for _, e := range shelf.Rules {
		for _, id := range e.Rule.Holidays {
			if _, ok := shelf.Set(id); !ok {
				t.Errorf("%s has the set %s, which is gone", e.Rule.Name, id)
			}
		}
	}
	now, _ := shelf.Rule(counter.ID)
	if n := counted.Load(); n == 0 || now.Version != counter.Version+uint64(n) || now.Rule.After != time.Duration(n)*time.Minute {
		t.Errorf("%d edits made version %d with %v", n, now.Version, now.Rule.After)
	}
}

// addAndRemove makes a rule with the set, removes the rule, and tries to remove the set. Any of it may be refused for what the
// others do.
func (d desk) addAndRemove(name string, set rulebook.SetEntry) {
	saved, err := d.Save(d.Context(), []rulebook.Edit{{Entry: rulebook.Entry{Rule: rule(name, set.Set.ID)}}}, "me", "")
	if _, refused := errors.AsType[*rulebook.Refusal](err); err != nil && !refused && !errors.Is(err, rulebook.ErrMoved) {
		d.Errorf("add %s: %v", name, err)
	}
	if err == nil {
		err = d.remove(saved[0].ID, saved[0].Version, "me", "")
		if err != nil {
			d.Errorf("remove %s: %v", name, err)
		}
	}
	err = d.RemoveSet(d.Context(), set, "me", "")
	_, used := errors.AsType[*rulebook.InUse](err)
	if err != nil && !used && !errors.Is(err, rulebook.ErrStale) && !errors.Is(err, rulebook.ErrMoved) {
		d.Errorf("remove the set: %v", err)
	}
}

// count adds a minute to a rule, unless somebody else is faster, and gives how many it added.
func (d desk) count(id model.RuleID) int64 {
	e, _ := d.load().Rule(id)
	e.Rule.After += time.Minute
	_, err := d.Save(d.Context(), []rulebook.Edit{{Entry: e}}, "me", "")
	if err == nil {
		return 1
	}
	if !errors.Is(err, rulebook.ErrStale) {
		d.Error(err)
	}
	return 0
}
