package ruleform

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/model/rulebook"
	"seamdash/ui/nav"
)

// rest is how long nothing is typed before what is unfinished is kept.
const rest = 2 * time.Second

// A drafting is what of the entry is kept as a draft.
type drafting struct {
	waiting bool   // for the end of a rest
	seen    uint64 // changes when the rest began
	kept    uint64 // changes in the newest draft
}

// draftID is whose draft it is.
func (f *Form) draftID() string {
	if f.subject.old {
		return string(f.subject.entry.ID)
	}
	return "new"
}

// saved follows a key that may have changed something: what is unfinished is kept after a rest.
func (f *Form) saved(cmd tea.Cmd) tea.Cmd {
	if f.drafting.waiting || f.drafting.kept == f.changes {
		return cmd
	}
	f.drafting.waiting, f.drafting.seen = true, f.changes
	number := f.config.Number
	return tea.Batch(cmd, tea.Tick(rest, func(time.Time) tea.Msg { return Answered{Number: number, about: toRest} }))
}

// drafted takes what came of drafts. That one could not be kept is no reason to disturb anybody: the editor has it all.
func (f *Form) drafted(msg *Answered) tea.Cmd {
	switch msg.about {
	case toRest:
		f.drafting.waiting = false
		switch {
		case f.dispatch.under || f.drafting.kept == f.changes:
			return nil
		case f.drafting.seen != f.changes:
			return f.saved(nil)
		default:
			return f.keepDraft()
		}
	case toFindDraft:
		if msg.draft != nil && f.changes == 0 {
			f.offer(msg.draft)
		}
	default:
	}
	return nil
}

func (f *Form) keepDraft() tea.Cmd {
	f.drafting.kept = f.changes
	book := f.config.Book
	text, _ := f.spoken()
	draft := rulebook.Draft{ID: f.draftID(), Rule: f.rule, Words: text, Base: f.subject.entry.Version}
	return f.ask(toKeepDraft, func(ctx context.Context, answer *Answered) {
		answer.err = book.SaveDraft(ctx, draft)
	})
}

func (f *Form) dropDraft() tea.Cmd {
	book, id := f.config.Book, f.draftID()
	return f.ask(toDropDraft, func(ctx context.Context, answer *Answered) {
		answer.err = book.DropDraft(ctx, id)
	})
}

// findDraft looks whether the editor was left unfinished before.
func (f *Form) findDraft() tea.Cmd {
	book, id := f.config.Book, f.draftID()
	return f.ask(toFindDraft, func(ctx context.Context, answer *Answered) {
		var drafts []rulebook.Draft
		drafts, answer.err = book.Drafts(ctx)
		for i := range drafts {
			if drafts[i].ID == id {
				answer.draft = &drafts[i]
			}
		}
	})
}

// offer asks what to do with a draft.
func (f *Form) offer(draft *rulebook.Draft) {
	if same(&draft.Rule, &f.rule) && draft.Words == f.fields[rowWords].Value() {
		return
	}
	text := "It would be a pity to lose it."
	switch {
	case draft.Words != "":
		text = "“" + draft.Words + "”"
	case draft.Rule.Name != "":
		text = "“" + draft.Rule.Name + "”"
	}
	if f.subject.old && draft.Base != f.subject.entry.Version {
		text += " The rule was changed since then; what is unfinished would replace that."
	}
	f.question = &question{
		title: "There is an unfinished edit from " + model.When(draft.Kept, f.now, f.config.Home), text: text,
		choices: []choice{
			{"t", "take it up", func(f *Form) (nav.Intent, tea.Cmd) { f.takeUp(draft); return nil, nil }},
			{"d", "drop it", func(f *Form) (nav.Intent, tea.Cmd) { return nil, f.dropDraft() }},
		},
	}
}

// takeUp goes on with a draft.
func (f *Form) takeUp(draft *rulebook.Draft) {
	f.remember(rows)
	before := f.rule
	f.rule = draft.Rule
	f.respell(rows, &before)
	if draft.Words != "" { // they may name holidays that were not kept
		f.fields[rowWords].Set(draft.Words)
		f.read(rowWords)
	}
	f.changed()
	f.drafting.kept = f.changes
}
