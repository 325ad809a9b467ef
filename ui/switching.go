package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/ui/nav"
	"seamdash/ui/workspaces"
)

const (
	// listPatience is how long it may take to find out which workspaces there are: a keyring may ask its owner for a password.
	listPatience = 40 * time.Second
	// reachPatience is how long a key may take to be found and Seam to answer it.
	reachPatience = 40 * time.Second
	// enterPatience is how long the workspace that is left may take to finish what it is at.
	enterPatience = 30 * time.Second
)

// Spaces are the workspaces that can be opened instead of the one that is. Methods may be called from any goroutine and return soon
// after ctx ends; errors should be or wrap a [model.Fault].
type Spaces interface {
	// List finds out which there are. Nothing is opened by it, and no program is run that gives out keys.
	List(ctx context.Context) (workspaces.List, error)
	// Reach asks Seam which workspace the place of the newest list is. The open one stays as it is.
	Reach(ctx context.Context, place string) (Prospect, error)
}

// A Prospect is a workspace that Seam answered for and that is not open yet. It is entered or dropped.
type Prospect interface {
	Workspace() model.Workspace
	// Enter ends the open workspace with all that works for it, opens this one, and gives what its app is built from. It waits until
	// the other has come to its end, but no longer than ctx allows.
	Enter(ctx context.Context) Config
	// Drop lets it be. It does not block.
	Drop()
}

// switching is the way from one workspace to another.
type switching struct {
	generation uint64
	stop       context.CancelFunc // ends the question under way, if there is one
	prospect   Prospect           // nil until Seam answered
	leaving    bool               // there is no way back
}

// listed, reached and entered are the answers on that way.
type (
	listed struct {
		generation uint64
		list       workspaces.List
		err        error
	}
	reached struct {
		generation uint64
		prospect   Prospect
		err        error
	}
	entered struct {
		generation uint64
		workspace  model.Workspace
		config     Config
	}
)

// begin starts a question with a deadline; what was asked before is nobody's any more.
func (s *switching) begin(parent context.Context, patience time.Duration) (ctx context.Context, generation uint64) {
	s.end()
	ctx, s.stop = context.WithTimeout(parent, patience)
	return ctx, s.generation
}

// end gives up what is under way.
func (s *switching) end() {
	s.generation++
	if s.stop != nil {
		s.stop()
	}
	if s.prospect != nil {
		s.prospect.Drop()
	}
	s.stop, s.prospect = nil, nil
}

// travel leaves the program, or goes a step on the way to another workspace.
func (a *App) travel(intent nav.Intent) tea.Cmd {
	switch intent := intent.(type) {
	case nav.Quit:
		return a.leave(tea.Quit) // tmux may keep the last frame in its scrollback
	case nav.Suspend:
		return a.leave(tea.Suspend)
	case nav.SwitchWorkspace:
		return a.listSpaces()
	case nav.ReachWorkspace:
		return a.reachSpace(intent.Place)
	case nav.EnterWorkspace:
		return a.enterSpace()
	default:
		a.switching.end()
		return nil
	}
}

// noSpaces is why no other workspace can be opened, or "".
func noSpaces(a *App) string {
	if a.config.veil != nil {
		return "another workspace can be opened when the presentation is over"
	}
	if a.config.Spaces == nil || a.config.Context == nil {
		return "no other workspace can be opened from here"
	}
	return ""
}

func (a *App) listSpaces() tea.Cmd {
	if why := noSpaces(a); why != "" {
		return a.notice.say(why, loudly)
	}
	a.put(workspaces.New(a.frame.body))
	spaces := a.config.Spaces
	ctx, generation := a.switching.begin(a.config.Context, listPatience)
	return func() tea.Msg {
		list, err := spaces.List(ctx)
		return listed{generation: generation, list: list, err: err}
	}
}

func (a *App) reachSpace(place string) tea.Cmd {
	over, ok := a.over.(*workspaces.Overlay)
	if !ok {
		return nil
	}
	if why := a.unanswered(); why != "" {
		return a.notice.say(why, loudly)
	}
	over.Reaching()
	spaces := a.config.Spaces
	ctx, generation := a.switching.begin(a.config.Context, reachPatience)
	return func() tea.Msg {
		prospect, err := spaces.Reach(ctx, place)
		return reached{generation: generation, prospect: prospect, err: err}
	}
}

// unanswered is why the workspace cannot be left at present, or "": whoever asked for a change wants to see what comes of it.
func (a *App) unanswered() string {
	n := len(a.deeds.running) + len(a.forms.under) + len(a.forms.rules)
	switch n {
	case 0:
		return ""
	case 1:
		return "1 change has no answer yet; the workspace can be left when it has"
	default:
		return several(n, "change") + " have no answer yet; the workspace can be left when they have"
	}
}

// traveled takes the answers on the way to another workspace.
func (a *App) traveled(msg tea.Msg) tea.Cmd {
	over, _ := a.over.(*workspaces.Overlay)
	switch msg := msg.(type) {
	case listed:
		if over != nil && msg.generation == a.switching.generation {
			over.Show(msg.list, msg.err)
		}
	case reached:
		return a.reached(msg, over)
	}
	return nil
}

func (a *App) reached(msg reached, over *workspaces.Overlay) tea.Cmd {
	switch {
	case over == nil, msg.generation != a.switching.generation:
		if msg.prospect != nil {
			msg.prospect.Drop()
		}
	case msg.err != nil:
		over.Failed(msg.err)
	default:
		a.switching.prospect = msg.prospect
		if !over.Reached(msg.prospect.Workspace()) {
			return a.enterSpace()
		}
	}
	return nil
}

// enterSpace leaves the open workspace for the one that was reached. From here on there is no way back but to open it again.
func (a *App) enterSpace() tea.Cmd {
	over, ok := a.over.(*workspaces.Overlay)
	prospect := a.switching.prospect
	if !ok || prospect == nil {
		return nil
	}
	if why := a.unanswered(); why != "" { // something was answered that asked for more
		over.Failed(&model.Fault{Op: "leave this workspace", Kind: model.KindConflict, Message: why})
		a.switching.end()
		return nil
	}
	over.Leaving()
	a.switching.prospect, a.switching.leaving = nil, true // it is not dropped any more
	ctx, generation := a.switching.begin(context.WithoutCancel(a.config.Context), enterPatience)
	return a.leave(func() tea.Msg {
		return entered{generation: generation, workspace: prospect.Workspace(), config: prospect.Enter(ctx)}
	})
}

// giveWay makes the app of the other workspace the root of the program. It has the size, what the terminal said of itself, and
// nothing else of this one.
func (a *App) giveWay(msg entered) (tea.Model, tea.Cmd) {
	a.switching.end()
	root, next := begin(msg.config)
	next.look.inherit(&a.look)
	next.resize(a.frame.w, a.frame.h)
	start := root.Init()
	if msg.config.Caution != "" {
		return root, start
	}
	return root, tea.Batch(start, spoken(root, next, next.notice.say("this is "+msg.workspace.String()+" now", quietly)))
}
