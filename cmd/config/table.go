package config

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"seamdash/model"
	"seamdash/seamclient"
)

// A kind is what a value looks like in the file.
type kind uint8

const (
	text kind = iota
	yesNo
	list
	number
	tableOf  // keys of its own
	tablesOf // several such
)

// String is the kind in words, after "want".
func (k kind) String() string {
	return [...]string{`text in quotes`, `true or false`, `a list of texts, such as ["pass", "show", "seam"]`, `a whole number`, `a table`, `a list of tables`}[k]
}

// A value is what a source says about a setting. Whatever the kind, it has the form that flags and variables have; only
// lists and tables have one of their own.
type value struct {
	text  string
	list  []string
	tree  map[string]any   // of a table
	trees []map[string]any // of several
}

// A row is one setting: everything that the program knows about it.
type row struct {
	key      string // in the file
	kind     kind
	doc      string // one sentence per line
	fallback string // as it stands in the file
	flag     string // without dashes, or ""
	env      string // the variable, or ""
	top      bool   // only before the first table of the file
	fixed    bool   // for as long as the program runs
	// read gives what the variable says; nil takes it as it is, where empty means nothing.
	read func(getenv func(string) string) string
	// otherwise is the default where it depends on the environment.
	otherwise func(getenv func(string) string) string
	// put checks a value and stores it. Of a table the error may be [flaws].
	put func(s *Settings, v value) error
	// show is the value for a person.
	show func(s *Settings) string
	// document explains the keys of a table and sets none; nil for what is no table.
	document func(b *strings.Builder)
}

// Limits of what a file can mean. They are far above what anybody needs.
const (
	maxText = 1024
	maxList = 64
	slowest = time.Hour
	fastest = time.Second
)

// rows are the settings in the order of the documentation: tables come last, because in TOML what follows them is theirs.
func rows() []row {
	return slices.Concat(keyRows(), dutyRows(), lookRows(), handRows(), []row{thresholdRow(), alertsRow()}, codesRows())
}

func keyRows() []row {
	return []row{
		{
			key: "profile", fixed: true, top: true, flag: "profile", env: "SEAMDASH_PROFILE", fallback: `"default"`,
			doc: "The profile to use when neither flag nor variable names one.\n" +
				"It names the table [profiles.NAME] below and the key in the keyring.",
			put:  func(s *Settings, v value) error { s.Profile = v.text; return checkProfile(v.text) },
			show: func(s *Settings) string { return s.Profile },
		},
		{
			key: "endpoint", fixed: true, flag: "endpoint", env: "SEAM_ENDPOINT", fallback: strconv.Quote(seamclient.DefaultEndpoint),
			doc: "Address of the Seam API. Plain http is refused unless the server runs on this machine.\n" +
				"A key that was kept for another address than the default brings its address with it.",
			put:  func(s *Settings, v value) error { s.Endpoint = v.text; return checkEndpoint(v.text) },
			show: func(s *Settings) string { return s.Endpoint },
		},
		choice("key_source", []string{KeyAuto, KeyEnvironment, KeyKeyring, KeyCommand}, func(s *Settings) *string { return &s.KeySource },
			row{
				flag: "key-source", env: "SEAMDASH_KEY_SOURCE", fixed: true,
				doc: "Where the key comes from. auto tries the environment, the keyring and the command, in this order.",
			}),
		{
			key: "key_command", kind: list, fixed: true, fallback: "[]",
			doc: "A program that prints the key, with its arguments: [\"op\", \"read\", \"op://Work/Seam/key\"],\n" +
				"[\"pass\", \"show\", \"seam\"]. No shell reads it; for one, write [\"sh\", \"-c\", \"...\"].",
			put:  func(s *Settings, v value) error { s.KeyCommand = v.list; return checkCommand(v.list) },
			show: func(s *Settings) string { return showCommand(s.KeyCommand) },
		},
		{
			key: "workspace", fixed: true, env: "SEAM_WORKSPACE_ID", fallback: `""`,
			doc: "Id of the workspace, which a personal access token needs. With an API key, login and whoami refuse\n" +
				"a key that opens another one.",
			put: func(s *Settings, v value) error {
				s.Workspace = model.WorkspaceID(v.text)
				return checkWorkspace(v.text)
			},
			show: func(s *Settings) string { return string(s.Workspace) },
		},
		{
			key: "store", fixed: true, flag: "store", env: "SEAMDASH_STORE", fallback: `""`,
			doc: "The file that holds what the program remembers, sealed: the last picture of each workspace, and more.\n" +
				"Empty is seamdash/store.db in the place that the system has for data.",
			put:  func(s *Settings, v value) error { s.Store = v.text; return checkStore(v.text) },
			show: func(s *Settings) string { return s.Store },
		},
	}
}

// dutyRows say what the program may do and show, and how often it asks.
func dutyRows() []row {
	return []row{
		{
			key: "read_only", fixed: true, kind: yesNo, flag: "read-only", env: "SEAMDASH_READ_ONLY", fallback: "false",
			doc:  "Refuse every call that could change something.",
			put:  func(s *Settings, v value) (err error) { s.ReadOnly, err = parseYesNo(v.text); return err },
			show: func(s *Settings) string { return strconv.FormatBool(s.ReadOnly) },
		},
		{
			key: "presentation", fixed: true, kind: yesNo, flag: "presentation", env: "SEAMDASH_PRESENTATION", fallback: "false",
			doc: "Begin the dashboard with PINs and the names of guests hidden, for rooms where others look on, and change nothing.\n" +
				"Leaving that is asked. Commands such as codes print names as ever.",
			put:  func(s *Settings, v value) (err error) { s.Presentation, err = parseYesNo(v.text); return err },
			show: func(s *Settings) string { return strconv.FormatBool(s.Presentation) },
		},
		{
			key: "pace", fallback: `"10s"`,
			doc: "How often the dashboard asks Seam what happened while nothing moves: \"1s\" to \"1h\", or \"off\".\n" +
				"It asks more often while something moves, and less often while nobody is there.",
			put:  func(s *Settings, v value) (err error) { s.Pace, err = parsePace(v.text); return err },
			show: func(s *Settings) string { return showPace(s.Pace) },
		},
	}
}

func lookRows() []row {
	return []row{
		choice("theme", themes(), func(s *Settings) *string { return &s.Theme },
			row{doc: "The background that the colours are for; auto and high-contrast ask the terminal. The themes of high contrast\n" +
				"bring their own ground, on which all text has a contrast of 7:1 at least."}),
		choice("colour", []string{ColourAuto, Colour16, ColourNone}, func(s *Settings) *string { return &s.Colour },
			row{
				doc: "How many colours to use. auto is what the terminal can show; NO_COLOR means none.", env: "NO_COLOR",
				read: func(getenv func(string) string) string {
					if getenv("NO_COLOR") != "" {
						return ColourNone
					}
					return ""
				},
			}),
		{
			key: "ascii", kind: yesNo, fallback: "false",
			doc:       "Draw with glyphs that every font has. Without this line the locale decides.",
			otherwise: func(getenv func(string) string) string { return strconv.FormatBool(!speaksUTF8(getenv)) },
			put:       func(s *Settings, v value) (err error) { s.ASCII, err = parseYesNo(v.text); return err },
			show:      func(s *Settings) string { return strconv.FormatBool(s.ASCII) },
		},
	}
}

func themes() []string {
	return []string{ThemeAuto, ThemeDark, ThemeLight, ThemeContrast, ThemeContrastDark, ThemeContrastLight}
}

// choice is a row whose value is one of a few words, the first of which is the default.
func choice(key string, words []string, field func(*Settings) *string, r row) row {
	r.key, r.kind, r.fallback = key, text, strconv.Quote(words[0])
	r.doc += "\nOne of: " + strings.Join(words, ", ") + "."
	r.put = func(s *Settings, v value) error {
		*field(s) = v.text
		if slices.Contains(words, v.text) {
			return nil
		}
		return complaint{
			what: fmt.Sprintf("want one of %s", strings.Join(words, ", ")),
			hint: didYouMean(v.text, words),
		}
	}
	r.show = func(s *Settings) string { return *field(s) }
	return r
}

// A complaint is what is wrong with a value, and what to do about it.
type complaint struct{ what, hint string }

func (c complaint) Error() string { return c.what }

func plain(s string) error {
	switch {
	case len(s) > maxText:
		return complaint{what: fmt.Sprintf("it is longer than %d bytes", maxText)}
	case strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r == 0x7f }):
		return complaint{what: "it contains spaces or control characters"}
	}
	return nil
}

func checkProfile(name string) error {
	if strings.HasPrefix(name, "seam_") {
		return complaint{what: "this looks like a key of Seam, not like the name of a profile", hint: "seamdash login asks for the key."}
	}
	if regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$`).MatchString(name) {
		return nil
	}
	return complaint{
		what: "a profile has a name of letters, digits, dots and dashes", hint: "such as home, or site-2; at most 64 characters.",
	}
}

// checkWorkspace refuses what would be shown as the id of a workspace and is a key that lost its way.
func checkWorkspace(id string) error {
	if strings.HasPrefix(id, "seam_") {
		return complaint{what: "this looks like a key of Seam, not like the id of a workspace", hint: "seamdash login asks for the key."}
	}
	return plain(id)
}

func checkEndpoint(address string) error {
	if err := plain(address); err != nil {
		return err
	}
	if err := seamclient.CheckEndpoint(address); err != nil || address == "" {
		if err == nil {
			return complaint{what: "it is empty", hint: "leave the line out for Seam's own address."}
		}
		fault, _ := err.(*model.Fault) //nolint:errorlint // the function promises the type, unwrapped
		return complaint{what: fault.Message, hint: fault.Hint + "."}
	}
	return nil
}

func checkStore(path string) error {
	if len(path) > maxText || strings.ContainsRune(path, 0) {
		return complaint{what: "it is not the name of a file"}
	}
	return nil
}

func checkCommand(argv []string) error {
	switch {
	case len(argv) > maxList:
		return complaint{what: fmt.Sprintf("it has more than %d parts", maxList)}
	case len(argv) > 0 && strings.TrimSpace(argv[0]) == "":
		return complaint{what: "the program has no name"}
	case slices.ContainsFunc(argv, func(s string) bool { return len(s) > maxText || strings.ContainsRune(s, 0) }):
		return complaint{what: fmt.Sprintf("one of its parts has a zero byte or more than %d bytes", maxText)}
	}
	return nil
}

func showCommand(argv []string) string {
	switch len(argv) {
	case 0:
		return ""
	case 1:
		return argv[0]
	default:
		return fmt.Sprintf("%s (and %d more)", argv[0], len(argv)-1)
	}
}

// parseYesNo takes the words of TOML and what people write in variables.
func parseYesNo(s string) (bool, error) {
	switch strings.ToLower(s) {
	case "true", "1", "yes":
		return true, nil
	case "false", "0", "no":
		return false, nil
	}
	return false, complaint{what: "want true or false"}
}

func parsePace(s string) (time.Duration, error) {
	if s == "off" || s == "0" {
		return 0, nil
	}
	pace, err := time.ParseDuration(s)
	if err != nil || pace < fastest || pace > slowest {
		return 0, complaint{what: "want a time from 1s to 1h, or off", hint: `such as "10s" or "2m".`}
	}
	return pace, nil
}

func showPace(pace time.Duration) string {
	if pace == 0 {
		return "off"
	}
	return pace.String()
}

// speaksUTF8 asks the locale, in the order that POSIX gives. No locale at all is common on machines that do speak it.
func speaksUTF8(getenv func(string) string) bool {
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if value := strings.ToLower(getenv(name)); value != "" {
			return strings.Contains(value, "utf-8") || strings.Contains(value, "utf8")
		}
	}
	return true
}
