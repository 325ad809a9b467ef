package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"seamdash/model"
	"seamdash/model/recur"
	"seamdash/model/rulebook"
)

// A pauseRequest is what `seamdash rules pause` or `rules resume` was asked for.
type pauseRequest struct {
	keepArgs

	words       []string
	all         bool
	from, until string
}

func (p *program) rulesPauseCommand() *cobra.Command {
	var q pauseRequest
	cmd := &cobra.Command{
		Use:   "pause SCHEDULE...",
		Short: "Open no doors by a schedule for a while",
		Long: "pause takes away the windows that begin from today on, until the schedule is resumed or until a day. SCHEDULE is an id,\n" +
			"or all of a name that no other schedule has.",
		Example:           "  seamdash rules pause Cleaners --until \"7 jan\"\n  seamdash rules pause --all",
		Args:              cobra.ArbitraryArgs, // checked in the command, see run
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	flags := cmd.Flags()
	flags.StringVar(&q.until, "until", "", "the first day that has windows again: 2027-01-07, \"7 jan\" (default not until it is resumed)")
	flags.StringVar(&q.from, "from", "", "the first day without windows (default today)")
	flags.BoolVar(&q.all, "all", false, "all schedules")
	q.registerVersion(flags)
	cmd.Run = p.does(func(cmd *cobra.Command, args []string) error {
		if err := cmp.Or(q.check(cmd, args), empty(flags, "until", "from")); err != nil {
			return err
		}
		return p.pauseRules(cmd.Context(), q, "pause a schedule", q.pause)
	})
	return cmd
}

func (p *program) rulesResumeCommand() *cobra.Command {
	var q pauseRequest
	cmd := &cobra.Command{
		Use:               "resume SCHEDULE...",
		Short:             "End the pause of a schedule",
		Long:              "resume gives a schedule its windows back, from now on. SCHEDULE is an id, or all of a name that no other schedule has.",
		Example:           "  seamdash rules resume Cleaners\n  seamdash rules resume --all",
		Args:              cobra.ArbitraryArgs, // checked in the command, see run
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	flags := cmd.Flags()
	flags.BoolVar(&q.all, "all", false, "all schedules")
	q.registerVersion(flags)
	cmd.Run = p.does(func(cmd *cobra.Command, args []string) error {
		if err := q.check(cmd, args); err != nil {
			return err
		}
		return p.pauseRules(cmd.Context(), q, "resume a schedule", func(_ *ruleRoom, rule *recur.Rule) error {
			rule.Pause = recur.Pause{}
			return nil
		})
	})
	return cmd
}

// check reads the arguments.
func (q *pauseRequest) check(cmd *cobra.Command, args []string) error {
	q.words = args
	switch {
	case q.all && len(args) > 0:
		return usageError{err: fmt.Errorf("%s: --all is every schedule, and %d are named", cmd.CommandPath(), len(args))}
	case q.ifVersion > 0 && (q.all || len(args) > 1):
		return usageError{err: errors.New("read --if-version: it is about one schedule")}
	case q.all:
		return nil
	}
	return someRules(cmd, args)
}

// pause is the pause that was asked for.
func (q *pauseRequest) pause(r *ruleRoom, rule *recur.Rule) (err error) {
	pause := recur.Pause{Paused: true, From: r.today(rule), Open: q.until == ""}
	if q.from != "" {
		if pause.From, err = r.day(q.from, rule, "from"); err != nil {
			return err
		}
	}
	if q.until != "" {
		if pause.Until, err = r.day(q.until, rule, "until"); err != nil {
			return err
		}
	}
	rule.Pause = pause
	return nil
}

// pauseRules changes the pauses of the rules that are named, all in one go.
func (p *program) pauseRules(ctx context.Context, q pauseRequest, op string, change func(*ruleRoom, *recur.Rule) error) error {
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
	entries := r.shelf.Rules
	if !q.all {
		if entries, err = r.rules(q.words); err != nil {
			return err
		}
	}
	r.locks(ctx, doorsOf(entries))
	c := amendment{op: op, note: "rules " + op[:len(op)-len(" a schedule")], several: q.all || len(q.words) > 1, unjudged: true}
	for _, e := range entries {
		rule := e.Rule.Clone()
		if err := change(r, &rule); err != nil {
			return err
		}
		if rule.Pause == e.Rule.Pause {
			p.note(model.Clean(rule.Name) + ": nothing changes")
			continue
		}
		e.Rule = rule
		c.edits = append(c.edits, rulebook.Edit{Entry: e})
	}
	return r.amend(ctx, &c, q.keepArgs)
}
