// Package askzone is the overlay that asks in which time zone a lock is, so that Seam can be told: the likely ones to choose from, and
// all others by a few letters.
package askzone

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"seamdash/model"
	"seamdash/model/zone"
	"seamdash/ui/action"
	"seamdash/ui/coderow"
	"seamdash/ui/nav"
	"seamdash/ui/widget"
)

// most is how many zones are found for a text.
const most = 60

// Config is what the overlay is built from.
type Config struct {
	Zones *coderow.Zones
	// Home is where the person at the keyboard is, or nil.
	Home *time.Location
	Now  func() time.Time
}

// An Overlay is the open question. It tells nobody anything: what is chosen leads to another question, which says what comes of it.
type Overlay struct {
	config Config
	lock   *model.Lock
	likely []proposal
	field  widget.Field
	shown  []proposal
	list   widget.List[string]
	size   widget.Rect
}

// New asks where a lock of the picture is.
func New(config Config, picture *model.Snapshot, lock *model.Lock, size widget.Rect) *Overlay {
	o := &Overlay{config: config, lock: lock, likely: likely(&config, picture, lock), field: widget.NewField()}
	o.Resize(size)
	o.narrow()
	return o
}

// Resize gives the overlay its part of the terminal.
func (o *Overlay) Resize(size widget.Rect) {
	o.size = size
	o.list.Resize(max(1, size.H-o.head()))
}

// Hints are the overlay's own keys.
func (o *Overlay) Hints() []action.Hint {
	why := ""
	if len(o.shown) == 0 {
		why = o.nothing()
	}
	return []action.Hint{{Keys: "type", Label: "to find"}, {Keys: "↑ ↓", Label: "move"}, {Keys: "enter", Label: "take", Blocked: why}, {Keys: "esc", Label: "cancel"}}
}

// Update takes every key.
func (o *Overlay) Update(msg tea.Msg) (nav.Intent, tea.Cmd) {
	press, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return nil, o.edit(msg)
	}
	steps := map[string]nav.Step{"up": nav.Up, "down": nav.Down, "pgup": nav.PageUp, "pgdown": nav.PageDown}
	switch key := press.String(); key {
	case "esc":
		return nav.Close{}, nil
	case "enter":
		return o.take(), nil
	case "tab":
		if row, ok := o.list.Row(); ok {
			o.field.Set(o.shown[row].name)
			o.narrow()
		}
		return nil, nil
	default:
		if step, ok := steps[key]; ok {
			o.list.Move(step, func(row int) string { return o.shown[row].name })
			return nil, nil
		}
		return nil, o.edit(press)
	}
}

func (o *Overlay) edit(msg tea.Msg) tea.Cmd {
	changed, cmd := o.field.Update(msg)
	if changed {
		o.narrow()
	}
	return cmd
}

// narrow finds the zones for the text; without one they are the likely ones.
func (o *Overlay) narrow() {
	o.shown = o.likely
	if text := strings.TrimSpace(o.field.Value()); text != "" {
		o.shown = nil
		for _, name := range zone.Search(text, most) {
			o.shown = append(o.shown, o.proposal(name))
		}
	}
	o.list.Restart()
	o.list.Settle(len(o.shown), func(string) (int, bool) { return 0, false })
}

// proposal is a zone with what is known about it, if anything is.
func (o *Overlay) proposal(name string) proposal {
	for _, one := range o.likely {
		if one.name == name {
			return one
		}
	}
	return proposal{name: name}
}

func (o *Overlay) nothing() string {
	if strings.TrimSpace(o.field.Value()) == "" {
		return "type where the lock is, as Los Angeles"
	}
	return "no zone has these letters"
}

// take asks whether Seam shall be told.
func (o *Overlay) take() nav.Intent {
	row, ok := o.list.Row()
	if !ok {
		return nav.Refuse{Reason: o.nothing()}
	}
	name := o.shown[row].name
	if name == o.lock.Device.TimeZone {
		return nav.Refuse{Reason: "that is the zone that Seam has for it already"}
	}
	return nav.Close{Then: o.confirm(name)}
}

func (o *Overlay) confirm(name string) nav.Ask {
	d := &o.lock.Device
	body := []string{
		"There it is " + o.clock(name) + " now: a clock beside the door must say the same, or it opens at wrong hours.",
		"Seam needs the zone to put times on this lock. Its codes keep their times; an hour that Seam added to some for want of a zone goes.",
	}
	if was := d.TimeZone; was != "" {
		body = append(body, "Until now Seam has it in "+was+".")
	}
	return nav.Ask{
		Title: "Tell Seam that " + o.name() + " is in " + name + "?", Body: body,
		Choices: []nav.Choice{{Key: "y", Label: "tell Seam", Intent: nav.ReportZone{Lock: d.ID, Name: o.name(), Type: d.Type, Zone: name}}},
	}
}

func (o *Overlay) name() string {
	if o.lock.Device.Name == "" {
		return "the lock"
	}
	return o.lock.Device.Name
}

// clock is the time in a zone.
func (o *Overlay) clock(name string) string {
	at := o.config.Zones.Named(name)
	if at == nil {
		return ""
	}
	return o.config.Now().In(at).Format("Mon 15:04")
}
