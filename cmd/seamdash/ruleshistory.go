package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"seamdash/model"
	"seamdash/model/engine"
	"seamdash/model/plan"
	"seamdash/model/recur"
	"seamdash/model/recur/words"
	"seamdash/model/rulebook"
)

// shownHistory is how much of a history is shown unless somebody asks for more.
const shownHistory = 100

// A historyRequest is what `seamdash rules history` was asked for.
type historyRequest struct {
	word, lock   string
	limit        int
	edits, rolls bool // only these
	asJSON       bool
}

func (p *program) rulesHistoryCommand() *cobra.Command {
	var q historyRequest
	cmd := &cobra.Command{
		Use:   "history SCHEDULE",
		Short: "Show what a recurring schedule did on its locks, and who changed it",
		Long: "history shows the codes of a schedule, how each of its windows ended, and all versions of it, the newest first. Windows are told\n" +
			"on the clock of the lock, versions in the words that rules edit --words takes. SCHEDULE is an id, or all of a name that no\n" +
			"other schedule has; one that was removed is named by its id.",
		Example:           "  seamdash rules history Cleaners\n  seamdash rules history Cleaners --rolls --lock \"Front Door\" --json",
		Args:              cobra.ArbitraryArgs, // checked in the command, see run
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	flags := cmd.Flags()
	flags.StringVar(&q.lock, "lock", "", "only what happened on this lock, by id or by all of its name")
	flags.IntVar(&q.limit, "limit", shownHistory, "how many lines; 0 shows all")
	flags.BoolVar(&q.edits, "edits", false, "only who changed the schedule, and how")
	flags.BoolVar(&q.rolls, "rolls", false, "only what the schedule did on its locks")
	flags.BoolVar(&q.asJSON, "json", false, "print a JSON array for scripts")
	cmd.Run = p.does(func(cmd *cobra.Command, args []string) (err error) {
		if q.word, err = oneRule(cmd, args); err != nil {
			return err
		}
		if err := q.check(flags); err != nil {
			return err
		}
		return p.ruleHistory(cmd.Context(), q)
	})
	return cmd
}

// check refuses what cannot be meant. What happened on one lock is no edit.
func (q *historyRequest) check(flags *pflag.FlagSet) error {
	if err := empty(flags, "lock"); err != nil {
		return err
	}
	switch {
	case q.limit < 0:
		return usageError{err: fmt.Errorf("read --limit: %d is not a number of lines", q.limit)}
	case q.edits && (q.rolls || q.lock != ""):
		return usageError{err: errors.New("read --edits: edits are of the whole schedule, and --rolls and --lock are about its locks")}
	}
	q.rolls = q.rolls || q.lock != ""
	return nil
}

// A happening is one line of the history of a rule: an edit, or something that it did on a lock.
type happening struct {
	at   time.Time
	edit *rulebook.Version
	roll *plan.Roll
}

func (p *program) ruleHistory(ctx context.Context, q historyRequest) error {
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	r, err := p.openRules(ctx)
	if err != nil {
		return err
	}
	defer r.close()
	e, missing := r.rule(q.word)
	if missing != nil {
		e.ID = model.RuleID(model.Clean(q.word)) // of one that was removed, or that cannot be read
	}
	edits, err := r.book.History(ctx, e.ID)
	switch {
	case err != nil:
		return err
	case len(edits) == 0:
		return missing
	}
	all, more, err := r.happenings(ctx, e.ID, edits, &q)
	if err != nil {
		return err
	}
	if more {
		defer p.note("there is more: --limit 0 shows all")
	}
	if q.asJSON {
		return p.print(func(w io.Writer) error { return writeJSON(w, r.factsOfHappenings(all)) })
	}
	return p.print(func(w io.Writer) error { return r.happened(all, edits[0].Entry.Rule.Zone).writeTo(w) })
}

// happenings are edits and rolls, the newest first, and whether there are more than were asked for.
func (r *ruleRoom) happenings(ctx context.Context, id model.RuleID, edits []rulebook.Version, q *historyRequest) (all []happening, more bool, err error) {
	if !q.rolls {
		for i := range edits {
			all = append(all, happening{at: edits[i].Entry.Changed, edit: &edits[i]})
		}
	}
	if !q.edits {
		rolls, err := r.rollsOf(ctx, id, edits, q)
		if err != nil {
			return nil, false, err
		}
		for i := range rolls {
			all = append(all, happening{at: rolls[i].At, roll: &rolls[i]})
		}
	}
	slices.SortStableFunc(all, func(a, b happening) int { return b.at.Compare(a.at) })
	if q.limit > 0 && len(all) > q.limit {
		return all[:q.limit], true, nil
	}
	return all, false, nil
}

// rollsOf reads what a rule did on its locks, or on one of those that it ever had: one more than is shown, to know whether there
// are more.
func (r *ruleRoom) rollsOf(ctx context.Context, id model.RuleID, edits []rulebook.Version, q *historyRequest) ([]plan.Roll, error) {
	var ever []model.DeviceID
	for i := range edits {
		ever = append(ever, edits[i].Entry.Rule.Locks...)
	}
	slices.Sort(ever)
	ever = slices.Compact(ever)
	r.locks(ctx, ever)
	query := engine.RollQuery{Rule: id}
	if q.limit > 0 {
		query.Limit = q.limit + 1
	}
	if q.lock != "" {
		lock, err := r.lockAmong(ever, q.lock)
		if err != nil {
			return nil, err
		}
		query.Lock = lock
	}
	return r.keeper.Rolls(ctx, query)
}

// happened shows a history. Windows are told by the clock of the rule, or of the lock.
func (r *ruleRoom) happened(all []happening, zone string) table {
	var t table
	if len(all) == 0 {
		t.row("nothing yet")
		return t
	}
	t.row("WHEN", "WHAT", "LOCK", "WINDOW", "CODE", "TOLD")
	for i := range all {
		when := model.When(all[i].at, r.session.now(), r.program.home())
		if v := all[i].edit; v != nil {
			t.row(when, fmt.Sprintf("version %d", v.Entry.Version), "", "", "", r.editWords(v))
			continue
		}
		roll := all[i].roll
		on := r.seriesOn(zone, roll.Key.Lock)
		t.row(when, string(roll.What), r.called(roll.Key.Lock), on.slotWords(&roll.Slot), orDash(string(roll.Code)), rollWords(roll))
	}
	return t
}

// editWords tell who made a version, and how the rule is since.
func (r *ruleRoom) editWords(v *rulebook.Version) string {
	said := r.versionWords(v)
	switch {
	case v.Unread != "":
		said = v.Unread
	case v.Gone:
		said = "removed; it was " + said
	}
	who := strings.Join(slices.DeleteFunc([]string{v.By, v.Note}, func(s string) bool { return s == "" }), ", ")
	return orDash(who) + ": " + orDash(v.Entry.Rule.Name) + "  " + said
}

func (r *ruleRoom) versionWords(v *rulebook.Version) string {
	if v.Unread != "" {
		return ""
	}
	return words.Text(&v.Entry.Rule, r.sets.speak(r.today(&v.Entry.Rule), recur.Rule{}))
}

// lockAmong finds the lock that a word names wholly, among those of a rule.
func (r *ruleRoom) lockAmong(locks []model.DeviceID, word string) (model.DeviceID, error) {
	word = model.Clean(word)
	found := naming(locks, word, func(id *model.DeviceID) string { return string(*id) }, func(id *model.DeviceID) string { return r.called(*id) })
	switch len(found) {
	case 0:
		return "", &model.Fault{
			Op: "find lock", Subject: word, Kind: model.KindNotFound, Message: "the schedule has no such lock",
			Hint: "it has " + candidates(locks, func(id *model.DeviceID) string { return r.called(*id) }),
		}
	case 1:
		return found[0], nil
	default:
		return "", usageError{
			err:  fmt.Errorf("find lock %s: %d locks of the schedule have this name", word, len(found)),
			hint: "say which, by id: " + candidates(found, func(id *model.DeviceID) string { return string(*id) }),
		}
	}
}
