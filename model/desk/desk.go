// Package desk is where a person's writes are asked for. Whatever this program does to a lock or a code goes over it, so that
// each write is logged with who, when, what and how it ended, whichever screen or command it came from.
package desk

import (
	"cmp"
	"context"
	"errors"
	"time"

	"seamdash/model"
)

// An API is what the desk asks of Seam. Its methods may be called by several goroutines.
type API interface {
	Lock(ctx context.Context, device model.DeviceID) (model.ActionAttempt, error)
	Unlock(ctx context.Context, device model.DeviceID) (model.ActionAttempt, error)
	Attempt(ctx context.Context, id model.AttemptID) (model.ActionAttempt, error)
}

// A Log keeps what was written. Log must return soon after ctx ends; what cannot be kept it tells by itself, for the write
// stands all the same.
type Log interface {
	Log(ctx context.Context, w model.Write)
}

// logPatience is how long keeping a line of the log may hold up the answer to a person.
const logPatience = 5 * time.Second

// Config is what a desk is built from; all of it is needed.
type Config struct {
	API API
	Log Log
	// Who writes: a person and a machine.
	Who string
	Now func() time.Time
}

// A Desk asks Seam and logs. It may be used by several goroutines.
type Desk struct{ cfg Config }

// New sets up a desk.
func New(cfg Config) *Desk { return &Desk{cfg: cfg} }

// Lock asks for the bolt to be thrown; that Seam accepted it is not that a bolt has moved.
func (d *Desk) Lock(ctx context.Context, device model.DeviceID) (model.ActionAttempt, error) {
	return d.turn(ctx, "lock", device, d.cfg.API.Lock)
}

// Unlock asks for the bolt to be drawn, like [Desk.Lock].
func (d *Desk) Unlock(ctx context.Context, device model.DeviceID) (model.ActionAttempt, error) {
	return d.turn(ctx, "unlock", device, d.cfg.API.Unlock)
}

// Attempt tells how far an attempt is. It writes nothing.
func (d *Desk) Attempt(ctx context.Context, id model.AttemptID) (model.ActionAttempt, error) {
	return d.cfg.API.Attempt(ctx, id)
}

func (d *Desk) turn(ctx context.Context, action string, device model.DeviceID,
	ask func(context.Context, model.DeviceID) (model.ActionAttempt, error),
) (model.ActionAttempt, error) {
	w := d.begin(action, device)
	attempt, err := ask(ctx, device)
	if err == nil && attempt.Status == model.AttemptFailed {
		w.Outcome = cmp.Or(attempt.Message, attempt.ErrorType, "failed")
	}
	d.end(ctx, w, err)
	return attempt, err
}

func (d *Desk) begin(action string, device model.DeviceID) model.Write {
	return model.Write{At: d.cfg.Now(), Who: d.cfg.Who, Action: action, Device: device}
}

// end logs how a write ended. It outlives ctx: what was asked of Seam is logged although nobody waits for it any more.
func (d *Desk) end(ctx context.Context, w model.Write, err error) {
	w.Took = d.cfg.Now().Sub(w.At)
	switch {
	case err != nil:
		w.Outcome, w.Request = err.Error(), model.RequestOf(err)
		if f, ok := errors.AsType[*model.Fault](err); ok {
			w.Outcome = f.Message
		}
	case w.Outcome == "":
		w.Outcome = model.Accepted
	}
	ctx, stop := context.WithTimeout(context.WithoutCancel(ctx), logPatience)
	defer stop()
	d.cfg.Log.Log(ctx, w)
}
