// Package desk is where a person's writes are asked for. Whatever this program does to a lock or a code goes over it, so that
// each write is logged with who, when, what and how it ended, whichever screen or command it came from, and what Seam
// accepted is followed until the lock has it.
//
// # Never twice
//
// A write is kept before it is asked of Seam. When the answer is lost nobody knows whether Seam took it: the client settles that
// before it sends anything again, and what it cannot settle the desk keeps and recognises later by what was asked for.
package desk

import (
	"cmp"
	"context"
	"errors"
	"sync"
	"time"

	"seamdash/model"
)

// An API is what the desk asks of Seam. Its methods may be called by several goroutines. Errors should be or wrap a
// [model.Fault]; where nobody knows whether a write took effect its Unsure is set.
type API interface {
	Lock(ctx context.Context, device model.DeviceID) (model.ActionAttempt, error)
	Unlock(ctx context.Context, device model.DeviceID) (model.ActionAttempt, error)
	Attempt(ctx context.Context, id model.AttemptID) (model.ActionAttempt, error)

	CreateCode(ctx context.Context, draft model.CodeDraft) (model.AccessCode, error)
	UpdateCode(ctx context.Context, device model.DeviceID, id model.CodeID, change model.CodeChange) error
	DeleteCode(ctx context.Context, device model.DeviceID, id model.CodeID) error
	DeleteUnmanagedCode(ctx context.Context, device model.DeviceID, id model.CodeID) error
	// ManageCode takes over a code that somebody else made; with force even from another workspace of Seam.
	ManageCode(ctx context.Context, device model.DeviceID, id model.CodeID, force bool) error
	PullBackup(ctx context.Context, device model.DeviceID, id model.CodeID) (model.AccessCode, error)
	GeneratePIN(ctx context.Context, device model.DeviceID) (model.PIN, error)
	ReportTimeZone(ctx context.Context, device model.DeviceID, deviceType, zone string) error

	// CodesByID reads managed codes; what is missing from the answer is gone.
	CodesByID(ctx context.Context, ids []model.CodeID) ([]model.AccessCode, error)
	// Codes and UnmanagedCodes read every code of a lock, of one sort.
	Codes(ctx context.Context, device model.DeviceID) ([]model.AccessCode, error)
	UnmanagedCodes(ctx context.Context, device model.DeviceID) ([]model.AccessCode, error)
}

// A Log keeps what was written. Log must return soon after ctx ends; what cannot be kept it tells by itself, for the write
// stands all the same.
type Log interface {
	Log(ctx context.Context, w model.Write)
}

// Tracks keep the writes that are followed, by id. They must return soon after ctx ends, and tell by themselves what
// could not be kept. A PIN in them must not be readable where they are kept.
type Tracks interface {
	Tracked(ctx context.Context) ([]model.Tracked, error)
	Track(ctx context.Context, t model.Tracked)
	Untrack(ctx context.Context, id string)
}

// logPatience is how long keeping a line of the log, or a tracked write, may hold up the answer to a person.
const logPatience = 5 * time.Second

// Config is what a desk is built from. Everything but Receipt and ReadOnly is needed.
type Config struct {
	API    API
	Log    Log
	Tracks Tracks
	// Who writes: a person and a machine.
	Who string
	Now func() time.Time
	// Receipt gives a context under which writes are asked, and afterwards tells their request id.
	Receipt func(context.Context) (context.Context, func() model.RequestID)
	// ReadOnly refuses every write.
	ReadOnly bool
}

// A Desk asks Seam, logs and tracks. It may be used by several goroutines.
type Desk struct {
	cfg Config

	mu     sync.Mutex
	writes map[string]model.Tracked
	asking map[string]bool // writes that Seam is being asked for now
	news   chan struct{}   // closed and renewed when writes change
}

// New sets up a desk.
func New(cfg Config) *Desk {
	return &Desk{cfg: cfg, writes: map[string]model.Tracked{}, asking: map[string]bool{}, news: make(chan struct{})}
}

// ReadOnly says that every write is refused, so that nobody needs to be asked anything.
func (d *Desk) ReadOnly() bool { return d.cfg.ReadOnly }

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
	asked, request := d.receipt(ctx)
	attempt, err := ask(asked, device)
	if err == nil && attempt.Status == model.AttemptFailed {
		w.Outcome = cmp.Or(attempt.Message, attempt.ErrorType, "failed")
	}
	w.Request = request()
	d.end(ctx, w, err)
	return attempt, err
}

// ReportZone tells Seam where a lock stands, by IANA name, for the types whose makers do not tell it.
func (d *Desk) ReportZone(ctx context.Context, device model.DeviceID, deviceType, zone string) error {
	if d.cfg.ReadOnly {
		return readOnly("report the time zone of", string(device))
	}
	w := d.begin("report time zone", device)
	w.Detail = model.Clean(zone)
	asked, request := d.receipt(ctx)
	err := d.cfg.API.ReportTimeZone(asked, device, deviceType, zone)
	w.Request = request()
	d.end(ctx, w, err)
	return err
}

// Generate asks Seam for a PIN that the lock would take. It writes nothing.
func (d *Desk) Generate(ctx context.Context, device model.DeviceID) (model.PIN, error) {
	return d.cfg.API.GeneratePIN(ctx, device)
}

// readOnly is the refusal of a write that was never asked for.
func readOnly(op, subject string) *model.Fault {
	return &model.Fault{
		Op: op, Subject: subject, Kind: model.KindRefused, Message: "this session only reads",
		Hint: "start without --read-only to change things",
	}
}

func (d *Desk) begin(action string, device model.DeviceID) model.Write {
	return model.Write{At: d.cfg.Now(), Who: d.cfg.Who, Action: action, Device: device}
}

func (d *Desk) receipt(ctx context.Context) (context.Context, func() model.RequestID) {
	if d.cfg.Receipt == nil {
		return ctx, func() model.RequestID { return "" }
	}
	return d.cfg.Receipt(ctx)
}

// end logs how a write ended. It outlives ctx: what was asked of Seam is logged although nobody waits for it any more.
func (d *Desk) end(ctx context.Context, w model.Write, err error) {
	w.Took = d.cfg.Now().Sub(w.At)
	switch {
	case err != nil:
		w.Outcome, w.Request = err.Error(), cmp.Or(model.RequestOf(err), w.Request)
		if f, ok := errors.AsType[*model.Fault](err); ok {
			w.Outcome = f.Message
			if f.Unsure {
				w.Outcome = "unknown: " + f.Message
			}
		}
	case w.Outcome == "":
		w.Outcome = model.Accepted
	}
	ctx, stop := afterwards(ctx)
	defer stop()
	d.cfg.Log.Log(ctx, w)
}

// afterwards is a context for keeping what happened, also when ctx has ended.
func afterwards(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.WithoutCancel(ctx), logPatience)
}
