package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/model/recur"
	"seamdash/model/rulebook"
	"seamdash/ui/coderow"
	"seamdash/ui/nav"
	"seamdash/ui/ruleform"
	"seamdash/ui/schedules"
	"seamdash/ui/sets"
)

// Rules keeps recurring schedules, sets of holidays and editors that were left unfinished. Its methods may be called from
// several goroutines and must return soon after ctx ends. By is who edits and note what for, for the history.
type Rules interface {
	// Load reads everything as it is kept now. What it gives belongs to everybody: it must not be changed.
	Load(ctx context.Context) (*rulebook.Shelf, error)
	// Save makes all of the edits or none, and gives the rules as they are kept now. Where somebody else changed one meanwhile
	// its error has a [*rulebook.Conflict], for a rule that cannot be kept a [*rulebook.Refusal].
	Save(ctx context.Context, edits []rulebook.Edit, by, note string) ([]rulebook.Entry, error)
	// SaveWith is Save with sets of holidays, all of it or nothing. Rules may name sets that are new, with an id of NewSetID.
	SaveWith(ctx context.Context, sets []rulebook.SetEntry, edits []rulebook.Edit, by, note string) ([]rulebook.Entry, []rulebook.SetEntry, error)
	NewSetID() recur.SetID
	// History are the versions of a rule, the newest first, also of one that was removed.
	History(ctx context.Context, id model.RuleID) ([]rulebook.Version, error)
	// SaveSet keeps a set of holidays, RemoveSet takes one away that no rule uses, otherwise the error has a [*rulebook.InUse].
	SaveSet(ctx context.Context, set rulebook.SetEntry, by, note string) (rulebook.SetEntry, error)
	RemoveSet(ctx context.Context, set rulebook.SetEntry, by, note string) error
	// Drafts are the newest first. SaveDraft keeps one in place of that with its id; to drop what is not there is no error.
	Drafts(ctx context.Context) ([]rulebook.Draft, error)
	SaveDraft(ctx context.Context, draft rulebook.Draft) error
	DropDraft(ctx context.Context, id string) error
}

// RulesChanged says that rules may be others now, or can be read for the first time. The program sends it.
type RulesChanged struct{}

// shelfPatience is how long reading the rules may take: the store may be waiting for somebody to unlock the keyring.
const shelfPatience = 30 * time.Second

// A bookcase is what the root knows of the rules: it reads them for all that show them.
type bookcase struct {
	shelf *rulebook.Shelf // nil until they were read
	err   error           // of the last reading
	// reading says that one is under way, again that something changed since it began.
	reading, again bool
}

// shelved is what came of reading the rules.
type shelved struct {
	shelf *rulebook.Shelf
	err   error
}

// reshelve reads the rules, once at a time.
func (a *App) reshelve() tea.Cmd {
	b := &a.book
	if a.config.Rules == nil {
		return nil
	}
	if b.reading {
		b.again = true
		return nil
	}
	b.reading, b.again = true, false
	rules, parent := a.config.Rules, a.config.Context
	return func() tea.Msg {
		ctx, stop := context.WithTimeout(parent, shelfPatience)
		defer stop()
		shelf, err := rules.Load(ctx)
		return shelved{shelf, err}
	}
}

// shelved takes the rules, and gives them to every screen.
func (a *App) shelved(msg shelved) tea.Cmd {
	b := &a.book
	b.reading, b.err = false, msg.err
	var who tea.Cmd
	if msg.err == nil {
		b.shelf = msg.shelf
		if f, ok := a.over.(*ruleform.Form); ok {
			who = f.Shelve(msg.shelf)
		}
	}
	if o, ok := a.over.(*sets.Overlay); ok && msg.err == nil {
		o.Shelve(msg.shelf)
	}
	news := schedules.Shelved{Shelf: msg.shelf, Err: msg.err}
	cmd := tea.Batch(who, a.own(), a.tabs.each(func(s screen) tea.Cmd { return a.give(s, news) }))
	if b.again {
		cmd = tea.Batch(cmd, a.reshelve())
	}
	return cmd
}

// schedulesConfig is what the screen of schedules is built from.
func schedulesConfig(config *Config) schedules.Config {
	c := schedules.Config{Now: config.Now, Home: config.Zone, Context: config.Context, By: config.By, Barred: barredFromRules(config), Unrolled: barredFromRolling(config)}
	if config.Rules != nil {
		c.Book = config.Rules
	}
	if config.Roller != nil {
		c.Roller = config.Roller
	}
	return c
}

// rule opens the editor of rules.
func (a *App) rule(intent nav.Intent) tea.Cmd {
	switch why := barredFromRules(&a.config); {
	case why != "":
		return a.notice.say(why, loudly)
	case a.book.shelf == nil && a.book.err != nil:
		return a.notice.say("the rules could not be read: "+model.WhyOf(a.book.err), loudly)
	case a.book.shelf == nil:
		return a.notice.say("the rules have not been read yet", loudly)
	}
	if from, ok := intent.(nav.RecurCode); ok && !from.Anew {
		if e, code, sure := a.ruleOf(from.Of); e != nil {
			return a.lay(belongs(e, code, from, sure))
		}
	}
	return a.openRule(intent)
}

// openSets lays the list of the sets of holidays over the screen.
func (a *App) openSets() tea.Cmd {
	if a.book.shelf == nil {
		return a.notice.say("the rules have not been read yet", loudly)
	}
	a.forms.number++
	a.put(sets.New(sets.Config{
		Book: a.config.Rules, Context: a.config.Context, Now: a.config.Now, Home: a.config.Zone, By: a.config.By, Barred: barredFromRules(&a.config),
		Number: a.forms.number,
	}, a.book.shelf, a.frame.body))
	return nil
}

// setsAnswered gives the list of sets its answer, and has everything read again.
func (a *App) setsAnswered(msg sets.Answered) tea.Cmd {
	o, ok := a.over.(*sets.Overlay)
	if !ok || o.Number() != msg.Number {
		return a.reshelve()
	}
	intent, cmd := o.Update(msg)
	return tea.Batch(cmd, a.perform(intent), a.reshelve())
}

// belongs asks about a code that belongs to a rule, or looks as if it did.
func belongs(e *rulebook.Entry, code *model.AccessCode, from nav.RecurCode, sure bool) nav.Ask {
	from.Anew = true
	title, body := " looks like the code of the rule “", "It has the name and the times of a window of that rule, on a lock of it."
	if sure {
		title, body = " is the code of the rule “", "It is made and changed by that rule."
	}
	return nav.Ask{
		Title:   "“" + coderow.Name(code) + "”" + title + e.Rule.Name + "”",
		Body:    []string{body},
		Choices: []nav.Choice{{Key: "g", Label: "go to the rule", Intent: nav.ShowRule{ID: e.ID}}, {Key: "m", Label: "make another rule of it", Intent: from}},
	}
}

// barredFromRules is why no rule can be changed from here, or "".
func barredFromRules(config *Config) string {
	why := config.still()
	switch {
	case why != "":
		return why
	case config.Rules == nil:
		return "no rules are kept here"
	default:
		return ""
	}
}

// barredFromRolling is why nobody can say from here who rolls the rules, or "".
func barredFromRolling(config *Config) string {
	switch why := barredFromRules(config); {
	case why != "":
		return why
	case config.Roller == nil:
		return "this program cannot roll rules here"
	default:
		return ""
	}
}
