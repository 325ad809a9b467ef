// Package ui is the root of the screen: size, routing of keys, overlays, header, status line and footer. It knows no
// feature; what there is to see lives in one package per screen.
package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/model/diagnose"
	"seamdash/model/veil"
	"seamdash/ui/action"
	"seamdash/ui/activity"
	"seamdash/ui/codeform"
	"seamdash/ui/coderow"
	"seamdash/ui/codes"
	"seamdash/ui/diagnosis"
	"seamdash/ui/fleet"
	"seamdash/ui/nav"
	"seamdash/ui/problems"
	"seamdash/ui/ruleform"
	"seamdash/ui/schedules"
	"seamdash/ui/theme"
	"seamdash/ui/views"
	"seamdash/ui/widget"
)

// A Feed keeps the picture of the workspace. The app calls it from Update, so no method may block.
type Feed interface {
	// Snapshot is the newest picture; never nil.
	Snapshot() *model.Snapshot
	// Refresh asks for news now instead of at the next tick.
	Refresh()
	// Freeze stops the updates, or lets them run again.
	Freeze(frozen bool)
	// Focus names the locks that somebody is looking at, the selected one first.
	Focus(locks []model.DeviceID)
}

// Pictured brings a new picture; the program sends one whenever the feed has it. The app draws the newest: one of an older
// revision than what is on the screen is dropped.
type Pictured struct {
	Snapshot *model.Snapshot // never nil
}

// Caution brings what went wrong beside the picture and keeps nobody from their work; the status line says it for a
// while.
type Caution struct{ Text string }

// Leave ends the program as somebody at the keyboard would: the last frame is drawn with every PIN masked.
type Leave struct{}

// Config is what the app is built from.
type Config struct {
	Feed Feed
	// Now is the time of the world that is shown: the wall clock, or the simulated clock of the sandbox.
	Now func() time.Time
	// Zone is where the person at the keyboard is; the clock in the header is in it.
	Zone *time.Location
	// Place says in words where the data comes from: "the sandbox", "connect.getseam.com".
	Place   string
	Version string
	Look    Look
	// Doors turns bolts; nil where nothing can. Context ends with the program, and with it what Doors was asked for; it is
	// needed with Doors, Desk, Rules, Roller, Records, Quiet and Memory.
	Doors Doors
	// Desk changes codes; nil where nothing can.
	Desk    Desk
	Context context.Context
	// Rules keeps recurring schedules; nil where none are kept. By is who is at the keyboard, for their history and for the log.
	Rules Rules
	By    string
	// Roller rolls them; nil where nothing can.
	Roller Roller
	// Surveyor finds all that is wrong; nil for that of [diagnose].
	Surveyor Surveyor
	// Quiet keeps which troubles somebody knows of; nil where that is forgotten at the end.
	Quiet QuietKeeper
	// Records reads what the picture does not have, for diagnoses; nil where nothing can.
	Records diagnosis.Records
	// Witness keeps who looked at PINs, as By says; nil where that is forgotten. It needs Context.
	Witness Witness
	// Reports keeps reports of diagnoses; nil where nothing can.
	Reports diagnosis.Reports
	// Presentation begins with names and PINs hidden, see [Root].
	Presentation bool
	// veil is what hides them, nil where they are shown.
	veil *veil.Veil
	// ReadOnly says that every call that changes something is refused, so that nobody is asked whether to make one.
	ReadOnly bool
	// Notify tells in another way than on the screen that a code was set or could not be.
	Notify Notify
	// ClipboardClear is how long a PIN stays on the clipboard; 0 leaves it there.
	ClipboardClear time.Duration
	// Tmux says that tmux stands between the program and the terminal.
	Tmux bool
	// Progress says that the terminal shows how far a program has come, beside its window's name or in the task bar.
	Progress bool
	// Keys are the keys that a person chose, by the id of the action, as the terminal names them: "copy": {"c", "ctrl+y"}.
	// They replace all keys that the action has. What cannot be met is told in the status line, with the reason.
	Keys map[string][]string
	// Views are those that a person defined in the configuration, each through [views.Given] and sound by its own check, and
	// Columns what views show that name no columns; none means [views.Default].
	Views   []views.View
	Columns []views.Column
	// Memory keeps what a person makes of the screens; nil where that is forgotten at the end.
	Memory views.Memory
	// Spaces are the other workspaces that can be opened; nil where none can.
	Spaces Spaces
	// Address is whom messages from beside the app are for, see [Addressed]; nil where nobody sends such.
	Address *Address
	// Caution is what went wrong before the app began and does not keep it from its work, or "". The status line says
	// it for a while.
	Caution string
}

// An App is the dashboard.
type App struct {
	canvas
	keyboard
	layers

	config  Config
	picture *model.Snapshot
	now     time.Time
	tabs    tabs
	writing
	forms    forms
	book     bookcase
	rollers  rollers
	watchman watchman
	hush     hush
	alarms   alarms
	notice   notice
	herald   herald
	frozen   bool
	// parting says that the presentation begins, or ends: somebody else is the root from now on.
	parting bool
	// curtained says that the app is the curtain of a presentation.
	curtained bool

	switching switching
}

// A canvas is what a root draws on: where the parts are, how they look, and the pen.
type canvas struct {
	frame frame
	look  look
	pen   widget.Pen
	text  []byte // scratch
}

// A keyboard is what keys mean in the whole program.
type keyboard struct {
	keys   action.Catalogue[*App]
	keymap keymap
	hints  []action.Hint // kept between frames
	// pressed is the last key, as the terminal names it.
	pressed string
}

// A writing is what was asked of Seam from here.
type writing struct {
	bolts  bolts
	deeds  deeds
	told   told
	follow following
	pocket pocket
}

// New makes the app; it draws from the feed's newest snapshot at once.
func New(config Config) *App {
	picture, zones := config.Feed.Snapshot(), coderow.NewZones(config.Zone)
	a := &App{
		canvas:   canvas{look: newLook(config.Look)},
		keyboard: keyboard{keys: globals()},
		config:   config,
		picture:  picture,
		now:      config.Now(),
		tabs:     tabs{all: screens(picture, zones, &config)},
		writing: writing{
			bolts: bolts{}, deeds: deeds{running: map[model.CodeID]uint64{}}, told: told{},
			follow: following{zones: zones, since: config.Now(), spent: map[string]bool{}},
		},
		forms:    forms{zones: zones, under: map[uint64]*codeform.Form{}, rules: map[uint64]*ruleform.Form{}},
		watchman: watchman{surveyor: config.Surveyor},
		herald:   herald{since: config.Now()},
		frozen:   picture.Feed.Connection == model.Frozen,
	}
	if a.config.Address == nil {
		a.config.Address = &Address{}
	}
	if a.watchman.surveyor == nil {
		a.watchman.surveyor = diagnose.NewSurveyor()
	}
	a.config.Caution = together(config.Caution, a.bind())
	return a
}

// screens are all tabs, in the order of [nav.Screen].
func screens(picture *model.Snapshot, zones *coderow.Zones, config *Config) []tab {
	all := codes.New(picture, zones, codes.Config{
		Now: config.Now, Barred: barredFromDesk(config), Views: config.Views, Columns: config.Columns, Memory: config.Memory, Context: config.Context,
	})
	return []tab{
		{id: nav.Fleet, key: "1", name: "Fleet", screen: fleet.New(picture, zones, config.Now, coderow.Barred{Bolts: barred(config), Codes: barredFromDesk(config)})},
		{id: nav.Codes, key: "2", name: "Codes", screen: all, total: func(s *model.Snapshot) int { return s.Total.Codes }},
		{id: nav.Schedules, key: "3", name: "Schedules", screen: schedules.New(picture, zones, schedulesConfig(config))},
		{id: nav.Problems, key: "4", name: "Problems", screen: problems.New(picture, zones, problems.Config{Now: config.Now, Home: config.Zone, Loud: unquiet(config), Barred: coderow.Barred{Codes: barredFromDesk(config), Bolts: barred(config)}})},
		{id: nav.Activity, key: "5", name: "Activity", screen: activity.New(picture, zones, config.Zone, config.Now)},
	}
}

const readOnly = "this session only reads: it was started with --read-only, or read_only is set"

// barred is why no bolt can be turned, or "".
func barred(config *Config) string {
	why := config.still()
	switch {
	case why != "":
		return why
	case config.Doors == nil:
		return "this program has no way to the bolts here"
	default:
		return ""
	}
}

// show gives every screen the picture.
func (a *App) show(picture *model.Snapshot) tea.Cmd {
	defer a.showForm()
	return a.tabs.each(func(s screen) tea.Cmd { return s.Show(picture) })
}

// Init starts the clock and asks the terminal about its background.
func (a *App) Init() tea.Cmd {
	caution := a.notice.open(a.config.Caution)
	return a.address(tea.Batch(tick(), a.look.ask(), a.show(a.picture), a.enterHush(), a.lookOut(), a.reshelve(), caution))
}

// Theme is what the app draws with at present.
func (a *App) Theme() *theme.Theme { return a.look.theme }
