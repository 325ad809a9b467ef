package store

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"slices"
	"time"
)

// A Rule is the envelope of a recurring schedule. The store does not look into Body.
type Rule struct {
	ID   string
	Name string
	// Version grows by one with each edit; 0 is a rule that was never kept.
	Version uint64
	Made    time.Time
	Changed time.Time
	Body    []byte
}

// An Edit is one version of a rule, as it was kept.
type Edit struct {
	Rule Rule
	By   string
	Note string
	// Gone says that this edit removed the rule; Rule is what it was.
	Gone bool
}

func encodeRule(e *encoder, v *Rule) {
	e.string(v.ID)
	e.string(v.Name)
	e.uint(v.Version)
	e.time(v.Made)
	e.time(v.Changed)
	e.bytes(v.Body)
}

func decodeRule(d *decoder, v *Rule) {
	v.ID, v.Name, v.Version = d.string(), d.string(), d.uint()
	v.Made, v.Changed = d.time(), d.time()
	v.Body = d.bytes()
}

func rules() codec[Rule] {
	return codec[Rule]{kind: "rules", encode: encodeRule, decode: decodeRule}
}

func edits() codec[Edit] {
	return codec[Edit]{
		kind: "rule edits",
		encode: func(e *encoder, v *Edit) {
			encodeRule(e, &v.Rule)
			e.string(v.By)
			e.string(v.Note)
			e.bool(v.Gone)
		},
		decode: func(d *decoder, v *Edit) {
			decodeRule(d, &v.Rule)
			v.By, v.Note, v.Gone = d.string(), d.string(), d.bool()
		},
	}
}

// editsOf is what the keys of a rule's edits begin with; the length keeps ids apart that begin alike.
func editsOf(id string) []byte {
	return append(binary.BigEndian.AppendUint16(nil, uint16(len(id))), id...)
}

// Rules are all rules, in order of id.
func (r *Room) Rules(ctx context.Context) ([]Rule, error) {
	return listed(ctx, r, "read the rules", rules())
}

// Rule reads one rule; ok is false where there is none.
func (r *Room) Rule(ctx context.Context, id string) (v Rule, ok bool, err error) {
	err = r.view(ctx, "read a rule", func(t txn) (err error) {
		v, ok, err = rules().get(t, r.ws, []byte(id))
		return err
	})
	return v, ok, err
}

// SaveRule keeps an edited rule and the edit in its history, both or neither. The rule's Version must be the one that
// was edited; when somebody else kept another meanwhile, theirs comes back with an error that wraps [ErrStale], and
// nothing is changed. Otherwise it gives the rule as it is kept now.
func (r *Room) SaveRule(ctx context.Context, v Rule, by, note string) (Rule, error) {
	const op = "save a rule"
	return r.edit(ctx, op, v, Edit{By: by, Note: note})
}

// RemoveRule takes a rule away under the same condition as [Room.SaveRule]. Its history stays.
func (r *Room) RemoveRule(ctx context.Context, v Rule, by, note string) (Rule, error) {
	const op = "remove a rule"
	return r.edit(ctx, op, v, Edit{By: by, Note: note, Gone: true})
}

func (r *Room) edit(ctx context.Context, op string, v Rule, how Edit) (Rule, error) {
	if err := checkID(op, v.ID); err != nil {
		return Rule{}, err
	}
	var out Rule
	err := r.update(ctx, op, func(t txn) error {
		kept, _, err := rules().get(t, r.ws, []byte(v.ID))
		if err != nil {
			return err
		}
		if out = kept; kept.Version != v.Version {
			return fmt.Errorf("%w: version %d was edited, version %d is kept", ErrStale, v.Version, kept.Version)
		}
		next, err := r.nextVersion(t, v)
		if err != nil {
			return err
		}
		out, how.Rule = next, next
		if how.Gone {
			err = rules().drop(t, r.ws, []byte(v.ID))
		} else {
			err = rules().put(t, r.ws, []byte(v.ID), &next)
		}
		if err != nil {
			return err
		}
		return edits().put(t, r.ws, append(editsOf(v.ID), numbered(next.Version)...), &how)
	})
	return out, err
}

// nextVersion counts on from the history, so that a rule that is made again under an old id does not overwrite it.
func (r *Room) nextVersion(t txn, v Rule) (Rule, error) {
	now := r.store.cfg.Now()
	v.Changed = now
	if v.Version == 0 {
		v.Made = now
		past, err := r.history(t, v.ID)
		if err != nil {
			return v, err
		}
		if len(past) > 0 {
			v.Version = past[0].Rule.Version
		}
	}
	v.Version++
	return v, nil
}

// History are the versions of a rule, newest first, also of one that was removed.
func (r *Room) History(ctx context.Context, id string) ([]Edit, error) {
	var out []Edit
	err := r.view(ctx, "read the history of a rule", func(t txn) (err error) {
		out, err = r.history(t, id)
		return err
	})
	return out, err
}

func (r *Room) history(t txn, id string) ([]Edit, error) {
	tb := t.table(r.ws, edits().kind)
	if tb.bucket == nil {
		return nil, nil
	}
	var out []Edit
	prefix, c := editsOf(id), tb.bucket.Cursor()
	for key, sealed := c.Seek(prefix); bytes.HasPrefix(key, prefix); key, sealed = c.Next() {
		plain, err := tb.vault.open(nil, sealed, tb.sealing(key))
		if err != nil {
			return nil, err
		}
		v, err := edits().unpack(plain)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	slices.Reverse(out)
	return out, nil
}
