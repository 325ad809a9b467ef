package store

import (
	"bytes"
	"encoding/binary"
	"slices"
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

// editsOf is what the keys of an envelope's edits begin with; the length keeps ids apart that begin alike.
func editsOf(id string) []byte {
	return append(binary.BigEndian.AppendUint16(nil, uint16(len(id))), id...)
}

// history are all edits of an envelope, newest first.
func (l ledger) history(t txn, r *Room, id string) ([]Edit, error) {
	tb := t.table(r.ws, l.past.kind)
	if tb.bucket == nil {
		return nil, nil
	}
	var out []Edit
	prefix, c := editsOf(id), tb.bucket.Cursor()
	for key, sealed := c.Seek(prefix); bytes.HasPrefix(key, prefix); key, sealed = c.Next() {
		v, err := l.opened(tb, key, sealed)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	slices.Reverse(out)
	return out, nil
}

// last is the newest edit of an envelope; its version is 0 where there is none.
func (l ledger) last(t txn, r *Room, id string) (Edit, error) {
	tb := t.table(r.ws, l.past.kind)
	if tb.bucket == nil {
		return Edit{}, nil
	}
	prefix, c := editsOf(id), tb.bucket.Cursor()
	key, _ := c.Seek(append(editsOf(id), bytes.Repeat([]byte{0xff}, len(numbered(0)))...))
	var sealed []byte
	if key == nil {
		key, sealed = c.Last()
	} else {
		key, sealed = c.Prev()
	}
	if !bytes.HasPrefix(key, prefix) {
		return Edit{}, nil
	}
	return l.opened(tb, key, sealed)
}

func (l ledger) opened(tb table, key, sealed []byte) (Edit, error) {
	plain, err := tb.vault.open(nil, sealed, tb.sealing(key))
	if err != nil {
		return Edit{}, err
	}
	return l.past.unpack(plain)
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
	return next, l.past.put(t, r.ws, append(editsOf(next.ID), numbered(next.Version)...), &edit)
}
