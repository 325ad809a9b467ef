package uitest

import (
	"context"
	"fmt"
	"time"

	"seamdash/model"
	"seamdash/model/civil"
	"seamdash/model/holidays"
	"seamdash/model/recur"
	"seamdash/model/recur/words"
	"seamdash/model/rulebook"
	"seamdash/model/zone"
)

// Rules keeps rules as long as the test runs, as the program's own book does.
type Rules struct {
	*rulebook.Book

	// Takes is how long each answer takes. Fails, when there is one, gives the error of the next answer, or nil. Neither changes
	// while it is in use.
	Takes time.Duration
	Fails func(what string) error

	keeper *rulebook.Memory
}

// NewRules keeps rules and a set of US holidays from the start. All that is kept is dated [Now].
func NewRules(rules ...recur.Rule) *Rules {
	serial, keeper := 0, rulebook.InMemory(Now)
	r := &Rules{keeper: keeper, Book: rulebook.New(rulebook.Config{
		Keeper: keeper, Now: Now, Zone: zoneTrouble,
		Salt: func() string {
			serial++
			return fmt.Sprintf("%06d", serial)
		},
	})}
	set := holidays.Set{Name: "US holidays", Country: "US"}
	if _, err := r.SaveSet(context.Background(), rulebook.SetEntry{Set: set}, "sam@desk", "added"); err != nil {
		panic(err)
	}
	for i := range rules {
		r.Put(rules[i], "sam@desk", "made")
	}
	return r
}

func zoneTrouble(name string) error {
	_, err := zone.Load(name)
	return err
}

// Put keeps one more rule, as another program would.
func (r *Rules) Put(rule recur.Rule, by, note string) rulebook.Entry {
	entries, err := r.Book.Save(context.Background(), []rulebook.Edit{{Entry: rulebook.Entry{Rule: rule}}}, by, note)
	if err != nil {
		panic(fmt.Sprintf("%s: %v", rule.Name, err))
	}
	return entries[0]
}

// ID is that of a rule by its name.
func (r *Rules) ID(name string) model.RuleID {
	shelf, err := r.Book.Load(context.Background())
	if err != nil {
		panic(err)
	}
	for i := range shelf.Rules {
		if e := &shelf.Rules[i]; e.Rule.Name == name {
			return e.ID
		}
	}
	panic("there is no rule " + name)
}

// Spoil keeps one more rule that this program cannot read, as a newer one would.
func (r *Rules) Spoil(name string) {
	change := rulebook.Change{Envelope: rulebook.Envelope{ID: "spoilt", Name: name, Body: []byte(`{"version":99}`)}}
	if _, err := r.keeper.Save(context.Background(), rulebook.Batch{Rules: []rulebook.Change{change}}); err != nil {
		panic(err)
	}
}

// Rule is a rule in words on locks, begun four weeks before [Now].
func Rule(name, text string, locks ...model.DeviceID) recur.Rule {
	today := civil.DateOf(Now())
	base := recur.Rule{Name: name, Locks: locks, Start: today - 28}
	read, err := words.Parse(text, words.Context{Today: today, Base: base})
	if err != nil {
		panic(fmt.Sprintf("%s: %v", text, err))
	}
	return read.Rule
}

// SomeRules are those of the believable world: one whose code is on the lock, one over midnight, one paused, one on several locks
// and one that has ended.
func SomeRules() []recur.Rule {
	night := Rule("Night porter", "daily 22:00-06:00", "b1", "b3")
	cleaner := Rule("Cleaner", "mon wed fri 9:02-16:02 and sat 10-16", "a3")
	linen := Rule("Linen service", "every 2 weeks on tue 7-9", "b2")
	gardener := Rule("Jardineiro", "tue thu 8-12", "c1")
	gardener.Pause = recur.Pause{Paused: true, From: civil.DateOf(Now()) - 1, Until: civil.DateOf(Now()) + 13}
	walker := Rule("Dog walker", "mon-fri 12-13", "a1", "a2", "a3")
	walker.Before, walker.After = 10*time.Minute, 10*time.Minute
	over := Rule("Movers", "daily 9-12", "a4")
	over.End = recur.End{Kind: recur.OnDate, On: civil.DateOf(Now()) - 7}
	boat := Rule("Boat club", "sun 10-18", "d1")
	return []recur.Rule{cleaner, night, linen, gardener, walker, over, boat}
}

// wait lets an answer take its time.
func (r *Rules) wait(ctx context.Context, what string) error {
	timer := time.NewTimer(r.Takes)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
		return ctx.Err()
	}
	if r.Fails == nil {
		return nil
	}
	return r.Fails(what)
}

// Load reads the rules.
func (r *Rules) Load(ctx context.Context) (*rulebook.Shelf, error) {
	if err := r.wait(ctx, "load"); err != nil {
		return nil, err
	}
	return r.Book.Load(ctx)
}

// Save keeps edits.
func (r *Rules) Save(ctx context.Context, edits []rulebook.Edit, by, note string) ([]rulebook.Entry, error) {
	if err := r.wait(ctx, "save"); err != nil {
		return nil, err
	}
	return r.Book.Save(ctx, edits, by, note)
}

// SaveWith keeps sets and edits.
func (r *Rules) SaveWith(ctx context.Context, sets []rulebook.SetEntry, edits []rulebook.Edit, by, note string) ([]rulebook.Entry, []rulebook.SetEntry, error) {
	if err := r.wait(ctx, "save"); err != nil {
		return nil, nil, err
	}
	return r.Book.SaveWith(ctx, sets, edits, by, note)
}

// History reads the versions of a rule.
func (r *Rules) History(ctx context.Context, id model.RuleID) ([]rulebook.Version, error) {
	if err := r.wait(ctx, "history"); err != nil {
		return nil, err
	}
	return r.Book.History(ctx, id)
}
