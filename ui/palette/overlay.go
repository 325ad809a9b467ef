// Package palette is the overlay that finds an action by a few letters of what it does and presses its key.
package palette

import (
	tea "charm.land/bubbletea/v2"
	"github.com/sahilm/fuzzy"

	"seamdash/ui/action"
	"seamdash/ui/nav"
	"seamdash/ui/theme"
	"seamdash/ui/widget"
)

// head is the lines above the list: the field, and why the chosen action does nothing now.
const head = 2

// keysWidth is the column of the keys.
const keysWidth = 10

// An Overlay is the open palette.
type Overlay struct {
	hints []action.Hint
	field widget.Field
	found []int // indexes of hints, the best first
	list  widget.List[int]
	size  widget.Rect
}

// New opens the palette over the actions as they stand.
func New(hints []action.Hint, size widget.Rect) *Overlay {
	o := &Overlay{hints: hints, field: widget.NewField()}
	o.Resize(size)
	o.search()
	return o
}

// Resize gives the overlay its part of the terminal.
func (o *Overlay) Resize(size widget.Rect) {
	o.size = size
	o.list.Resize(size.H - head)
}

// Hints are the keys of the overlay itself.
func (*Overlay) Hints() []action.Hint {
	return []action.Hint{{Keys: "type", Label: "to search"}, {Keys: "↑ ↓", Label: "choose"}, {Keys: "enter", Label: "do it"}, {Keys: "esc", Label: "close"}}
}

// Update takes every key: text searches, arrows choose, enter does what is chosen.
func (o *Overlay) Update(msg tea.Msg) (nav.Intent, tea.Cmd) {
	if press, ok := msg.(tea.KeyPressMsg); ok {
		if step, ok := stepOf(press.String()); ok {
			o.list.Move(step, func(row int) int { return o.found[row] })
			return nil, nil
		}
		switch press.String() {
		case "esc":
			return nav.Close{}, nil
		case "enter":
			return o.choose(), nil
		}
	}
	changed, cmd := o.field.Update(msg)
	if changed {
		o.search()
	}
	return nil, cmd
}

func stepOf(key string) (nav.Step, bool) {
	switch key {
	case "up":
		return nav.Up, true
	case "down":
		return nav.Down, true
	case "pgup":
		return nav.PageUp, true
	case "pgdown":
		return nav.PageDown, true
	default:
		return 0, false
	}
}

// choose presses the key of the action under the cursor; the catalogue says once more whether it is possible now.
func (o *Overlay) choose() nav.Intent {
	row, ok := o.list.Row()
	if !ok || len(o.hints[o.found[row]].Names) == 0 {
		return nil
	}
	return nav.Close{Then: nav.Press{Key: o.hints[o.found[row]].Names[0]}}
}

// text is what the search looks at.
type text []action.Hint

// String is what one action is found by.
func (t text) String(i int) string {
	return t[i].ID + " " + t[i].Explain + " " + t[i].Label + " " + t[i].Group
}

// Len is the number of actions.
func (t text) Len() int { return len(t) }

// search finds the actions whose letters are typed in their order, the nearest first; without letters all, as they are.
func (o *Overlay) search() {
	o.found = o.found[:0]
	if o.field.Value() == "" {
		for i := range o.hints {
			o.found = append(o.found, i)
		}
	} else {
		for _, m := range fuzzy.FindFrom(o.field.Value(), text(o.hints)) {
			o.found = append(o.found, m.Index)
		}
	}
	o.list.Restart()
	o.list.Settle(len(o.found), func(int) (int, bool) { return 0, false })
}

// View draws the overlay's lines, each ended, and returns where text is being typed.
func (o *Overlay) View(p *widget.Pen) *tea.Position {
	p.Gap(1)
	p.Text(theme.Accent, "ACTIONS  : ")
	x := o.size.W - p.Room()
	x += o.field.Draw(p, theme.Text, p.Room()-1)
	p.NewLine()
	o.reason(p)
	p.NewLine()
	from, to := o.list.Visible()
	thumbFrom, thumbTo := o.list.Thumb()
	for y := range o.size.H - head {
		p.Region(o.size.W - 1)
		switch {
		case len(o.found) == 0 && y == 0:
			p.Gap(4)
			p.Text(theme.Text, "No action matches “"+o.field.Value()+"”; esc goes back.")
		case from+y < to:
			o.row(p, from+y)
		}
		p.EndRegion()
		if y >= thumbFrom && y < thumbTo {
			p.Glyph(theme.Muted, theme.Thumb)
		}
		p.NewLine()
	}
	return &tea.Position{X: x, Y: 0}
}

// reason says why the action under the cursor does nothing now, in a line of its own, because the row may have no room.
func (o *Overlay) reason(p *widget.Pen) {
	at, ok := o.list.Row()
	if !ok || o.hints[o.found[at]].Blocked == "" {
		return
	}
	p.Gap(3)
	p.Text(theme.Moving, "not now: "+o.hints[o.found[at]].Blocked)
}

func (o *Overlay) row(p *widget.Pen, at int) {
	h := &o.hints[o.found[at]]
	keys, words := theme.Strong, theme.Text
	if h.Blocked != "" {
		keys, words = theme.Muted, theme.Muted
	}
	p.Gap(1)
	if under, _ := o.list.Row(); under == at {
		p.Glyph(theme.Accent, theme.Cursor)
	} else {
		p.Gap(1)
	}
	p.Gap(1)
	p.Cell(keys, h.Keys, keysWidth)
	p.Gap(1)
	p.Text(words, h.Explain)
	if h.ID != "" {
		p.Text(theme.Rule, "  ["+h.ID+"]")
	}
	if h.Blocked != "" {
		p.Text(theme.Moving, "  not now: ")
		p.Text(theme.Muted, h.Blocked)
	}
}
