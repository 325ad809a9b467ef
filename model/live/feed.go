package live

import (
	"context"
	"errors"
	"slices"
	"sync"
	"sync/atomic"

	"seamdash/model"
)

// ErrRunning is what a second [Feed.Run] gets.
var ErrRunning = errors.New("live: the feed has been started already")

// A Feed keeps a picture of one workspace current. Its methods may be called from any goroutine and, but for Run and
// Next, never block.
type Feed struct {
	cfg     Config
	started atomic.Bool
	latest  atomic.Pointer[model.Snapshot]
	updates chan struct{} // holds a token while a snapshot waits that nobody was told about
	bell    chan struct{} // holds a token while wishes wait

	mu     sync.Mutex
	wishes wishes
}

// wishes are what people asked for since the keeper last looked; a later wish of a kind replaces the earlier, but codes to read again
// add up.
type wishes struct {
	refresh bool
	frozen  *bool
	focus   *[]model.DeviceID
	pace    *Pace
	limits  **model.Limits
	codes   []model.CodeID
}

// New makes a feed that has asked nothing yet. Its first snapshot is empty, or the one that an earlier run kept; it
// says so.
func New(cfg Config) *Feed {
	f := &Feed{cfg: cfg.withDefaults(), updates: make(chan struct{}, 1), bell: make(chan struct{}, 1)}
	f.latest.Store(firstPicture(cfg.Start, cfg.Limits))
	return f
}

// Run loads the workspace and keeps it current until ctx ends, which is its normal end and no error. When it returns,
// every goroutine and timer of the feed is gone. A feed runs once: another call gives [ErrRunning].
func (f *Feed) Run(ctx context.Context) error {
	if f.started.Swap(true) {
		return ErrRunning
	}
	newKeeper(f).run(ctx)
	return nil
}

// Snapshot is the newest picture, never nil.
func (f *Feed) Snapshot() *model.Snapshot { return f.latest.Load() }

// Updates delivers a token when there is a snapshot that no token was taken for. Several snapshots share one token:
// take it, then call Snapshot, and nothing newest is ever missed while everything in between may be. It is one
// slot for one reader and is never closed.
func (f *Feed) Updates() <-chan struct{} { return f.updates }

// Next waits for a token of Updates and gives the newest snapshot, or ctx's error. It is for the one reader that does
// not want to select on Updates.
func (f *Feed) Next(ctx context.Context) (*model.Snapshot, error) {
	if err := ctx.Err(); err != nil {
		return nil, err // a reader that left gets nothing more, even if a token waits
	}
	select {
	case <-f.updates:
		return f.Snapshot(), nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Refresh asks for what is new at once, ending a wait after failures (but not one that Seam imposed), and has the
// focused locks read anew whatever the events say. On a frozen feed or one that is off it performs one such round.
func (f *Feed) Refresh() { f.wish(func(w *wishes) { w.refresh = true }) }

// Freeze stops asking, or starts it again. Answers that are under way still arrive.
func (f *Feed) Freeze(frozen bool) { f.wish(func(w *wishes) { w.frozen = &frozen }) }

// Focus says which locks are on screen, most important first; more than 256 are cut. They are loaded before others
// and set the pace. The slice is copied.
func (f *Feed) Focus(ids []model.DeviceID) {
	ids = slices.Clone(ids[:min(len(ids), maxFocus)])
	f.wish(func(w *wishes) { w.focus = &ids })
}

// Reread asks for codes to be read again as soon as the feed asks anything, also ones that it does not know yet: somebody
// has just changed them, and no event need come for them to show. The slice is copied.
func (f *Feed) Reread(ids []model.CodeID) {
	f.wish(func(w *wishes) { w.codes = append(w.codes, ids...) })
}

// SetPace changes the rhythm of a running feed.
func (f *Feed) SetPace(p Pace) {
	p = p.withDefaults()
	f.wish(func(w *wishes) { w.pace = &p })
}

// SetLimits changes what every device of the picture says of its limits, nil for none. They must not change afterwards.
func (f *Feed) SetLimits(l *model.Limits) { f.wish(func(w *wishes) { w.limits = &l }) }

func (f *Feed) wish(add func(*wishes)) {
	f.mu.Lock()
	add(&f.wishes)
	f.mu.Unlock()
	nudge(f.bell)
}

// takeWishes empties the list.
func (f *Feed) takeWishes() wishes {
	f.mu.Lock()
	defer f.mu.Unlock()
	w := f.wishes
	f.wishes = wishes{}
	return w
}

func (f *Feed) publish(s *model.Snapshot) {
	f.latest.Store(s)
	nudge(f.updates)
}

// nudge leaves a token unless one is there.
func nudge(bell chan struct{}) {
	select {
	case bell <- struct{}{}:
	default:
	}
}
