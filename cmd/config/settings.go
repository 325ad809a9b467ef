package config

import (
	"time"

	"seamdash/model"
	"seamdash/ui/views"
)

// Where keys may come from, in the words of the setting key_source.
const (
	KeyAuto        = "auto"        // environment, then keyring, then command
	KeyEnvironment = "environment" // SEAM_API_KEY or SEAM_PERSONAL_ACCESS_TOKEN
	KeyKeyring     = "keyring"     // what seamdash login kept
	KeyCommand     = "command"     // what the setting key_command prints
)

// How the screen may look, in the words of the settings theme and colour.
const (
	ThemeAuto  = "auto" // ask the terminal
	ThemeDark  = "dark"
	ThemeLight = "light"

	ThemeContrast      = "high-contrast" // and ask the terminal
	ThemeContrastDark  = "high-contrast-dark"
	ThemeContrastLight = "high-contrast-light"

	ColourAuto = "auto" // what the terminal says it can
	Colour16   = "16"
	ColourNone = "none"
)

// Settings are the values in force, all of them valid.
type Settings struct {
	Profile    string
	Endpoint   string
	KeySource  string
	KeyCommand []string // program and arguments; empty for none
	Workspace  model.WorkspaceID
	Store      string // the path of the local store; "" for [DefaultStore]
	ReadOnly   bool
	// Presentation is whether the dashboard begins with names of guests and PINs hidden.
	Presentation bool
	Pace         time.Duration // 0 is off
	Theme        string
	Colour       string
	ASCII        bool
	Bindings     map[string][]string // keys by action of the dashboard
	Notify       string
	// ClipboardClear is how long a PIN stays on the clipboard; 0 leaves it there.
	ClipboardClear time.Duration
	Limits         model.Limits
	Alerts         Alerts
	Codes          Codes
	Views          []views.View // as the file has them; see [Settings.Given]
}

// A Source is where a value came from, weakest first.
type Source uint8

// The sources.
const (
	Default Source = iota
	EveryProfile
	Profile
	Environment
	Flag
)

// An Origin is a source by name: the flag, the variable, or the line of the file.
type Origin struct {
	Source Source
	Name   string // "--endpoint", "SEAM_ENDPOINT", "config.toml:12"; "" for a default
}

// String is the origin in words.
func (o Origin) String() string {
	switch o.Source {
	case Default:
		return "default"
	case Profile:
		return "profile, " + o.Name
	case EveryProfile, Environment, Flag:
		return o.Name
	default:
		return o.Name
	}
}

// Resolved are the settings in force together with who won each of them.
type Resolved struct {
	Settings
	File    string   // the file that was read, or "" for none
	Known   []string // the profiles that the file describes, sorted
	origins map[string]Origin
	values  map[string]value
}

// Origin says where the value of a setting came from, by the key it has in the file.
func (r *Resolved) Origin(key string) Origin { return r.origins[key] }

// A Line is one setting for a person to read.
type Line struct{ Key, Value, Origin string }

// Lines are all settings in the order of the documentation, clean for a terminal. Of a key command only the program
// is shown, because arguments can be secrets.
func (r *Resolved) Lines() []Line {
	var out []Line
	for _, row := range rows() {
		out = append(out, Line{
			Key: row.key, Value: model.Clean(row.show(&r.Settings)), Origin: model.Clean(r.origins[row.key].String()),
		})
	}
	return out
}

// A Mistake is something in a file, a variable or a flag that cannot be meant. Its text never repeats a value that
// could be a secret.
type Mistake struct {
	Place string // "config.toml:3", "SEAM_ENDPOINT", "--profile"
	What  string
	Hint  string // one sentence, or ""
	file  bool
	line  int
}

// Error is one line.
func (m *Mistake) Error() string {
	op := "read "
	if m.file {
		op = "read the configuration: "
	}
	return op + model.Clean(m.Place) + ": " + model.Clean(m.What)
}
