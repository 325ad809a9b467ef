package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/ui/action"
	"seamdash/ui/activity"
	"seamdash/ui/bulk"
	"seamdash/ui/codeform"
	"seamdash/ui/coderow"
	"seamdash/ui/diagnosis"
	"seamdash/ui/nav"
	"seamdash/ui/ruleform"
	"seamdash/ui/schedules"
	"seamdash/ui/sets"
)

// ticked is the clock of the header; it goes once a second and redraws only what changed by it.
type ticked struct{}

func tick() tea.Cmd {
	return tea.Tick(time.Second, func(time.Time) tea.Msg { return ticked{} })
}

// Update routes; it decides nothing that belongs to a screen.
func (a *App) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	msg, mine := a.open(msg)
	if !mine {
		return a, nil
	}
	if done, ok := msg.(entered); ok {
		return a.giveWay(done)
	}
	a.now = a.config.Now()
	open := a.over == nil
	cmd := a.route(msg)
	if open && a.over != nil {
		a.tabs.screen().Conceal() // who comes back to it later may be somebody else
	}
	a.looked()
	a.watch()
	cmd = a.address(cmd)
	if a.parting && a.config.veil == nil {
		next, more := a.present()
		return next, tea.Batch(cmd, more)
	}
	return a, cmd
}

func (a *App) route(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return a.press(msg)
	case tea.PasteMsg:
		return a.toFront(msg)
	case tea.WindowSizeMsg:
		a.resize(msg.Width, msg.Height)
	case Pictured, Followed, activity.Written, Caution, Configured, QuietChanged, RulesChanged, schedules.Changed, Rolling, Rolled, Leave:
		return a.hear(msg)
	case ticked:
		a.showForm()
		a.recount()
		return tea.Batch(tick(), a.track(), a.lookOut(), a.tabs.screen().Show(a.picture)) // some of what is shown changes by time alone
	case bolted, did, zoneTold, tookBack, shelved, diagnosis.Answered, codeform.Answered, ruleform.Answered, sets.Answered, bulk.Answered, bulk.Woken:
		return a.result(msg)
	case noticeEnded, alarmed, coderow.GlimpsePassed, pocketed, outstayed, unwitnessed, tea.BlurMsg:
		return a.passed(msg)
	case owned, surveyed, quietRead, quietKept, listed, reached:
		return a.learns(msg)
	case tea.BackgroundColorMsg, tea.ColorProfileMsg:
		a.look.hear(msg)
	default:
		return a.tabs.each(func(s screen) tea.Cmd { return a.give(s, msg) })
	}
	return nil
}

// passed takes that something is over.
func (a *App) passed(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case noticeEnded:
		a.notice.end(msg)
		return nil
	case coderow.GlimpsePassed:
		return a.glimpsed(msg)
	case pocketed:
		return a.pocketed(msg)
	case outstayed:
		return a.outstayed(msg)
	case unwitnessed:
		return a.unwitnessed(msg)
	case tea.BlurMsg: // whoever is at the terminal now looks elsewhere
		a.conceal()
		return nil
	default:
		return a.alarmed()
	}
}

// glimpsed gives a second that has passed to whoever counts it.
func (a *App) glimpsed(msg coderow.GlimpsePassed) tea.Cmd {
	cmd := a.tabs.each(func(s screen) tea.Cmd { return a.give(s, msg) })
	if _, form := a.over.(concealer); !form {
		return cmd
	}
	return tea.Batch(cmd, a.toFront(msg))
}

// learns takes what was worked out beside the screen.
func (a *App) learns(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case owned:
		return a.owns(msg)
	case surveyed:
		return a.surveyed(msg)
	case quietRead:
		return a.hushed(msg)
	case quietKept:
		return a.quietKept(msg)
	case listed, reached:
		return a.traveled(msg)
	default:
		return nil
	}
}

// result takes what came of something that Seam was asked for.
func (a *App) result(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case bolted:
		return a.bolted(msg)
	case did:
		return a.did(msg)
	case zoneTold:
		return a.zoneTold(msg)
	case tookBack:
		return a.tookBack(msg)
	case shelved:
		return a.shelved(msg)
	case codeform.Answered:
		return a.formAnswered(msg)
	case diagnosis.Answered:
		return a.diagnosed(msg)
	case sets.Answered:
		return a.setsAnswered(msg)
	case ruleform.Answered:
		return a.ruleAnswered(msg)
	default:
		return a.answered(msg)
	}
}

// hear takes what the program around the app sends.
func (a *App) hear(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case Pictured:
		return a.draws(msg.Snapshot)
	case Followed:
		return a.followed(msg)
	case activity.Written:
		return a.written(msg)
	case Caution:
		return a.notice.open(msg.Text)
	case Configured:
		return a.configure(msg)
	case RulesChanged, schedules.Changed:
		return a.reshelve()
	case QuietChanged:
		return a.rehush()
	case Rolling:
		return a.rolling(msg)
	case Rolled:
		return a.rolled(msg)
	case Leave:
		return a.perform(nav.Quit{})
	default:
		return nil
	}
}

// draws takes a new picture, unless it is older than the one on the screen.
func (a *App) draws(picture *model.Snapshot) tea.Cmd {
	if picture.Revision < a.picture.Revision {
		return nil
	}
	before := a.picture
	a.picture = picture
	return tea.Batch(a.show(picture), a.announce(), a.drained(before), a.track(), a.enterHush(), a.lookOut())
}

// press gives a key to the innermost part that takes it: overlay, screen, and then the whole program. While the
// window is too small nobody can see what a key does, so only leaving works.
func (a *App) press(msg tea.KeyPressMsg) tea.Cmd {
	a.pressed = msg.String()
	if msg.String() == "ctrl+c" {
		return a.perform(nav.Quit{})
	}
	if a.veils(msg) {
		return a.perform(nav.Present{})
	}
	if a.over != nil && !a.frame.tooSmall() {
		return a.toFront(msg)
	}
	if a.tabs.screen().Typing() && !a.frame.tooSmall() {
		return a.act(msg)
	}
	chosen, ok := a.keymap.translate(msg, a.tabs.front)
	if !ok {
		return nil
	}
	if a.frame.tooSmall() {
		return a.leaving(chosen)
	}
	return a.act(chosen)
}

// act gives a key of the catalogues to the screen, and then to the whole program.
func (a *App) act(msg tea.KeyPressMsg) tea.Cmd {
	front := a.tabs.screen()
	typing := front.Typing()
	intent, cmd := front.Update(msg)
	if intent != nil {
		return tea.Batch(cmd, a.perform(intent))
	}
	if typing {
		return cmd
	}
	return a.global(msg)
}

// leaving performs the key if it quits or suspends the program.
func (a *App) leaving(msg tea.KeyPressMsg) tea.Cmd {
	if intent, leaves := a.leaves(msg); leaves {
		return a.perform(intent)
	}
	return nil
}

// leaves says that a key of the catalogues quits or suspends the program.
func (a *App) leaves(msg tea.KeyPressMsg) (nav.Intent, bool) {
	switch intent, _ := a.keys.Press(msg, a); intent.(type) {
	case nav.Quit, nav.Suspend:
		return intent, true
	default:
		return nil, false
	}
}

func (a *App) global(msg tea.KeyPressMsg) tea.Cmd {
	intent, ok := a.keys.Press(msg, a)
	if !ok {
		return nil
	}
	return a.perform(intent)
}

// toFront gives a message to the overlay, or else to the screen.
func (a *App) toFront(msg tea.Msg) tea.Cmd {
	if a.over == nil {
		return a.give(a.tabs.screen(), msg)
	}
	intent, cmd := a.over.Update(msg)
	return tea.Batch(cmd, a.perform(intent))
}

func (a *App) give(s screen, msg tea.Msg) tea.Cmd {
	intent, cmd := s.Update(msg)
	return tea.Batch(cmd, a.perform(intent))
}

func (a *App) freeze() tea.Cmd {
	a.frozen = !a.frozen
	a.config.Feed.Freeze(a.frozen)
	if a.frozen {
		return a.notice.say("updates frozen: what you see stays as it is until "+action.KeyOf("freeze"), quietly)
	}
	thawed := a.notice.say("updates run again", quietly)
	if held := a.rollers.held; held != nil {
		return tea.Batch(thawed, a.rolling(*held))
	}
	return thawed
}

// watch tells the feed which locks are on the screen, when they are others than before.
func (a *App) watch() {
	if locks, changed := a.tabs.screen().Watching(a.tabs.turned); changed {
		a.config.Feed.Focus(locks)
	}
	a.tabs.turned = false
}

func (a *App) resize(w, h int) {
	a.frame = layOut(w, h)
	for _, t := range a.tabs.all {
		t.screen.Resize(a.frame.body)
	}
	if a.over != nil {
		a.over.Resize(a.frame.body)
	}
	if a.under != nil {
		a.under.Resize(a.frame.body)
	}
}

// globals are the actions of the whole program.
func globals() action.Catalogue[*App] {
	const group = "Program"
	always := func(i nav.Intent) func(*App) nav.Intent { return action.Always[*App](i) }
	return action.Catalogue[*App]{
		{ID: "refresh", Key: action.Keys("r", "r"), Label: "refresh", Explain: "ask Seam for news now", Group: group, Blocked: whileFrozen, Intent: always(nav.Refresh{})},
		{ID: "freeze", Key: action.Keys("f", "f"), Label: "freeze", Explain: "stop the updates, or let them run again", Group: group, Intent: always(nav.Freeze{})},
		{ID: "fleet", Key: action.Keys("1", "1"), Explain: "the fleet: locks and their codes", Group: group, Intent: always(nav.Show{Screen: nav.Fleet})},
		{ID: "codes", Key: action.Keys("2", "2"), Explain: "codes: all of all locks in one table", Group: group, Intent: always(nav.Show{Screen: nav.Codes})},
		{ID: "schedules", Key: action.Keys("3", "3"), Explain: "schedules: rules that make codes again and again", Group: group, Intent: always(nav.Show{Screen: nav.Schedules})},
		{ID: "troubles", Key: action.Keys("4", "4"), Explain: "problems: all that is wrong, by its cause, who is hurt first", Group: group, Intent: always(nav.Show{Screen: nav.Problems})},
		{ID: "activity", Key: action.Keys("5", "5"), Explain: "activity: what happens, as it happens", Group: group, Intent: always(nav.Show{Screen: nav.Activity})},
		{ID: "undo", Key: action.Keys("u", "u"), Explain: "take back the newest change that this program asked for, after a question", Group: group, Blocked: noUndo, Intent: always(nav.Undo{})},
		{ID: "presentation", Key: action.Keys(veilKey, veilKey), Explain: "hide PINs and who the guests are from people who look on, or show them again; from everywhere", Group: group, Intent: always(nav.Present{})},
		{ID: "workspace", Key: action.Keys("ctrl+o", "ctrl+o"), Explain: "switch workspace: another profile, or another workspace of this token", Group: group, Blocked: noSpaces, Intent: always(nav.SwitchWorkspace{})},
		{ID: "suspend", Key: action.Keys("ctrl+z", "ctrl+z"), Explain: "back to the shell for a while; fg returns", Group: group, Intent: always(nav.Suspend{})},
		{ID: "actions", Key: action.Keys(":", ":"), Label: "actions", Explain: "find any action by a few letters and do it", Group: group, Intent: always(nav.Palette{})},
		{ID: "help", Key: action.Keys("?", "?"), Label: "help", Explain: "all keys", Group: group, Intent: always(nav.Help{})},
		{ID: "quit", Key: action.Keys("q", "q", "ctrl+c"), Label: "quit", Explain: "end the program; ctrl+c does so from everywhere", Group: group, Intent: always(nav.Quit{})},
	}
}

func whileFrozen(a *App) string {
	if a.frozen || a.picture.Feed.Connection == model.Frozen {
		return "the updates are frozen; " + action.KeyOf("freeze") + " lets them run again"
	}
	return ""
}
