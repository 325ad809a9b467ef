package live

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"

	"seamdash/model"
	"seamdash/model/routine"
)

const (
	// slowest is the longest wait between two tries after failures, and the wait after a refused key.
	slowest = time.Minute
	// lockRetry and lockRetryMax frame the wait before the codes of a single lock that failed are read again.
	lockRetry    = 5 * time.Second
	lockRetryMax = 5 * time.Minute
)

// A lane is one kind of question with its own memory of failures, so that one that keeps failing slows down while
// the others go on.
type lane struct {
	op    string
	fails int       // since the last success
	at    time.Time // not before then
	fault *model.Fault
	busy  int // questions under way
}

// failed takes note of a failure; the wait doubles up to [slowest]. Questions that were put together fail together
// and count once.
func (l *lane) failed(fault *model.Fault, now time.Time) {
	l.fault = fault
	if now.Before(l.at) {
		return
	}
	l.fails++
	l.at = now.Add(backoff(time.Second, slowest, l.fails))
}

func (l *lane) worked() { l.fails, l.fault, l.at = 0, nil, time.Time{} }

// backoff doubles from first to last; a tenth of it is left to chance, so that many dashboards that lost Seam at the
// same moment do not return at the same moment.
func backoff(first, last time.Duration, fails int) time.Duration {
	wait := first << min(fails-1, 20)
	if wait <= 0 || wait > last {
		wait = last
	}
	return jittered(wait)
}

// jittered shortens a wait by up to a tenth.
func jittered(d time.Duration) time.Duration {
	return d - time.Duration(rand.Float64()*float64(d)/10) //nolint:gosec // spreads load, guards nothing
}

// A pause stops all questions: Seam limits us or does not know the key.
type pause struct {
	until time.Time
	fault *model.Fault
	fails int
	from  stamp // the last question put before
}

// desk puts the questions, one goroutine each, and brings the answers back to the keeper's goroutine.
type desk struct {
	cfg     *Config
	answers chan func()
	workers routine.Group
	asked   stamp
	under   map[stamp]*lane // the questions under way
	meter   meter
	pause   pause

	workspace, devices, accounts, events, someDevices, someCodes, lists lane
}

func newDesk(cfg *Config) *desk {
	return &desk{
		cfg: cfg, answers: make(chan func()), under: map[stamp]*lane{},
		workspace:   lane{op: "read the workspace"},
		devices:     lane{op: "list the locks"},
		accounts:    lane{op: "list the accounts"},
		events:      lane{op: "ask what happened"},
		someDevices: lane{op: "read locks"},
		someCodes:   lane{op: "read codes"},
		lists:       lane{op: "list the codes of a lock"},
	}
}

// put starts a question. ask runs in a goroutine of its own; done runs in the keeper's, unless ctx ends before.
func (d *desk) put(ctx context.Context, l *lane, patience time.Duration, ask func(context.Context, stamp) error, done func(stamp, error)) {
	d.asked++
	asked := d.asked
	d.under[asked] = l
	l.busy++
	d.meter.add(d.cfg.Now())
	d.workers.Go(routine.Told(ctx, func() {
		limited, stop := context.WithTimeout(ctx, patience)
		defer stop()
		err := ask(limited, asked)
		d.bring(ctx, func() {
			delete(d.under, asked)
			l.busy--
			done(asked, err)
		})
	}))
}

// bring hands work to the keeper's goroutine and says whether it was taken.
func (d *desk) bring(ctx context.Context, answer func()) bool {
	select {
	case d.answers <- answer:
		return true
	case <-ctx.Done():
		return false
	}
}

// oldest is the last stamp before every question under way.
func (d *desk) oldest() stamp {
	at := d.asked
	for s := range d.under {
		at = min(at, s-1)
	}
	return at
}

// verdict is what a failure means for the feed as a whole.
type verdict uint8

const (
	passing verdict = iota // the call may work when repeated
	refused                // Seam works, and will not answer this question
	stopped                // nothing is asked for a while
)

// judge sorts a failure and, where it concerns every call, begins a pause.
func (d *desk) judge(fault *model.Fault, asked stamp, now time.Time) verdict {
	switch fault.Kind {
	case model.KindRateLimited:
		if asked > d.pause.from {
			d.pause.fails++ // otherwise it was put before the limit was known
		}
		until := fault.RetryAt
		if !until.After(now) {
			until = now.Add(backoff(time.Second, slowest, d.pause.fails))
		}
		d.stop(until, fault)
		return stopped
	case model.KindUnauthorised:
		d.stop(now.Add(jittered(slowest)), fault)
		return stopped
	case model.KindNotFound, model.KindInvalid, model.KindConflict:
		return refused
	default:
		return passing
	}
}

func (d *desk) stop(until time.Time, fault *model.Fault) {
	if until.After(d.pause.until) {
		d.pause.until = until
	}
	d.pause.fault, d.pause.from = fault, d.asked
}

// heard takes note of an answer: a pause is over when a question that was put after it began is answered.
func (d *desk) heard(asked stamp) {
	if asked > d.pause.from {
		d.pause = pause{}
	}
}

// trouble is the failure to show, and when the next try is due. That of the accounts is none: the picture is true without them.
func (d *desk) trouble() (fault *model.Fault, at time.Time) {
	if d.pause.fault != nil {
		return d.pause.fault, d.pause.until
	}
	for _, l := range []*lane{&d.events, &d.devices, &d.workspace, &d.someCodes, &d.someDevices} {
		if l.fault != nil {
			return l.fault, l.at
		}
	}
	if d.lists.fails >= d.cfg.Parallel {
		return d.lists.fault, d.lists.at
	}
	return nil, time.Time{}
}

// faultOf makes a fault of any error that a source gives while the feed runs: a call that was cancelled then ran out
// of patience.
func faultOf(op string, err error) *model.Fault {
	fault, ok := errors.AsType[*model.Fault](err)
	switch {
	case errors.Is(err, context.DeadlineExceeded), ok && fault.Kind == model.KindCancelled:
		return &model.Fault{Op: op, Kind: model.KindUnreachable, Message: "no answer in time", Err: err}
	case ok:
		return fault
	default:
		return &model.Fault{Op: op, Kind: model.KindUnexpected, Err: err}
	}
}
