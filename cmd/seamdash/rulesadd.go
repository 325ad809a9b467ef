package main

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"seamdash/model/recur"
	"seamdash/model/rulebook"
)

// An addRequest is what `seamdash rules add` was asked for.
type addRequest struct {
	fieldArgs
	keepArgs

	force bool
}

func (p *program) rulesAddCommand() *cobra.Command {
	var q addRequest
	cmd := &cobra.Command{
		Use:   "add",
		Short: "Keep a new recurring schedule",
		Long: "add keeps a schedule on this machine, and shows its next windows. It is checked against what is known of each lock, and\n" +
			"not kept when a lock would not take its codes. Public holidays are known by their country: US holidays, 'DE-BY holidays'.",
		Example: "  seamdash rules add --name Cleaners --lock \"Front Door\" --words \"mon wed fri 9-13 and sat 10-16 except US holidays\" --pin-new\n" +
			"  seamdash rules add --name \"Night porter\" --lock Lobby --words \"daily 22-6\" --zone Europe/Lisbon --dry-run",
		Args:              cobra.ArbitraryArgs, // checked in the command, see run
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	flags := cmd.Flags()
	q.fieldArgs.register(flags)
	q.keepArgs.register(flags)
	flags.BoolVar(&q.force, "force", false, "keep it although a lock would not take its codes")
	cmd.Run = p.does(func(cmd *cobra.Command, args []string) error {
		if err := cmp.Or(noMore(cmd, args), q.check(flags)); err != nil {
			return err
		}
		return p.addRule(cmd.Context(), q, flags)
	})
	return cmd
}

// check refuses what cannot be meant.
func (q *addRequest) check(flags *pflag.FlagSet) error {
	const op = "add a schedule"
	if err := cmp.Or(empty(flags, "name", "words", "zone"), q.pin.check(op, flags)); err != nil {
		return err
	}
	switch {
	case q.name == "" && q.words == "":
		return nameless(op)
	case slices.Contains(q.locks, ""):
		return usageError{err: errors.New("read --lock: it is empty"), hint: "seamdash devices lists the locks."}
	case len(q.locks) == 0:
		return usageError{err: errors.New(op + ": no lock is named"), hint: "name it with --lock; seamdash devices lists them."}
	case q.words == "" && !q.series.given(flags):
		return usageError{err: errors.New(op + ": it is not said when"), hint: `such as --words "weekdays 9-17 and sat 10-14".`}
	}
	return q.series.checkFields(flags)
}

func (p *program) addRule(ctx context.Context, q addRequest, flags *pflag.FlagSet) error {
	const op = "add a schedule"
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
	var rule recur.Rule
	if err := q.into(ctx, r, op, flags, &rule); err != nil {
		return err
	}
	if rule.Name == "" {
		return nameless(op)
	}
	if slices.ContainsFunc(r.shelf.Rules, func(e rulebook.Entry) bool { return strings.EqualFold(e.Rule.Name, rule.Name) }) {
		p.note("warning: another schedule is called " + rule.Name + ", too")
	}
	change := amendment{op: op, note: "rules add", edits: []rulebook.Edit{{Entry: rulebook.Entry{Rule: rule}}}, force: q.force}
	return r.amend(ctx, &change, q.keepArgs)
}
