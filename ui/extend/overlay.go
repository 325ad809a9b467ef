// Package extend is the overlay that asks how long codes shall work: an hour more, a day more, until a time that is typed, or in a
// window that is typed.
package extend

import (
	"strconv"
	"time"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/ui/action"
	"seamdash/ui/nav"
	"seamdash/ui/theme"
	"seamdash/ui/widget"
)

// An Overlay is the open question.
type Overlay struct {
	ask    nav.AskUntil
	now    func() time.Time
	size   widget.Rect
	field  widget.Field
	typing bool
}

// New asks.
func New(ask nav.AskUntil, now func() time.Time, size widget.Rect) *Overlay {
	o := &Overlay{ask: ask, now: now, size: size, field: widget.NewField()}
	o.typing = o.window()
	return o
}

// window says that a start and an end are asked for.
func (o *Overlay) window() bool { return o.ask.Tasks[0].Deed == nav.SetWindow }

// Resize gives the overlay its part of the terminal.
func (o *Overlay) Resize(size widget.Rect) { o.size = size }

// Hints are the overlay's own keys.
func (o *Overlay) Hints() []action.Hint {
	switch {
	case o.window():
		return []action.Hint{{Keys: "type", Label: "a window"}, {Keys: "enter", Label: "set it", Blocked: o.read().why}, {Keys: "esc", Label: "cancel"}}
	case o.typing:
		return []action.Hint{{Keys: "type", Label: "a time"}, {Keys: "enter", Label: "extend", Blocked: o.read().why}, {Keys: "esc", Label: "back"}}
	}
	return []action.Hint{{Keys: "h", Label: "1 hour more"}, {Keys: "d", Label: "1 day more"}, {Keys: "t", Label: "type a time"}, {Keys: "enter esc", Label: "cancel"}}
}

// Update takes every key.
func (o *Overlay) Update(msg tea.Msg) (nav.Intent, tea.Cmd) {
	press, ok := msg.(tea.KeyPressMsg)
	switch {
	case !ok && o.typing:
		_, cmd := o.field.Update(msg)
		return nil, cmd
	case !ok:
		return nil, nil
	case o.typing:
		return o.typeKey(press)
	}
	switch press.String() {
	case "esc", "enter":
		return nav.Close{}, nil
	case "h":
		return o.extend(anHour), nil
	case "d":
		return o.extend(aDay), nil
	case "t":
		o.typing = true
	}
	return nil, nil
}

// A later is an end of a code that comes after the one it has; zone is where its lock is.
type later func(c *model.AccessCode, zone *time.Location) time.Time

func anHour(c *model.AccessCode, _ *time.Location) time.Time { return c.Window.Until.Add(time.Hour) }

// aDay is the same time on the next day by the clock of the lock, also where a day has 23 or 25 hours.
func aDay(c *model.AccessCode, zone *time.Location) time.Time {
	return c.Window.Until.In(zone).AddDate(0, 0, 1)
}

// extend asks for another end of all codes.
func (o *Overlay) extend(to later) nav.Intent {
	tasks := append([]nav.Task{}, o.ask.Tasks...)
	for i := range tasks {
		tasks[i].Until = to(&tasks[i].Code, o.ask.Zones[i])
	}
	if len(tasks) == 1 && len(o.ask.LeftOut) == 0 {
		return nav.Close{Then: nav.Do{Task: tasks[0]}}
	}
	return nav.Close{Then: nav.DoAll{Tasks: tasks, LeftOut: o.ask.LeftOut}}
}

func (o *Overlay) title() string {
	if o.window() {
		return "When shall " + strconv.Itoa(len(o.ask.Tasks)) + " codes work?"
	}
	if len(o.ask.Tasks) == 1 {
		return "Until when shall " + o.ask.Tasks[0].Name + " work?"
	}
	return "Until when shall " + strconv.Itoa(len(o.ask.Tasks)) + " codes work?"
}

// about says what holds now.
func (o *Overlay) about() []string {
	var lines []string
	if first := &o.ask.Tasks[0]; o.window() {
		lines = append(lines, "Each by the clock of its own lock. Name and PIN stay as they are.")
	} else if len(o.ask.Tasks) == 1 {
		lines = append(lines, "On "+first.Lock+", at present until "+o.when(0, first.Code.Window.Until)+".")
	} else {
		lines = append(lines, "Each on its own lock, and each from the end it has.")
	}
	for i, text := range o.ask.LeftOut {
		if i == 2 && len(o.ask.LeftOut) > 3 {
			return append(lines, "and "+strconv.Itoa(len(o.ask.LeftOut)-i)+" more are left out")
		}
		lines = append(lines, "Left out: "+text)
	}
	return lines
}

func (o *Overlay) when(at int, t time.Time) string {
	text := model.When(t, o.now(), o.ask.Zones[at])
	if zone := o.ask.Zones[at]; zone == time.UTC {
		return text + " UTC"
	}
	return text
}

// View draws the overlay's lines, each ended.
func (o *Overlay) View(p *widget.Pen) (cursor *tea.Position) {
	start := p.Lines()
	line := func(write func()) {
		if p.Lines()-start < o.size.H {
			p.Gap(3)
			write()
			p.NewLine()
		}
	}
	blank := func() {}
	line(blank)
	line(func() { p.Text(theme.Accent, o.title()) })
	line(blank)
	for _, text := range o.about() {
		for _, part := range widget.Wrap(text, o.size.W-8, 2) {
			line(func() { p.Text(theme.Text, part) })
		}
	}
	line(blank)
	if o.typing {
		line(func() { cursor = o.drawField(p, p.Lines()-start) })
		line(blank)
		line(func() { o.drawEnd(p) })
		for p.Lines()-start < o.size.H {
			p.NewLine()
		}
		return cursor
	}
	line(func() { row(p, theme.Selected, "enter", "cancel", "") })
	line(func() { row(p, theme.Text, "h", "1 hour more", o.end(anHour)) })
	line(func() { row(p, theme.Text, "d", "1 day more", o.end(aDay)) })
	line(func() { row(p, theme.Text, "t", "until a time you type", "") })
	for p.Lines()-start < o.size.H {
		p.NewLine()
	}
	return nil
}

func (o *Overlay) drawField(p *widget.Pen, y int) *tea.Position {
	if o.window() {
		p.Text(theme.Muted, "when  ")
	} else {
		p.Text(theme.Muted, "until  ")
	}
	x := o.size.W - p.Room()
	return &tea.Position{X: x + o.field.Draw(p, theme.Text, p.Room()-1), Y: y}
}

// drawEnd says what was typed, or what is wrong with it.
func (o *Overlay) drawEnd(p *widget.Pen) {
	end := o.read()
	if end.why != "" {
		p.Text(theme.Moving, end.why)
		return
	}
	p.Text(theme.Text, o.resolved(end))
}

// end says where an extension leads, for one code.
func (o *Overlay) end(to later) string {
	if len(o.ask.Tasks) > 1 {
		return ""
	}
	return "until " + o.when(0, to(&o.ask.Tasks[0].Code, o.ask.Zones[0]))
}

func row(p *widget.Pen, bar theme.Role, key, label, note string) {
	p.Bar(bar)
	p.Gap(1)
	p.Cell(theme.Strong, key, 7)
	p.Text(theme.Text, label)
	p.Gap(1)
	p.Bar(theme.Text)
	p.Gap(2)
	p.Text(theme.Muted, note)
}
