package main

import (
	"context"
	"sync"
	"time"

	"seamdash/cmd/alert"
	"seamdash/model"
	"seamdash/model/plan"
	"seamdash/model/rulebook"
)

// alarmEnd is for how long alerts that nobody was told of may keep a dashboard that ends.
const alarmEnd = 2 * time.Second

// An alarm has a person's command told about trouble for as long as this program rolls: where another one does, that tells.
type alarm struct {
	teller  *alert.Teller
	book    *rulebook.Book
	picture func() *model.Snapshot
	// rolls says whether this program rolls at present.
	rolls func() bool

	mu      sync.Mutex
	waiting []plan.Roll
}

// newAlarm is the alarm of a stay, which nothing reaches yet.
func (v *visit) newAlarm(st *stay, rolls func() bool) *alarm {
	wanted := st.session.settings.Alerts
	return &alarm{
		teller: alert.New(v.ctx, alert.Config{Command: wanted.Command, On: wanted.On, Env: v.program.withoutSecrets()}),
		book:   st.book, picture: st.feed.Snapshot, rolls: rolls,
	}
}

// told takes a new line of the history, and returns at once.
func (a *alarm) told(r plan.Roll) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.waiting = append(a.waiting, r)
}

// cry tells what waits.
func (a *alarm) cry(ctx context.Context) {
	a.mu.Lock()
	lines := a.waiting
	a.waiting = nil
	a.mu.Unlock()
	if len(lines) == 0 {
		return
	}
	ctx, stop := context.WithTimeout(context.WithoutCancel(ctx), namePatience)
	defer stop()
	shelf, err := a.book.Load(ctx)
	for i := range lines {
		rule := ""
		if err == nil {
			e, _ := shelf.Rule(lines[i].Key.Rule)
			rule = e.Rule.Name
		}
		if trouble, ok := alert.OfRoll(lines[i], rule, a.picture()); ok {
			a.teller.Tell(trouble)
		}
	}
}

// saw tells of trouble that is no schedule's.
func (a *alarm) saw(last, picture *model.Snapshot, now time.Time) {
	if !a.rolls() {
		return
	}
	for _, low := range alert.Batteries(last, picture, now) {
		a.teller.Tell(low)
	}
	for _, e := range freshEvents(last, picture) {
		if trouble, ok := alert.OfEvent(e, picture); ok {
			a.teller.Tell(trouble)
		}
	}
}

// end tells what still waits.
func (a *alarm) end(ctx context.Context) {
	a.cry(ctx)
	ctx, stop := context.WithTimeout(context.WithoutCancel(ctx), alarmEnd)
	defer stop()
	a.teller.Close(ctx)
}
