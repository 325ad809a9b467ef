package main

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"seamdash/cmd/alert"
	"seamdash/model"
	"seamdash/model/plan"
	"seamdash/model/zone"
)

// namePatience is how long looking up what a schedule is called may take before its id must do.
const namePatience = 2 * time.Second

// A crier tells what an agent did, in the order in which it was kept. Whoever rolls does not wait for it.
type crier struct {
	agent *agent
	bell  chan struct{} // holds a token when something waits

	mu      sync.Mutex
	waiting []plan.Roll
}

func newCrier(a *agent) *crier { return &crier{agent: a, bell: make(chan struct{}, 1)} }

// told takes a new line of the history.
func (c *crier) told(r plan.Roll) {
	c.mu.Lock()
	c.waiting = append(c.waiting, r)
	c.mu.Unlock()
	select {
	case c.bell <- struct{}{}:
	default: // it rings already
	}
}

// take gives what was not told yet.
func (c *crier) take() []plan.Roll {
	c.mu.Lock()
	defer c.mu.Unlock()
	out := c.waiting
	c.waiting = nil
	return out
}

// follow tells until ctx ends.
func (c *crier) follow(ctx context.Context) {
	for {
		select {
		case <-c.bell:
			c.cry(ctx)
		case <-ctx.Done():
			return
		}
	}
}

// cry tells what was not told yet, and gives it.
func (c *crier) cry(ctx context.Context) []plan.Roll {
	all := c.take()
	if len(all) == 0 {
		return nil
	}
	names := c.agent.names(ctx)
	for i := range all {
		rule := names(all[i].Key.Rule)
		c.log(ctx, &all[i], rule)
		if trouble, ok := alert.OfRoll(all[i], rule, c.agent.picture()); ok {
			c.agent.alerts.Tell(trouble)
		}
	}
	c.agent.lost()
	return all
}

// names gives what schedules are called.
func (a *agent) names(ctx context.Context) func(model.RuleID) string {
	ctx, stop := context.WithTimeout(context.WithoutCancel(ctx), namePatience)
	defer stop()
	shelf, err := a.room.book.Load(ctx)
	if err != nil {
		shelf = a.room.shelf // as it was
	}
	return func(id model.RuleID) string {
		if e, ok := shelf.Rule(id); ok {
			return e.Rule.Name
		}
		return ""
	}
}

// log writes a line of the history into the log.
func (c *crier) log(ctx context.Context, r *plan.Roll, rule string) {
	level := slog.LevelInfo
	switch {
	case r.What.Bad():
		level = slog.LevelError
	case r.What == plan.Refused, r.What == plan.Unseen:
		level = slog.LevelWarn
	}
	attrs := []slog.Attr{slog.String("what", string(r.What)), slog.String("rule_id", string(r.Key.Rule)), slog.String("device_id", string(r.Key.Lock))}
	add := func(name, value string) {
		if value != "" {
			attrs = append(attrs, slog.String(name, value))
		}
	}
	lock, at := c.agent.lockOf(r.Key.Lock)
	add("rule", rule)
	add("lock", lock)
	if !r.Slot.IsZero() {
		add("from", r.Slot.From.In(at).Format(time.RFC3339))
		add("until", r.Slot.Until.In(at).Format(time.RFC3339))
	}
	add("code_id", string(r.Code))
	add("was", string(r.Was))
	if r.Step > 0 {
		attrs = append(attrs, slog.Uint64("step", r.Step))
	}
	if r.Late > 0 {
		attrs = append(attrs, slog.Duration("late", r.Late))
	}
	if r.More > 0 {
		attrs = append(attrs, slog.Int("windows_before", r.More))
	}
	add("why", r.Why)
	c.agent.log.LogAttrs(ctx, level, "roll", attrs...)
}

// lockOf is what a lock is called, "" where nobody knows, and its clock.
func (a *agent) lockOf(id model.DeviceID) (name string, at *time.Location) {
	at = time.UTC
	picture := a.picture()
	if picture == nil {
		return "", at
	}
	l, ok := picture.Lock(id)
	if !ok {
		return "", at
	}
	if here, known := zone.Lookup(l.Device.TimeZone); known {
		at = here
	}
	return l.Device.Name, at
}
