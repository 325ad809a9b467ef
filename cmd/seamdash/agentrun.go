package main

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"time"

	"seamdash/cmd/alert"
	"seamdash/model"
	"seamdash/model/engine"
	"seamdash/model/zone"
)

// An agent rolls the schedules of one workspace without a screen.
type agent struct {
	room    *ruleRoom
	request *agentRequest
	log     *slog.Logger
	engine  *engine.Engine
	// picture is the newest picture of the workspace, nil before there is one.
	picture func() *model.Snapshot
	crier   *crier
	audit   *logbook
	alerts  *alert.Teller
}

// agent does what was asked for.
func (p *program) agent(ctx context.Context, r *agentRequest) error {
	settings, err := p.settings()
	switch {
	case err != nil:
		return err
	case settings.ReadOnly && !r.dryRun:
		return usageError{
			err:  errors.New("run the agent: it makes and removes codes, and --read-only forbids every call that could change something"),
			hint: "--dry-run says what it would do.",
		}
	}
	room, err := p.openRules(ctx)
	if err != nil {
		return err
	}
	defer room.close()
	least := slog.LevelInfo
	if r.once || r.dryRun { // the report says the rest
		least = slog.LevelWarn
	}
	a := newAgent(ctx, room, r, newLog(p.stderr, r.format, least))
	defer a.hush(ctx)
	switch {
	case r.dryRun:
		return a.rehearse(ctx)
	case r.once:
		return a.once(ctx)
	default:
		return a.stay(ctx)
	}
}

// newAgent is an agent that has done nothing yet. Somebody must give it its picture.
func newAgent(ctx context.Context, room *ruleRoom, r *agentRequest, log *slog.Logger) *agent {
	a := &agent{room: room, request: r, log: log, picture: func() *model.Snapshot { return nil }}
	a.crier = newCrier(a)
	a.audit = newLogbook(room.kept, room.workspaceID)
	wanted := room.session.settings.Alerts
	a.alerts = alert.New(ctx, alert.Config{Command: wanted.Command, On: wanted.On, Env: room.program.withoutSecrets(), Log: log})
	by := agentName()
	a.engine = engine.New(engine.Config{
		Keeper: room.keeper, API: room.session.client, Book: room.book, Picture: func() *model.Snapshot { return a.picture() },
		Now: room.session.seamNow, Zone: zone.Load, Holder: newHolder(by), By: by, Log: a.audit, Receipt: receipt, Told: a.crier.told,
	})
	return a
}

// alertPatience is how long alerts that nobody was told of may keep an agent that ends.
const alertPatience = 15 * time.Second

// hush ends the alerts, once those that wait were told.
func (a *agent) hush(ctx context.Context) {
	ctx, stop := context.WithTimeout(context.WithoutCancel(ctx), alertPatience)
	defer stop()
	a.alerts.Close(ctx)
}

// agentName is who rolls, for those who see it on another screen.
func agentName() string {
	host, err := os.Hostname()
	if err != nil {
		return "agent"
	}
	return model.Clean("agent on " + host)
}

// survey makes the picture of an agent that ends soon: which locks there are, and nothing of what is on them.
func (a *agent) survey(ctx context.Context) error {
	ws, err := a.room.session.client.Workspace(ctx)
	if err != nil {
		return err
	}
	if err := a.room.foreign(ws.ID); err != nil {
		return err
	}
	a.room.named = &ws
	var locks []*model.Lock
	err = a.room.session.client.Devices(ctx, func(page []model.Device) error {
		for i := range page {
			page[i].Limits = &a.room.session.settings.Limits
			locks = append(locks, model.NewLock(page[i], nil, false, nil))
		}
		return nil
	})
	if err != nil {
		return err
	}
	a.room.learn(locks)
	picture := model.NewSnapshot(ws, locks, model.FeedState{
		Connection: model.Live, AsOf: a.room.session.now(),
	}, 1)
	a.picture = func() *model.Snapshot { return picture }
	return nil
}

// lost tells that lines of the audit log could not be kept.
func (a *agent) lost() {
	select {
	case err := <-a.audit.lost:
		a.log.Warn("what was asked of a lock is not in the local log", "why", err)
	default:
	}
}
