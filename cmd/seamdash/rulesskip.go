package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"seamdash/model"
	"seamdash/model/civil"
	"seamdash/model/recur"
)

// A skipRequest is what `seamdash rules skip` was asked for.
type skipRequest struct {
	keepArgs

	word  string
	dates string
	at    string // "" for all windows of the day
	undo  bool
}

const opSkip = "skip a window"

func (p *program) rulesSkipCommand() *cobra.Command {
	var q skipRequest
	cmd := &cobra.Command{
		Use:   "skip SCHEDULE DATE [HH:MM]",
		Short: "Take away the windows of some days, or one of them",
		Long: "skip takes away the windows that begin on a day, on several days, or the one that opens at a time. --undo gives them back.\n" +
			"SCHEDULE is an id, or all of a name that no other schedule has.",
		Example: "  seamdash rules skip Cleaners \"24-26 dec, 1 jan\"\n  seamdash rules skip Cleaners 2027-01-04 09:00\n" +
			"  seamdash rules skip Cleaners 24 dec --undo",
		Args:              cobra.ArbitraryArgs, // checked in the command, see run
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	flags := cmd.Flags()
	flags.BoolVar(&q.undo, "undo", false, "give the windows back")
	q.registerVersion(flags)
	cmd.Run = p.does(func(cmd *cobra.Command, args []string) (err error) {
		if q.word, err = oneRule(cmd, args[:min(len(args), 1)]); err != nil {
			return err
		}
		rest := args[1:]
		if n := len(rest); n > 1 && strings.Contains(rest[n-1], ":") {
			q.at, rest = rest[n-1], rest[:n-1]
		}
		if q.dates = strings.Join(rest, " "); strings.TrimSpace(q.dates) == "" {
			return usageError{err: errors.New(opSkip + ": no day is named"), hint: "such as 2027-12-24, or \"24-26 dec\"."}
		}
		return p.skipWindows(cmd.Context(), q)
	})
	return cmd
}

func (p *program) skipWindows(ctx context.Context, q skipRequest) error {
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	r, err := p.openRules(ctx)
	if err != nil {
		return err
	}
	defer r.close()
	if err := r.session.mayWrite(opSkip, q.dryRun); err != nil {
		return err
	}
	e, err := r.rule(q.word)
	if err != nil {
		return err
	}
	r.locks(ctx, e.Rule.Locks)
	rule := e.Rule.Clone()
	if err := q.into(r, &rule); err != nil {
		return err
	}
	c := amendment{op: opSkip, note: "rules skip " + q.dates, edits: edited(e, rule), unjudged: true}
	if q.undo {
		c.note += " --undo"
	}
	return r.amend(ctx, &c, q.keepArgs)
}

// into changes which windows are skipped.
func (q *skipRequest) into(r *ruleRoom, rule *recur.Rule) error {
	days, err := r.days(q.dates, rule)
	if err != nil {
		return err
	}
	skip := recur.Skip{Date: days[0], One: q.at != ""}
	if skip.One {
		if skip.At, err = civil.ParseClock(q.at); err != nil {
			return usageError{err: fmt.Errorf("read the time: %w", err)}
		}
		if len(days) > 1 {
			return usageError{err: errors.New(opSkip + ": a time goes with one day")}
		}
	}
	changed := 0
	for _, day := range days {
		one := skip
		if one.Date = day; q.change(rule, one) {
			changed++
		}
	}
	if changed == 0 {
		return q.nothing(rule, skip)
	}
	return nil
}

// change skips windows or gives them back, and says whether there were any.
func (q *skipRequest) change(rule *recur.Rule, skip recur.Skip) bool {
	switch {
	case q.undo:
		return unskip(rule, skip)
	case !hasWindow(rule, skip) || slices.Contains(rule.Skip, skip):
		return false
	}
	rule.Skip = append(rule.Skip, skip)
	return true
}

// nothing says that no window is meant.
func (q *skipRequest) nothing(rule *recur.Rule, skip recur.Skip) error {
	why := "there is no window on " + dayWords(skip.Date)
	if skip.One {
		why += " at " + skip.At.String()
	}
	if q.undo {
		why = "nothing is skipped on " + dayWords(skip.Date)
	}
	name := model.Clean(rule.Name)
	if slices.Contains(rule.Skip, skip) && !q.undo {
		why = dayWords(skip.Date) + " is skipped already"
	}
	return &model.Fault{Op: opSkip, Subject: name, Kind: model.KindInvalid, Message: why, Hint: fmt.Sprintf("rules preview %q shows its windows.", name)}
}

// hasWindow says that a rule has a window by its days and hours, whatever takes it away.
func hasWindow(rule *recur.Rule, skip recur.Skip) bool {
	if rule.End.Kind != recur.OnDate || skip.Date <= rule.End.On {
		for i := range rule.Spans {
			s := &rule.Spans[i]
			if s.Days.On(rule.Start, skip.Date) && (!skip.One || s.Hours.From == skip.At) {
				return true
			}
		}
	}
	return slices.ContainsFunc(rule.Extra, func(e recur.Opening) bool {
		return e.Date == skip.Date && (!skip.One || e.Hours.From == skip.At)
	})
}

// unskip gives windows back: with a time one, otherwise all of the day.
func unskip(rule *recur.Rule, skip recur.Skip) bool {
	before := len(rule.Skip)
	rule.Skip = slices.DeleteFunc(rule.Skip, func(s recur.Skip) bool { return s == skip || !skip.One && s.Date == skip.Date })
	return len(rule.Skip) < before
}
