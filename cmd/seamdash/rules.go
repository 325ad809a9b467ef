package main

import (
	"github.com/spf13/cobra"
)

func (p *program) rulesCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "rules",
		Short: "Recurring schedules",
		Args:  cobra.ArbitraryArgs, // checked in the command, see run
		Run: p.does(func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return unknownCommand(cmd, args[0])
			}
			return cmd.Help()
		}),
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	cmd.AddCommand(p.rulesListCommand(), p.rulesShowCommand(), p.rulesAddCommand(), p.rulesEditCommand(),
		p.rulesPauseCommand(), p.rulesResumeCommand(), p.rulesSkipCommand(), p.rulesRemoveCommand(), p.rulesHistoryCommand(), p.rulesRetryCommand(), p.rulesPreviewCommand(),
		p.rulesExportCommand(), p.rulesImportCommand(), p.rulesHolidaysCommand())
	return cmd
}
