package codeform

import (
	"strconv"
	"strings"
	"time"

	"seamdash/model"
	"seamdash/ui/theme"
	"seamdash/ui/widget"
)

// beside draws what there is to say about a row, as far as there is room on its line.
func (d *drawing) beside(r row, closed string) {
	said := d.saying(r, closed)
	if len(said) == 0 {
		return
	}
	one := &said[0]
	if one.sign {
		d.pen.Glyph(one.role, one.glyph)
		d.pen.Gap(1)
	}
	d.pen.Text(one.role, one.text)
}

// A saying is one clause about a row.
type saying struct {
	role  theme.Role
	glyph theme.Glyph
	sign  bool
	text  string
	hint  string
}

func plainly(text string) saying { return saying{role: theme.Muted, text: text} }

// saying is all that there is to say about a row, the worst first.
func (d *drawing) saying(r row, closed string) []saying {
	var out []saying
	if text := d.dispatch.rows[r]; text != "" {
		out = append(out, saying{theme.Hurts, theme.Failed, true, text, ""})
	}
	if d.task != create && d.subject.differs(r) {
		out = append(out, saying{theme.Moving, theme.Warning, true, "meanwhile: " + d.theirs(r), "ctrl+k keeps yours, ctrl+t takes theirs"})
	}
	for i := range d.verdict.notes[r] {
		n := &d.verdict.notes[r][i]
		switch {
		case n.missing && !d.insisted:
			out = append(out, saying{theme.Muted, 0, false, n.text, n.hint})
		case n.refuses:
			out = append(out, saying{theme.Hurts, theme.Failed, true, d.short(n.words()), n.hint})
		default:
			out = append(out, saying{theme.Moving, theme.Warning, true, d.short(n.words()), n.hint})
		}
	}
	if closed != "" {
		return append(out, plainly(d.short(closed)))
	}
	if text := d.fact(r); text != "" {
		out = append(out, plainly(text))
	}
	return out
}

// fact is what is good to know about a row with which nothing is wrong.
func (d *drawing) fact(r row) string {
	if was := d.was(r); was != "" {
		return was
	}
	switch r {
	case rowFrom, rowUntil:
		return d.instant(r)
	case rowPIN, rowName:
		return d.fits(r)
	default:
		return ""
	}
}

// fits says of a text that every lock takes it, or how to get one that they do.
func (d *drawing) fits(r row) string {
	switch {
	case d.task != create || len(d.verdict.notes[r]) > 0:
		return ""
	case d.text(r) != "" && len(d.doors) > 1:
		return "fits all " + strconv.Itoa(len(d.doors))
	case d.text(r) != "":
		return "fits"
	case r == rowPIN && len(d.doors) > 1:
		return "each lock gets its own; ctrl+g makes one for all"
	case r == rowPIN:
		return "ctrl+g makes one that fits"
	default:
		return ""
	}
}

// was is how a row was before it was changed.
func (d *drawing) was(r row) string {
	v, now := d.begun, d.values()
	copyRow(r, &v, &now)
	if d.task != edit || v.equal(d.begun) {
		return ""
	}
	before := &d.subject.before
	switch r {
	case rowName:
		return "was " + orNone(before.Name)
	case rowPIN:
		return "was " + before.PIN.String()
	case rowFrom:
		return d.retimed(r, before.Window.From)
	case rowUntil:
		return d.retimed(r, before.Window.Until)
	case rowExternal:
		return "was " + allowed(before.Traits.ExternalChangeAllowed)
	default:
		return ""
	}
}

func (d *drawing) retimed(r row, old time.Time) string {
	was := "was " + model.When(old, d.now, d.shownIn(&d.doors[0]))
	if text := d.instant(r); text != "" {
		return text + ", " + was
	}
	return was
}

func allowed(is bool) string {
	if is {
		return "allowed"
	}
	return "not allowed"
}

func orNone(s string) string {
	if s == "" {
		return "without a name"
	}
	return s
}

// theirs is what somebody else made of a row.
func (d *drawing) theirs(r row) string {
	c := &d.subject.theirs
	zone := d.shownIn(&d.doors[0])
	switch r {
	case rowName:
		return orNone(c.Name)
	case rowPIN:
		return "another PIN"
	case rowKind:
		return kindWord(c.Window.Always())
	case rowFrom:
		return model.When(c.Window.From, d.now, zone)
	case rowUntil:
		return model.When(c.Window.Until, d.now, zone)
	case rowExternal:
		return allowed(c.Traits.ExternalChangeAllowed)
	default:
		return ""
	}
}

func (d *drawing) shownIn(of *door) *time.Location {
	if zone := d.zoneOf(of); zone != nil {
		return zone
	}
	return time.UTC
}

// instant is what a text means on the lock's clock, and on that of the person where it differs.
func (d *drawing) instant(r row) string {
	w, ok := d.windowFor(&d.doors[0])
	zone := d.zoneOf(&d.doors[0])
	if !ok || d.set.always || zone == nil {
		return ""
	}
	at := w.From
	if r == rowUntil {
		at = w.Until
	}
	const form = "Mon 2 Jan 2006 15:04"
	label := model.ZoneLabel(d.doors[0].lock.Device.TimeZone)
	if d.doors[0].clock(d.config.Zones) == nil {
		label = model.ZoneLabel(d.text(rowZone))
	}
	text := at.In(zone).Format(form) + " " + label
	if n := len(d.verdict.windows); n > 1 {
		text += " (on each lock's own clock, " + strconv.Itoa(n) + " zones)"
	}
	if _, there := at.In(zone).Zone(); d.config.Home != nil {
		if _, here := at.In(d.config.Home).Zone(); here != there {
			text += " · " + at.In(d.config.Home).Format("Mon 15:04") + " your time"
		}
	}
	if r == rowUntil {
		text += " · " + model.Span(w.Until.Sub(w.From))
	}
	return text
}

// bottom draws the locks and what there is to say about the row with the keyboard, or the question.
func (d *drawing) bottom(doors int) {
	if d.question != nil {
		d.ask(doors + foot)
		return
	}
	d.drawDoors(doors)
	lines := foot
	for _, one := range d.sayings() {
		lines -= d.say(one, lines)
	}
}

// sayings is what stands below the form, the most important first.
func (d *drawing) sayings() []saying {
	if d.dispatch.under {
		return []saying{{theme.Moving, theme.Setting, true, d.progress(), ""}}
	}
	var out []saying
	if text := d.failure(); text != "" {
		out = append(out, saying{theme.Hurts, theme.Failed, true, text, d.dispatch.fault.Hint})
	}
	if d.task == convert {
		out = append(out, d.preview()...)
	}
	for _, one := range d.verdict.notes[noRow] {
		if d.task != create && one.refuses {
			out = append(out, saying{theme.Hurts, theme.Failed, true, d.short(one.words()), one.hint})
		}
	}
	return append(out, d.saying(d.at, d.closed(d.at))...)
}

// say writes a saying over at most so many lines, and tells how many it took.
func (d *drawing) say(s saying, most int) int {
	if s.hint != "" {
		s.text += "; " + s.hint
	}
	role := theme.Text // the sign has the colour, and the row above too
	if !s.sign {
		role = theme.Muted
	}
	lines := widget.Wrap(s.text, d.size.W-5, most)
	for i, line := range lines {
		d.pen.Gap(1)
		if s.sign && i == 0 {
			d.pen.Glyph(s.role, s.glyph)
		} else {
			d.pen.Gap(1)
		}
		d.pen.Gap(1)
		d.pen.Region(d.pen.Room() - 1)
		d.pen.Text(role, line)
		d.pen.EndRegion()
		d.pen.NewLine()
	}
	return len(lines)
}

// short is a text about a lock, which begins with its name, where there is only one lock.
func (d *drawing) short(text string) string {
	if rest, named := strings.CutPrefix(text, d.doors[0].name()+" "); named && len(d.doors) == 1 {
		return "this lock " + rest
	}
	return text
}

func (d *drawing) progress() string {
	text := "asking Seam …"
	if d.dispatch.total > 1 {
		text += " " + strconv.Itoa(d.dispatch.total-len(d.dispatch.todo)+1) + " of " + strconv.Itoa(d.dispatch.total)
	}
	return text
}

func (d *drawing) ask(lines int) {
	p := d.pen
	texts := append([]string{d.question.title}, widget.Wrap(d.question.text, d.size.W-5, lines-2)...)
	for i, text := range texts[:min(len(texts), lines)] {
		p.Gap(3)
		role := theme.Text
		if i == 0 {
			role = theme.Moving
		}
		p.Region(p.Room() - 1)
		p.Text(role, text)
		p.EndRegion()
		p.NewLine()
		lines--
	}
	if lines <= 0 {
		return
	}
	p.Gap(3)
	for _, c := range d.question.choices {
		p.Text(theme.Strong, c.key)
		p.Text(theme.Text, " "+c.label)
		p.Gap(3)
	}
	p.Text(theme.Strong, "enter")
	p.Text(theme.Text, " back to the form")
	p.NewLine()
}
