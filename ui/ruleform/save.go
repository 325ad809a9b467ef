package ruleform

import (
	"context"
	"errors"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/model/rulebook"
	"seamdash/model/series"
	"seamdash/ui/nav"
)

// patience is how long the book may take to answer.
const patience = 30 * time.Second

// A dispatch is what was asked of the book.
type dispatch struct {
	under      bool
	generation uint64
	left       bool // the editor was closed while it was under way
	edits      []rulebook.Edit
	note, done string // for the history, and what to say when it is kept
	fault      error  // what went wrong last
}

// Answered is what came of something that the editor asked for.
type Answered struct {
	Number     uint64 // of the editor
	generation uint64
	about      errand
	draft      *rulebook.Draft
	versions   []rulebook.Version
	err        error
}

// An errand is what was asked for.
type errand uint8

const (
	toSave errand = iota
	toRest        // until a draft is due
	toKeepDraft
	toFindDraft
	toDropDraft
	toSeeWho
)

// submit keeps the rule, unless something stands in its way: then it goes there and says what.
func (f *Form) submit() (nav.Intent, tea.Cmd) {
	why, at := f.refusal()
	switch {
	case why != "":
		f.insisted = true
		if at < rows {
			f.goTo(at)
		}
		return nav.Refuse{Reason: why}, nil
	case f.subject.old && same(&f.rule, &f.subject.entry.Rule):
		return nav.Refuse{Reason: "nothing was changed"}, nil
	case f.asksScope():
		return nil, nil
	default:
		return f.keepAll()
	}
}

// keepAll keeps the rule as it stands.
func (f *Form) keepAll() (nav.Intent, tea.Cmd) {
	e := rulebook.Entry{Rule: f.rule}
	done, note := "“"+f.rule.Name+"” is kept", "made"
	if f.subject.old {
		e.ID, e.Version, e.Made = f.subject.entry.ID, f.subject.entry.Version, f.subject.entry.Made
		done, note = "“"+f.rule.Name+"” is changed", "changed"
	}
	return f.keep([]rulebook.Edit{{Entry: e}}, note, done)
}

// keep keeps edits, and asks before where that does something to codes that are on locks.
func (f *Form) keep(edits []rulebook.Edit, note, done string) (nav.Intent, tea.Cmd) {
	touched := f.touched(edits)
	if len(touched) == 0 {
		return nil, f.send(edits, note, done)
	}
	f.question = &question{
		title: "This changes codes that are on locks. Save it?", text: model.AsSentence(strings.Join(touched, "; ")), lines: 6,
		choices: []choice{{"s", "save", func(f *Form) (nav.Intent, tea.Cmd) { return nil, f.send(edits, note, done) }}},
	}
	return nil, nil
}

// touched says what becomes of codes of the rule that are on locks when edits are kept, a clause for each lock.
func (f *Form) touched(edits []rulebook.Edit) []string {
	if !f.subject.old || f.config.States == nil {
		return nil
	}
	e := series.Edit{
		ID: f.subject.entry.ID, Before: &f.subject.entry.Rule, States: f.config.States(), Picture: f.picture, Now: f.now, Zone: f.clocks.of,
		Holidays: f.calendar,
	}
	for i := range edits {
		if edits[i].Entry.ID == e.ID && !edits[i].Remove {
			e.After = &edits[i].Entry.Rule
		}
	}
	return series.Touched(&e)
}

// send asks the book; note is for the history, done is said when it is kept.
func (f *Form) send(edits []rulebook.Edit, note, done string) tea.Cmd {
	f.dispatch = dispatch{under: true, generation: f.dispatch.generation + 1, edits: edits, note: note, done: done}
	book, draft, by, sets := f.config.Book, f.draftID(), f.config.By, f.newSets()
	return f.ask(toSave, func(ctx context.Context, answer *Answered) {
		if _, _, answer.err = book.SaveWith(ctx, sets, edits, by, note); answer.err == nil {
			_ = book.DropDraft(ctx, draft) // it would be offered again, and says when it is from
		}
	})
}

// ask runs something that has an answer, with a deadline.
func (f *Form) ask(about errand, do func(context.Context, *Answered)) tea.Cmd {
	parent := f.config.Context
	answer := Answered{Number: f.config.Number, generation: f.dispatch.generation, about: about}
	return func() tea.Msg {
		ctx, stop := context.WithTimeout(parent, patience)
		defer stop()
		do(ctx, &answer)
		return answer
	}
}

// answered takes an answer.
func (f *Form) answered(msg *Answered) (nav.Intent, tea.Cmd) {
	if msg.Number != f.config.Number {
		return nil, nil
	}
	switch msg.about {
	case toSave:
	case toSeeWho:
		f.seen(msg)
		return nil, nil
	default:
		return nil, f.drafted(msg)
	}
	if msg.generation != f.dispatch.generation || !f.dispatch.under {
		return nil, nil
	}
	f.dispatch.under = false
	if msg.err == nil {
		return nav.Close{Then: nav.Say{Text: f.dispatch.done}}, nil
	}
	f.dispatch.fault = msg.err
	if conflict, ok := errors.AsType[*rulebook.Conflict](msg.err); ok {
		f.dispute = &dispute{conflict: conflict}
	}
	if f.dispatch.left {
		return nav.Refuse{Reason: f.failure() + "; it is kept unfinished"}, f.keepDraft()
	}
	return nil, nil
}

// failure says what went wrong last, and that nothing is lost.
func (f *Form) failure() string {
	if f.dispatch.fault == nil {
		return ""
	}
	return "“" + f.rule.Name + "” was not kept: " + model.WhyOf(f.dispatch.fault)
}

// dirty says that something would be lost with the editor.
func (f *Form) dirty() bool {
	if _, wrong := f.firstWrong(); wrong {
		return true
	}
	return !same(&f.rule, &f.begun)
}

// leave closes the editor, and asks before when something would be lost.
func (f *Form) leave() (nav.Intent, tea.Cmd) {
	switch {
	case f.dispatch.under:
		f.dispatch.left = true
		return nav.Close{Then: nav.Say{Text: "the editor is closed; the rule is still being kept"}}, nil
	case f.week.busy():
		f.week.leave()
		return nil, nil
	case !f.dirty():
		return nav.Close{}, nil
	}
	f.question = &question{
		title: "Leave the rule?", text: "It is not kept yet. An unfinished one can be taken up again later.",
		choices: []choice{
			{"k", "keep it unfinished", (*Form).leaveUnfinished},
			{"y", "drop the changes", func(f *Form) (nav.Intent, tea.Cmd) { return nav.Close{}, f.dropDraft() }},
		},
	}
	return nil, nil
}

func (f *Form) leaveUnfinished() (nav.Intent, tea.Cmd) {
	return nav.Close{Then: nav.Say{Text: "kept unfinished; it is offered when the editor is opened again"}}, f.keepDraft()
}
