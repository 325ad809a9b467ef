package main

import (
	"sync"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/model/routine"
	"seamdash/ui"
)

// A guard stands between Bubble Tea and the app. Bubble Tea restores the terminal after a panic but prints the
// value that was thrown, which may hold a PIN, and a stack over the whole screen. The guard keeps what is safe to say
// and ends the program in good order instead.
type guard struct {
	app   tea.Model
	state *guardState
}

type guardState struct {
	end func() // ends the program

	mu    sync.Mutex
	fault *model.Fault // of the first panic
}

func newGuard(app tea.Model, end func()) guard {
	return guard{app: app, state: &guardState{end: end}}
}

// Init starts the app.
func (g guard) Init() (cmd tea.Cmd) {
	defer g.state.catch()
	return g.state.watch(g.app.Init())
}

// Update passes a message to the app.
func (g guard) Update(msg tea.Msg) (next tea.Model, cmd tea.Cmd) {
	next = g
	defer g.state.catch()
	app, cmd := g.app.Update(msg)
	return guard{app: app, state: g.state}, g.state.watch(cmd)
}

// View is what the app shows, or nothing once it is broken.
func (g guard) View() (view tea.View) {
	if g.state.broken() != nil {
		return tea.View{}
	}
	defer g.state.catch()
	return g.app.View()
}

// watch guards a command, which Bubble Tea runs on a goroutine of its own, and the commands that come out of it.
func (s *guardState) watch(cmd tea.Cmd) tea.Cmd {
	return ui.Around(cmd, func(inner tea.Cmd) tea.Cmd {
		return func() (msg tea.Msg) {
			defer s.catch()
			return inner()
		}
	})
}

// catch is deferred around everything of ours that runs while the terminal is not ours to write to.
func (s *guardState) catch() {
	thrown := recover()
	if thrown == nil {
		return
	}
	s.mu.Lock()
	if s.fault == nil {
		s.fault = defect("run the dashboard", thrown)
	}
	s.mu.Unlock()
	s.end()
}

// defect is what is safe to say of a panic. It is called while the panic is recovered, so that its place is known.
func defect(op string, thrown any) *model.Fault {
	return &model.Fault{
		Op: op, Kind: model.KindUnexpected, Message: "internal error: " + routine.Caught(thrown).Error(),
		Hint: "this is a defect of seamdash; please report it with the line above.",
	}
}

// guarded runs a command. What it throws becomes its error, because Go would print it, and it may hold a PIN.
func guarded(op string, f func() error) (err error) {
	defer func() {
		if thrown := recover(); thrown != nil {
			err = defect(op, thrown)
		}
	}()
	return f()
}

func (s *guardState) broken() *model.Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.fault
}
