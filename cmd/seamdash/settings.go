package main

import (
	"errors"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"seamdash/cmd/config"
	"seamdash/cmd/credentials"
	"seamdash/ui"
)

// settingsFlags are the flags that choose settings. Their values are read through [program.given], because it matters
// who said nothing.
func settingsFlags(flags *pflag.FlagSet) {
	flags.String("endpoint", "", "address of the Seam API (default SEAM_ENDPOINT, else Seam's own)")
	flags.String("profile", "", "which profile of the configuration and which key of the keyring to use")
	flags.String("config", "", "the configuration file (default SEAMDASH_CONFIG, else the system's place for it)")
	flags.String("key-source", "", "take the key only from here: environment, keyring or command")
	flags.String("store", "", "the file for what the program remembers (default SEAMDASH_STORE, else the system's place for it)")
	flags.Bool("read-only", false, "refuse every call that could change something")
}

// given are the flags that stand on the command line.
func (p *program) given() map[string]string {
	given := map[string]string{}
	for _, flags := range []*pflag.FlagSet{p.face, p.flags} {
		flags.VisitAll(func(f *pflag.Flag) {
			if f.Changed {
				given[f.Name] = f.Value.String()
			}
		})
	}
	if p.profile != "" {
		given["profile"] = p.profile
	}
	return given
}

// under is the program as it is with another profile, by the file as it was at the stamp. The workspace that the environment names
// goes with the key there, which is left behind.
func (p *program) under(profile string, file *config.File, stamp config.Stamp) (*program, error) {
	other := *p
	other.profile, other.stamp = profile, stamp
	other.env = slices.DeleteFunc(slices.Clone(p.env), func(pair string) bool { return strings.HasPrefix(pair, "SEAM_WORKSPACE_ID=") })
	var err error
	other.settled, err = config.Resolve(file, config.Given{Flags: other.given(), Getenv: other.getenv})
	return &other, err
}

// settings decides every setting, once for each run. The error is a [usageError].
func (p *program) settings() (*config.Resolved, error) {
	if p.settled != nil {
		return p.settled, nil
	}
	path, asked := p.configPath()
	p.stamp = config.StampOf(path) // before it is read: what is changed meanwhile is read again
	file, err := config.Load(path, asked)
	if err == nil {
		p.settled, err = config.Resolve(file, config.Given{Flags: p.given(), Getenv: p.getenv})
	}
	return p.settled, asUsage(err)
}

// configPath is where the configuration is, and whether somebody asked for just that file.
func (p *program) configPath() (path string, asked bool) {
	if path, ok := p.given()["config"]; ok {
		return path, true
	}
	if path := p.getenv("SEAMDASH_CONFIG"); path != "" {
		return path, true
	}
	return config.DefaultPath(p.getenv), false
}

// asUsage makes wrong usage of a mistake in the configuration.
func asUsage(err error) error {
	if m, ok := errors.AsType[*config.Mistake](err); ok {
		return usageError{err: m, hint: m.Hint}
	}
	return err
}

// look is how the screen should look.
func look(s *config.Resolved) ui.Look {
	ground, contrast := strings.CutPrefix(s.Theme, config.ThemeContrast)
	return ui.Look{
		Background: map[string]ui.Background{config.ThemeDark: ui.Dark, config.ThemeLight: ui.Light}[strings.TrimPrefix(ground, "-")],
		Contrast:   contrast,
		Colour:     map[string]ui.Colour{config.Colour16: ui.Sixteen, config.ColourNone: ui.None}[s.Colour],
		ASCII:      s.ASCII,
	}
}

// notify is how the dashboard should call for attention.
func notify(s *config.Resolved) ui.Notify {
	return map[string]ui.Notify{config.NotifyBell: ui.Bell, config.NotifyOSC9: ui.OSC9, config.NotifyOSC777: ui.OSC777, config.NotifyOSC99: ui.OSC99}[s.Notify]
}

// ring is the keyring, the system's unless a test brings its own.
func (p *program) ring() credentials.Ring {
	if p.keyring != nil {
		return p.keyring
	}
	return credentials.System()
}

// desk is where keys for the profile in force are tried and kept.
func (p *program) desk(s *config.Resolved) *credentials.Desk {
	return &credentials.Desk{
		Ring: p.ring(), Profile: s.Profile, Endpoint: s.Endpoint, Workspace: s.Workspace, UserAgent: userAgent(),
		Dial: p.network.dial,
	}
}

// showsProgress says that the terminal knows ConEmu's sequence for progress. Older ones take it for a notification and pop up
// "4;1;50", so it goes only where the environment says that it is understood: Windows Terminal, ConEmu, WezTerm, Ghostty, and
// terminals that announce it in iTerm2's feature report.
func showsProgress(getenv func(string) string) bool {
	switch {
	case getenv("TMUX") != "":
		return false // the variables may be those of another terminal
	case getenv("WT_SESSION") != "", getenv("ConEmuANSI") == "ON":
		return true
	case getenv("TERM_PROGRAM") == "WezTerm", getenv("TERM_PROGRAM") == "ghostty":
		return true
	default:
		return announcesProgress(getenv("TERM_FEATURES"))
	}
}

// announcesProgress reads iTerm2's feature report: names of a capital letter and small ones, each with a number perhaps. P alone
// is progress.
func announcesProgress(report string) bool {
	for i := range len(report) {
		if report[i] == 'P' && (i+1 == len(report) || report[i+1] < 'a' || report[i+1] > 'z') {
			return true
		}
	}
	return false
}
