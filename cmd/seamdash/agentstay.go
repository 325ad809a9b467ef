package main

import (
	"context"
	"log/slog"
	"os"
	"os/signal"
	"sync"
	"syscall"
	"time"

	"seamdash/cmd/alert"
	"seamdash/model"
	"seamdash/model/live"
	"seamdash/model/routine"
)

const (
	// stopPatience is how long an agent that was stopped may take to finish the step in hand. What is not finished by then is
	// settled by whoever rolls next, as after a crash.
	stopPatience = 30 * time.Second
)

// A watch is what an agent that stays works with.
type watch struct {
	*agent

	feed   *live.Feed
	source *seamSource
	hooks  *hooks  // nil where no webhooks are received
	clinic *clinic // nil where nobody asks

	mu    sync.Mutex
	began time.Time
	// asOf is the date of the newest answer as the feed has it, heard when that came by the clock here.
	asOf, heard time.Time
	// faulty is since when the engine fails, zero when it does not.
	faulty time.Time
}

// stay rolls until ctx ends.
func (a *agent) stay(ctx context.Context) error {
	w := a.watch(ctx)
	// A second signal finds nobody who listens, and ends the program.
	defer context.AfterFunc(ctx, func() { signal.Reset(os.Interrupt, syscall.SIGTERM, syscall.SIGHUP) })()
	beside, end := context.WithCancel(context.WithoutCancel(ctx))
	defer end()
	if err := w.open(beside); err != nil {
		return err
	}
	w.tellStart(ctx)
	var workers routine.Group
	for _, work := range []func(context.Context){w.keepPicture, w.followPicture, w.followEngine, w.hooks.follow, a.crier.follow} {
		workers.Go(routine.Told(ctx, func() { work(beside) }))
	}
	w.roll(ctx)
	end()
	workers.Wait()
	a.crier.cry(ctx)
	w.close(ctx)
	a.log.Info("stop")
	return nil
}

func (a *agent) watch(ctx context.Context) *watch {
	s := a.room.session
	w := &watch{agent: a, source: &seamSource{Client: s.client}, began: time.Now()}
	pace := live.PaceOf(s.settings.Pace)
	if pace.Off {
		pace = live.Pace{} // that is for eyes; who rolls must know what happens
	}
	w.feed = live.New(live.Config{Source: w.source, Start: a.room.lastPicture(ctx), Now: s.now, Pace: pace, Limits: &s.settings.Limits})
	a.picture = w.ours
	return w
}

// ours is the newest picture, nil when it is of another workspace: then nothing is known of the locks of ours.
func (w *watch) ours() *model.Snapshot {
	picture := w.feed.Snapshot()
	if w.room.room != nil && picture.Workspace.ID != w.room.workspaceID() { // also as long as nobody knows whose it is
		return nil
	}
	return picture
}

// open begins to listen where somebody wants that.
func (w *watch) open(ctx context.Context) (err error) {
	if w.request.health != "" {
		ln, err := w.room.program.network.doorway(ctx, w.request.health, maxHealthLines)
		if err != nil {
			return err
		}
		w.clinic = openClinic(ln, w.vitals, w.defective)
	}
	w.hooks, err = w.openHooks(ctx)
	if err != nil {
		w.close(ctx)
	}
	return err
}

// defective tells of a defect that did not end the agent.
func (w *watch) defective(fault *model.Fault) {
	w.log.Error("defect", "why", fault, "hint", fault.Hint)
}

// close ends what open began.
func (w *watch) close(ctx context.Context) {
	for what, err := range map[string]error{"webhooks": w.hooks.close(ctx), "health": w.clinic.close(ctx)} {
		if err != nil {
			w.log.Warn("not closed well", "what", what, "why", err)
		}
	}
	w.room.session.client.Close()
}

func (w *watch) tellStart(ctx context.Context) {
	s := w.room.session
	attrs := []slog.Attr{
		slog.String("version", orDash(version)), slog.String("by", agentName()), slog.String("workspace_id", string(w.room.workspaceID())),
		slog.String("place", s.place),
		slog.Int("rules", len(w.room.shelf.Rules)), slog.Int("unreadable_rules", len(w.room.shelf.Broken)), slog.Int("pid", os.Getpid()),
	}
	if w.room.named != nil {
		attrs = append(attrs, slog.String("kind", w.room.named.Kind()))
	}
	if w.room.room != nil {
		attrs = append(attrs, slog.String("store", w.room.storePath()))
	}
	if s.tempo > 1 {
		attrs = append(attrs, slog.Float64("speed", s.tempo))
	}
	if w.clinic != nil {
		attrs = append(attrs, slog.String("health", w.clinic.addr.String()))
	}
	if w.hooks != nil {
		attrs = append(attrs, slog.String("webhooks", w.hooks.server.Addr()))
	}
	w.log.LogAttrs(ctx, slog.LevelInfo, "start", attrs...)
	if len(w.room.shelf.Rules) == 0 {
		w.log.Info("there are no schedules yet; the first one that is made is rolled")
	}
}

// roll runs the engine, and when ctx has ended waits a bounded time for the step in hand.
func (w *watch) roll(ctx context.Context) {
	rolling, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	rolled := make(chan error, 1)
	routine.Go(ctx, func() {
		defer close(rolled)
		rolled <- w.engine.Run(rolling, nil)
	})
	<-ctx.Done()
	w.log.Info("stopping: the step in hand is finished")
	stop()
	patience := time.NewTimer(stopPatience)
	defer patience.Stop()
	select {
	case err := <-rolled:
		if err != nil { // whoever rolls next finds out that this program is gone
			w.log.Warn("rolling is not given back", "why", err)
		}
	case <-patience.C:
		w.log.Warn("the step in hand takes too long; whoever rolls next settles it")
	}
}

// keepPicture keeps the picture current.
func (w *watch) keepPicture(ctx context.Context) {
	defer w.room.session.hurry(ctx, w.feed.Refresh)()
	_ = w.feed.Run(ctx) // only that it runs already
}

// vitals are how the agent is.
func (w *watch) vitals() vitals {
	picture := w.feed.Snapshot()
	v := vitals{
		at: time.Now(), foreign: w.room.foreign(picture.Workspace.ID), feed: picture.Feed, total: picture.Total, engine: w.engine.Status(),
		posts: w.hooks.counts(), alerts: w.alerts.Counts(),
	}
	v.engine.Lag = w.room.session.lasts(v.engine.Lag)
	w.mu.Lock()
	defer w.mu.Unlock()
	v.began, v.heard, v.faulty = w.began, w.heard, w.faulty
	return v
}

// followPicture hands on what happens, and tells when Seam falls silent and comes back.
func (w *watch) followPicture(ctx context.Context) {
	var last *model.Snapshot
	for {
		picture, err := w.feed.Next(ctx)
		if err != nil {
			return // only the end of ctx
		}
		w.heardAt(picture.Feed.AsOf)
		w.engine.Saw(picture.Events) // it knows which of them it saw before
		if last == nil || last.Revision != picture.Revision || last.Feed.Loading != picture.Feed.Loading || last.Feed.Connection != picture.Feed.Connection {
			w.engine.Stir()
		}
		w.tellFeed(last, picture)
		if err := w.room.foreign(picture.Workspace.ID); err != nil && (last == nil || last.Workspace.ID != picture.Workspace.ID) {
			w.log.Error("nothing is rolled", "why", err)
		}
		w.alarm(last, picture)
		last = picture
	}
}

// alarm has somebody told of trouble that is no schedule's.
func (w *watch) alarm(last, picture *model.Snapshot) {
	for _, low := range alert.Batteries(last, picture, w.room.session.seamNow()) {
		w.alerts.Tell(low)
	}
	for _, e := range freshEvents(last, picture) {
		if trouble, ok := alert.OfEvent(e, picture); ok {
			w.alerts.Tell(trouble)
		}
	}
}

// freshEvents are those that a picture has more than the last. What happened before the first is no news.
func freshEvents(last, picture *model.Snapshot) (fresh []model.Event) {
	if last == nil || last.Feed.Loading || len(picture.Events) == 0 || len(last.Events) > 0 &&
		len(last.Events) == len(picture.Events) && &last.Events[0] == &picture.Events[0] {
		return nil
	}
	seen := make(map[model.EventID]struct{}, len(last.Events))
	for i := range last.Events {
		seen[last.Events[i].ID] = struct{}{}
	}
	for i := range picture.Events {
		if _, known := seen[picture.Events[i].ID]; !known {
			fresh = append(fresh, picture.Events[i])
		}
	}
	return fresh
}

// heardAt takes note of an answer of Seam.
func (w *watch) heardAt(asOf time.Time) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !asOf.Equal(w.asOf) {
		w.asOf, w.heard = asOf, time.Now()
	}
}

// tellFeed tells how Seam answers, when that is another way than before.
func (w *watch) tellFeed(last, picture *model.Snapshot) {
	was, is := model.Connecting, picture.Feed.Connection
	if last != nil {
		was = last.Feed.Connection
	}
	switch {
	case was == is:
	case is == model.Retrying && picture.Feed.Fault != nil:
		w.log.Warn("no answer of Seam", "why", picture.Feed.Fault)
	case is == model.Live:
		w.log.Info("Seam answers", "locks", picture.Total.Locks)
	}
}

// followEngine tells who rolls, and what is wrong with the engine.
func (w *watch) followEngine(ctx context.Context) {
	var told teller
	for {
		news := w.engine.News()
		s := w.engine.Status()
		w.mu.Lock()
		if s.Err == nil {
			w.faulty = time.Time{}
		} else if w.faulty.IsZero() {
			w.faulty = time.Now()
		}
		w.mu.Unlock()
		told.tell(w.log, &s)
		select {
		case <-news:
		case <-ctx.Done():
			s = w.engine.Status() // the last of it may not have been told
			told.tell(w.log, &s)
			return
		}
	}
}
