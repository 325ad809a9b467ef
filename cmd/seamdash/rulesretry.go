package main

import (
	"context"
	"io"
	"slices"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"seamdash/model"
	"seamdash/model/engine"
	"seamdash/model/plan"
	"seamdash/model/rulebook"
)

// A retryRequest is what `seamdash rules retry` was asked for.
type retryRequest struct {
	words          []string
	lock           string
	all, skip      bool
	dryRun, asJSON bool
}

func (p *program) rulesRetryCommand() *cobra.Command {
	var q retryRequest
	cmd := &cobra.Command{
		Use:   "retry SCHEDULE...",
		Short: "Take up again what stands still",
		Long: "retry has the codes of a schedule tried again at once that stand still or were refused: on all of its locks, or on one. With\n" +
			"--skip the next window passes without a code, and it goes on with the one after it. Whoever rolls the schedules does it.\n" +
			"SCHEDULE is an id, or all of a name that no other schedule has.",
		Example:           "  seamdash rules retry Cleaners\n  seamdash rules retry Cleaners --lock \"Front Door\" --skip\n  seamdash rules retry --all",
		Args:              cobra.ArbitraryArgs, // checked in the command, see run
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	flags := cmd.Flags()
	flags.StringVar(&q.lock, "lock", "", "only on this lock, by id or by all of its name")
	flags.BoolVar(&q.all, "all", false, "all schedules")
	flags.BoolVar(&q.skip, "skip", false, "let the next window pass without a code")
	flags.BoolVar(&q.dryRun, "dry-run", false, "show what it would be, and ask for nothing")
	flags.BoolVar(&q.asJSON, "json", false, "print a JSON array of what is taken up again")
	cmd.Run = p.does(func(cmd *cobra.Command, args []string) error {
		if err := q.check(cmd, args, flags); err != nil {
			return err
		}
		return p.retryRules(cmd.Context(), q)
	})
	return cmd
}

func (q *retryRequest) check(cmd *cobra.Command, args []string, flags *pflag.FlagSet) error {
	if err := empty(flags, "lock"); err != nil {
		return err
	}
	named := pauseRequest{all: q.all}
	err := named.check(cmd, args)
	q.words = named.words
	return err
}

// A stuck series is one that stands still or was refused.
type stuck struct {
	entry *rulebook.Entry
	state *plan.State
}

func (p *program) retryRules(ctx context.Context, q retryRequest) error {
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	r, err := p.openRules(ctx)
	if err != nil {
		return err
	}
	defer r.close()
	if err := r.session.mayWrite(opRetry, q.dryRun); err != nil {
		return err
	}
	entries := r.shelf.Rules
	if !q.all {
		if entries, err = r.rules(q.words); err != nil {
			return err
		}
	}
	if r.rolled, err = r.ledger(ctx); err != nil {
		return err
	}
	found, err := r.stuck(ctx, entries, q.lock)
	if err != nil {
		return err
	}
	if err := r.wish(ctx, found, &q); err != nil {
		return err
	}
	return r.showWished(found, &q)
}

// stuck finds what can be taken up again.
func (r *ruleRoom) stuck(ctx context.Context, entries []rulebook.Entry, on string) ([]stuck, error) {
	r.locks(ctx, doorsOf(entries))
	var found []stuck
	for i := range entries {
		e := &entries[i]
		locks := r.rolled.locksOf(e)
		if on != "" {
			lock, err := r.lockAmong(locks, on)
			if err != nil {
				return nil, err
			}
			locks = []model.DeviceID{lock}
		}
		for _, lock := range locks {
			if s := r.rolled.state(e.ID, lock); slices.Contains([]string{seriesHalted, seriesRefused}, stateOf(s)) {
				found = append(found, stuck{e, s})
			}
		}
		if len(found) == 0 || found[len(found)-1].entry != e {
			r.program.note(model.Clean(e.Rule.Name) + ": nothing stands still")
		}
	}
	return found, nil
}

// wish keeps the wishes, for whoever rolls.
func (r *ruleRoom) wish(ctx context.Context, found []stuck, q *retryRequest) error {
	if q.dryRun {
		return nil
	}
	r.tellWhere(ctx)
	wish := plan.Wish{Kind: plan.WishRetry, By: me(r.program.getenv), At: r.session.now()}
	if q.skip {
		wish.Kind = plan.WishSkip
	}
	for i := range found {
		if err := r.keeper.Ask(ctx, engine.Asked{Key: found[i].state.Key, Wish: wish}); err != nil {
			return err
		}
	}
	return nil
}

// showWished tells what is taken up again, why it was not, and who does it.
func (r *ruleRoom) showWished(found []stuck, q *retryRequest) error {
	if len(found) > 0 {
		r.program.note(r.takesUp(q))
	}
	if q.asJSON {
		facts := make([]stuckFacts, len(found))
		for i := range found {
			s := &found[i]
			facts[i].RuleID, facts[i].Name = string(s.entry.ID), known(s.entry.Rule.Name)
			facts[i].seriesFacts = seriesFacts{onDevice: r.onDevice(s.state.Key.Lock), State: stateOf(s.state)}
			r.fill(&facts[i].seriesFacts, s.state)
		}
		return r.program.print(func(w io.Writer) error { return writeJSON(w, facts) })
	}
	var t table
	for i := range found {
		s := &found[i]
		lock := s.state.Key.Lock
		t.row(s.entry.Rule.Name, r.called(lock), r.seriesOn(s.entry.Rule.Zone, lock).words(s.state))
	}
	return r.program.print(t.writeTo)
}

// takesUp says who will do it.
func (r *ruleRoom) takesUp(q *retryRequest) string {
	by := r.rolled.by()
	switch {
	case q.dryRun:
		return "nothing is asked for: this is what would be"
	case r.room == nil:
		return sandboxForgets
	case by == "":
		return "nobody rolls the schedules now, so it waits: " + nobodyRolls
	default:
		return by + " takes it up"
	}
}

// A stuckFacts is a series that is taken up again, for scripts.
type stuckFacts struct {
	RuleID string  `json:"rule_id"`
	Name   *string `json:"name"`
	seriesFacts
}
