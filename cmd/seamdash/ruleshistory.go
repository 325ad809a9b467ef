package main

import (
	"context"
	"io"
	"strconv"

	"github.com/spf13/cobra"

	"seamdash/model"
	"seamdash/model/recur"
	"seamdash/model/recur/words"
	"seamdash/model/rulebook"
)

func (p *program) rulesHistoryCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "history SCHEDULE",
		Short: "Show who changed a recurring schedule, and how it was",
		Long: "history shows all versions of a schedule, the newest first, in the words that rules edit --words takes. SCHEDULE is an id,\n" +
			"or all of a name that no other schedule has; one that was removed is named by its id.",
		Example:           "  seamdash rules history Cleaners",
		Args:              cobra.ArbitraryArgs, // checked in the command, see run
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print a JSON array for scripts")
	cmd.Run = p.does(func(cmd *cobra.Command, args []string) error {
		word, err := oneRule(cmd, args)
		if err != nil {
			return err
		}
		return p.ruleHistory(cmd.Context(), word, asJSON)
	})
	return cmd
}

// A versionFacts is one version of a rule for scripts.
type versionFacts struct {
	editFacts

	Name  *string `json:"name"`
	Words *string `json:"words"` // null where this program cannot read the version
}

func (p *program) ruleHistory(ctx context.Context, word string, asJSON bool) error {
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	r, err := p.openRules(ctx)
	if err != nil {
		return err
	}
	defer r.close()
	e, missing := r.rule(word)
	if missing != nil {
		e.ID = model.RuleID(model.Clean(word)) // of one that was removed, or that cannot be read
	}
	history, err := r.book.History(ctx, e.ID)
	switch {
	case err != nil:
		return err
	case len(history) == 0:
		return missing
	}
	if asJSON {
		facts := make([]versionFacts, len(history))
		for i, edit := range factsOfEdits(history) {
			facts[i] = versionFacts{edit, known(history[i].Entry.Rule.Name), known(r.versionWords(&history[i]))}
		}
		return p.print(func(w io.Writer) error { return writeJSON(w, facts) })
	}
	return p.print(func(w io.Writer) error { return r.versions(history).writeTo(w) })
}

func (r *ruleRoom) versionWords(v *rulebook.Version) string {
	if v.Unread != "" {
		return ""
	}
	return words.Text(&v.Entry.Rule, r.sets.speak(r.today(&v.Entry.Rule), recur.Rule{}))
}

func (r *ruleRoom) versions(history []rulebook.Version) table {
	var t table
	t.row("WHEN", "VERSION", "WHO", "WHAT FOR", "NAME", "WORDS")
	now := r.session.now()
	for i := range history {
		v := &history[i]
		said := r.versionWords(v)
		switch {
		case v.Unread != "":
			said = v.Unread
		case v.Gone:
			said = "removed; it was " + said
		}
		t.row(model.When(v.Entry.Changed, now, r.program.home()), strconv.FormatUint(v.Entry.Version, 10), orDash(v.By), orDash(v.Note), orDash(v.Entry.Rule.Name), said)
	}
	return t
}
