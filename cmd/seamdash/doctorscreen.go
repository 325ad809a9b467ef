package main

import (
	"context"
	"fmt"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/term"

	"seamdash/cmd/config"
	"seamdash/model"
	"seamdash/ui"
)

// window is the terminal in front of the person: the output may go into a file for a support ticket.
func (d *doctor) window() (term.File, bool) {
	for _, stream := range []any{d.stdout, d.stderr, d.stdin} {
		if d.isTerminal(stream) {
			return stream.(term.File), true //nolint:errcheck // isTerminal looked
		}
	}
	return nil, false
}

const noWindow = "there is none: input and output go elsewhere"

func (d *doctor) examineTerminal(context.Context) examined {
	window, there := d.window()
	if !there {
		return unclear(noWindow)
	}
	w, h, err := term.GetSize(window.Fd())
	if err != nil {
		w, h = 0, 0
	}
	return terminalOf(model.Clean(d.getenv("TERM")), w, h)
}

// terminalOf judges a terminal by its name and size; no size is not known.
func terminalOf(name string, w, h int) examined {
	leastW, leastH := ui.Needs()
	text := fmt.Sprintf("%s, %dx%d", name, w, h)
	switch {
	case name == "" && runtime.GOOS != "windows":
		return wrong("TERM is not set, so nobody knows what it can show", "set TERM to what your terminal is, such as xterm-256color.")
	case name == "dumb":
		return well("dumb: seamdash talks in lines of text there")
	case w == 0 || h == 0:
		return unclear(orDash(name) + ", which does not tell its size")
	case w < leastW || h < leastH:
		return wrong(fmt.Sprintf("%s: the dashboard needs %dx%d", text, leastW, leastH),
			"make the window larger or its letters smaller; seamdash --plain needs no room.")
	default:
		return well(strings.TrimPrefix(text, ", "))
	}
}

func (d *doctor) examineColours(context.Context) examined {
	settings, err := d.settings()
	if err != nil {
		return unclear("not known as long as the settings are bad")
	}
	window, there := d.window()
	if !there {
		return unclear(noWindow)
	}
	by := model.Clean(settings.Origin("colour").String())
	switch settings.Colour {
	case config.ColourNone:
		return well("none, by " + by)
	case config.Colour16:
		return well("16, by " + by)
	}
	return coloursOf(colorprofile.Detect(window, d.env), model.Clean(d.getenv("TERM")))
}

func coloursOf(has colorprofile.Profile, name string) examined {
	switch has {
	case colorprofile.TrueColor:
		return well("16 million")
	case colorprofile.ANSI256:
		return well("256")
	case colorprofile.ANSI:
		return well("16")
	case colorprofile.Unknown, colorprofile.NoTTY, colorprofile.ASCII:
		return unclear("none, as far as TERM=" + name + " tells; the words say the same").
			advised("if the terminal has colours, set TERM to what it is, such as xterm-256color.")
	default:
		return unclear("not known")
	}
}

func (d *doctor) examineUnicode(context.Context) examined {
	settings, err := d.settings()
	if err != nil {
		return unclear("not known as long as the settings are bad")
	}
	if _, there := d.window(); !there {
		return unclear(noWindow)
	}
	name, value := localeOf(d.getenv)
	locale := name + "=" + model.Clean(value)
	switch origin := settings.Origin("ascii"); {
	case settings.ASCII && origin.Source != config.Default:
		return well("plain glyphs, by " + model.Clean(origin.String()))
	case settings.ASCII:
		return wrong("plain glyphs, because the locale "+locale+" is not UTF-8", "set LANG to one that ends in .UTF-8, such as C.UTF-8.")
	case d.getenv("TERM") == "linux":
		return unclear("the font of a console lacks some glyphs").advised("where you see boxes put ascii = true into the configuration.")
	case name == "":
		return well("UTF-8, as no locale says otherwise")
	default:
		return well("UTF-8, by " + locale)
	}
}

// localeOf is the variable that decides about letters, in the order that POSIX gives.
func localeOf(getenv func(string) string) (name, value string) {
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if value := getenv(name); value != "" {
			return name, value
		}
	}
	return "", ""
}

func (d *doctor) examineClipboard(ctx context.Context) examined {
	if _, there := d.window(); !there {
		return unclear(noWindow)
	}
	return clipboardOf(d.getenv, func() (string, string) { return d.askTmux(ctx) })
}

// clipboardOf judges whether what is copied arrives. It is sent as OSC 52, which no terminal confirms; asks gives the options
// set-clipboard and allow-passthrough of tmux, "" where it does not say.
func clipboardOf(getenv func(string) string, asks func() (set, through string)) examined {
	const instead = "v shows a PIN instead; kitty, Ghostty, WezTerm, foot, Alacritty and Windows Terminal take it."
	name, program := model.Clean(getenv("TERM")), getenv("TERM_PROGRAM")
	switch {
	case getenv("TMUX") != "":
		return throughTmux(asks())
	case getenv("STY") != "":
		return wrong("GNU screen does not pass it on", "use tmux with `set -s set-clipboard on`; v shows a PIN instead.")
	case program == "Apple_Terminal":
		return wrong("Apple's Terminal does not take what is copied (OSC 52)", instead)
	case name == "linux":
		return wrong("a console has none", instead)
	case program == "iTerm.app":
		return unclear("iTerm2 takes it where it is allowed to").
			advised("in its settings, General, Selection: applications in terminal may access clipboard.")
	case takesCopies(name, program) || getenv("WT_SESSION") != "":
		return well("this terminal takes what is copied (OSC 52)")
	default:
		return unclear("whether " + orDash(name) + " takes what is copied (OSC 52) only a try tells").
			advised("copy something with y and paste it elsewhere; " + instead)
	}
}

// takesCopies knows terminals that take OSC 52 as they come.
func takesCopies(name, program string) bool {
	known := []string{"xterm-kitty", "xterm-ghostty", "alacritty", "foot", "wezterm", "contour"}
	return slices.ContainsFunc(known, func(k string) bool { return name == k || strings.HasPrefix(name, k+"-") }) ||
		slices.Contains([]string{"WezTerm", "ghostty", "vscode"}, program)
}

func throughTmux(set, through string) examined {
	const hint = "put `set -s set-clipboard on` into ~/.tmux.conf, and run that command in tmux (prefix, then :)."
	switch {
	case set == "on":
		return well("tmux takes what is copied (set-clipboard on)")
	case through == "on", through == "all":
		return well("tmux passes on what is copied (allow-passthrough " + through + ")")
	case set == "":
		return unclear("tmux does not say whether it takes what is copied").advised(hint)
	default:
		return wrong("tmux takes nothing from programs: set-clipboard is "+model.Clean(set), hint)
	}
}

// tmuxPatience is how long tmux may take to tell its options.
const tmuxPatience = 2 * time.Second

func (d *doctor) askTmux(ctx context.Context) (set, through string) {
	ctx, stop := context.WithTimeout(ctx, tmuxPatience)
	defer stop()
	cmd := exec.CommandContext(ctx, "tmux", "display-message", "-p", "#{set-clipboard}/#{allow-passthrough}")
	cmd.Env, cmd.WaitDelay = d.withoutSecrets(), tmuxPatience
	out, err := cmd.Output()
	if err != nil {
		return "", ""
	}
	set, through, _ = strings.Cut(strings.TrimSpace(string(out)), "/")
	return set, through
}
