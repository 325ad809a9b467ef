package problems

import (
	"cmp"
	"time"

	"seamdash/model"
	"seamdash/model/diagnose"
	"seamdash/ui/action"
	"seamdash/ui/theme"
	"seamdash/ui/widget"
)

// A pageLine is one line about the trouble: a key or a sign before it, where there is one, and a text.
type pageLine struct {
	lead string
	role theme.Role
	text string
	more string // muted, behind it
}

// A page is what is known of the trouble under the cursor, as lines that are kept as long as they are true.
type page struct {
	lines []pageLine
	key   pageKey
}

// A pageKey is what the lines depend on.
type pageKey struct {
	trouble *diagnose.Trouble
	quiet   diagnose.Quiet
	zone    *time.Location
	width   int
	minute  int64
}

// renew makes the lines anew where something that they depend on is another.
func (p *page) renew(f *frame) {
	r, ok := f.under()
	if !ok || f.shape.page.H == 0 {
		*p = page{}
		return
	}
	key := pageKey{trouble: r.Trouble, zone: time.UTC, width: f.shape.page.W, minute: f.now.Unix() / 60}
	if r.quiet != nil {
		key.quiet = *r.quiet
	}
	if len(r.Locks) > 0 {
		key.zone = f.zoneOf(r.Locks[0])
	}
	if key == p.key {
		return
	}
	p.key = key
	w := writer{width: key.width - 3, now: f.now, zone: key.zone, key: f.pen.Key}
	if r.quiet != nil {
		w.wrapped("", theme.Muted, f.quietWords(r.quiet, f.now))
	}
	w.finding(&r.Finding)
	p.lines = w.lines
}

// A writer puts the lines of a page together.
type writer struct {
	lines []pageLine
	width int
	now   time.Time
	zone  *time.Location
	key   func(id string) string
}

// wrapped adds a text over as many lines as it takes, with something before the first.
func (w *writer) wrapped(lead string, role theme.Role, text string) {
	const most = 6
	for i, line := range widget.Wrap(action.Spell(text, w.key), w.width-leadCells(lead), most) {
		if i > 0 && lead != "" {
			lead = " "
		}
		w.lines = append(w.lines, pageLine{lead: lead, role: role, text: line})
	}
}

// leadCells is how many cells what stands before a text takes.
func leadCells(lead string) int {
	if lead == "" {
		return 0
	}
	return 2
}

func (w *writer) heading(text, more string) {
	w.lines = append(w.lines, pageLine{role: theme.Strong, text: text, more: action.Spell(more, w.key)})
}

// tryWords say which keys do the steps.
func tryWords(steps []diagnose.Step) string {
	if !anyToDo(steps) {
		return ""
	}
	return action.KeyOf("problem-try") + ", then the number"
}

func (w *writer) finding(f *diagnose.Finding) {
	w.wrapped("", theme.Text, model.AsSentence(f.Why))
	if also := alsoOf(f); also != "" {
		w.wrapped("", theme.Muted, model.AsSentence(also))
	}
	if len(f.Steps) > 0 {
		w.heading("WHAT TO TRY", tryWords(f.Steps))
		for i := range f.Steps {
			w.wrapped(keyOf(i), theme.Text, f.Steps[i].Text)
		}
	}
	if len(f.Evidence) > 0 {
		w.heading("HOW WE KNOW", "")
		for i := range f.Evidence {
			w.wrapped("·", theme.Text, w.evidence(&f.Evidence[i]))
		}
	}
	if f.Said != "" {
		w.wrapped("", theme.Muted, "Seam says: "+f.Said)
	}
}

// alsoOf says what the finding means beside its cause.
func alsoOf(f *diagnose.Finding) string {
	text := ""
	add := func(is bool, words string) {
		if is && text != "" {
			text += ", "
		}
		if is {
			text += words
		}
	}
	add(f.Open, "it leaves a door open")
	add(f.Retries == model.Yes, "Seam goes on trying by itself")
	add(f.Retries == model.No && f.Blocks, "Seam does not try again by itself")
	return text
}

func (w *writer) evidence(e *diagnose.Evidence) string {
	text := e.Fact
	if !e.Since.IsZero() {
		text += ", since " + model.When(e.Since, w.now, w.zone)
	}
	return text + " (" + e.From.String() + ")"
}

// pageLine draws one line about the trouble.
func (f *frame) pageLine(y int) {
	p := f.pen
	r, ok := f.under()
	if !ok {
		return
	}
	p.Gap(1)
	if y == 0 {
		m := f.markOf(r)
		p.Glyph(m.Role, m.Glyph)
		p.Gap(1)
		p.Text(theme.Strong, cmp.Or(r.Finding.Title, string(r.Finding.Cause)))
		p.Gap(2)
		p.Name(theme.Muted, f.where(r.Trouble), min(widget.Width(f.where(r.Trouble)), max(0, p.Room()-1)))
		return
	}
	if y-1 >= len(f.page.lines) {
		return
	}
	line := &f.page.lines[y-1]
	if line.lead != "" {
		p.Cell(theme.Accent, line.lead, leadCells(line.lead))
	}
	p.Text(line.role, line.text)
	if line.more != "" {
		p.Gap(2)
		p.Text(theme.Muted, line.more)
	}
	if y == f.shape.page.H-1 && len(f.page.lines) > y {
		p.Gap(1)
		p.Glyph(theme.Muted, theme.Ellipsis)
	}
}
