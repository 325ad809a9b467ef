package codeform

import (
	"slices"
	"strconv"
	"strings"

	"seamdash/model"
	"seamdash/model/fit"
	"seamdash/ui/theme"
)

// drawDoors draws a line for each lock, those that refuse first; the last line counts what has no room.
func (d *drawing) drawDoors(lines int) {
	order := make([]int, len(d.doors))
	for i := range order {
		order[i] = i
	}
	if len(order) > 1 {
		slices.SortStableFunc(order, func(a, b int) int { return d.doors[a].rank() - d.doors[b].rank() })
	}
	for i, at := range order {
		if i == lines-1 && len(order) > lines {
			d.rest(order[i:])
			return
		}
		d.door(&d.doors[at])
	}
}

// rank puts what needs a look first.
func (d *door) rank() int {
	_, refuses := d.refusal()
	switch {
	case d.fault != nil && !d.made:
		return 0
	case refuses:
		return 1
	case d.warnings() > 0:
		return 2
	case d.made:
		return 4
	default:
		return 3
	}
}

func (d *drawing) door(one *door) {
	p := d.pen
	const names = 32
	role, glyph, text := d.standing(one)
	p.Gap(1)
	p.Glyph(role, glyph)
	p.Gap(1)
	p.Name(theme.Text, one.name(), min(names, d.size.W/3))
	p.Gap(2)
	p.Region(p.Room() - 1)
	if role == theme.Works {
		role = theme.Muted
	}
	if role != theme.Muted {
		role = theme.Text // the sign has the colour
	}
	p.Text(role, text)
	p.EndRegion()
	p.NewLine()
}

// standing is how a lock stands to the code.
func (d *drawing) standing(one *door) (role theme.Role, glyph theme.Glyph, text string) {
	refusal, refuses := one.refusal()
	switch {
	case one.made:
		return theme.Works, theme.Marked, "made"
	case one.fault != nil && one.fault.Unsure:
		return theme.Moving, theme.Unknown, "nobody knows whether it was made"
	case one.fault != nil:
		return theme.Hurts, theme.Failed, one.fault.Why()
	case refuses:
		return theme.Hurts, theme.Failed, d.refusing(one, &refusal)
	}
	if _, ok := d.windowFor(one); !ok {
		return theme.Muted, theme.Waiting, "fits once the times are there"
	}
	for i := range one.found {
		if f := &one.found[i]; rowOf(f) == noRow {
			return theme.Moving, theme.Warning, bare(one, f.Text)
		}
	}
	return theme.Works, theme.Set, "fits" + d.outlook(one)
}

// refusing says what a lock refuses: which rule it is, or of the only lock, whose rules stand beside the fields, which fields.
func (d *drawing) refusing(one *door, first *fit.Finding) string {
	if len(d.doors) > 1 || rowOf(first) == noRow {
		return bare(one, first.Text)
	}
	var names []string
	for i := range one.found {
		if name := rowOf(&one.found[i]).called(); one.found[i].Refuses && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return "does not take " + strings.Join(names, " and ")
}

// bare is a text about a lock behind its name.
func bare(one *door, text string) string { return strings.TrimPrefix(text, one.name()+" ") }

// outlook says which place on the lock the code takes and when it is there.
func (d *drawing) outlook(one *door) string {
	if d.set.offline && d.task == create {
		return " · the lock need not be reached"
	}
	text := ""
	device := &one.lock.Device
	if used, known := one.lock.SlotsUsed(); known && device.Slots > 0 && d.task == create {
		text += " · slot " + strconv.Itoa(used+1) + " of " + strconv.Itoa(device.Slots)
	}
	habit := device.Habit()
	w, _ := d.windowFor(one)
	if d.task == create && !d.set.native && !w.Always() {
		habit.Scheduling = model.JustInTime
	}
	return text + d.arrival(one, habit, w)
}

// arrival is when the lock should have the code.
func (d *drawing) arrival(one *door, habit model.Habit, w model.Window) string {
	switch lead := habit.Scheduling.Lead(); {
	case lead == 0 && !w.Always():
		return ""
	case w.From.Add(-lead).After(d.now):
		return " · on the lock about " + model.When(w.From.Add(-lead), d.now, d.shownIn(one))
	default:
		return " · on the lock in about " + model.Span(habit.Usual)
	}
}

// rest counts the locks that have no line.
func (d *drawing) rest(of []int) {
	refused, warned := 0, 0
	for _, at := range of {
		if _, refuses := d.doors[at].refusal(); refuses {
			refused++
		} else if d.doors[at].warnings() > 0 {
			warned++
		}
	}
	text := "and " + strconv.Itoa(len(of)) + " more: "
	if len(of) == len(d.doors) {
		text = strconv.Itoa(len(of)) + " locks: "
	}
	role, glyph := theme.Works, theme.Set
	switch {
	case refused > 0:
		role, glyph = theme.Hurts, theme.Failed
		text += strconv.Itoa(refused) + " of them refuse the code"
	case warned > 0:
		role, glyph = theme.Moving, theme.Warning
		text += strconv.Itoa(warned) + " with a warning"
	default:
		text += "nothing to say against it"
	}
	d.pen.Gap(1)
	d.pen.Glyph(role, glyph)
	d.pen.Gap(1)
	d.pen.Text(theme.Muted, text)
	d.pen.NewLine()
}
