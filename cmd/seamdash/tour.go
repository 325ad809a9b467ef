package main

import (
	"context"
	"errors"
	"sync"

	tea "charm.land/bubbletea/v2"

	"seamdash/cmd/credentials"
	"seamdash/model/routine"
	"seamdash/ui"
)

// A tour is one run of the dashboard: it begins at the first screen, or straight in a workspace when there is a key, and goes from one
// workspace to another until the person leaves.
type tour struct {
	program *program
	ctx     context.Context // ends with the run
	// begun has the visit whose workers are to be started.
	begun chan *visit

	mu    sync.Mutex
	here  *visit // nil on the first screen
	ended bool   // the program does
	notes []string
}

func newTour(ctx context.Context, p *program) *tour {
	return &tour{program: p, ctx: ctx, begun: make(chan *visit, 1)}
}

// root is what the program begins with: the dashboard, or the first screen when nobody has a key.
func (t *tour) root() (tea.Model, error) {
	s, err := t.program.open(t.ctx)
	switch {
	case errors.Is(err, credentials.ErrNoKey):
		return t.entrance()
	case err != nil:
		return nil, err
	}
	return ui.Root(t.begin(t.program, s)), nil
}

// entrance is the first screen.
func (t *tour) entrance() (tea.Model, error) {
	settings, err := t.program.settings()
	if err != nil {
		return nil, err
	}
	return ui.NewEntrance(ui.EntranceConfig{
		Lobby:   &lobby{tour: t, settings: settings, desk: t.program.desk(settings)},
		Context: t.ctx, Place: hostOf(settings.Endpoint), Version: version, Look: look(settings),
	}), nil
}

// begin enters a workspace; whoever was in another left it before.
func (t *tour) begin(p *program, s *session) ui.Config {
	t.mu.Lock()
	defer t.mu.Unlock()
	v := newVisit(t.ctx, p)
	config := v.enter(s)
	config.Spaces = newSpaces(t, v)
	t.here = v
	if t.ended {
		t.abandon(v)
	} else {
		t.begun <- v // there is room, because the one before was taken before it was left
	}
	return config
}

// leave has the open workspace come to its end, and waits for that as long as ctx allows; false when it takes longer.
func (t *tour) leave(ctx context.Context) bool {
	t.mu.Lock()
	v := t.here
	t.mu.Unlock()
	v.leave()
	select {
	case <-v.over:
		return true
	case <-ctx.Done():
		return false
	}
}

// work lets the workers of one visit after another work.
func (t *tour) work(ctx context.Context, with crew) {
	var leaving routine.Group // visits that take long to end are not waited for before the program ends
	defer leaving.Wait()
	defer t.end()
	for {
		select {
		case v := <-t.begun:
			leaving.Go(func() {
				defer with.catch()
				v.work(ctx, with)
				t.take(v)
			})
		case <-ctx.Done():
			return
		}
	}
}

// end has nothing more begin.
func (t *tour) end() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.ended = true
	select {
	case v := <-t.begun:
		t.abandon(v)
	default:
	}
}

// abandon gives up a visit whose workers never worked.
func (*tour) abandon(v *visit) {
	v.end()
	v.stay.session.client.Close()
	if v.stay.album != nil {
		routine.Go(v.ctx, v.stay.album.forsake)
	}
	close(v.over)
}

// take keeps what a visit that is over has to tell.
func (t *tour) take(v *visit) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.notes = append(t.notes, v.taken()...)
}

// tell gives the notes out.
func (t *tour) tell() {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, text := range t.notes {
		t.program.note(text)
	}
	t.notes = nil
}

// work lets all that works for a visit work until ctx ends or the workspace is left, and then come to its end in good order.
func (v *visit) work(ctx context.Context, with crew) {
	defer close(v.over)
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	defer context.AfterFunc(v.leaving, stop)()
	send := func(msg tea.Msg) { with.send(ui.Addressed{To: v.address, Msg: msg}) }
	var workers routine.Group
	for _, work := range append(v.workers(), v.reload) {
		workers.Go(func() {
			defer with.catch()
			work(ctx, send)
		})
	}
	workers.Wait()
	v.end() // with what the app asked for and nobody waits for any more
}
