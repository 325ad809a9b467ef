package codes

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/ui/nav"
	"seamdash/ui/views"
)

const (
	// memoryPatience is how long keeping may take.
	memoryPatience = 5 * time.Second
	// recallPatience is how long the first answer may take: the store may be waiting for somebody to unlock the keyring.
	recallPatience = 30 * time.Second
	// frontName is the preference that names the view in front.
	frontName = "codes.view"
)

// An errand is one thing to keep. A later one of the same key takes its place while it waits.
type errand struct {
	key  string
	what string // for the person, when it fails
	do   func(ctx context.Context, of model.WorkspaceID) error
}

// A clerk brings to the memory what a person changed: one thing at a time, so that an older value never comes last, and beside
// the screen.
type clerk struct {
	memory views.Memory // nil where nothing is kept
	ctx    context.Context
	of     model.WorkspaceID // "" until it is known
	busy   bool
	waits  []errand
	// generation tells the answer for this workspace from that for another.
	generation uint64
}

// recalled is what the memory has.
type recalled struct {
	generation uint64
	views      []views.View
	front      string
	err        error
}

// delivered is what came of an errand.
type delivered struct {
	generation uint64
	what       string
	err        error
}

// enter asks for what is remembered of a workspace as soon as it is known.
func (c *clerk) enter(ws model.WorkspaceID) tea.Cmd {
	if c.memory == nil || ws == "" || ws == c.of {
		return nil
	}
	c.of, c.busy = ws, true // nothing is kept before it is known what there was
	c.generation++
	answer, memory, parent := recalled{generation: c.generation}, c.memory, c.ctx
	return func() tea.Msg {
		ctx, stop := context.WithTimeout(parent, recallPatience)
		defer stop()
		if answer.views, answer.err = memory.Views(ctx, ws); answer.err != nil {
			return answer
		}
		var all map[string]string
		all, answer.err = memory.Preferences(ctx, ws)
		answer.front = all[frontName]
		return answer
	}
}

// recalled takes the answer; ok is false for that of another workspace.
func (c *clerk) recalled(msg *recalled) (cmd tea.Cmd, ok bool) {
	if msg.generation != c.generation {
		return nil, false
	}
	c.busy = false
	return c.next(), true
}

// delivered takes the end of an errand and begins the next. What failed is told, and stays on the screen.
func (c *clerk) delivered(msg delivered) (nav.Intent, tea.Cmd) {
	if msg.generation != c.generation {
		return nil, nil
	}
	c.busy = false
	if msg.err != nil {
		return nav.Refuse{Reason: msg.what + " is not kept for the next run: " + msg.err.Error()}, c.next()
	}
	return nil, c.next()
}

func (c *clerk) send(e errand) tea.Cmd {
	if c.memory == nil {
		return nil
	}
	for i := range c.waits {
		if c.waits[i].key == e.key {
			c.waits[i] = e
			return c.next()
		}
	}
	c.waits = append(c.waits, e)
	return c.next()
}

func (c *clerk) next() tea.Cmd {
	if c.busy || len(c.waits) == 0 || c.of == "" {
		return nil
	}
	c.busy = true
	e := c.waits[0]
	c.waits = c.waits[1:]
	of, parent, answer := c.of, c.ctx, delivered{generation: c.generation, what: e.what}
	return func() tea.Msg {
		ctx, stop := context.WithTimeout(parent, memoryPatience)
		defer stop()
		answer.err = e.do(ctx, of)
		return answer
	}
}

// save keeps a view, unless it is as it came: then nothing is kept of it.
func (c *clerk) save(one *slot) tea.Cmd {
	memory, v := c.memory, one.kept
	if one.asItCame() {
		return c.drop(v)
	}
	return c.send(errand{"view " + v.ID, "the view " + v.Name, func(ctx context.Context, of model.WorkspaceID) error {
		return memory.SaveView(ctx, of, v)
	}})
}

func (c *clerk) drop(v views.View) tea.Cmd {
	memory := c.memory
	return c.send(errand{"view " + v.ID, "the view " + v.Name, func(ctx context.Context, of model.WorkspaceID) error {
		return memory.DropView(ctx, of, v.ID)
	}})
}

// front keeps which view is in front.
func (c *clerk) front(id string) tea.Cmd {
	memory := c.memory
	return c.send(errand{"front", "which view is in front", func(ctx context.Context, of model.WorkspaceID) error {
		return memory.SetPreference(ctx, of, frontName, id)
	}})
}
