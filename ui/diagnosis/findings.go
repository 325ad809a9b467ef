package diagnosis

import (
	"strconv"
	"strings"

	"seamdash/model"
	"seamdash/model/diagnose"
	"seamdash/ui/theme"
)

// findings writes what was found, the chosen one in full, and gives the rows of that one.
func (b *block) findings(o *Overlay) (from, to int) {
	found := o.answer.Findings
	for i := range found {
		chosen := i == o.chosen.at
		if chosen {
			b.blank()
			from = len(b.rows)
		}
		b.title(o, &found[i], chosen)
		if chosen {
			b.body(o, &found[i])
			to = len(b.rows)
			if i+1 < len(found) {
				b.blank()
			}
		}
	}
	return from, to
}

// indent is where the text of a finding begins: behind the cursor, where there are several, and the sign.
func indent(o *Overlay) int {
	if len(o.answer.Findings) > 1 {
		return 4
	}
	return 2
}

// title is the first line of a finding.
func (b *block) title(o *Overlay, f *diagnose.Finding, chosen bool) {
	var left []piece
	if len(o.answer.Findings) > 1 {
		cursor := piece{text: "  "}
		if chosen {
			left = append(left, sign(theme.Accent, theme.Cursor))
			cursor.text = " "
		}
		left = append(left, cursor)
	}
	role, glyph := severityMark(f.Severity)
	name := theme.Text
	if chosen {
		name = theme.Strong
	}
	left = append(left, sign(role, glyph), piece{text: " "}, piece{role: name, text: f.Title})
	tags := tagsOf(o, f)
	if !chosen {
		tags = tags[:min(len(tags), 1)]
	}
	b.ends(left, tags, indent(o))
}

func severityMark(s diagnose.Severity) (theme.Role, theme.Glyph) {
	switch s {
	case diagnose.Note:
		return theme.Info, theme.Waiting
	case diagnose.Warning:
		return theme.Moving, theme.Warning
	case diagnose.Serious:
		return theme.Hurts, theme.Failed
	default:
		return theme.Hurts, theme.Failed
	}
}

// tagsOf say in a few words what a finding means for the code, the worst first.
func tagsOf(o *Overlay, f *diagnose.Finding) []piece {
	var tags []piece
	add := func(role theme.Role, text string) {
		if len(tags) > 0 {
			tags = append(tags, piece{role: theme.Rule, text: " · "})
		}
		tags = append(tags, piece{role: role, text: text})
	}
	if f.Open {
		add(theme.Hurts, "a door can be opened")
	}
	switch {
	case f.Blocks && o.subject.code != nil:
		add(theme.Hurts, "blocks the code")
	case f.Blocks:
		add(theme.Hurts, "keeps new codes out")
	}
	switch f.Retries {
	case model.Yes:
		add(theme.Muted, "Seam retries by itself")
	case model.No:
		add(theme.Muted, "Seam does not retry")
	case model.Unknown:
	}
	return tags
}

// body is all about the chosen finding.
func (b *block) body(o *Overlay, f *diagnose.Finding) {
	lead := []piece{{text: blanks(indent(o))}}
	b.text(lead, theme.Text, f.Why)
	if o.page.height < cramped {
		b.steps(o, f)
		b.proof(o, f)
		return
	}
	b.proof(o, f)
	b.steps(o, f)
}

// cramped is the height of a page under which what to do comes before what it follows from, so that it is seen at once.
const cramped = 12

// proof is what a finding follows from.
func (b *block) proof(o *Overlay, f *diagnose.Finding) {
	lead := []piece{{text: blanks(indent(o))}}
	b.text(lead, theme.Muted, since(f.Since, o.reader))
	for i := range f.Evidence {
		b.evidence(o, f, i)
	}
	if saysMore(f) {
		b.text(lead, theme.Muted, "Seam says: “"+strings.TrimSuffix(f.Said, ".")+"”")
	}
}

// steps are what to try.
func (b *block) steps(o *Overlay, f *diagnose.Finding) {
	if len(f.Steps) == 0 {
		return
	}
	b.add(piece{text: blanks(indent(o))}, piece{role: theme.Strong, text: "What to try"})
	for i := range f.Steps {
		b.step(o, i, f)
	}
}

// evidence is a fact and where it is from. What the line above said of either is not said again.
func (b *block) evidence(o *Overlay, f *diagnose.Finding, i int) {
	source := 0
	for k := range f.Evidence {
		source = max(source, len(f.Evidence[k].From.String())+2)
	}
	e := &f.Evidence[i]
	fact, from := e.Fact, e.From.String()
	if i > 0 && f.Evidence[i-1].From == e.From {
		from = ""
	}
	if !e.Since.Equal(f.Since) {
		if began := since(e.Since, o.reader); began != "" {
			fact += ", " + began
		}
	}
	lead := []piece{{text: blanks(indent(o))}, {role: theme.Muted, text: from, cells: source}}
	b.text(lead, theme.Muted, fact)
}

// saysMore says that Seam's own sentence tells something that our words do not.
func saysMore(f *diagnose.Finding) bool {
	same := strings.NewReplacer("the ", "", "device", "lock", "access code", "code")
	said := same.Replace(strings.ToLower(strings.TrimSuffix(f.Said, ".")))
	return said != "" && !strings.Contains(same.Replace(strings.ToLower(f.Title+" "+f.Why)), said)
}

// step is what to try, with the key that does it.
func (b *block) step(o *Overlay, i int, f *diagnose.Finding) {
	deed := o.deed(&f.Steps[i])
	role, number := theme.Text, theme.Accent
	if deed.why != "" {
		role = theme.Muted
	}
	if !deed.can() {
		number = theme.Muted
	}
	lead := []piece{{text: blanks(indent(o))}, {role: number, text: strconv.Itoa(i + 1), cells: 3}}
	var key []piece
	if deed.can() && deed.key != "" {
		key = []piece{{role: theme.Strong, text: deed.key}}
	}
	first := len(b.rows)
	const room = 6 // of the key
	b.width -= room
	b.text(lead, role, f.Steps[i].Text)
	if deed.why != "" {
		b.text([]piece{{text: blanks(widthOf(lead))}}, theme.Muted, "not now: "+deed.why)
	}
	b.width += room
	if first < len(b.rows) {
		b.rows[first].right = key
	}
}
