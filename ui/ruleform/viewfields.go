package ruleform

import (
	"slices"
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/model/recur"
	"seamdash/ui/theme"
	"seamdash/ui/widget"
)

// fieldLeft is where the fields begin: margin, cursor, label.
const fieldLeft = 12

// fieldLines prepares the fields. Each is one line; where they do not fit, those around the keyboard are shown.
func (d *drawing) fieldLines(width, lines int) pane {
	all := d.shownFields()
	top := 0
	if i := slices.Index(all, d.at); i >= 0 {
		top = max(0, min(i-lines/2, len(all)-lines))
	}
	return d.pane(width, func(y int) {
		if y == 0 {
			d.heading("MORE", d.at.field())
			return
		}
		if i := top + y - 1; i < len(all) {
			d.field(all[i])
		}
	})
}

// shownFields are the fields, in order.
func (f *Form) shownFields() []row {
	out := make([]row, 0, rows)
	for r := rowLocks; r < rows; r++ {
		if r != rowDigits || f.rule.PIN.Kind != recur.ChosenBySeam {
			out = append(out, r)
		}
	}
	return out
}

func (d *drawing) heading(text string, focused bool) {
	role := theme.Muted
	if focused {
		role = theme.Accent
	}
	d.pen.Gap(1)
	d.pen.Text(role, text)
}

// field draws one field, without ending its line.
func (d *drawing) field(r row) {
	p := d.pen
	if d.at == r {
		p.Glyph(theme.Accent, theme.Cursor)
	} else {
		p.Gap(1)
	}
	p.Gap(1)
	p.Cell(d.ink(r), r.label(), fieldLeft-3)
	p.Gap(1)
	beside := d.beside(r)
	value := min(max(26, p.Room()/2), p.Room()-1)
	if beside.text == "" {
		value = p.Room() - 1
	}
	d.value(r, value)
	p.Gap(2)
	if beside.sign {
		p.Glyph(beside.role, beside.glyph)
		p.Gap(1)
	}
	p.Text(theme.Muted, beside.text)
}

// value draws what a field holds into so many cells.
func (d *drawing) value(r row, cells int) {
	p := d.pen
	text := d.fields[r].Value()
	switch {
	case !r.typed():
		d.chosen(r, cells)
	case text == "":
		d.place(r, 0)
		p.Cell(theme.Muted, d.example(r), cells)
	case r == rowDigits && d.glimpse.Left() == 0 && d.rule.PIN.Kind != recur.Fresh:
		dots := strings.Repeat("•", utf8.RuneCountInString(text))
		d.place(r, min(widget.Width(text[:d.fields[r].Cursor()]), cells-1))
		p.Cell(theme.Text, dots, cells)
	case d.at == r:
		d.place(r, d.fields[r].Draw(p, theme.Text, cells))
	default:
		p.Cell(theme.Text, text, cells)
	}
}

// place notes where the cursor of the field with the keyboard is.
func (d *drawing) place(r row, at int) {
	if d.typing(r) {
		d.cursor = &tea.Position{X: d.column + fieldLeft + at, Y: d.pen.Lines() - d.first}
	}
}

// chosen draws what is chosen and not typed.
func (d *drawing) chosen(r row, cells int) {
	text := ""
	switch r {
	case rowLocks:
		text = d.lockWords()
	case rowZone:
		text = "each lock's own clock"
		if d.rule.Zone != "" {
			text = d.rule.Zone
		}
	case rowHolidays:
		text = d.namesOf(d.rule.Holidays)
	case rowPolicy:
		text = "< " + policyWords(d.rule.PIN.Kind) + " >"
	default:
	}
	role := theme.Text
	if text == "" {
		role, text = theme.Muted, d.example(r)
	}
	d.pen.Cell(role, text, cells)
}

// example stands in a field that is empty.
func (d *drawing) example(r row) string {
	switch r {
	case rowStart:
		return "(such as 23 nov)"
	case rowEnd:
		return "never (or: 30 jun, 20 times)"
	case rowSkip:
		return "none (such as 25 dec, 1 jan)"
	case rowExtra:
		return "none (such as 28 nov 10-14)"
	case rowHolidays:
		return "none"
	case rowBefore, rowAfter:
		return "none (such as 15 min)"
	case rowPause:
		return "no (such as until 4 jan)"
	case rowDigits:
		return d.digitsExample()
	case rowCodes:
		return "{rule}"
	case rowShort:
		return "(none)"
	default:
		return ""
	}
}

func (d *drawing) digitsExample() string {
	switch d.rule.PIN.Kind {
	case recur.Fresh:
		return "(how many; as few as the lock takes)"
	case recur.Listed:
		return "(4179 5281 …)"
	default:
		return "(" + "digits; ctrl+g makes some)"
	}
}

// A saying is one clause about a field.
type saying struct {
	role  theme.Role
	glyph theme.Glyph
	sign  bool
	text  string
}

// beside is what there is to say about a field.
func (d *drawing) beside(r row) saying {
	if m := d.wrong[r]; m != nil {
		return saying{theme.Hurts, theme.Failed, true, m.words()}
	}
	return saying{text: d.fact(r)}
}

// fact is what is good to know about a field with which nothing is wrong.
func (d *drawing) fact(r row) string {
	switch r {
	case rowLocks:
		return "enter chooses"
	case rowZone:
		if d.rule.Zone == "" && d.zones() == 1 {
			return model.ZoneLabel(d.clock().String())
		}
		return d.zoneWords()
	case rowStart:
		return d.dayWords(d.rule.Start)
	case rowCodes, rowShort:
		return d.codeNames(r)
	default:
		return ""
	}
}
