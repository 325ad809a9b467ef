package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"seamdash/model"
	"seamdash/model/rulebook"
)

// A dropRequest is what `seamdash rules remove` was asked for.
type dropRequest struct {
	keepArgs

	words []string
}

func (p *program) rulesRemoveCommand() *cobra.Command {
	var q dropRequest
	cmd := &cobra.Command{
		Use:   "remove SCHEDULE...",
		Short: "Take recurring schedules away",
		Long: "remove takes schedules away; their history stays, and rules export writes them down before. SCHEDULE is an id, or all of\n" +
			"a name that no other schedule has.",
		Example:           "  seamdash rules remove Cleaners --yes\n  seamdash rules remove Cleaners \"Night porter\" --dry-run",
		Args:              cobra.ArbitraryArgs, // checked in the command, see run
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	flags := cmd.Flags()
	q.registerVersion(flags)
	flags.Lookup("yes").Usage = "really remove them"
	cmd.Run = p.does(func(cmd *cobra.Command, args []string) error {
		if err := someRules(cmd, args); err != nil {
			return err
		}
		if !q.yes && !q.dryRun {
			return usageError{err: errors.New("remove a schedule: nobody said --yes"), hint: "--dry-run shows which it would be; --yes removes it."}
		}
		q.words = args
		return p.removeRules(cmd.Context(), q)
	})
	return cmd
}

// someRules refuses arguments that name no rule.
func someRules(cmd *cobra.Command, args []string) error {
	for _, arg := range args {
		switch {
		case isKey(arg):
			return keyInArguments()
		case arg == "":
			return usageError{err: fmt.Errorf("%s: a name is empty", cmd.CommandPath())}
		}
	}
	if len(args) == 0 {
		_, err := oneRule(cmd, args)
		return err
	}
	return nil
}

func (p *program) removeRules(ctx context.Context, q dropRequest) error {
	const op = "remove a schedule"
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	r, err := p.openRules(ctx)
	if err != nil {
		return err
	}
	defer r.close()
	if err := r.session.mayWrite(op, q.dryRun); err != nil {
		return err
	}
	change := amendment{op: op, note: "rules remove", several: len(q.words) > 1}
	for _, word := range q.words {
		if b, broken := r.broken(model.Clean(word)); broken {
			e := rulebook.Entry{ID: model.RuleID(b.ID), Version: b.Version}
			e.Rule.Name = b.Name
			change.edits = append(change.edits, rulebook.Edit{Entry: e, Remove: true})
			continue
		}
		e, err := r.rule(word)
		if err != nil {
			return err
		}
		change.edits = append(change.edits, rulebook.Edit{Entry: e, Remove: true})
	}
	return r.amend(ctx, &change, q.keepArgs)
}
