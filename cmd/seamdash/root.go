package main

import (
	"fmt"

	"github.com/spf13/cobra"
)

func (p *program) rootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:   "seamdash",
		Short: "Smart-lock access codes in the terminal",
		Long: "seamdash shows the locks and access codes of a Seam workspace and keeps the picture current.\n" +
			"Without a terminal on its output it prints a plain summary.",
		Example: "  seamdash --sandbox\n  SEAM_API_KEY=seam_... seamdash\n  seamdash codes --device \"Front Door\" --json",
		Args:    cobra.ArbitraryArgs, // checked in the command, see run
		Run:     p.does(func(cmd *cobra.Command, args []string) error { return p.root(cmd, args) }),
	}
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		p.err = usageError{err: err, hint: fmt.Sprintf("%s --help lists the flags.", cmd.CommandPath())}
		return nil
	})
	return root
}

func (p *program) root(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return unknownCommand(cmd, args[0])
	}
	return nil
}

func unknownCommand(cmd *cobra.Command, name string) error {
	hint := cmd.CommandPath() + " --help lists the commands."
	if near := cmd.SuggestionsFor(name); len(near) > 0 {
		hint = fmt.Sprintf("did you mean %q?", near[0])
	}
	return usageError{err: fmt.Errorf("run %q: there is no such command", name), hint: hint}
}
