package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"seamdash/ui/nav"
	"seamdash/ui/theme"
	"seamdash/ui/welcome"
	"seamdash/ui/widget"
)

// openPatience is how long opening a workspace may take. It reads files and asks Seam nothing.
const openPatience = 10 * time.Second

// A Lobby is what stands behind the first screen.
type Lobby interface {
	welcome.Desk
	// Open starts the feed of a workspace and gives what the dashboard is built from. The error should be or wrap a
	// [seamdash/model.Fault].
	Open(ctx context.Context, what nav.Open) (Config, error)
}

// EntranceConfig is what an entrance is built from.
type EntranceConfig struct {
	Lobby Lobby
	// Context ends with the program, and with it what the entrance asked for.
	Context context.Context
	// Place says in words where a key will be sent.
	Place   string
	Version string
	Look    Look
}

// An Entrance is the program as long as there is no key: the first screen, and the root of its own. When a workspace
// is open, its Update hands over to an [App], which has the size and the colours from its first frame on.
type Entrance struct {
	canvas

	config EntranceConfig
	screen *welcome.Screen
	// what is being opened, by generation: an older answer is nobody's any more.
	what       nav.Open
	generation uint64
}

// opened is what came of opening a workspace.
type opened struct {
	generation uint64
	config     Config
	err        error
}

// NewEntrance makes the entrance.
func NewEntrance(config EntranceConfig) *Entrance {
	return &Entrance{
		canvas: canvas{look: newLook(config.Look)}, config: config, screen: welcome.New(config.Context, config.Lobby),
	}
}

// Init asks the terminal about its background.
func (e *Entrance) Init() tea.Cmd { return e.look.ask() }

// Update routes; what is typed goes to the screen, but for ctrl+c.
func (e *Entrance) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		e.resize(msg.Width, msg.Height)
	case tea.BackgroundColorMsg, tea.ColorProfileMsg:
		e.look.hear(msg)
	case opened:
		return e.handOver(msg)
	case Leave:
		return e, tea.Quit
	case tea.KeyPressMsg:
		if e.frame.tooSmall() && msg.String() != "ctrl+c" {
			return e, nil
		}
		return e, e.toScreen(msg)
	default:
		return e, e.toScreen(msg)
	}
	return e, nil
}

func (e *Entrance) toScreen(msg tea.Msg) tea.Cmd {
	intent, cmd := e.screen.Update(msg)
	return tea.Batch(cmd, e.perform(intent))
}

func (e *Entrance) perform(intent nav.Intent) tea.Cmd {
	switch intent := intent.(type) {
	case nil:
		return nil
	case nav.Quit:
		return tea.Quit
	case nav.Open:
		return e.open(intent)
	default:
		next, cmd := e.screen.Perform(intent)
		return tea.Batch(cmd, e.perform(next))
	}
}

func (e *Entrance) open(what nav.Open) tea.Cmd {
	e.screen.Opening(what)
	e.generation++
	e.what = what
	ctx, lobby, generation := e.config.Context, e.config.Lobby, e.generation
	return func() tea.Msg {
		limited, stop := context.WithTimeout(ctx, openPatience)
		defer stop()
		config, err := lobby.Open(limited, what)
		return opened{generation: generation, config: config, err: err}
	}
}

// handOver makes the dashboard the root of the program.
func (e *Entrance) handOver(msg opened) (tea.Model, tea.Cmd) {
	if msg.generation != e.generation {
		return e, nil
	}
	if msg.err != nil {
		e.screen.Failed(msg.err)
		return e, nil
	}
	root, app := begin(msg.config)
	app.look = e.look
	app.resize(e.frame.w, e.frame.h)
	start := root.Init()
	if e.what.Kept == "" {
		return root, start
	}
	return root, tea.Batch(start, spoken(root, app, app.notice.say("the key is kept in "+e.what.Kept, quietly)))
}

func (e *Entrance) resize(w, h int) {
	e.frame = layOutEntrance(w, h)
	e.screen.Resize(e.frame.body)
}

// layOutEntrance is a frame without tabs and without the line about a row.
func layOutEntrance(w, h int) frame {
	const header, rules, footer = 1, 2, 1
	f := frame{w: w, h: h}
	_, body := widget.Rect{W: w, H: h}.Rows(header + 1)
	f.body, _ = body.Rows(h - header - rules - footer)
	return f
}

// View draws the whole screen.
func (e *Entrance) View() tea.View {
	v := tea.NewView("")
	v.AltScreen = true
	v.WindowTitle = "seamdash"
	if e.frame.w <= 0 || e.frame.h <= 0 {
		return v
	}
	p := &e.pen
	p.Begin(e.look.theme, e.frame.w)
	if e.frame.tooSmall() {
		drawTooSmall(p, &e.frame)
	} else {
		v.Cursor = e.draw(p)
	}
	v.SetContent(p.String())
	return v
}

func (e *Entrance) draw(p *widget.Pen) *tea.Cursor {
	p.Gap(1)
	p.Text(theme.Strong, "seamdash")
	p.Gap(2)
	p.Text(theme.Muted, e.config.Version)
	p.NewLine()
	rule(p)
	p.NewLine()
	at := e.screen.View(p, e.config.Place)
	rule(p)
	p.NewLine()
	p.Gap(1)
	for _, h := range e.screen.Hints(nil) {
		if h.Label != "" {
			drawKey(p, h)
		}
	}
	if at == nil {
		return nil
	}
	return tea.NewCursor(at.X, e.frame.body.Y+at.Y)
}
