package uitest

import (
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"seamdash/model"
	"seamdash/ui"
	"seamdash/ui/diagnosis"
	"seamdash/ui/views"
)

// A Feed is a feed that shows what it is given and remembers what it was asked.
type Feed struct {
	Picture   *model.Snapshot
	Refreshed int
	Frozen    []bool
	Focused   [][]model.DeviceID
}

// Snapshot is the picture.
func (f *Feed) Snapshot() *model.Snapshot { return f.Picture }

// Refresh counts.
func (f *Feed) Refresh() { f.Refreshed++ }

// Freeze remembers.
func (f *Feed) Freeze(frozen bool) { f.Frozen = append(f.Frozen, frozen) }

// Focus remembers.
func (f *Feed) Focus(locks []model.DeviceID) { f.Focused = append(f.Focused, slices.Clone(locks)) }

// A Stage is what a story begins with.
type Stage struct {
	Picture *model.Snapshot // nil for [Snapshot]
	W, H    int             // 0 for 120x40
	Look    ui.Look
	// Doors, when there are any, turn bolts.
	Doors ui.Doors
	// Desk, when there is one, changes codes.
	Desk ui.Desk
	// Rules, when there are any, are kept.
	Rules ui.Rules
	// Roller, when there is one, rolls them.
	Roller ui.Roller
	// Records, when there are any, give what the picture does not have.
	Records diagnosis.Records
	// Reports, when there are any, keep reports.
	Reports diagnosis.Reports
	// Rolling, when there is one, is said of them at the beginning.
	Rolling *ui.Rolling
	// Surveyor finds all that is wrong; nil for [Surveyor].
	Surveyor ui.Surveyor
	// Quiet, when there is one, keeps which troubles somebody knows of.
	Quiet ui.QuietKeeper
	// ReadOnly and Presentation are as in [ui.Config].
	ReadOnly, Presentation bool
	// Keys are those that a person chose.
	Keys map[string][]string
	// Notify and Tmux are as in [ui.Config].
	Notify   ui.Notify
	Tmux     bool
	Progress bool // as in [ui.Config]
	// Witness, when there is one, keeps who looked at PINs. ClipboardClear is how long they stay on the clipboard, 0 for 45 s and -1
	// for ever.
	Witness        ui.Witness
	ClipboardClear time.Duration
	// Memory, Views and Columns are as in [ui.Config].
	Memory  views.Memory
	Views   []views.View
	Columns []views.Column
	// Lobby, when there is one, lets the story begin at the entrance, without a key.
	Lobby ui.Lobby
	// Spaces, when there are any, are the other workspaces that can be opened.
	Spaces ui.Spaces
}

// A Driver plays a person at the keyboard. Every look at the screen checks that the frame is whole: as many lines as
// the terminal has, each exactly as wide.
type Driver struct {
	*Pump
	Feed *Feed
	t    testing.TB
	w, h int
}

// Run plays a story in a bubble.
func Run(t *testing.T, stage Stage, story func(d *Driver)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		t.Helper()
		if stage.Picture == nil {
			stage.Picture = Snapshot()
		}
		if stage.W == 0 {
			stage.W, stage.H = 120, 40
		}
		feed := &Feed{Picture: stage.Picture}
		d := &Driver{Pump: NewPump(app(t, feed, stage)), Feed: feed, t: t}
		defer d.Close()
		d.Resize(stage.W, stage.H)
		if stage.Rolling != nil {
			d.Send(*stage.Rolling)
		}
		story(d)
	})
}

// Play plays a story with an app of the caller's, in the bubble that it is called in. Such a driver has no Feed.
func Play(t *testing.T, app tea.Model, story func(d *Driver)) {
	t.Helper()
	d := &Driver{Pump: NewPump(app), t: t}
	defer d.Close()
	d.Resize(120, 40)
	story(d)
}

func app(t *testing.T, feed *Feed, stage Stage) tea.Model {
	t.Helper()
	if stage.Lobby == nil {
		config := Config(feed, stage.Look)
		config.ReadOnly = stage.ReadOnly
		config.Doors, config.Context, config.Keys = stage.Doors, t.Context(), stage.Keys
		config.Desk, config.Rules, config.By = stage.Desk, stage.Rules, "kim@office"
		config.Roller, config.Surveyor, config.Records, config.Reports = stage.Roller, stage.Surveyor, stage.Records, stage.Reports
		config.Quiet, config.Spaces = stage.Quiet, stage.Spaces
		if config.Surveyor == nil {
			config.Surveyor = Surveyor{}
		}
		config.Notify, config.Tmux, config.Progress = stage.Notify, stage.Tmux, stage.Progress
		config.Witness = stage.Witness
		if stage.ClipboardClear != 0 {
			config.ClipboardClear = max(0, stage.ClipboardClear)
		}
		config.Memory, config.Views, config.Columns = stage.Memory, stage.Views, stage.Columns
		config.Presentation = stage.Presentation
		return ui.Root(config)
	}
	return ui.NewEntrance(ui.EntranceConfig{
		Lobby: stage.Lobby, Context: t.Context(), Place: "connect.getseam.com", Version: "test", Look: stage.Look,
	})
}

// Paste pastes a text the way a terminal does that brackets what is pasted.
func (d *Driver) Paste(text string) {
	d.t.Helper()
	d.Send(tea.PasteMsg{Content: text})
}

// Config is a configuration whose clock starts at [Now] and runs with the bubble's.
func Config(feed ui.Feed, look ui.Look) ui.Config {
	start := time.Now()
	return ui.Config{
		Feed: feed, Look: look, Place: "connect.getseam.com", Version: "test",
		Now:  func() time.Time { return Now().Add(time.Since(start)) },
		Zone: time.FixedZone("PST", -8*60*60), ClipboardClear: 45 * time.Second,
	}
}

// Resize changes the size of the terminal.
func (d *Driver) Resize(w, h int) {
	d.w, d.h = w, h
	d.Send(tea.WindowSizeMsg{Width: w, Height: h})
}

// Press presses keys by their names: "down", "enter", "ctrl+c", "g", "G".
func (d *Driver) Press(keys ...string) {
	d.t.Helper()
	for _, k := range keys {
		d.Send(d.key(k))
	}
}

// Type presses one key for each letter.
func (d *Driver) Type(text string) {
	d.t.Helper()
	for _, r := range text {
		d.Send(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
}

// Show gives the app a new picture.
func (d *Driver) Show(picture *model.Snapshot) {
	d.Feed.Picture = picture
	d.Send(ui.Pictured{Snapshot: picture})
}

func (d *Driver) key(name string) tea.KeyPressMsg {
	d.t.Helper()
	named := map[string]rune{
		"up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft, "right": tea.KeyRight, "pgup": tea.KeyPgUp,
		"pgdown": tea.KeyPgDown, "home": tea.KeyHome, "end": tea.KeyEnd, "enter": tea.KeyEnter, "esc": tea.KeyEscape,
		"tab": tea.KeyTab, "space": tea.KeySpace, "backspace": tea.KeyBackspace,
	}
	if code, ok := named[name]; ok {
		return tea.KeyPressMsg{Code: code}
	}
	if rest, ok := strings.CutPrefix(name, "shift+"); ok && named[rest] != 0 {
		return tea.KeyPressMsg{Code: named[rest], Mod: tea.ModShift}
	}
	if letter, ok := strings.CutPrefix(name, "ctrl+"); ok {
		return tea.KeyPressMsg{Code: []rune(letter)[0], Mod: tea.ModCtrl}
	}
	runes := []rune(name)
	if len(runes) != 1 {
		d.t.Fatalf("no key is called %q", name)
	}
	return tea.KeyPressMsg{Code: runes[0], Text: name}
}

// Styled is the screen with its escape sequences.
func (d *Driver) Styled() string {
	d.t.Helper()
	view := d.View()
	lines := strings.Split(view.Content, "\n")
	if len(lines) != d.h {
		d.t.Fatalf("the screen has %d lines, want %d:\n%s", len(lines), d.h, ansi.Strip(view.Content))
	}
	for i, line := range lines {
		if w := ansi.StringWidthWc(line); w != d.w {
			d.t.Fatalf("line %d is %d cells wide, want %d: %q", i, w, d.w, ansi.Strip(line))
		}
	}
	return view.Content
}

// Screen is the screen as text.
func (d *Driver) Screen() string {
	d.t.Helper()
	return ansi.Strip(d.Styled())
}

// shows says that the text is on the screen, on one line or broken over several.
func shows(screen, text string) bool {
	return strings.Contains(screen, text) || strings.Contains(strings.Join(strings.Fields(screen), " "), text)
}

// Sees fails unless every text is on the screen.
func (d *Driver) Sees(texts ...string) {
	d.t.Helper()
	screen := d.Screen()
	for _, text := range texts {
		if !shows(screen, text) {
			d.t.Errorf("the screen lacks %q:\n%s", text, screen)
		}
	}
}

// SeesNot fails if one of the texts is on the screen.
func (d *Driver) SeesNot(texts ...string) {
	d.t.Helper()
	screen := d.Screen()
	for _, text := range texts {
		if shows(screen, text) {
			d.t.Errorf("the screen shows %q:\n%s", text, screen)
		}
	}
}

// Cursor is the row under the cursor of each part that is on the screen, from left to right, without its margins.
func (d *Driver) Cursor() []string {
	d.t.Helper()
	var rows []string
	for _, line := range strings.Split(d.Screen(), "\n")[1 : d.h-4] {
		for _, part := range strings.FieldsFunc(line, func(r rune) bool { return r == '│' || r == '┃' }) {
			if row, ok := strings.CutPrefix(strings.TrimLeft(part, " "), "▸ "); ok {
				rows = append(rows, strings.TrimSpace(row))
			}
		}
	}
	return rows
}

// At fails unless a row under the cursor contains the text.
func (d *Driver) At(text string) {
	d.t.Helper()
	rows := d.Cursor()
	if !slices.ContainsFunc(rows, func(row string) bool { return strings.Contains(row, text) }) {
		d.t.Errorf("no cursor at %q, but at %q:\n%s", text, rows, d.Screen())
	}
}

// Line is the first line that contains the text, or "".
func (d *Driver) Line(text string) string {
	d.t.Helper()
	for _, line := range strings.Split(d.Screen(), "\n") {
		if strings.Contains(line, text) {
			return line
		}
	}
	return ""
}

// GoTo moves to a lock by its name: through the filter, which it drops again, so that the cursor stays there.
func (d *Driver) GoTo(lock string) {
	d.t.Helper()
	d.Press("/")
	d.Type(lock)
	d.Press("enter", "esc")
}

// Pages is what a part of the screen shows one page after the other, until the next is the same.
func (d *Driver) Pages() string {
	d.t.Helper()
	var all strings.Builder
	const most = 200
	for range most {
		before := d.Screen()
		all.WriteString(before)
		d.Press("pgdown")
		if d.Screen() == before {
			break
		}
	}
	return all.String()
}
