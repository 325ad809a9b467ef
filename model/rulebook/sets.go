package rulebook

import (
	"cmp"
	"context"
	"errors"

	"seamdash/model"
	"seamdash/model/holidays"
	"seamdash/model/recur"
)

// SaveSet keeps a set of holidays and gives it as it is kept now. A new one has version 0 and no id. Somebody else's change
// meanwhile is a [*SetConflict] in the chain of a [model.Fault].
func (b *Book) SaveSet(ctx context.Context, set SetEntry, by, note string) (SetEntry, error) {
	const op = "save the holidays"
	if set.Set.ID == "" {
		set.Set.ID = recur.SetID(model.StampedID(b.cfg.Now(), b.cfg.Salt()))
	}
	set.Set = set.Set.Normal()
	body, err := holidays.Encode(set.Set)
	if err != nil {
		fault := &model.Fault{Op: op, Subject: set.Set.Name, Kind: model.KindInvalid, Err: err}
		if t, ok := errors.AsType[holidays.Trouble](err); ok {
			fault.Hint = t.Hint
		}
		return SetEntry{}, fault
	}
	change := Change{Envelope: Envelope{ID: string(set.Set.ID), Name: set.Set.Name, Version: set.Version, Body: body}}
	saved, err := b.cfg.Keeper.Save(ctx, Batch{Sets: []Change{change}, By: by, Note: note})
	if stale, ok := errors.AsType[*Stale](err); ok {
		return SetEntry{}, setConflict(op, stale, set)
	}
	if err != nil {
		return SetEntry{}, err
	}
	return setEntryOf(&saved[0], set.Set), nil
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
