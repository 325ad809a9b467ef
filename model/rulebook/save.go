package rulebook

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"seamdash/model"
	"seamdash/model/recur"
)

// attempts is how often a change is judged anew because the shelf changed meanwhile.
const attempts = 8

// Save keeps all edits of rules or none, for by ("rosa@desk"), with a note for the history, and gives the rules as they are kept
// now, in the same order; removed ones as they were. A rule that cannot be kept is a [*Refusal], one that somebody else changed
// or removed meanwhile a [*Conflict]; both are in the chain of a [model.Fault].
func (b *Book) Save(ctx context.Context, edits []Edit, by, note string) ([]Entry, error) {
	entries, _, err := b.SaveWith(ctx, nil, edits, by, note)
	return entries, err
}

// SaveWith is [Book.Save] and [Book.SaveSet] in one: all of the rules and sets, or none. Rules may name sets that are new, which
// have an id of [Book.NewSetID] then.
func (b *Book) SaveWith(ctx context.Context, sets []SetEntry, edits []Edit, by, note string) ([]Entry, []SetEntry, error) {
	sets = slices.Clone(sets)
	batch := Batch{By: by, Note: note}
	for i := range edits {
		c, err := b.changeOf(&edits[i])
		if err != nil {
			return nil, nil, err
		}
		batch.Rules = append(batch.Rules, c)
	}
	for i := range sets {
		c, err := b.changeOfSet(&sets[i])
		if err != nil {
			return nil, nil, err
		}
		batch.Sets = append(batch.Sets, c)
	}
	saved, err := b.keep(ctx, batch, usesSets(edits), func(s *Shelf) error { return b.judge(s, sets, edits) })
	if err != nil {
		return nil, nil, b.told(err, sets, edits)
	}
	entries := make([]Entry, len(edits))
	for i := range edits {
		entries[i] = entryOf(&saved[i], edits[i].Entry.Rule)
	}
	for i := range sets {
		sets[i] = setEntryOf(&saved[len(edits)+i], sets[i].Set)
	}
	return entries, sets, nil
}

// told makes a conflict of a stale change.
func (b *Book) told(err error, sets []SetEntry, edits []Edit) error {
	stale, ok := errors.AsType[*Stale](err)
	if !ok {
		return err
	}
	if !stale.Set {
		return conflict(stale, edits)
	}
	id := recur.SetID(stale.Change.Envelope.ID)
	i := slices.IndexFunc(sets, func(e SetEntry) bool { return e.Set.ID == id })
	if i < 0 {
		return err
	}
	return setConflict("save the holidays", stale, sets[i])
}

// changeOf writes a rule down. A new one gets its id.
func (b *Book) changeOf(e *Edit) (Change, error) {
	v := Envelope{ID: string(e.Entry.ID), Name: e.Entry.Rule.Name, Version: e.Entry.Version}
	if e.Remove {
		return Change{Envelope: v, Gone: true}, nil
	}
	if v.ID == "" {
		v.ID = model.StampedID(b.cfg.Now(), b.cfg.Salt())
	}
	var err error
	v.Body, err = recur.Encode(&e.Entry.Rule)
	if err != nil {
		return Change{}, &model.Fault{Op: "save the schedule", Subject: v.Name, Kind: model.KindInvalid, Err: err}
	}
	return Change{Envelope: v}, nil
}

func usesSets(edits []Edit) bool {
	return slices.ContainsFunc(edits, func(e Edit) bool { return !e.Remove && len(e.Entry.Rule.Holidays) > 0 })
}

// keep saves a batch that judge lets through. Where judge needs the rest of the shelf, the batch is kept only beside what judge
// saw.
func (b *Book) keep(ctx context.Context, batch Batch, beside bool, judge func(*Shelf) error) ([]Envelope, error) {
	for attempt := 1; ; attempt++ {
		shelf := &Shelf{}
		if beside {
			r, err := b.load(ctx)
			if err != nil {
				return nil, err
			}
			shelf, batch.Seen = r.shelf, r.edition
		}
		if err := judge(shelf); err != nil {
			return nil, err
		}
		saved, err := b.cfg.Keeper.Save(ctx, batch)
		if !errors.Is(err, ErrMoved) || attempt == attempts {
			return saved, err
		}
	}
}

// judge finds what cannot be kept.
func (b *Book) judge(shelf *Shelf, sets []SetEntry, edits []Edit) error {
	beside := Shelf{Sets: slices.Concat(shelf.Sets, sets)}
	for i := range edits {
		if edits[i].Remove {
			continue
		}
		r := &edits[i].Entry.Rule
		troubles := r.Check()
		if t, bad := b.zoneTrouble(r.Zone); bad {
			troubles = append(troubles, t)
		}
		for _, id := range r.Holidays {
			if _, ok := beside.Set(id); !ok {
				troubles = append(troubles, recur.Trouble{
					Field: recur.FieldHolidays, Code: "unknown-set", Text: fmt.Sprintf("there is no set of holidays %q any more", model.Clean(string(id))),
					Hint: "choose another one, or take it out",
				})
			}
		}
		if len(troubles) > 0 {
			return &model.Fault{
				Op: "save the schedule", Subject: model.Clean(r.Name), Kind: model.KindInvalid, Hint: troubles[0].Hint,
				Err: &Refusal{At: i, Name: model.Clean(r.Name), Troubles: troubles},
			}
		}
	}
	return nil
}

// A hinting error knows what a person can do.
type hinting interface {
	error
	Hint() string
}

func (b *Book) zoneTrouble(name string) (t recur.Trouble, bad bool) {
	if name == "" {
		return t, false
	}
	err := b.cfg.Zone(name)
	if err == nil {
		return t, false
	}
	t = recur.Trouble{Field: recur.FieldZone, Code: "unknown-zone", Text: model.Clean(err.Error())}
	if h, ok := errors.AsType[hinting](err); ok {
		t.Hint = h.Hint()
	}
	return t, true
}

// conflict shows both sides of an edit that came too late.
func conflict(stale *Stale, edits []Edit) error {
	c := &Conflict{ID: model.RuleID(stale.Change.Envelope.ID), By: stale.Last.By, When: stale.Last.Envelope.Changed}
	for i := range edits {
		if edits[i].Entry.ID == c.ID {
			c.Mine = edits[i]
		}
	}
	theirs := &stale.Kept
	if theirs.Version == 0 {
		theirs, c.Gone = &stale.Last.Envelope, true
	}
	rule, err := readRule(theirs)
	c.Theirs = entryOf(theirs, rule)
	if c.Theirs.ID = c.ID; err != nil {
		c.Unread = model.Clean(err.Error())
	}
	name := cmp.Or(c.Mine.Entry.Rule.Name, c.Theirs.Rule.Name, theirs.Name)
	return &model.Fault{
		Op: "save the schedule", Subject: model.Clean(name), Kind: model.KindConflict, Hint: "look at it again, then save or drop what you changed", Err: c,
	}
}

// A Refusal says why a rule cannot be kept.
type Refusal struct {
	// At is which of the edits, from 0.
	At       int
	Name     string
	Troubles []recur.Trouble
}

// Error lists the troubles.
func (r *Refusal) Error() string {
	texts := make([]string, len(r.Troubles))
	for i := range r.Troubles {
		texts[i] = r.Troubles[i].Text
	}
	return strings.Join(texts, "; ")
}
