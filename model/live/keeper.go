package live

import (
	"context"
	"slices"
	"time"

	"seamdash/model"
)

const (
	// publishEvery spaces snapshots while locks are being loaded in bulk; otherwise each answer shows at once.
	publishEvery = 50 * time.Millisecond
	// maxFocus is more than any terminal shows.
	maxFocus = 256
	// grace is how long an answer may take before the picture is called late; nearly all take less than a second.
	grace = 5 * time.Second
	// dozing is how long the keeper sleeps at most, so that it notices a clock that was set.
	dozing = time.Minute
)

// keeper owns the picture. Everything but the questions themselves happens in its goroutine.
type keeper struct {
	feed    *Feed
	cfg     *Config
	desk    *desk
	pic     picture
	todo    todo
	hist    history
	journal journal
	beat    beat
	wide    sweep

	accounts  accounts
	now       time.Time // read once per turn of the loop
	wake      time.Time // the earliest moment at which something that is not due yet will be
	asOf      time.Time
	published time.Time
	shown     *model.Snapshot
	workspace *model.Workspace // nil until known
	kept      time.Time        // how old the picture is that the feed began with
}

func newKeeper(f *Feed) *keeper {
	cfg := f.cfg
	now := cfg.Now()
	k := &keeper{
		feed: f, cfg: &cfg, desk: newDesk(&cfg), pic: newPicture(cfg.Limits), todo: newTodo(), hist: newHistory(&cfg, now),
		beat: newBeat(cfg.Pace, now), wide: sweep{lap: cfg.Sweep / 10 * 9}, now: now, shown: f.Snapshot(),
	}
	k.adopt()
	return k
}

func (k *keeper) run(ctx context.Context) {
	defer k.desk.workers.Wait()
	timer := time.NewTimer(0)
	defer timer.Stop()
	for ctx.Err() == nil {
		k.now = k.cfg.Now()
		k.wake = k.now.Add(dozing)
		k.obey(k.feed.takeWishes())
		k.pump(ctx)
		k.publish()
		timer.Reset(k.wake.Sub(k.now))
		select {
		case <-ctx.Done():
		case answer := <-k.desk.answers:
			k.now = k.cfg.Now()
			answer()
			k.pic.bury(k.desk.oldest())
		case <-k.feed.bell:
		case <-timer.C:
		}
	}
}

// due says that t has come; otherwise the keeper will wake at t to look again.
func (k *keeper) due(t time.Time) bool {
	if !k.now.Before(t) {
		return true
	}
	if t.Before(k.wake) {
		k.wake = t
	}
	return false
}

// obey does what people asked for.
func (k *keeper) obey(w wishes) {
	if w.focus != nil && !slices.Equal(*w.focus, k.beat.focus) {
		k.beat.focus = *w.focus
		k.beat.stir = k.now
		k.measure()
	}
	if w.pace != nil {
		k.beat.pace = *w.pace
	}
	if w.limits != nil && *w.limits != k.pic.limits {
		k.pic.limit(*w.limits)
	}
	if w.frozen != nil {
		k.beat.freeze(*w.frozen)
		k.beat.stir = k.now
	}
	for _, id := range w.codes {
		k.todo.codes[id] = ""
		k.beat.stir = k.now
	}
	if w.refresh {
		k.refresh()
	}
}

// refresh asks at once, whatever the pace, and re-reads what is on screen.
func (k *keeper) refresh() {
	k.beat.stir = k.now
	k.beat.asked, k.beat.round = true, true
	k.retryNow()
	if k.desk.pause.fault != nil && k.desk.pause.fault.Kind == model.KindUnauthorised {
		k.desk.pause.until = k.now
	}
	for _, id := range k.beat.focus {
		if l, ok := k.pic.locks[id]; ok {
			k.todo.devices[id] = struct{}{}
			k.todo.list(l)
		}
	}
}

// retryNow ends every wait after a failure.
func (k *keeper) retryNow() {
	d := k.desk
	for _, l := range []*lane{&d.workspace, &d.devices, &d.accounts, &d.events, &d.someDevices, &d.someCodes, &d.lists} {
		l.at = k.now
	}
	for _, l := range k.todo.retries.items {
		k.todo.retries.set(l, k.now)
	}
}

// publish shows what changed, at once or, during a load, a little later together with more.
func (k *keeper) publish() {
	feed := k.state()
	changed := len(k.pic.dirty)+len(k.pic.removed) > 0
	base := k.labelled()
	if !changed && base == k.shown && feed == k.shown.Feed {
		return
	}
	if k.todo.bulk() && !k.due(k.published.Add(publishEvery)) {
		return
	}
	k.shown = k.pic.draw(base, feed)
	k.published = k.now
	k.feed.publish(k.shown)
	if changed {
		k.beat.stir = k.now
		k.measure()
	}
}

// labelled is the picture on the screen under the workspace's present name, with the accounts and with what happened since; the same
// one when none is new.
func (k *keeper) labelled() *model.Snapshot {
	next := k.shown
	if k.workspace != nil && *k.workspace != next.Workspace {
		named := *next
		named.Workspace = *k.workspace
		named.Revision++
		next = &named
	}
	if !sameList(k.accounts.list, next.Accounts) {
		next = next.WithAccounts(k.accounts.list)
		next.Revision++
	}
	if events := k.journal.recent(); len(events) > 0 && !sameStretch(events, next.Events) {
		next = next.WithEvents(events)
	}
	return next
}

// state is how the feed stands. Its times are of the wall, so that an age counts the hours that a machine slept.
func (k *keeper) state() model.FeedState {
	fault, next := k.desk.trouble()
	s := model.FeedState{
		Connection: model.Live, AsOf: k.asOf.Round(0), Fault: fault, NextTry: next.Round(0), CallsPerMinute: k.calls(),
		Loading: !k.todo.loaded,
	}
	if k.pic.old > 0 {
		s.Kept = k.kept
	}
	switch {
	case k.beat.frozen:
		s.Connection = model.Frozen
	case k.beat.pace.Off && !k.beat.round:
		s.Connection = model.Off
	case fault != nil:
		s.Connection = model.Retrying
	case k.asOf.IsZero():
		s.Connection = model.Connecting
	}
	if fault == nil && k.beat.auto() {
		s.NextTry = k.beat.next().Round(0)
		s.Overdue = k.overdue().Round(0)
	}
	return s
}

// overdue is when somebody who reads the picture should hear that Seam is silent: the tick under way, or else the next one,
// has not been answered, and nothing else has been lately. Zero before the first answer.
func (k *keeper) overdue() time.Time {
	if k.asOf.IsZero() {
		return time.Time{}
	}
	due := k.beat.next()
	if k.desk.events.busy > 0 {
		due = k.beat.last
	}
	if due.Before(k.asOf) {
		due = k.asOf
	}
	return due.Add(grace)
}

func (k *keeper) calls() int {
	if k.cfg.Calls != nil {
		return k.cfg.Calls()
	}
	return k.desk.meter.total(k.now)
}
