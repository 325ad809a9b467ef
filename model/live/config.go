package live

import (
	"context"
	"time"

	"seamdash/model"
)

// Source is what the feed asks of Seam. Its methods may be called from several goroutines at once, must return soon
// after ctx ends, and must not touch what they returned afterwards. Errors should be or wrap a [model.Fault]; the
// feed acts on its kind and on RetryAt.
//
// Devices that are no locks are left out by the source, in Devices and in DevicesByID alike.
type Source interface {
	// Workspace says which workspace the key belongs to.
	Workspace(ctx context.Context) (model.Workspace, error)
	// Devices reads all locks page by page; each is called once per page and may end the reading with an error.
	Devices(ctx context.Context, each func([]model.Device) error) error
	// DevicesByID reads the locks with these ids. An id that is missing from the answer does not exist any more.
	DevicesByID(ctx context.Context, ids []model.DeviceID) ([]model.Device, error)
	// Codes reads every code of one lock; unmanaged codes may be among them.
	Codes(ctx context.Context, device model.DeviceID) ([]model.AccessCode, error)
	// CodesByID reads the managed codes with these ids. An id missing from the answer does not exist any more.
	CodesByID(ctx context.Context, ids []model.CodeID) ([]model.AccessCode, error)
	// Accounts reads the logins at lock makers, in any order.
	Accounts(ctx context.Context) ([]model.Account, error)
	// Events reads every event that Seam recorded after since, in any order.
	Events(ctx context.Context, since time.Time) ([]model.Event, error)
}

// Config is what a feed needs to know. Only Source is required; every zero stands for the default named beside it.
type Config struct {
	Source Source
	// Start is the picture that an earlier run kept, or nil. The feed shows it at once, every lock marked as old, and
	// replaces it lock by lock. It must be of the workspace that Source reads, and its Feed.AsOf says how old it is;
	// without that it is not shown.
	Start *model.Snapshot
	Pace  Pace
	// Limits go into every device of the picture; nil for none. See [Feed.SetLimits].
	Limits *model.Limits
	// Now is the clock: time.Now. Times with a monotonic reading keep the rhythm when somebody sets the clock.
	Now func() time.Time
	// Calls counts the API calls of the last sixty seconds. Without it the feed counts its own calls of the source,
	// which misses repetitions and pages below that door.
	Calls func() int
	// Parallel is how many locks are read at once: 8. Re-reads by id have as many places of their own.
	Parallel int
	// Batch is how many ids go into one question: 200.
	Batch int
	// Overlap is how far behind the newest event each tick looks again, for late and same-millisecond ones: 2 min.
	Overlap time.Duration
	// Skew is how wrong the local clock may be, and how late an event may be recorded, without a loss: 15 min.
	Skew time.Duration
	// Sweep is the time in which everything known is read again, whatever the events say: 15 min.
	Sweep time.Duration
	// Lists caps the lock-by-lock part of the sweep, in calls per minute: 60.
	Lists int
	// Horizon is the silence after which events are not trusted to tell the whole story: 1 h.
	Horizon time.Duration
	// Codes is how many codes the picture has at most: 500,000, more than twice of what the house is made for. Locks that come after that
	// are shown with a fault in the place of their codes, so that a server without measure costs a bounded memory.
	Codes int
	// Patience is how long one call may take: 45 s; reading all devices may take ten times as long.
	Patience time.Duration
}

func (c Config) withDefaults() Config {
	c.Pace = c.Pace.withDefaults()
	if c.Now == nil {
		c.Now = time.Now
	}
	preset(&c.Parallel, 8)
	preset(&c.Batch, 200)
	preset(&c.Overlap, 2*time.Minute)
	preset(&c.Skew, 15*time.Minute)
	preset(&c.Sweep, 15*time.Minute)
	preset(&c.Lists, 60)
	preset(&c.Horizon, time.Hour)
	preset(&c.Codes, 500_000)
	preset(&c.Patience, 45*time.Second)
	return c
}

// Pace is how often the feed asks what happened. The zero Pace is the default rhythm.
type Pace struct {
	// Busy holds while something on screen is in motion: 2 s.
	Busy time.Duration
	// Calm holds otherwise: 10 s.
	Calm time.Duration
	// Idle holds after IdleAfter (10 min) in which nothing changed and nobody touched the feed: 30 s.
	Idle, IdleAfter time.Duration
	// Off stops asking by itself: the feed loads once and then moves on [Feed.Refresh] only.
	Off bool
}

// PaceOf is the rhythm around one number that a person sets: calm is the pace when nothing is in motion on screen, 0
// or less is off.
func PaceOf(calm time.Duration) Pace {
	if calm <= 0 {
		return Pace{Off: true}
	}
	return Pace{Calm: calm, Busy: min(calm, 2*time.Second), Idle: 3 * calm}
}

func (p Pace) withDefaults() Pace {
	preset(&p.Busy, 2*time.Second)
	preset(&p.Calm, 10*time.Second)
	preset(&p.Idle, 30*time.Second)
	preset(&p.IdleAfter, 10*time.Minute)
	return p
}

// preset gives a setting that was left out its default.
func preset[T ~int | ~int64](field *T, value T) {
	if *field <= 0 {
		*field = value
	}
}
