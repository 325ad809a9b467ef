package ruleform

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"seamdash/model/recur"
	"seamdash/model/rulebook"
	"seamdash/ui/action"
	"seamdash/ui/nav"
)

// A dispute is what somebody else made of the rule while the editor was open. Nothing of ours is kept yet.
type dispute struct {
	conflict *rulebook.Conflict
}

func (d *dispute) theirs() bool { return !d.conflict.Gone && d.conflict.Unread == "" }

func (d *dispute) hints() []action.Hint {
	var out []action.Hint
	if d.theirs() {
		out = append(out, action.Hint{Keys: "t", Label: "take theirs"}, action.Hint{Keys: "m", Label: "save mine (over theirs)"})
	}
	return append(out, action.Hint{Keys: "n", Label: "keep both (mine as a new rule)"}, action.Hint{Keys: "esc", Label: "back (to the rule)"})
}

// decide takes the answer to a dispute; a key that means nothing here does nothing.
func (f *Form) decide(key string) (nav.Intent, tea.Cmd) {
	d := f.dispute
	switch {
	case key == "esc" || key == "enter":
		f.dispute = nil
	case key == "t" && d.theirs():
		f.dispute = nil
		f.takeTheirs(d.conflict.Theirs)
	case key == "m" && d.theirs():
		f.dispute = nil
		return f.over(d.conflict.Theirs)
	case key == "n":
		f.dispute = nil
		f.subject = subject{}
		return f.keepAll()
	}
	return nil, nil
}

// takeTheirs goes on from the rule as it is kept now; what was typed can be brought back.
func (f *Form) takeTheirs(theirs rulebook.Entry) {
	f.remember(rows)
	before := f.rule
	f.rule, f.begun = theirs.Rule, theirs.Rule
	f.subject.entry = theirs
	f.respell(rows, &before)
	f.changed()
}

// over saves what was asked for once more, in place of theirs.
func (f *Form) over(theirs rulebook.Entry) (nav.Intent, tea.Cmd) {
	edits := slices.Clone(f.dispatch.edits)
	for i := range edits {
		if edits[i].Entry.ID == theirs.ID {
			edits[i].Entry.Version = theirs.Version
		}
	}
	f.subject.entry = theirs
	return f.keep(edits, f.dispatch.note, f.dispatch.done)
}

// differing are the parts in which two rules differ.
func differing(a, b *recur.Rule) []row {
	var out []row
	for _, r := range []row{
		rowName, rowWeek, rowLocks, rowZone, rowStart, rowEnd, rowSkip, rowExtra, rowHolidays, rowBefore, rowAfter, rowPause, rowPolicy, rowCodes, rowShort,
	} {
		part := *a
		copyPart(r, &part, b)
		if !same(&part, a) {
			out = append(out, r)
		}
	}
	return out
}
