package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"seamdash/model"
	"seamdash/model/engine"
	"seamdash/model/plan"
	"seamdash/model/recur"
	"seamdash/model/rulebook"
)

// shownWindows is how many windows `rules show` tells.
const shownWindows = 10

// A showRequest is what `seamdash rules show` was asked for.
type showRequest struct {
	word           string
	asJSON, reveal bool
}

func (p *program) rulesShowCommand() *cobra.Command {
	var r showRequest
	cmd := &cobra.Command{
		Use:   "show SCHEDULE",
		Short: "Show a recurring schedule with its next windows, its codes, what is in its way and its history",
		Long: "show tells all that is kept of a schedule. Its locks are asked of Seam, to say what is in its way there; where that\n" +
			"cannot be, the rest is shown. SCHEDULE is an id, or all of a name that no other schedule has.",
		Example:           "  seamdash rules show Cleaners\n  seamdash rules show Cleaners --json | jq .windows",
		Args:              cobra.ArbitraryArgs, // checked in the command, see run
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	cmd.Flags().BoolVar(&r.asJSON, "json", false, "print a JSON object for scripts")
	cmd.Flags().BoolVar(&r.reveal, "reveal", false, "show the PINs")
	cmd.Run = p.does(func(cmd *cobra.Command, args []string) (err error) {
		if r.word, err = oneRule(cmd, args); err != nil {
			return err
		}
		return p.showRule(cmd.Context(), r)
	})
	return cmd
}

func (p *program) showRule(ctx context.Context, q showRequest) error {
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	r, err := p.openRules(ctx)
	if err != nil {
		return err
	}
	defer r.close()
	e, err := r.rule(q.word)
	if err != nil {
		return err
	}
	history, err := r.book.History(ctx, e.ID)
	if err != nil {
		return err
	}
	rolls, err := r.keeper.Rolls(ctx, engine.RollQuery{Rule: e.ID, Limit: shownWindows})
	if err != nil {
		return err
	}
	r.readRolled(ctx)
	judged := r.visit(ctx, &e.Rule)
	r.locks(ctx, e.Rule.Locks)
	s := r.standingOf(e)
	d := detail{room: r, standing: &s, history: history, rolls: rolls, reveal: q.reveal}
	if judged {
		d.warnings = r.judge(e.ID, &e.Rule, s.on)
	}
	if q.reveal {
		r.looked(ctx, model.ShowPIN, onOutput, []rulebook.Entry{e})
	}
	if q.asJSON {
		return p.print(func(w io.Writer) error { return writeJSON(w, d.facts(judged)) })
	}
	return p.print(d.writeTo)
}

// A detail is all there is to tell of a rule.
type detail struct {
	room     *ruleRoom
	standing *standing
	history  []rulebook.Version
	rolls    []plan.Roll // the newest first
	warnings []warning
	reveal   bool
}

// writeTo tells it to people.
func (d *detail) writeTo(w io.Writer) error {
	s, rule := d.standing, &d.standing.entry.Rule
	now := d.room.session.now()
	var t table
	t.row("NAME", rule.Name)
	t.row("ID", string(s.entry.ID))
	t.row("WINDOWS", s.sentence)
	t.row("IN WORDS", s.words)
	t.row("LOCKS", d.room.lockWords(rule.Locks))
	t.row("ZONE", d.zoneWords())
	t.row("STATE", s.stateWords())
	t.row("NEXT", s.nextWords(now))
	t.row("PIN", pinWords(&rule.PIN, d.reveal))
	t.row("CODES", namingWords(&rule.Naming))
	t.row("ROLLED BY", d.room.rolled.words(now, d.room.program.home()))
	for _, problem := range s.problems {
		t.row("PROBLEM", problem.Message)
	}
	if err := t.writeTo(w); err != nil {
		return err
	}
	for _, on := range s.on {
		_, _ = fmt.Fprintf(w, "\nON THE CLOCK OF %s (%s)\n", strings.ToUpper(model.ZoneLabel(on.name)), d.room.lockWords(on.locks)) // w keeps its first error
		if err := linesTable(on.schedule.Preview(now, shownWindows)).writeTo(w); err != nil {
			return err
		}
	}
	if len(d.warnings) > 0 {
		_, _ = fmt.Fprintln(w, "\nIN ITS WAY")
		for _, warning := range d.warnings {
			_, _ = fmt.Fprintln(w, warning.line())
		}
	}
	if err := d.writeRolling(w); err != nil {
		return err
	}
	_, _ = fmt.Fprintln(w, "\nHISTORY")
	return d.edits(now).writeTo(w)
}

// writeRolling tells how the rule stands on its locks, and what it did there.
func (d *detail) writeRolling(w io.Writer) error {
	if series := d.room.series(&d.standing.entry); len(series) > 0 {
		_, _ = fmt.Fprintln(w, "\nON ITS LOCKS") // w keeps its first error
		if err := series.writeTo(w); err != nil {
			return err
		}
	}
	if len(d.rolls) == 0 {
		return nil
	}
	_, _ = fmt.Fprintln(w, "\nWHAT IT DID")
	all := make([]happening, len(d.rolls))
	for i := range d.rolls {
		all[i] = happening{at: d.rolls[i].At, roll: &d.rolls[i]}
	}
	return d.room.happened(all, d.standing.entry.Rule.Zone).writeTo(w)
}

func (d *detail) zoneWords() string {
	if zone := d.standing.entry.Rule.Zone; zone != "" {
		return zone
	}
	return "the clock of each lock"
}

// edits are who changed the rule, the newest first.
func (d *detail) edits(now time.Time) table {
	var t table
	for i := range d.history {
		v := &d.history[i]
		what := v.Note
		switch {
		case v.Gone:
			what = strings.TrimSpace("removed " + what)
		case what == "":
			what = "changed"
		}
		t.row(model.When(v.Entry.Changed, now, d.room.program.home()), fmt.Sprintf("version %d", v.Entry.Version), orDash(v.By), what)
	}
	return t
}

// pinWords is where the PINs come from; the PINs themselves only where somebody asked for them.
func pinWords(p *recur.PINPolicy, reveal bool) string {
	switch p.Kind {
	case recur.ChosenBySeam:
		return "Seam chooses it, once"
	case recur.Fresh:
		return "a new one for each window"
	case recur.Fixed, recur.Listed:
		what := "always the same"
		if p.Kind == recur.Listed {
			what = fmt.Sprintf("the next of %d for each window", len(p.PINs))
		}
		if !reveal {
			return what
		}
		for i, pin := range p.PINs {
			what += map[bool]string{true: ": ", false: ", "}[i == 0] + pin.Reveal()
		}
		return what
	default:
		return "-"
	}
}

func namingWords(n *recur.Naming) string {
	switch {
	case n.Template == "" && n.Short == "":
		return "called as the schedule"
	case n.Short == "":
		return n.Template
	case n.Template == "":
		return "{rule}, where that is too long " + n.Short
	default:
		return n.Template + ", where that is too long " + n.Short
	}
}
