package ruleform

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/model/recur"
	"seamdash/model/recur/words"
	"seamdash/model/rulebook"
	"seamdash/ui/action"
	"seamdash/ui/nav"
	"seamdash/ui/theme"
	"seamdash/ui/widget"
)

// A dispute is what somebody else made of the rule while the editor was open. Nothing of ours is kept yet.
type dispute struct {
	conflict *rulebook.Conflict
}

func (d *dispute) theirs() bool { return !d.conflict.Gone && d.conflict.Unread == "" }

func (d *dispute) hints() []action.Hint {
	var out []action.Hint
	if d.theirs() {
		out = append(out, action.Hint{Keys: "t", Label: "take theirs"}, action.Hint{Keys: "m", Label: "save mine over it"})
	}
	return append(out, action.Hint{Keys: "n", Label: "keep mine as a new rule"}, action.Hint{Keys: "esc", Label: "back to the rule"})
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

// overtaken says that somebody else changed or removed the rule since the editor took it, as far as the newest shelf tells; otherwise
// it is "". The shelf does not tell who it was: that is known when the rule is saved.
func (f *Form) overtaken() string {
	if !f.subject.old || f.dispatch.under {
		return ""
	}
	kept, ok := f.shelf.Rule(f.subject.entry.ID)
	switch {
	case !ok && f.unreadable():
		return "changed by a newer program; saving asks what to keep"
	case !ok:
		return "removed by somebody; saving asks what to keep"
	case kept.Version <= f.subject.entry.Version:
		return ""
	case kept.Changed.IsZero():
		return "changed by somebody; saving shows both"
	default:
		return "changed by somebody " + model.When(kept.Changed, f.now, f.config.Home) + "; saving shows both"
	}
}

// unreadable says that the rule is kept in a way that this program does not know.
func (f *Form) unreadable() bool {
	return slices.ContainsFunc(f.shelf.Broken, func(b rulebook.Broken) bool { return !b.Set && b.ID == string(f.subject.entry.ID) })
}

// drawDispute draws both versions beside each other; what differs is marked.
func (d *drawing) drawDispute(lines int) {
	p, c := d.pen, d.dispute.conflict
	p.Gap(1)
	what := "CHANGED"
	if c.Gone {
		what = "REMOVED"
	}
	p.Text(theme.Moving, "SOMEBODY "+what+" THIS RULE MEANWHILE")
	p.NewLine()
	text := "Nothing of yours was kept. " + model.AsSentence(c.Error()+", "+model.When(c.When, d.now, d.config.Home))
	switch {
	case c.Gone:
		text += " It can be kept again as a new rule."
	case c.Unread != "":
		text += " This program cannot read it: " + c.Unread + "."
	}
	d.paragraph(theme.Text, text, 2)
	p.NewLine()
	if !d.dispute.theirs() {
		return
	}
	mine, theirs := &c.Mine.Entry.Rule, &c.Theirs.Rule
	d.version("YOURS", mine)
	d.version("THEIRS", theirs)
	p.NewLine()
	d.columns("", "yours", "theirs", theme.Muted)
	for _, r := range differing(mine, theirs) {
		if p.Lines()-d.first < lines {
			d.difference(r, mine, theirs)
		}
	}
}

// version is a rule as a sentence under a heading.
func (d *drawing) version(heading string, r *recur.Rule) {
	d.pen.Gap(1)
	d.pen.Text(theme.Accent, heading)
	d.pen.NewLine()
	d.paragraph(theme.Text, words.Sentence(r, d.context(r)), 3)
}

func (d *drawing) paragraph(role theme.Role, text string, most int) {
	for _, line := range widget.Wrap(text, d.size.W-4, most) {
		d.pen.Gap(3)
		d.pen.Region(d.pen.Room() - 1)
		d.pen.Text(role, line)
		d.pen.EndRegion()
		d.pen.NewLine()
	}
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

// difference is one line: what it is about, mine, theirs.
func (d *drawing) difference(r row, mine, theirs *recur.Rule) {
	d.columns(r.called(), d.partWords(r, mine), d.partWords(r, theirs), theme.Text)
}

// columns draws a line of three columns, marked where it is about something.
func (d *drawing) columns(about, mine, theirs string, role theme.Role) {
	p := d.pen
	half := (d.size.W - fieldLeft - 6) / 2
	p.Gap(1)
	if about == "" {
		p.Gap(1)
	} else {
		p.Glyph(theme.Moving, theme.Warning)
	}
	p.Gap(1)
	p.Cell(theme.Muted, about, fieldLeft-3)
	p.Gap(1)
	p.Cell(role, mine, half)
	p.Gap(2)
	p.Cell(role, theirs, half)
	p.NewLine()
}

// partWords is one part of a rule in a few words.
func (d *drawing) partWords(r row, of *recur.Rule) string {
	text := ""
	switch r {
	case rowName:
		text = of.Name
	case rowWeek:
		one := recur.Rule{Start: of.Start, Spans: of.Spans}
		text = words.Text(&one, d.context(&one))
	case rowLocks:
		text = d.lockNames(of.Locks)
	case rowZone:
		text = of.Zone
	case rowHolidays:
		text = d.namesOf(of.Holidays)
	case rowPolicy:
		text = policyWords(of.PIN.Kind)
	case rowCodes:
		text = of.Naming.Template
	case rowShort:
		text = of.Naming.Short
	default:
		text = d.clause(r, of)
	}
	if text == "" {
		return "-"
	}
	return text
}
