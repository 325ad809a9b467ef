package main

import (
	"errors"
	"strings"
	"sync/atomic"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/spf13/cobra"
)

// secretPIN stands for what a panic must never carry to the terminal.
const secretPIN = "4711"

// A fallible app does in each of its methods what the test says.
type fallible struct {
	init   func() tea.Cmd
	update func() tea.Cmd
	view   func()
}

func (f fallible) Init() tea.Cmd {
	if f.init != nil {
		return f.init()
	}
	return nil
}

func (f fallible) Update(tea.Msg) (tea.Model, tea.Cmd) {
	if f.update != nil {
		return f, f.update()
	}
	return f, nil
}

func (f fallible) View() tea.View {
	if f.view != nil {
		f.view()
	}
	return tea.NewView("fine")
}

func TestGuardCatchesWhereverOurCodeRuns(t *testing.T) {
	t.Parallel()
	boom := func() tea.Msg { panic("the code is " + secretPIN) }
	fine := func() tea.Msg { return nil }
	for name, tc := range map[string]struct {
		app fallible
		run func(g guard)
	}{
		"init":   {fallible{init: func() tea.Cmd { panic(secretPIN) }}, func(g guard) { g.Init() }},
		"update": {fallible{update: func() tea.Cmd { panic(errors.New(secretPIN)) }}, func(g guard) { g.Update(nil) }},
		"view":   {fallible{view: func() { panic(secretPIN) }}, func(g guard) { g.View() }},
		"a command": {fallible{update: func() tea.Cmd { return boom }}, func(g guard) {
			_, cmd := g.Update(nil)
			cmd()
		}},
		"a command of a batch": {fallible{init: func() tea.Cmd { return tea.Batch(fine, boom) }}, func(g guard) {
			batch, _ := g.Init()().(tea.BatchMsg)
			for _, cmd := range batch {
				cmd()
			}
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var ended atomic.Int32
			g := newGuard(tc.app, func() { ended.Add(1) })
			tc.run(g)
			fault := g.state.broken()
			if fault == nil || ended.Load() != 1 {
				t.Fatalf("fault %v, ended %d times; want a fault and one end", fault, ended.Load())
			}
			if text := fault.Error() + fault.Hint; strings.Contains(text, secretPIN) || !strings.Contains(text, "seamdash/cmd/seamdash") {
				t.Errorf("%q: want the place of the panic and nothing of its value", text)
			}
			if view := g.View(); view.Content != "" {
				t.Errorf("the broken app is still shown: %q", view.Content)
			}
		})
	}
}

func TestGuardTellsRuntimeErrors(t *testing.T) {
	t.Parallel()
	g := newGuard(fallible{update: func() tea.Cmd {
		var empty []int
		_ = empty[len(empty)]
		return nil
	}}, func() {})
	g.Update(nil)
	if text := g.state.broken().Error(); !strings.Contains(text, "index out of range") {
		t.Errorf("%q does not say what went wrong", text)
	}
}

// TestGuardedProgramRunsSequences proves that watching does not break what Bubble Tea does with lists of commands.
func TestGuardedProgramRunsSequences(t *testing.T) {
	t.Parallel()
	for name, join := range map[string]func(...tea.Cmd) tea.Cmd{"sequence": tea.Sequence, "batch": tea.Batch} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var ran atomic.Int32
			step := func() tea.Msg {
				if ran.Add(1) == 2 {
					return tea.QuitMsg{}
				}
				return nil
			}
			g := newGuard(fallible{init: func() tea.Cmd { return join(step, step) }}, func() {})
			_, err := tea.NewProgram(g, tea.WithContext(t.Context()), tea.WithInput(nil), tea.WithoutRenderer(),
				tea.WithoutSignalHandler()).Run()
			if err != nil || ran.Load() != 2 || g.state.broken() != nil {
				t.Errorf("error %v, %d of 2 commands ran, fault %v", err, ran.Load(), g.state.broken())
			}
		})
	}
}

// TestCommandsThatPanic: what a command throws is told without its value, as any other error is.
func TestCommandsThatPanic(t *testing.T) {
	t.Parallel()
	p := &program{}
	p.does(func(*cobra.Command, []string) error { panic("the code is " + secretPIN) })(&cobra.Command{Use: "codes"}, nil)
	if p.err == nil || exitCode(p.err) != exitFailed {
		t.Fatalf("%v: want a failure", p.err)
	}
	if text := p.err.Error(); strings.Contains(text, secretPIN) || !strings.Contains(text, "run codes: internal error: panic with a string in seamdash/cmd/seamdash") {
		t.Errorf("%q: want the place of the panic and nothing of its value", text)
	}
}
