package main

import (
	"context"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"seamdash/model"
	"seamdash/model/rulebook"
)

func (p *program) rulesListCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List recurring schedules with their next window",
		Long: "list shows what is kept on this machine for the workspace, how the codes stand, and who makes them. It needs Seam only for\n" +
			"locks that it has not seen before.\n" +
			"The next window of a schedule whose locks are in several time zones is the one that opens first.",
		Example:           "  seamdash rules list\n  seamdash rules list --json | jq '.[] | {name, next}'",
		Args:              cobra.ArbitraryArgs, // checked in the command, see run
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print a JSON array for scripts")
	cmd.Run = p.does(func(cmd *cobra.Command, args []string) error {
		if err := noArguments(cmd, args); err != nil {
			return err
		}
		return p.listRules(cmd.Context(), asJSON)
	})
	return cmd
}

func (p *program) listRules(ctx context.Context, asJSON bool) error {
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	r, err := p.openRules(ctx)
	if err != nil {
		return err
	}
	defer r.close()
	r.locks(ctx, doorsOf(r.shelf.Rules))
	r.readRolled(ctx)
	all := make([]standing, len(r.shelf.Rules))
	for i := range all {
		all[i] = r.standingOf(r.shelf.Rules[i])
	}
	if asJSON {
		facts := make([]ruleFacts, len(all), len(all)+len(r.shelf.Broken))
		for i := range all {
			facts[i] = r.factsOf(&all[i])
		}
		for i := range r.shelf.Broken {
			if !r.shelf.Broken[i].Set {
				facts = append(facts, factsOfBroken(&r.shelf.Broken[i]))
			}
		}
		return p.print(func(w io.Writer) error { return writeJSON(w, facts) })
	}
	if err := p.print(func(w io.Writer) error { return r.table(all, r.shelf.Broken).writeTo(w) }); err != nil {
		return err
	}
	switch {
	case len(all) == 0:
		p.note("no recurring schedules; rules add makes one")
	case r.rolled == nil, r.room == nil: // it was told, or it is the sandbox
	case r.rolled.by() == "":
		p.note("nobody rolls the schedules, so no codes are made: " + nobodyRolls)
	default:
		p.note("rolled by " + r.rolled.words(r.session.now(), p.home()))
	}
	return nil
}

// table shows rules, and what is kept and cannot be read.
func (r *ruleRoom) table(all []standing, broken []rulebook.Broken) table {
	var t table
	if len(all)+len(broken) > 0 {
		t.row("NAME", "STATE", "NEXT", "CODES", "ZONE", "LOCKS", "WINDOWS")
	}
	now := r.session.now()
	for i := range all {
		s := &all[i]
		t.row(s.entry.Rule.Name, s.stateWords(), s.nextWords(now), r.codeWords(&s.entry), s.clockWords(), r.lockWords(s.entry.Rule.Locks), s.sentence)
	}
	for i := range broken {
		if b := &broken[i]; !b.Set {
			t.row(orDash(b.Name), ruleUnread, "-", "-", "-", "-", b.Why)
		}
	}
	return t
}

// lockWords names locks.
func (r *ruleRoom) lockWords(ids []model.DeviceID) string {
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = r.called(id)
	}
	return orDash(strings.Join(names, ", "))
}
