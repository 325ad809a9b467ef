package store

import (
	"context"
	"fmt"

	"seamdash/model"
)

// maxBody is how long the body of an envelope or a draft may be, far above what a person's schedule needs.
const maxBody = 4 << 20

// A Shelf is the recurring schedules and the sets of holidays of one moment, in order of id.
type Shelf struct {
	Rules, Sets []Envelope
	// Edition is another one after each [Room.Save], and never one that was before.
	Edition string
}

// Shelf reads all rules and sets. Where the edition is still the known one the lists are left out; "" knows none.
func (r *Room) Shelf(ctx context.Context, known string) (Shelf, error) {
	var out Shelf
	err := r.view(ctx, "read the recurring schedules", func(t txn) (err error) {
		out = Shelf{}
		if out.Edition, err = r.edition(t, shelfEdition); err != nil || out.Edition == known {
			return err
		}
		if out.Rules, err = rules().kept.list(t, r.ws); err != nil {
			return err
		}
		out.Sets, err = sets().kept.list(t, r.ws)
		return err
	})
	return out, err
}

// Rule reads one rule; ok is false where there is none.
func (r *Room) Rule(ctx context.Context, id string) (v Envelope, ok bool, err error) {
	err = r.view(ctx, "read a recurring schedule", func(t txn) (err error) {
		v, ok, err = rules().kept.get(t, r.ws, []byte(id))
		return err
	})
	return v, ok, err
}

// History are the versions of a rule, newest first, also of one that was removed.
func (r *Room) History(ctx context.Context, id string) ([]Edit, error) {
	var out []Edit
	err := r.view(ctx, "read the history of a recurring schedule", func(t txn) (err error) {
		out, err = rules().history(t, r, id)
		return err
	})
	return out, err
}

// A Change is one envelope of a batch. Its Version is the one that was edited, 0 for what is new; Made and Changed are
// not looked at.
type Change struct {
	Envelope Envelope
	// Gone removes it, and only its id and version count. Its history stays.
	Gone bool
}

// A Batch is changes that are kept together or not at all.
type Batch struct {
	Rules, Sets []Change
	By, Note    string
	// Seen is the [Shelf.Edition] that the changes were judged by; "" where they need no other envelopes to be right.
	Seen string
}

// A StaleError tells which change of a batch was made to a version that is not kept any more. It is an [ErrStale].
type StaleError struct {
	// Set says that it is about a set of holidays.
	Set    bool
	Change Change
	Kept   Envelope // zero where there is none any more
	Last   Edit     // the newest edit, which says by whom and when; zero where there never was one
}

// Error tells the versions; who made them is for the caller to tell.
func (e *StaleError) Error() string {
	return fmt.Sprintf("%v: version %d was edited, version %d is kept", ErrStale, e.Change.Envelope.Version, e.Kept.Version)
}

// Unwrap is [ErrStale].
func (e *StaleError) Unwrap() error { return ErrStale }

// Save keeps all changes of a batch and the edits in their histories, or nothing, and gives the envelopes as they are
// kept now, those of rules first. When somebody else kept another version of one meanwhile, the error is a
// [StaleError]; when the shelf is not of the edition Seen any more, it wraps [ErrMoved].
func (r *Room) Save(ctx context.Context, b Batch) ([]Envelope, error) {
	const op = "save recurring schedules"
	for _, changes := range [][]Change{b.Rules, b.Sets} {
		if err := checkChanges(op, changes); err != nil {
			return nil, err
		}
	}
	var out []Envelope
	err := r.update(ctx, op, func(t txn) (err error) {
		out, err = r.save(t, &b)
		return err
	})
	return out, err
}

func checkChanges(op string, changes []Change) error {
	seen := make(map[string]bool, len(changes))
	for i := range changes {
		v := &changes[i].Envelope
		if err := checkID(op, v.ID); err != nil {
			return err
		}
		if err := checkBody(op, v.Body); err != nil {
			return err
		}
		switch {
		case seen[v.ID]:
			return &model.Fault{Op: op, Kind: model.KindInvalid, Message: "one of them is named twice"}
		case changes[i].Gone && v.Version == 0:
			return &model.Fault{Op: op, Kind: model.KindInvalid, Message: "what is not kept cannot be removed"}
		}
		seen[v.ID] = true
	}
	return nil
}

func checkBody(op string, body []byte) error {
	if len(body) <= maxBody {
		return nil
	}
	return &model.Fault{Op: op, Kind: model.KindInvalid, Message: fmt.Sprintf("it is longer than %d bytes", maxBody)}
}

func (r *Room) save(t txn, b *Batch) ([]Envelope, error) {
	edition, err := r.edition(t, shelfEdition)
	if err != nil {
		return nil, err
	}
	if b.Seen != "" && b.Seen != edition {
		return nil, ErrMoved
	}
	out := make([]Envelope, 0, len(b.Rules)+len(b.Sets))
	for _, part := range []struct {
		ledger  ledger
		changes []Change
	}{{rules(), b.Rules}, {sets(), b.Sets}} {
		for i := range part.changes {
			next, err := part.ledger.change(t, r, &part.changes[i], b.By, b.Note)
			if err != nil {
				return nil, err
			}
			out = append(out, next)
		}
	}
	if len(out) == 0 {
		return out, nil
	}
	return out, r.nextEdition(t, shelfEdition)
}
