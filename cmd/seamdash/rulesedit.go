package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"seamdash/model"
	"seamdash/model/recur"
	"seamdash/model/rulebook"
)

// An editRequest is what `seamdash rules edit` was asked for.
type editRequest struct {
	fieldArgs
	keepArgs

	word  string
	from  string // a date: only the windows from then on
	only  onlyArgs
	force bool
}

func (p *program) rulesEditCommand() *cobra.Command {
	var q editRequest
	cmd := &cobra.Command{
		Use:   "edit SCHEDULE",
		Short: "Change a recurring schedule, from a day on, or one of its windows",
		Long: "edit changes what is named and leaves the rest as it is; --words says anew all that words can say. With --from the windows\n" +
			"before that day stay, and those from then on become a schedule of their own. With --only one window gets other hours.\n" +
			"SCHEDULE is an id, or all of a name that no other schedule has.",
		Example: "  seamdash rules edit Cleaners --words \"tue thu 9-13\" --from 2027-02-01\n" +
			"  seamdash rules edit Cleaners --only \"24 dec\" --hours 8-11\n" +
			"  seamdash rules edit Cleaners --add-lock Garage --name \"Cleaners and garden\"",
		Args:              cobra.ArbitraryArgs, // checked in the command, see run
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	flags := cmd.Flags()
	q.fieldArgs.register(flags)
	flags.StringArrayVar(&q.addLocks, "add-lock", nil, "one more lock; once for each")
	flags.StringArrayVar(&q.removeLocks, "remove-lock", nil, "a lock that it had; once for each")
	flags.StringVar(&q.from, "from", "", "change only the windows from this day on: 2027-02-01, \"1 feb\"")
	q.only.register(flags)
	q.registerVersion(flags)
	flags.BoolVar(&q.force, "force", false, "keep it although a lock would not take its codes")
	cmd.Run = p.does(func(cmd *cobra.Command, args []string) (err error) {
		if q.word, err = oneRule(cmd, args); err != nil {
			return err
		}
		if err := q.check(flags); err != nil {
			return err
		}
		return p.editRule(cmd.Context(), q, flags)
	})
	return cmd
}

const opEdit = "edit a schedule"

// check refuses what cannot be meant.
func (q *editRequest) check(flags *pflag.FlagSet) error {
	if err := cmp.Or(empty(flags, "name", "words", "from", "only", "hours", "to"), q.pin.check(opEdit, flags), q.only.check(flags), q.series.checkFields(flags)); err != nil {
		return err
	}
	fields := q.series.given(flags)
	for _, name := range []string{"name", "words", "zone", "code-name", "short-name", "lock", "add-lock", "remove-lock", pinStdin, pinNew, pinList} {
		fields = fields || flags.Changed(name)
	}
	switch {
	case q.only.given() && (fields || q.from != ""):
		return usageError{err: errors.New(opEdit + ": --only changes the hours of one window, and nothing beside them"), hint: "--hours and --to say how."}
	case !q.only.given() && !fields:
		return usageError{err: errors.New(opEdit + ": nothing is to be changed"), hint: "--words, --name, --lock, --zone and others say what."}
	}
	return nil
}

func (p *program) editRule(ctx context.Context, q editRequest, flags *pflag.FlagSet) error {
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	r, err := p.openRules(ctx)
	if err != nil {
		return err
	}
	defer r.close()
	if err := r.session.mayWrite(opEdit, q.dryRun); err != nil {
		return err
	}
	e, err := r.rule(q.word)
	if err != nil {
		return err
	}
	r.locks(ctx, e.Rule.Locks)
	change := amendment{op: opEdit, note: "rules edit", force: q.force}
	switch {
	case q.only.given():
		err = q.only.into(r, &change, e)
	case q.from != "":
		err = q.split(ctx, r, &change, e, flags)
	default:
		rule := e.Rule.Clone()
		err = q.into(ctx, r, opEdit, flags, &rule)
		change.edits = edited(e, rule)
	}
	if err != nil {
		return err
	}
	return r.amend(ctx, &change, q.keepArgs)
}

// edited is a rule in the place of the one that is kept.
func edited(e rulebook.Entry, rule recur.Rule) []rulebook.Edit {
	e.Rule = rule
	return []rulebook.Edit{{Entry: e}}
}

// split ends a rule before a day, and makes another one of the windows from then on.
func (q *editRequest) split(ctx context.Context, r *ruleRoom, c *amendment, e rulebook.Entry, flags *pflag.FlagSet) error {
	day, err := r.day(q.from, &e.Rule, "from")
	if err != nil {
		return err
	}
	before, after, err := recur.SplitAt(&e.Rule, day)
	if err != nil {
		return &model.Fault{Op: opEdit, Subject: e.Rule.Name, Kind: model.KindInvalid, Message: model.Clean(err.Error()), Hint: "without --from all of its windows change."}
	}
	if err := q.into(ctx, r, opEdit, flags, &after); err != nil {
		return err
	}
	if after.Start < day { // words may say another start
		return &model.Fault{
			Op: opEdit, Subject: e.Rule.Name, Kind: model.KindInvalid, Message: fmt.Sprintf("the windows from %v on would begin on %v", day, after.Start),
		}
	}
	c.several = true
	c.note = "rules edit --from " + day.String()
	c.edits = append(edited(e, before), rulebook.Edit{Entry: rulebook.Entry{Rule: after}})
	return nil
}
