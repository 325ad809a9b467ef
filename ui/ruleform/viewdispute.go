package ruleform

import (
	"strconv"

	"seamdash/model"
	"seamdash/model/recur"
	"seamdash/model/recur/words"
	"seamdash/ui/theme"
	"seamdash/ui/widget"
)

// drawDispute draws both versions into so many lines: what differs, and both in whole sentences where there is room for them as well.
func (d *drawing) drawDispute(lines int) {
	p, c := d.pen, d.dispute.conflict
	d.disputed()
	if !d.dispute.theirs() {
		return
	}
	mine, theirs := &c.Mine.Entry.Rule, &c.Theirs.Rule
	differ := d.differences(mine, theirs)
	total := 0
	for _, one := range differ {
		total += len(one)
	}
	const blanks, heading = 2, 1
	left := func() int { return lines - (p.Lines() - d.first) }
	yours, others := d.version(mine), d.version(theirs)
	if blanks+2*heading+len(yours)+len(others)+heading+total <= left() {
		p.NewLine()
		d.drawVersion("YOURS", yours)
		d.drawVersion("THEIRS", others)
		p.NewLine()
	}
	d.columns("", "yours", "theirs", theme.Muted)
	for i, one := range differ {
		more := 0
		if i < len(differ)-1 {
			more = 1 // the line that says how many there are
		}
		if len(one)+more > left() {
			d.paragraph(theme.Moving, moreDifferences(len(differ)-i), 1)
			return
		}
		for _, draw := range one {
			draw()
		}
	}
}

func moreDifferences(n int) string {
	what := " more differences"
	if n == 1 {
		what = " more difference"
	}
	return "and " + strconv.Itoa(n) + what + ", for which there is no room here"
}

// disputed says what happened.
func (d *drawing) disputed() {
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
}

// version is a rule as a sentence, in lines.
func (d *drawing) version(r *recur.Rule) []string {
	return widget.Wrap(words.Sentence(r, d.context(r)), d.size.W-4, 3)
}

func (d *drawing) drawVersion(heading string, lines []string) {
	d.pen.Gap(1)
	d.pen.Text(theme.Accent, heading)
	d.pen.NewLine()
	d.lines(theme.Text, lines)
}

func (d *drawing) paragraph(role theme.Role, text string, most int) {
	d.lines(role, widget.Wrap(text, d.size.W-4, most))
}

func (d *drawing) lines(role theme.Role, lines []string) {
	for _, line := range lines {
		d.pen.Gap(3)
		d.pen.Region(d.pen.Room() - 1)
		d.pen.Text(role, line)
		d.pen.EndRegion()
		d.pen.NewLine()
	}
}

// differences are the parts in which two rules differ, each as lines to draw: mine and theirs beside each other where both fit, or
// else one below the other, without what both begin with.
func (d *drawing) differences(mine, theirs *recur.Rule) (out [][]func()) {
	for _, r := range differing(mine, theirs) {
		about, a, b := r.called(), d.partWords(r, mine), d.partWords(r, theirs)
		if max(widget.Width(a), widget.Width(b)) <= d.half() {
			out = append(out, []func(){func() { d.columns(about, a, b, theme.Text) }})
			continue
		}
		a, b = apart(a, b)
		out = append(out, []func(){func() { d.stacked(about, "yours", a) }, func() { d.stacked("", "theirs", b) }})
	}
	return out
}

// apart drops the words that both texts begin with, so that what differs is seen where there is no room for all.
func apart(a, b string) (string, string) {
	n := 0
	for i := 0; i < min(len(a), len(b)) && a[i] == b[i]; i++ {
		if a[i] == ' ' {
			n = i + 1
		}
	}
	if n == 0 {
		return a, b
	}
	return "… " + a[n:], "… " + b[n:]
}

// half is the width of each of two columns.
func (d *drawing) half() int { return (d.size.W - fieldLeft - 6) / 2 }

// columns draws a line of three columns, marked where it is about something.
func (d *drawing) columns(about, mine, theirs string, role theme.Role) {
	p := d.pen
	d.about(about)
	p.Cell(role, mine, d.half())
	p.Gap(2)
	p.Cell(role, theirs, d.half())
	p.NewLine()
}

// stacked draws one of two lines, those of the one and the other version.
func (d *drawing) stacked(about, whose, text string) {
	p := d.pen
	d.about(about)
	p.Cell(theme.Muted, whose, 7)
	p.Region(p.Room() - 1)
	p.Text(theme.Text, text)
	p.EndRegion()
	p.NewLine()
}

// about draws what a line is about, with a mark, or neither.
func (d *drawing) about(what string) {
	p := d.pen
	p.Gap(1)
	if what == "" {
		p.Gap(1)
	} else {
		p.Glyph(theme.Moving, theme.Warning)
	}
	p.Gap(1)
	p.Cell(theme.Muted, what, fieldLeft-3)
	p.Gap(1)
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
