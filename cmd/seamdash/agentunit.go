package main

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/template"
	"unicode"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"seamdash/model"
)

// A unitPlan is what the files that start an agent say.
type unitPlan struct {
	// Command is the program and its arguments, with absolute paths.
	Command []string
	// Log is the file that launchd writes into; systemd has its journal.
	Log string
}

func (p *program) agentUnitCommand() *cobra.Command {
	var systemd, launchd bool
	var r agentRequest
	cmd := &cobra.Command{
		Use:   "unit",
		Short: "Print what has the system start the agent by itself",
		Long: "unit prints a systemd user unit or a launchd agent that starts this very program, with the settings and the flags of\n" +
			"the agent that are given here. The comment in it says where to put it.",
		Example: "  seamdash agent unit --systemd >~/.config/systemd/user/seamdash-agent.service\n" +
			"  seamdash agent unit --launchd --profile beach-house >~/Library/LaunchAgents/seamdash.agent.plist",
		Args:              cobra.ArbitraryArgs, // checked in the command, see run
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	flags := cmd.Flags()
	flags.BoolVar(&systemd, "systemd", false, "a systemd user unit")
	flags.BoolVar(&launchd, "launchd", false, "a launchd agent, for macOS")
	r.lastingFlags(flags)
	cmd.Run = p.does(func(cmd *cobra.Command, args []string) error {
		if err := noArguments(cmd, args); err != nil {
			return err
		}
		if systemd == launchd {
			return usageError{err: errors.New("print a unit: choose one of --systemd and --launchd")}
		}
		if err := r.settle(); err != nil {
			return err
		}
		plan, err := p.planUnit(&r)
		if err != nil {
			return err
		}
		if systemd {
			return p.print(plan.writeSystemd)
		}
		return p.print(plan.writeLaunchd)
	})
	return cmd
}

// planUnit is the command line that does what was asked for here, wherever it is started.
func (p *program) planUnit(r *agentRequest) (unitPlan, error) {
	if p.sandbox {
		return unitPlan{}, usageError{err: errors.New("print a unit: the sandbox ends with the program, so nothing starts it by itself")}
	}
	self, err := os.Executable()
	if err != nil {
		return unitPlan{}, fmt.Errorf("find this program: %w", err)
	}
	command := []string{self, "agent"}
	given := p.given()
	for _, name := range []string{"profile", "endpoint", "key-source", "config", "store"} {
		value, ok := given[name]
		if !ok {
			continue
		}
		if name == "config" || name == "store" {
			if value, err = filepath.Abs(value); err != nil {
				return unitPlan{}, fmt.Errorf("find --%s: %w", name, err)
			}
		}
		command = append(command, "--"+name+"="+value)
	}
	command = append(command, r.lasting()...)
	return unitPlan{Command: command, Log: filepath.Join(p.getenv("HOME"), "Library", "Logs", "seamdash-agent.log")}, nil
}

// systemdUnit keeps what an agent or a program of its owner's (key_command, an alert) may need: the network, a keyring, files.
const systemdUnit = `# The seamdash agent rolls recurring schedules. This is ~/.config/systemd/user/seamdash-agent.service
#   systemctl --user daemon-reload
#   systemctl --user enable --now seamdash-agent
#   loginctl enable-linger        # also while nobody is logged in
#   journalctl --user -u seamdash-agent
# A key that is not in the keyring goes as SEAM_API_KEY=... into ~/.config/seamdash/agent.env, which should have mode 600.
[Unit]
Description=seamdash agent: rolls recurring schedules of access codes
StartLimitIntervalSec=0

[Service]
Type=exec
ExecStart={{.}}
EnvironmentFile=-%E/seamdash/agent.env
Restart=on-failure
RestartSec=30
# 2 is a mistake in the command line or the configuration: it stays one until somebody mends it.
RestartPreventExitStatus=2
# The agent finishes the step in hand before it ends, which takes at most half a minute.
TimeoutStopSec=45
KillMode=mixed
UMask=0077
NoNewPrivileges=yes
LockPersonality=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
SystemCallArchitectures=native

[Install]
WantedBy=default.target
`

func (u unitPlan) writeSystemd(w io.Writer) error {
	words := make([]string, len(u.Command))
	for i, word := range u.Command {
		words[i] = systemdWord(word)
	}
	t, err := template.New("unit").Parse(systemdUnit)
	if err != nil {
		return fmt.Errorf("print a unit: %w", err)
	}
	return t.Execute(w, strings.Join(words, " "))
}

// systemdWord quotes a word of a command line as systemd.service(5) and systemd.syntax(7) want it: specifiers begin with a %,
// variables with a $.
func systemdWord(word string) string {
	const plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:=@,+"
	if word != "" && strings.Trim(word, plain) == "" {
		return word
	}
	var out strings.Builder
	for word != "" {
		r, n := utf8.DecodeRuneInString(word)
		switch sign := strings.IndexRune("\\\"%$", r); {
		case r == utf8.RuneError && n <= 1, hides(r) && r < utf8.RuneSelf:
			fmt.Fprintf(&out, `\x%02x`, word[0])
		case hides(r):
			fmt.Fprintf(&out, `\U%08x`, r)
		case sign >= 0:
			out.WriteString([]string{`\\`, `\"`, "%%", "$$"}[sign])
		default:
			out.WriteString(word[:n])
		}
		word = word[n:]
	}
	return `"` + out.String() + `"`
}

// hides says that nobody sees a letter, or that a terminal to which the unit is printed could take it for an order.
func hides(r rune) bool {
	return unicode.In(r, unicode.C, unicode.Zl, unicode.Zp, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector)
}

const launchdAgent = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<!-- The seamdash agent rolls recurring schedules. This is ~/Library/LaunchAgents/seamdash.agent.plist
     launchctl bootstrap gui/$(id -u) ~/Library/LaunchAgents/seamdash.agent.plist
     launchctl bootout gui/$(id -u)/seamdash.agent -->
<plist version="1.0">
<dict>
	<key>Label</key>
	<string>seamdash.agent</string>
	<key>ProgramArguments</key>
	<array>
{{- range .Command}}
		<string>{{. | xml}}</string>
{{- end}}
	</array>
	<key>RunAtLoad</key>
	<true/>
	<key>KeepAlive</key>
	<dict>
		<key>SuccessfulExit</key>
		<false/>
	</dict>
	<key>ThrottleInterval</key>
	<integer>30</integer>
	<key>ExitTimeOut</key>
	<integer>45</integer>
	<key>ProcessType</key>
	<string>Background</string>
	<key>Umask</key>
	<integer>63</integer>
	<key>StandardErrorPath</key>
	<string>{{.Log | xml}}</string>
</dict>
</plist>
`

func (u unitPlan) writeLaunchd(w io.Writer) error {
	for _, word := range append(slices.Clone(u.Command), u.Log) {
		if err := inXML(word); err != nil {
			return err
		}
	}
	t, err := template.New("launchd").Funcs(template.FuncMap{"xml": xmlText}).Parse(launchdAgent)
	if err != nil {
		return fmt.Errorf("print a unit: %w", err)
	}
	return t.Execute(w, u)
}

// xmlText is a text in XML, as launchd reads it.
func xmlText(text string) (string, error) {
	var b strings.Builder
	for _, r := range text {
		if hides(r) {
			fmt.Fprintf(&b, "&#x%X;", r)
		} else if err := xml.EscapeText(&b, []byte(string(r))); err != nil {
			return "", err
		}
	}
	return b.String(), nil
}

// inXML is why a text has no place in XML, nil where it has.
func inXML(text string) error {
	if utf8.ValidString(text) && !strings.ContainsFunc(text, func(r rune) bool { return r < ' ' || r == 0xfffe || r == 0xffff }) {
		return nil
	}
	return usageError{err: fmt.Errorf("print a unit: launchd cannot be told of %q", model.Clean(text)), hint: "give the file a name without control characters."}
}
