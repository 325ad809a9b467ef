package store

import (
	"context"
	"time"
)

// A Snooze keeps a problem quiet until a moment, or as long as the caller thinks where Until is zero.
type Snooze struct {
	Subject   string // which problem of what, in a form of the caller's; it can be read in the file
	Until, At time.Time
	By, Note  string
}

func snoozes() codec[Snooze] {
	return codec[Snooze]{
		kind: "snoozes",
		encode: func(e *encoder, v *Snooze) {
			e.string(v.Subject)
			e.time(v.Until)
			e.time(v.At)
			e.string(v.By)
			e.string(v.Note)
		},
		decode: func(d *decoder, v *Snooze) {
			v.Subject = d.string()
			v.Until, v.At = d.time(), d.time()
			v.By, v.Note = d.string(), d.string()
		},
	}
}

// Snoozes are all that were set and not dropped, in order of subject, those that are over included.
func (r *Room) Snoozes(ctx context.Context) ([]Snooze, error) {
	return listed(ctx, r, "read the snoozes", snoozes())
}

// Snooze sets a snooze in place of the subject's last.
func (r *Room) Snooze(ctx context.Context, s Snooze) error {
	const op = "snooze a problem"
	if err := checkID(op, s.Subject); err != nil {
		return err
	}
	return r.update(ctx, op, func(t txn) error { return snoozes().put(t, r.ws, []byte(s.Subject), &s) })
}

// Wake drops the snooze of a subject; one that is not there is no error.
func (r *Room) Wake(ctx context.Context, subject string) error {
	const op = "wake a problem"
	if err := checkID(op, subject); err != nil {
		return err
	}
	return r.update(ctx, op, func(t txn) error { return snoozes().drop(t, r.ws, []byte(subject)) })
}
