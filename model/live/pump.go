package live

import (
	"context"
	"time"

	"seamdash/model"
)

// pump puts every question that is due and has a place.
func (k *keeper) pump(ctx context.Context) {
	if !k.beat.asking() || !k.due(k.desk.pause.until) {
		return
	}
	k.tick(ctx)
	if k.workspace == nil && k.free(&k.desk.workspace, 1) {
		k.askWorkspace(ctx)
	}
	if k.todo.all && k.free(&k.desk.devices, 1) {
		k.askDevices(ctx)
	}
	if k.todo.listed {
		k.askAccounts(ctx)
		k.sweep()
		k.askByID(ctx)
	}
	k.askLists(ctx)
	if k.todo.empty() && len(k.desk.under) == 0 && !k.beat.asked && k.workspace != nil {
		k.beat.round = false
	}
}

// tick asks what happened, when somebody wants to know now or the pace says so.
func (k *keeper) tick(ctx context.Context) {
	if !k.free(&k.desk.events, 1) {
		return
	}
	if k.beat.asked || (k.beat.auto() && k.due(k.beat.next())) {
		k.askEvents(ctx)
	}
}

// free says that a lane may take another question: it has a place and its wait after a failure is over.
func (k *keeper) free(l *lane, places int) bool { return l.busy < places && k.due(l.at) }

// settle takes note of how a call ended and gives what it means, passing for a success.
func (k *keeper) settle(l *lane, asked stamp, err error) (*model.Fault, verdict) {
	if err == nil {
		k.asOf = k.now
		k.desk.heard(asked)
		l.worked()
		return nil, passing
	}
	fault := faultOf(l.op, err)
	v := k.desk.judge(fault, asked, k.now)
	if v != stopped {
		k.desk.heard(asked)
	}
	if v == passing && l != &k.desk.lists {
		l.failed(fault, k.now)
	}
	return fault, v
}

// askEvents is the tick.
func (k *keeper) askEvents(ctx context.Context) {
	begun := k.now
	if silence := begun.Round(0).Sub(k.asOf.Round(0)); !k.asOf.IsZero() && (silence > k.cfg.Horizon || silence < -time.Minute) {
		k.startOver()
	}
	k.beat.ticked(begun)
	since := k.hist.since(begun)
	var events []model.Event
	k.desk.put(ctx, &k.desk.events, k.cfg.Patience, func(ctx context.Context, _ stamp) (err error) {
		events, err = k.cfg.Source.Events(ctx, since)
		return err
	}, func(asked stamp, err error) {
		back := k.desk.events.fails > 0
		if fault, _ := k.settle(&k.desk.events, asked, err); fault != nil {
			k.beat.asked = true // when the wait is over, not when the pace says so
			return
		}
		k.beat.trip = k.now.Sub(begun)
		if back {
			k.retryNow()
		}
		past, fresh := k.hist.admit(events, begun)
		k.journal.add(past)
		k.journal.add(fresh)
		for i := range fresh {
			k.note(&fresh[i])
		}
		k.join()
		k.measure()
	})
}

// startOver reads everything again: after so long a silence events do not tell the whole story, and a clock that
// was set back makes nonsense of what was planned by it.
func (k *keeper) startOver() {
	seen := k.hist.seen
	k.hist = newHistory(k.cfg, k.now)
	k.hist.seen = seen // whatever the clock says, an event is told once
	k.todo.all = true
	for _, l := range k.pic.ring.locks {
		k.todo.list(l)
	}
}

func (k *keeper) askWorkspace(ctx context.Context) {
	var ws model.Workspace
	k.desk.put(ctx, &k.desk.workspace, k.cfg.Patience, func(ctx context.Context, _ stamp) (err error) {
		ws, err = k.cfg.Source.Workspace(ctx)
		return err
	}, func(asked stamp, err error) {
		if fault, _ := k.settle(&k.desk.workspace, asked, err); fault == nil {
			k.workspace = &ws
			k.disown(ws.ID, asked)
		}
	})
}

// askDevices reads the list of all locks and shows each page as it comes.
func (k *keeper) askDevices(ctx context.Context) {
	k.todo.all = false
	pages := 0
	k.desk.put(ctx, &k.desk.devices, 10*k.cfg.Patience, func(limited context.Context, asked stamp) error {
		return k.cfg.Source.Devices(limited, func(page []model.Device) error {
			if !k.desk.bring(limited, func() { k.page(page, asked, &pages) }) {
				return limited.Err()
			}
			return nil
		})
	}, func(asked stamp, err error) {
		if fault, _ := k.settle(&k.desk.devices, asked, err); fault != nil {
			k.todo.all = true
			return
		}
		k.todo.listed = true
		k.todo.accounts = k.todo.accounts || k.accounts.asked < asked
		k.wide.devices = k.now.Add(k.wide.lap)
		clear(k.pic.strangers)
		k.verify(asked)
		k.arrive()
	})
}

// page takes one page of the list of locks.
func (k *keeper) page(page []model.Device, asked stamp, pages *int) {
	if *pages++; *pages > 1 {
		k.desk.meter.add(k.now)
	}
	k.asOf = k.now
	for _, d := range page {
		k.putDevice(d, asked)
	}
}

// verify asks by id for the locks that a complete list did not show: pages are read while the world moves, so only
// the lock's own id proves that it is gone. What only an earlier run knew is gone without that.
func (k *keeper) verify(asked stamp) {
	for id, l := range k.pic.locks {
		switch {
		case l.asked == 0:
			k.pic.dropDevice(id, asked)
		case l.asked < asked:
			k.todo.devices[id] = struct{}{}
		}
	}
}

func (k *keeper) putDevice(d model.Device, asked stamp) {
	l, what := k.pic.putDevice(d, asked)
	switch what {
	case arrived:
		k.todo.list(l)
	case altered:
		k.wantCodesOf(l)
	case nothing:
	}
}

// arrive ends the first load when nothing is left to try.
func (k *keeper) arrive() {
	if k.todo.listed && k.pic.untried == 0 {
		k.todo.loaded = true
	}
}
