package rulebook

import (
	"cmp"
	"context"
	"errors"

	"seamdash/model"
	"seamdash/model/holidays"
	"seamdash/model/recur"
)

// NewSetID is an id for a set that is not kept yet.
func (b *Book) NewSetID() recur.SetID { return recur.SetID(model.StampedID(b.cfg.Now(), b.cfg.Salt())) }

// SaveSet keeps a set of holidays and gives it as it is kept now. A new one has version 0, and needs no id. Somebody else's
// change meanwhile is a [*SetConflict] in the chain of a [model.Fault].
func (b *Book) SaveSet(ctx context.Context, set SetEntry, by, note string) (SetEntry, error) {
	_, sets, err := b.SaveWith(ctx, []SetEntry{set}, nil, by, note)
	if err != nil {
		return SetEntry{}, err
	}
	return sets[0], nil
}

// changeOfSet writes a set down, and completes it as it will be kept.
func (b *Book) changeOfSet(e *SetEntry) (Change, error) {
	if e.Set.ID == "" {
		e.Set.ID = b.NewSetID()
	}
	e.Set = e.Set.Normal()
	body, err := holidays.Encode(e.Set)
	if err == nil {
		return Change{Envelope: Envelope{ID: string(e.Set.ID), Name: e.Set.Name, Version: e.Version, Body: body}}, nil
	}
	fault := &model.Fault{Op: "save the holidays", Subject: e.Set.Name, Kind: model.KindInvalid, Err: err}
	if t, ok := errors.AsType[holidays.Trouble](err); ok {
		fault.Hint = t.Hint
	}
	return Change{}, fault
}

// RemoveSet takes a set of holidays away. As long as rules have it, or there are rules that cannot be read and might, the error
// is an [*InUse].
func (b *Book) RemoveSet(ctx context.Context, set SetEntry, by, note string) error {
	const op = "remove the holidays"
	gone := Change{Envelope: Envelope{ID: string(set.Set.ID), Name: set.Set.Name, Version: set.Version}, Gone: true}
	_, err := b.keep(ctx, Batch{Sets: []Change{gone}, By: by, Note: note}, true, func(s *Shelf) error {
		use := InUse{Set: model.Clean(set.Set.Name)}
		for _, e := range s.UsersOf(set.Set.ID) {
			use.Rules = append(use.Rules, model.Clean(e.Rule.Name))
		}
		for _, broken := range s.Broken {
			if !broken.Set {
				use.Rules = append(use.Rules, broken.Name+" (which cannot be read)")
			}
		}
		if len(use.Rules) == 0 {
			return nil
		}
		return &model.Fault{
			Op: op, Subject: use.Set, Kind: model.KindConflict, Hint: "take it out of these schedules first", Err: &use,
		}
	})
	if stale, ok := errors.AsType[*Stale](err); ok {
		return setConflict(op, stale, set)
	}
	return err
}

func setConflict(op string, stale *Stale, mine SetEntry) error {
	c := &SetConflict{Mine: mine, By: stale.Last.By, When: stale.Last.Envelope.Changed}
	theirs := &stale.Kept
	if theirs.Version == 0 {
		theirs, c.Gone = &stale.Last.Envelope, true
	}
	set, err := readSet(theirs)
	c.Theirs = setEntryOf(theirs, set)
	if c.Theirs.Set.ID = mine.Set.ID; err != nil {
		c.Unread = model.Clean(err.Error())
	}
	return &model.Fault{
		Op: op, Subject: model.Clean(cmp.Or(mine.Set.Name, theirs.Name)), Kind: model.KindConflict,
		Hint: "look at it again, then save or drop what you changed", Err: c,
	}
}
