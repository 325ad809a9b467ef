package main

import (
	"context"
	"sync"

	tea "charm.land/bubbletea/v2"

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
	var workers sync.WaitGroup
	for _, work := range []func(context.Context, func(tea.Msg)){v.feed, v.remember} {
		workers.Go(func() { work(ctx, v.hear) })
	}
	err = plain.Run(ctx, plain.Config{
		Feed: v.stay.feed, Now: s.now, Zone: p.home(), Place: s.place, Caution: caution, In: p.stdin, Out: p.stdout,
	})
	end()
	workers.Wait()
	return err
}

// hear keeps what a worker has to say for the end.
func (v *visit) hear(msg tea.Msg) {
	if caution, ok := msg.(ui.Caution); ok {
		v.note(caution.Text)
	}
}
