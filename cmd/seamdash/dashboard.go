package main

import (
	"context"
	"fmt"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/term"

	"seamdash/model/live"
	"seamdash/ui"
)

// dashboard shows the workspace until the person leaves. The first frame is drawn from an empty picture; everything
// that Seam has to say arrives behind it.
func (p *program) dashboard(ctx context.Context) error {
	s, err := p.open(ctx)
	if err != nil {
		return err
	}
	defer s.client.Close()
	feed := live.New(live.Config{Source: s.client, Now: s.now, Pace: live.PaceOf(s.settings.Pace)})
	app := ui.New(ui.Config{
		Feed: feed, Now: s.now, Zone: time.Local, Place: s.place, Version: version, Look: look(s.settings),
		Doors: s.client, Context: ctx, Tmux: p.getenv("TMUX") != "",
		Keys: s.settings.Bindings, Notify: notify(s.settings),
	})
	return p.show(ctx, app,
		func(ctx context.Context, _ func(tea.Msg)) { _ = feed.Run(ctx) }, // the picture itself says how the feed fares
		func(ctx context.Context, send func(tea.Msg)) { forward(ctx, feed, send) },
	)
}

// show runs an app on the terminal, with what works beside it, until the app quits or ctx ends, which is no failure.
// Whatever happens, the terminal is as it was when show returns, and everything beside has ended.
func (p *program) show(ctx context.Context, app tea.Model, beside ...func(context.Context, func(tea.Msg))) error {
	running, end := context.WithCancel(ctx)
	defer end()
	var screen *tea.Program
	// Quitting lets Bubble Tea's reader end; it takes a goroutine because the loop that hears of it may be ours.
	guarded := newGuard(app, func() { go screen.Quit() })
	screen = tea.NewProgram(guarded, p.screenOptions(running)...)
	var workers sync.WaitGroup
	for _, work := range beside {
		workers.Go(func() {
			defer guarded.state.catch()
			work(running, screen.Send)
		})
	}
	_, err := screen.Run()
	end()
	workers.Wait()
	switch fault := guarded.state.broken(); {
	case fault != nil:
		return fault
	case ctx.Err() != nil: // a signal asked us to end
		return nil
	case err != nil:
		return fmt.Errorf("run the dashboard: %w", err)
	default:
		return nil
	}
}

// forward hands every newest picture to the screen, and waits until it was taken before it looks for a newer one.
func forward(ctx context.Context, feed *live.Feed, send func(tea.Msg)) {
	for {
		picture, err := feed.Next(ctx)
		if err != nil {
			return // only the end of ctx
		}
		send(ui.Pictured{Snapshot: picture})
	}
}

func (p *program) screenOptions(ctx context.Context) []tea.ProgramOption {
	options := []tea.ProgramOption{
		tea.WithContext(ctx),
		tea.WithOutput(p.stdout),
		tea.WithEnvironment(p.env),
		tea.WithFPS(120),           // half the time from key to screen that 60 gives
		tea.WithoutSignalHandler(), // main turns signals into the end of ctx
	}
	if p.isTerminal(p.stdin) { // otherwise Bubble Tea opens the terminal itself, for the keys
		options = append(options, tea.WithInput(p.stdin))
	}
	return options
}

// isTerminal says whether a stream that run was given is a terminal.
func (p *program) isTerminal(stream any) bool {
	file, ok := stream.(term.File)
	return ok && term.IsTerminal(file.Fd())
}
