package main

import (
	"context"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"seamdash/model/engine"
	"seamdash/model/plan"
	"seamdash/ui"
)

const (
	// rollPause is the time between two tellings of how the schedules stand.
	rollPause = 200 * time.Millisecond
	// rollPage is how many lines of the history are read at once.
	rollPage = 100
)

// show tells the screen who rolls, how every series stands and what is new in the history, whoever wrote it, whenever any of that
// changes.
func (r *roller) show(ctx context.Context, send func(tea.Msg)) {
	select {
	case <-r.ready:
	case <-ctx.Done():
		return
	}
	told := telling{roller: r, newest: r.newest, read: r.read}
	for {
		_, turned := r.wants()
		news := r.engine.News()
		told.rolling(send)
		told.rolled(ctx, send)
		r.alarm.cry(ctx)
		select {
		case <-news:
		case <-turned:
		case <-ctx.Done():
			return
		}
		select {
		case <-time.After(rollPause): // what follows at once is told together
		case <-ctx.Done():
			return
		}
	}
}

// A telling is what the screen was told.
type telling struct {
	*roller

	// newest is the number of the last line of the history, once it was read.
	newest uint64
	read   bool
}

// rolling tells who rolls and how every series stands, once that is known.
func (t *telling) rolling(send func(tea.Msg)) {
	status := t.engine.Status()
	t.mu.Lock()
	unknown := !t.looked && status.Tenure.Holder == "" && status.Err == nil
	now := ui.Rolling{
		By: byOf(status.Tenure.Holder), Mine: status.Mine, Wanted: t.wanted, States: status.States, Err: t.err,
	}
	t.mu.Unlock()
	if now.By != "" {
		now.Since = t.there(status.Tenure.Since)
	}
	if now.Err == nil {
		now.Err = status.Err
	}
	if !unknown || now.Err != nil {
		send(now)
	}
}

// rolled tells what is new in the history, and nothing of what was there before. What cannot be read now is told with the next news.
func (t *telling) rolled(ctx context.Context, send func(tea.Msg)) {
	if !t.read {
		t.newest, t.read = t.lastLine(ctx)
		return
	}
	var fresh []plan.Roll
	for before := uint64(0); ; {
		page, err := t.keeper.Rolls(ctx, engine.RollQuery{Before: before, Limit: rollPage})
		if err != nil {
			return
		}
		n := slices.IndexFunc(page, func(l plan.Roll) bool { return l.Number <= t.newest })
		if n >= 0 {
			page = page[:n]
		}
		fresh = append(fresh, page...)
		if len(page) < rollPage {
			break
		}
		before = page[len(page)-1].Number
	}
	if len(fresh) == 0 {
		return
	}
	t.newest = fresh[0].Number
	slices.Reverse(fresh)
	send(ui.Rolled{Rolls: fresh})
}
