package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"seamdash/model"
	"seamdash/model/prospect"
	"seamdash/model/recur"
	"seamdash/model/recur/words"
	"seamdash/model/rulebook"
)

// changedWindows is how many windows are told of a rule that was changed.
const changedWindows = 5

// sandboxForgets tells of changes that were made for nothing but a look.
const sandboxForgets = "nothing of the sandbox is kept: this lasts as long as the command"

// keepArgs are what every command takes that changes what is kept of rules.
type keepArgs struct {
	dryRun, asJSON bool
	yes            bool // also where codes that are live now change
	ifVersion      uint64
}

func (a *keepArgs) register(flags *pflag.FlagSet) {
	flags.BoolVar(&a.dryRun, "dry-run", false, "check everything, show what would be, and keep nothing")
	flags.BoolVar(&a.asJSON, "json", false, "print the schedule as it is afterwards, as JSON")
}

// registerVersion is for commands that change one rule that there is.
func (a *keepArgs) registerVersion(flags *pflag.FlagSet) {
	a.register(flags)
	flags.Uint64Var(&a.ifVersion, "if-version", 0, "only if this is the version that is kept, as list --json shows it")
	flags.Lookup("if-version").DefValue = "" // whoever says nothing does not care
	a.registerYes(flags)
}

// registerYes is for commands that can change codes which are live.
func (a *keepArgs) registerYes(flags *pflag.FlagSet) {
	flags.BoolVar(&a.yes, "yes", false, "go ahead although codes that are live now change")
}

// An amendment is a change of what is kept: of some rules, in one go.
type amendment struct {
	op    string // what was asked for, in words
	note  string // for the history
	edits []rulebook.Edit
	sets  []rulebook.SetEntry // that are kept with them
	// several says that JSON is an array, whatever was found.
	several bool
	// unjudged leaves out what the locks would say.
	unjudged bool
	force    bool
}

// amend judges a change, keeps it, and shows what it came to.
func (r *ruleRoom) amend(ctx context.Context, c *amendment, a keepArgs) error {
	if a.ifVersion > 0 {
		for i := range c.edits {
			if e := &c.edits[i].Entry; e.Version > 0 {
				e.Version = a.ifVersion
			}
		}
	}
	if err := r.check(ctx, c); err != nil {
		return err
	}
	if err := r.agree(ctx, c, a.yes || a.dryRun); err != nil {
		return err
	}
	if a.dryRun {
		r.program.note("nothing is kept: this is what would be")
		return r.showChanged(ctx, c, entriesOf(c.edits), a)
	}
	r.tellWhere(ctx)
	r.nameSets(c)
	kept, _, err := r.book.SaveWith(ctx, c.sets, c.edits, me(r.program.getenv), c.note)
	if err != nil {
		return r.unkept(c.op, err)
	}
	for i := range c.sets {
		r.program.note("the holidays are kept as " + model.Clean(c.sets[i].Set.Name))
	}
	if r.room == nil {
		r.program.note(sandboxForgets)
	}
	if err := r.load(ctx); err != nil {
		return err
	}
	return r.showChanged(ctx, c, kept, a)
}

func entriesOf(edits []rulebook.Edit) []rulebook.Entry {
	out := make([]rulebook.Entry, len(edits))
	for i := range edits {
		out[i] = edits[i].Entry
	}
	return out
}

// check refuses what cannot be kept, and what a lock would not take unless that is forced.
func (r *ruleRoom) check(ctx context.Context, c *amendment) error {
	for i := range c.edits {
		e := &c.edits[i]
		if e.Remove {
			continue
		}
		rule := &e.Entry.Rule
		if found := rule.Check(); len(found) > 0 {
			return troubled(c.op, rule.Name, found)
		}
		if err := r.wants(ctx, c.op, rule); err != nil {
			return err
		}
		if c.unjudged || !r.visit(ctx, rule) {
			continue
		}
		if err := r.warnAbout(c, e); err != nil {
			return err
		}
	}
	return nil
}

// warnAbout tells what is in the way of a rule, and refuses it where a lock would not take its codes.
func (r *ruleRoom) warnAbout(c *amendment, e *rulebook.Edit) error {
	on, err := r.compiled(&e.Entry.Rule)
	if err != nil {
		return err
	}
	var refused []error
	for _, w := range r.judge(e.Entry.ID, &e.Entry.Rule, on) {
		if w.Level == prospect.Refused && !c.force {
			refused = append(refused, &model.Fault{
				Op: c.op, Kind: model.KindInvalid, Message: model.Clean(w.Text), Type: w.Rule, Hint: strings.TrimSpace(model.AsSentence(w.Hint) + " --force keeps it all the same."),
			})
			continue
		}
		r.program.note("warning: " + w.line())
	}
	return joined(refused)
}

// nameSets makes sets of the public holidays that rules name and nobody keeps yet.
func (r *ruleRoom) nameSets(c *amendment) {
	made := map[recur.SetID]recur.SetID{}
	for i := range c.edits {
		rule := &c.edits[i].Entry.Rule
		list := slices.Clone(rule.Holidays)
		for n, id := range list {
			place, public := strings.CutPrefix(string(id), country)
			if !public {
				continue
			}
			if made[id] == "" {
				code, region, _ := strings.Cut(place, "/")
				set := publicSet(code, region)
				set.ID = r.book.NewSetID()
				made[id] = set.ID
				c.sets = append(c.sets, rulebook.SetEntry{Set: set})
			}
			list[n] = made[id]
		}
		rule.Holidays = list
	}
}

// unkept is why a change was not kept. Of a conflict both sides are told.
func (r *ruleRoom) unkept(op string, err error) error {
	conflict, is := errors.AsType[*rulebook.Conflict](err)
	if !is {
		return err
	}
	if !conflict.Gone && conflict.Unread == "" {
		r.program.note("kept now: " + r.sentence(&conflict.Theirs.Rule) + fmt.Sprintf(" (version %d)", conflict.Theirs.Version))
	}
	if !conflict.Mine.Remove {
		r.program.note("not kept: " + r.sentence(&conflict.Mine.Entry.Rule))
	}
	fault := &model.Fault{
		Op: op, Subject: model.Clean(conflict.Theirs.Rule.Name), Kind: model.KindConflict, Message: conflict.Error(), Err: err,
		Hint: "look at it with rules show, and ask again for what is still wanted.",
	}
	return fault
}

// sentence tells a rule by its name.
func (r *ruleRoom) sentence(rule *recur.Rule) string {
	return model.Clean(rule.Name) + ": " + words.Sentence(rule, r.sets.speak(r.today(rule), *rule))
}

// showChanged tells what became of rules.
func (r *ruleRoom) showChanged(ctx context.Context, c *amendment, entries []rulebook.Entry, a keepArgs) error {
	r.locks(ctx, doorsOf(entries))
	r.readRolled(ctx)
	all := make([]standing, len(entries))
	for i := range entries {
		all[i] = r.standingOf(entries[i])
	}
	if a.asJSON {
		facts := make([]ruleFacts, len(all))
		for i := range all {
			facts[i] = r.factsOf(&all[i])
		}
		return r.program.print(func(w io.Writer) error {
			if c.several || len(facts) != 1 {
				return writeJSON(w, facts)
			}
			return writeJSON(w, facts[0])
		})
	}
	return r.program.print(func(w io.Writer) error {
		for i := range all {
			if err := r.writeChanged(w, &all[i], c.edits[i].Remove); err != nil {
				return err
			}
		}
		return nil
	})
}

func (r *ruleRoom) writeChanged(w io.Writer, s *standing, removed bool) error {
	name := s.entry.Rule.Name
	if removed {
		_, err := fmt.Fprintf(w, "%s: removed\n", name)
		return err
	}
	if _, err := fmt.Fprintf(w, "%s: %s\n", name, s.sentence); err != nil {
		return err
	}
	now := r.session.now()
	for _, on := range s.on {
		if len(s.on) > 1 || on.name != r.program.home().String() {
			_, _ = fmt.Fprintf(w, "on the clock of %s\n", model.ZoneLabel(on.name)) // w keeps its first error
		}
		if err := linesTable(on.schedule.Preview(now, changedWindows)).writeTo(w); err != nil {
			return err
		}
	}
	return nil
}
