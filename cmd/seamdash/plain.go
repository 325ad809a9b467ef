package main

import (
	"context"
	"sync"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/model/routine"
	"seamdash/model/veil"
	"seamdash/ui"
	"seamdash/ui/plain"
)

// wantsPlain says that the environment asks for lines of text on a terminal: ACCESSIBLE, as other programs read it, or a terminal
// that cannot move its cursor.
func (p *program) wantsPlain() bool {
	switch p.getenv("ACCESSIBLE") {
	case "", "0", "false", "no":
		return p.getenv("TERM") == "dumb"
	default:
		return true
	}
}

// plainly is the dashboard in lines of text. It keeps the same picture for the next start as the one on the screen.
func (p *program) plainly(ctx context.Context) error {
	s, err := p.open(ctx)
	if err != nil {
		return err
	}
	ctx, end := context.WithCancel(ctx)
	defer end()
	v := newVisit(ctx, p)
	defer v.tell()
	caution := v.enter(s).Caution
	h := hearing{visit: v}
	if s.settings.Presentation {
		h.veil = veil.New()
		h.veil.Snapshot(v.stay.feed.Snapshot()) // whose names are to be known before the first text
	}
	var workers routine.Group
	for _, work := range []func(context.Context, func(tea.Msg)){v.feed, v.remember, v.watchRules, v.roll, v.showRolls} {
		workers.Go(routine.Told(ctx, func() { work(ctx, h.hear) }))
	}
	err = plain.Run(ctx, plain.Config{
		Feed: heardFeed{v.stay, h.veil}, Now: s.now, Zone: p.home(), Schedules: h.schedules, Place: s.place, Caution: h.text(caution), In: p.stdin, Out: p.stdout,
		Presentation: h.veil != nil,
	})
	end()
	workers.Wait()
	return err
}

// A heardFeed is the feed of a stay, whose roller hears of every picture.
type heardFeed struct {
	stay *stay
	veil *veil.Veil // nil where nothing is hidden
}

// Snapshot is the newest picture.
func (f heardFeed) Snapshot() *model.Snapshot { return f.shown(f.stay.feed.Snapshot()) }

func (f heardFeed) shown(picture *model.Snapshot) *model.Snapshot {
	if f.veil == nil {
		return picture
	}
	return f.veil.Snapshot(picture)
}

// Next waits for a picture.
func (f heardFeed) Next(ctx context.Context) (*model.Snapshot, error) {
	picture, err := f.stay.feed.Next(ctx)
	if err != nil {
		return nil, err
	}
	f.stay.roller.saw(picture)
	return f.shown(f.stay.session.paced(picture)), nil
}

// Refresh asks for news now.
func (f heardFeed) Refresh() { f.stay.feed.Refresh() }

// A hearing is what the workers said of the schedules.
type hearing struct {
	visit *visit
	veil  *veil.Veil // nil where nothing is hidden

	mu  sync.Mutex
	now plain.Schedules
}

// hear takes what a worker has to say: that of the schedules is told when somebody asks, the rest in the end.
func (h *hearing) hear(msg tea.Msg) {
	switch msg := msg.(type) {
	case ui.Caution:
		h.visit.note(h.text(msg.Text))
	case ui.RulesChanged:
		ctx, stop := context.WithTimeout(h.visit.ctx, bookPatience)
		defer stop()
		shelf, err := h.visit.stay.book.Load(ctx)
		h.mu.Lock()
		defer h.mu.Unlock()
		if h.now.Err = err; err == nil {
			h.now.Shelf = shelf
		}
	case ui.Rolling:
		h.mu.Lock()
		defer h.mu.Unlock()
		h.now.Told, h.now.By, h.now.Since, h.now.Mine, h.now.States = true, msg.By, msg.Since, msg.Mine, msg.States
	}
}

// schedules are how they stand now.
func (h *hearing) schedules() plain.Schedules {
	h.mu.Lock()
	defer h.mu.Unlock()
	now := h.now
	if v := h.veil; v != nil {
		now.Shelf, now.Err, now.By, now.States = v.Shelf(now.Shelf), v.Err(now.Err), v.Person(now.By), v.States(now.States)
	}
	return now
}

// text is what somebody is told, whoever looks on.
func (h *hearing) text(text string) string {
	if h.veil == nil {
		return text
	}
	return h.veil.Text(text)
}
