package main

import (
	"context"
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/term"

	"seamdash/model/routine"
	"seamdash/ui"
	"seamdash/ui/anchor"
)

// dashboard shows the workspace until the person leaves; without a key it begins at the first screen. The first frame is
// drawn from the picture of the last run, or from none; everything that Seam has to say arrives behind it.
func (p *program) dashboard(ctx context.Context) error {
	ctx, end := context.WithCancel(ctx)
	defer end()
	t := newTour(ctx, p)
	defer t.tell()
	root, err := t.root()
	if err != nil {
		return err
	}
	return p.show(ctx, root, t.work)
}

// workers are what works beside the screen, whatever the configuration becomes.
func (v *visit) workers() []func(context.Context, func(tea.Msg)) {
	return []func(context.Context, func(tea.Msg)){
		v.feed, v.forward, v.remember, v.log, v.follow, v.showWrites, v.watchRules, v.watchQuiets, v.roll, v.showRolls,
	}
}

// A crew is what works beside the screen is given.
type crew struct {
	// send gives the app a message, and waits until it takes it.
	send func(tea.Msg)
	// catch is to be deferred in every goroutine, see [guard].
	catch func()
}

// leaving is how long an app has to draw its last frame when ctx ends. A terminal that is gone never takes it.
const leaving = time.Second

// show runs an app on the terminal, with what works beside it, until the app quits or ctx ends, which is no failure.
// The end of ctx asks the app to leave, so that its last frame, which a terminal may keep, is one that it chose.
// Whatever happens, the terminal is as it was when show returns, and everything beside has ended.
func (p *program) show(ctx context.Context, app tea.Model, beside ...func(context.Context, crew)) error {
	running, end := context.WithCancel(ctx)
	defer end()
	drawing, kill := context.WithCancel(context.WithoutCancel(ctx))
	defer kill()
	var screen *tea.Program
	// Quitting lets Bubble Tea's reader end; it takes a goroutine because the loop that hears of it may be ours.
	guarded := newGuard(app, func() { routine.Go(ctx, screen.Quit) })
	model := paced{Model: guarded, metronome: &metronome{}, program: func() *tea.Program { return screen }}
	screen = tea.NewProgram(model, p.screenOptions(drawing)...)
	defer context.AfterFunc(ctx, func() {
		time.AfterFunc(leaving, kill)
		screen.Send(ui.Leave{}) // it waits until the app takes it, or has ended
	})()
	var workers routine.Group
	for _, work := range beside {
		workers.Go(func() {
			defer guarded.state.catch()
			work(running, crew{send: screen.Send, catch: guarded.state.catch})
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

func (p *program) screenOptions(ctx context.Context) []tea.ProgramOption {
	options := []tea.ProgramOption{
		tea.WithContext(ctx),
		tea.WithOutput(anchor.New(p.stdout)),
		tea.WithFilter(anchor.Filter),
		tea.WithEnvironment(p.env),
		tea.WithFPS(frames),        // see metronome
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
