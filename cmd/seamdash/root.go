package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"seamdash/model/zone"
)

func (p *program) rootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:   "seamdash",
		Short: "Smart-lock access codes in the terminal",
		Long: "seamdash shows the locks and access codes of a Seam workspace and keeps the picture current.\n" +
			"Where its output is not a terminal it prints a plain summary instead.\n\n" +
			"seamdash login keeps a key in the keyring of the system. SEAM_API_KEY, or SEAM_PERSONAL_ACCESS_TOKEN with\n" +
			"SEAM_WORKSPACE_ID, goes before it.",
		Example: "  seamdash --sandbox\n  seamdash login\n  seamdash codes --device \"Front Door\" --json",
		Args:    cobra.ArbitraryArgs, // checked in the command, see run
	}
	var asked bool // for plain mode
	root.Run = p.does(func(cmd *cobra.Command, args []string) error {
		if len(args) > 0 {
			return unknownCommand(cmd, args[0])
		}
		switch terminal := p.isTerminal(p.stdout); {
		case asked, terminal && p.wantsPlain():
			return p.plainly(cmd.Context())
		case terminal:
			return p.dashboard(cmd.Context())
		default:
			return p.summary(cmd.Context())
		}
	})
	root.Flags().BoolVar(&asked, "plain", false, "talk in lines of text, for screen readers and simple terminals (also ACCESSIBLE=1)")
	root.Flags().Bool("presentation", false, "hide PINs and the names of guests from people who look on")
	p.face = root.Flags()
	flags := root.PersistentFlags()
	flags.BoolVar(&p.sandbox, "sandbox", false, "use a simulated workspace inside this program; no account needed")
	flags.StringVar(&p.scenario, "scenario", "", "trouble in the simulated workspace, such as hub_disconnected (sandbox --help lists all)")
	settingsFlags(flags)
	p.flags = flags
	root.SetVersionTemplate("{{.DisplayName}} version {{.Version}}\ntime zones " + zone.Version() + "\n")
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		p.err = misread(cmd, err)
		return nil
	})
	root.AddCommand(p.agentCommand(), p.devicesCommand(), p.codesCommand(), p.problemsCommand(), p.sandboxCommand(),
		p.loginCommand(), p.logoutCommand(), p.whoamiCommand(), p.configCommand(), p.storeCommand(), p.doctorCommand(), p.licencesCommand(), p.rulesCommand())
	root.SetHelpCommand(p.helpCommand())
	return root
}

// helpCommand differs from cobra's own in that a topic that does not exist is wrong usage, as everywhere.
func (p *program) helpCommand() *cobra.Command {
	return &cobra.Command{
		Use:               "help [command]",
		Short:             "Show what a command takes",
		Args:              cobra.ArbitraryArgs,
		ValidArgsFunction: cobra.NoFileCompletions,
		Run: p.does(func(cmd *cobra.Command, args []string) error {
			topic, rest, err := cmd.Root().Find(args)
			if err != nil || len(rest) > 0 {
				return unknownCommand(cmd.Root(), strings.Join(args, " "))
			}
			topic.InitDefaultHelpFlag() // so that the help names it
			return topic.Help()
		}),
	}
}

// addCompletion adds cobra's command that writes scripts for shells, which asks for root's output when it is made. A
// shell that it does not know is wrong usage here, too.
func (p *program) addCompletion(root *cobra.Command) {
	root.InitDefaultCompletionCmd()
	for _, cmd := range root.Commands() {
		if cmd.Name() != "completion" {
			continue
		}
		cmd.Args = cobra.ArbitraryArgs
		cmd.Run = p.does(func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return unknownCommand(cmd, args[0])
			}
			return cmd.Help()
		})
	}
}

var errEmptyDevice = errors.New("read --device: it is empty")

func noArguments(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	switch {
	case isKey(args[0]):
		return keyInArguments()
	case couldBePIN(args[0]):
		return pinInArguments()
	}
	return usageError{
		err:  fmt.Errorf("%s: unexpected argument %q", cmd.CommandPath(), args[0]),
		hint: cmd.CommandPath() + " --help shows what it takes.",
	}
}

func unknownCommand(cmd *cobra.Command, name string) error {
	switch {
	case isKey(name):
		return keyInArguments()
	case couldBePIN(name):
		return pinInArguments()
	}
	hint := cmd.CommandPath() + " --help lists the commands."
	if near := cmd.SuggestionsFor(name); len(near) > 0 {
		hint = fmt.Sprintf("did you mean %q?", near[0])
	}
	return usageError{err: fmt.Errorf("run %q: there is no such command", name), hint: hint}
}

// isKey says that an argument looks like a key of Seam, which must not be repeated.
func isKey(arg string) bool { return strings.Contains(arg, "seam_") }

func keyInArguments() error {
	return usageError{
		err:  errors.New("read the arguments: a key does not belong there, where the history and other programs see it"),
		hint: "give it to seamdash login at the prompt or through a pipe, and replace this one in the Seam Console.",
	}
}
