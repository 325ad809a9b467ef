package diagnosis

import (
	"strings"
	"time"

	"seamdash/model"
	"seamdash/model/diagnose"
	"seamdash/ui/theme"
	"seamdash/ui/widget"
)

const (
	// head is the lines above the page: the title and the rule.
	head = 2
	// sideBySide is the width from which what happened stands beside what is on the lock, and spread that from which both stand
	// beside the findings.
	sideBySide = 110
	spread     = 160
	// measure is how wide a text is at most: what is wider is hard to read.
	measure = 116
)

// compose makes the lines of the page anew.
func (o *Overlay) compose() {
	width := o.size.W - margin - 2
	p := &o.page
	p.lines, p.height = p.lines[:0], max(o.size.H-head, 0)
	verdict, found := o.block(min(width, measure)), o.block(min(width, measure))
	if width+3 >= spread {
		found.width = min(measure, (width-between)*11/20)
	}
	verdict.verdict(o)
	from, to := found.findings(o)
	p.put(verdict)
	at := o.lay(found, width)
	p.chosenFrom, p.chosenTo = at+from, at+to
	p.scroll(0)
}

// lay puts the findings and what is beside or below them on the page, and gives the line in which the findings begin.
func (o *Overlay) lay(found *block, width int) int {
	p := &o.page
	if width+3 >= spread && len(found.rows) > 0 {
		rest := o.block(width - found.width - between)
		rest.story(o)
		rest.beside(o)
		return p.put(found, rest)
	}
	first := 0
	if len(found.rows) > 0 {
		first = p.put(found)
	}
	if width+3 >= sideBySide && len(o.answer.Timeline) > 0 {
		here := o.block((width - between) * 11 / 20)
		there := o.block(width - between - here.width)
		here.story(o)
		there.beside(o)
		p.put(here, there)
		return first
	}
	rest := o.block(min(width, measure))
	rest.story(o)
	rest.beside(o)
	p.put(rest)
	return first
}

func (o *Overlay) block(width int) *block { return &block{width: width, key: o.config.Key} }

// verdict says it in a sentence or two.
func (b *block) verdict(o *Overlay) {
	role, glyph := healthMark(o.answer.Health)
	b.text([]piece{sign(role, glyph), {text: " "}}, theme.Text, o.answer.Verdict)
	indented := []piece{{text: "  "}}
	if s := &o.subject; s.lockGone {
		b.text(indented, theme.Moving, "The lock is no longer in the workspace. This is how it was seen last.")
	}
	if s := &o.subject; s.lock.Old {
		b.text(indented, theme.Moving, "The lock has not been read since the program began: this is from the last run.")
	}
	if code := o.subject.code; code != nil {
		if owner, owned := o.subject.owned.Owner(code); owned {
			b.text([]piece{sign(theme.Recurring, theme.Recurs), {text: " "}}, theme.Muted, "It belongs to the rule “"+owner.Name+"”, which makes it again for each window.")
		}
	}
}

func healthMark(h diagnose.Health) (theme.Role, theme.Glyph) {
	switch h {
	case diagnose.Fine:
		return theme.Works, theme.Set
	case diagnose.Coming:
		return theme.Info, theme.Waiting
	case diagnose.Uneasy:
		return theme.Moving, theme.Warning
	case diagnose.Blocked:
		return theme.Hurts, theme.Failed
	case diagnose.Unsure:
		return theme.Moving, theme.Unknown
	default:
		return theme.Moving, theme.Unknown
	}
}

// since says when something began, and how long ago that is.
func since(at time.Time, r model.Reader) string {
	if at.IsZero() {
		return ""
	}
	text := "since " + model.When(at, r.Now, r.Zone)
	if ago := r.Now.Sub(at); ago > 0 {
		text += ", " + model.Span(ago)
	}
	return text
}

// joined puts what there is together with a dot between.
func joined(texts ...string) string {
	var out []string
	for _, t := range texts {
		if t != "" {
			out = append(out, t)
		}
	}
	return strings.Join(out, " · ")
}

// drawTitle says what the question is about.
func (o *Overlay) drawTitle(p *widget.Pen) {
	s := &o.subject
	p.Gap(margin)
	p.Text(theme.Accent, "WHY?")
	p.Gap(3)
	window, on := "", s.lock.Device.Product()
	if s.code != nil {
		window, on = s.code.Window.Words(o.reader.Now, o.reader.Zone), "on "+s.lockName()
	}
	room := p.Room() - 1
	if window != "" && widget.Width(window)+30 < room {
		room -= widget.Width(window) + 2
	} else {
		window = ""
	}
	name := min(widget.Width(s.name()), room)
	p.Name(theme.Strong, s.name(), name)
	if left := room - name - 2; left >= 12 && on != "" {
		p.Gap(2)
		p.Name(theme.Muted, on, min(widget.Width(on), left))
	}
	if window != "" {
		p.Gap(p.Room() - 1 - widget.Width(window))
		p.Text(theme.Muted, window)
	}
	p.NewLine()
}
