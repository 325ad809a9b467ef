package codes

import (
	"strconv"
	"time"

	"seamdash/model"
	"seamdash/ui/coderow"
	"seamdash/ui/theme"
)

// cell draws what a code has in one column, over exactly its width.
func (f *frame) cell(c *column, lock *model.Lock, code *model.AccessCode, m coderow.Mark) {
	p, n := f.pen, c.width
	switch c.Name {
	case "state":
		f.state(lock, code, m, n)
	case "age":
		f.age(code, n)
	case "lock":
		p.Name(theme.Text, nameOf(&lock.Device), n)
	case "name":
		f.cells.Name(code, n)
	case "type":
		p.Cell(theme.Muted, typeOf(code), n)
	case "pin":
		f.cells.PIN(code, f.reveal.Shows(code.ID), n)
	case "issues":
		f.issues(code, lock, n)
	case "battery":
		f.power(lock, n)
	default:
		f.time(c, lock, code)
	}
}

// time is [frame.cell] for the columns that are about the window.
func (f *frame) time(c *column, lock *model.Lock, code *model.AccessCode) {
	p, n := f.pen, c.width
	switch c.Name {
	case "window":
		before := p.Room()
		f.cells.Window(code, n)
		p.Space(n - (before - p.Room()))
	case "starts":
		f.edge(code.Window.From, n)
	case "ends":
		f.edge(code.Window.Until, n)
	case "zone":
		f.zone(&lock.Device, n)
	default:
		p.Gap(n)
	}
}

func nameOf(d *model.Device) string {
	if d.Name == "" {
		return string(d.ID)
	}
	return d.Name
}

// state writes the words of the state. What is stuck says so first; how long it lasts is only in this column when it has
// none of its own.
func (f *frame) state(lock *model.Lock, code *model.AccessCode, m coderow.Mark, n int) {
	stuck := code.Stuck(lock.Device.Habit(), f.now)
	apart := f.ink.layout.has("age")
	standing := code.Standing(f.now)
	simple := standing.Phase != model.PhaseUnknown && standing.Loads.IsZero()
	switch {
	case stuck && apart && simple:
		f.pen.CellBytes(m.Quiet(), append(append(f.ink.text[:0], "stuck "...), standing.Phase.String()...), n)
	case stuck && simple && !standing.Since.IsZero():
		f.ink.text = model.AppendBriefSpan(append(f.ink.text[:0], "stuck "...), f.now.Sub(standing.Since))
		f.pen.CellBytes(m.Quiet(), f.ink.text, n)
	case apart && simple:
		f.pen.Cell(m.Quiet(), standing.Phase.String(), n)
	default:
		f.cells.State(m, code, n)
	}
}

// age writes how long the code stands as it does; for what is over nobody waits.
func (f *frame) age(code *model.AccessCode, n int) {
	standing := code.Standing(f.now)
	if standing.Since.IsZero() || standing.Phase == model.PhaseOver {
		f.pen.Gap(n)
		return
	}
	f.ink.text = model.AppendBriefSpan(f.ink.text[:0], f.now.Sub(standing.Since))
	f.pen.CellBytes(theme.Text, f.ink.text, n)
}

func typeOf(code *model.AccessCode) string {
	switch {
	case code.Backup.Is:
		return "backup"
	case code.Traits.OneTime:
		return "one-time"
	case code.Traits.Offline:
		return "offline"
	case code.Type == model.TypeTimeBound:
		return "time-bound"
	default:
		return string(code.Type)
	}
}

// edge writes a start or an end; a window may have none.
func (f *frame) edge(at time.Time, n int) {
	if at.IsZero() {
		f.pen.Cell(theme.Muted, "-", n)
		return
	}
	f.ink.text = model.AppendWhen(f.ink.text[:0], at, f.now, f.cells.Zone)
	f.pen.CellBytes(theme.Text, f.ink.text, n)
}

// wordyIssues is the width from which there is room for words and not only for a count.
const wordyIssues = 14

// issues writes what is wrong with the code itself, the worst first; an offline lock is told where nothing else is.
func (f *frame) issues(code *model.AccessCode, lock *model.Lock, n int) {
	p := f.pen
	worst, count := worstOf(code.Problems)
	role, glyph := theme.Moving, theme.Warning
	switch {
	case worst == nil && lock.Device.Online == model.No && n >= wordyIssues:
		p.Cell(theme.Muted, "the lock is offline", n)
		return
	case worst == nil:
		p.Gap(n)
		return
	case worst.Level == model.Error:
		role, glyph = theme.Hurts, theme.Failed
	}
	if lock.Old {
		role = theme.Muted
	}
	p.Glyph(role, glyph)
	p.Gap(1)
	if n < wordyIssues {
		f.ink.text = strconv.AppendInt(f.ink.text[:0], int64(count), 10)
		p.CellBytes(role, f.ink.text, n-2)
		return
	}
	p.Cell(role, f.ink.words(worst), n-2)
}

// worstOf is the first error of the code itself, or else the first warning, and how many of both there are.
func worstOf(problems []model.Problem) (worst *model.Problem, count int) {
	for i := range problems {
		p := &problems[i]
		if p.Origin != model.OriginCode {
			continue
		}
		count++
		if worst == nil || p.Level > worst.Level {
			worst = p
		}
	}
	return worst, count
}

// power writes the weakest battery of the lock.
func (f *frame) power(lock *model.Lock, n int) {
	d := &lock.Device
	text, role := f.ink.text[:0], theme.Muted
	percent, ok := d.Battery.Percent()
	if keypad, has := d.Keypad.Percent(); has && (!ok || keypad < percent) {
		percent, ok = keypad, true
	}
	switch {
	case ok:
		text = append(strconv.AppendInt(text, int64(percent), 10), " %"...)
	case d.Battery.Wired:
		text = append(text, "wired"...)
	default:
		text = append(text, '-')
	}
	if (d.LowPower(d.Battery) || d.LowPower(d.Keypad)) && !lock.Old {
		role = theme.Hurts
	}
	f.ink.text = text
	f.pen.Space(n - f.pen.WidthOf(text))
	f.pen.Bytes(role, text)
}

// zone names the zone that the row's times are in, which is UTC where the lock has none that is known.
func (f *frame) zone(d *model.Device, n int) {
	name := d.TimeZone
	if f.zones.Named(name) == nil {
		name = ""
	}
	f.pen.Cell(theme.Muted, f.ink.label(name), n)
}
