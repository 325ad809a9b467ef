package store

import (
	"time"
)

// An Envelope is a recurring schedule or a set of holidays. The store does not look into Body.
type Envelope struct {
	ID   string
	Name string
	// Version grows by one with each edit; 0 is one that is not kept.
	Version uint64
	Made    time.Time
	Changed time.Time
	Body    []byte
}

// An Edit is one version of an envelope, as it was kept.
type Edit struct {
	Envelope Envelope
	By       string
	Note     string
	// Gone says that this edit removed the envelope, which is as it was.
	Gone bool
}

func encodeEnvelope(e *encoder, v *Envelope) {
	e.string(v.ID)
	e.string(v.Name)
	e.uint(v.Version)
	e.time(v.Made)
	e.time(v.Changed)
	e.bytes(v.Body)
}

func decodeEnvelope(d *decoder, v *Envelope) {
	v.ID, v.Name, v.Version = d.string(), d.string(), d.uint()
	v.Made, v.Changed = d.time(), d.time()
	v.Body = d.bytes()
}

func encodeEdit(e *encoder, v *Edit) {
	encodeEnvelope(e, &v.Envelope)
	e.string(v.By)
	e.string(v.Note)
	e.bool(v.Gone)
}

func decodeEdit(d *decoder, v *Edit) {
	decodeEnvelope(d, &v.Envelope)
	v.By, v.Note, v.Gone = d.string(), d.string(), d.bool()
}

// A ledger is where envelopes of one sort are kept: those that are, and every edit that there ever was.
type ledger struct {
	set  bool // they are sets of holidays
	kept codec[Envelope]
	past codec[Edit]
}

func newLedger(set bool, kept, past kind) ledger {
	return ledger{
		set:  set,
		kept: codec[Envelope]{kind: kept, encode: encodeEnvelope, decode: decodeEnvelope},
		past: codec[Edit]{kind: past, encode: encodeEdit, decode: decodeEdit},
	}
}

func rules() ledger { return newLedger(false, "rules", "rule edits") }

func sets() ledger { return newLedger(true, "holiday sets", "holiday set edits") }

// history are all edits of an envelope, newest first.
func (l ledger) history(t txn, r *Room, id string) ([]Edit, error) {
	var out []Edit
	err := t.table(r.ws, l.past.kind).back(under(id), 0, func(_, plain []byte) (bool, error) {
		v, err := l.past.unpack(plain)
		out = append(out, v)
		return true, err
	})
	return out, err
}

// last is the newest edit of an envelope; its version is 0 where there is none.
func (l ledger) last(t txn, r *Room, id string) (v Edit, err error) {
	err = t.table(r.ws, l.past.kind).back(under(id), 0, func(_, plain []byte) (bool, error) {
		v, err = l.past.unpack(plain)
		return false, err
	})
	return v, err
}

// change keeps one change and the edit in the history.
func (l ledger) change(t txn, r *Room, v *Change, by, note string) (Envelope, error) {
	next := v.Envelope
	kept, _, err := l.kept.get(t, r.ws, []byte(next.ID))
	if err != nil {
		return Envelope{}, err
	}
	last, err := l.last(t, r, next.ID)
	if err != nil {
		return Envelope{}, err
	}
	if kept.Version != next.Version {
		return Envelope{}, &StaleError{Set: l.set, Change: *v, Kept: kept, Last: last}
	}
	if v.Gone {
		next = kept // the history says what was removed, whatever the caller knows of it
	}
	next.Changed = r.store.cfg.Now()
	if next.Made = kept.Made; next.Version == 0 {
		next.Made = next.Changed
	}
	// The history counts on, so that what is made again under an old id does not overwrite an edit.
	next.Version = max(next.Version, last.Envelope.Version) + 1
	if v.Gone {
		err = l.kept.drop(t, r.ws, []byte(next.ID))
	} else {
		err = l.kept.put(t, r.ws, []byte(next.ID), &next)
	}
	if err != nil {
		return Envelope{}, err
	}
	edit := Edit{Envelope: next, By: by, Note: note, Gone: v.Gone}
	return next, l.past.put(t, r.ws, numberedUnder(next.ID, next.Version), &edit)
}
