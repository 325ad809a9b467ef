package ruleform

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"

	"seamdash/ui/action"
	"seamdash/ui/theme"
	"seamdash/ui/widget"
)

// A picker lies over the editor until something of a list is chosen.
type picker struct {
	title string
	// find gives the items for a text.
	find func(text string) []item
	// several says that items are marked; otherwise one is chosen.
	several bool
	// take is called with what was chosen.
	take func(*Form, []string)

	filter widget.Field
	marked []string // in the order of marking
	shown  []item
	row    int
	size   int // lines of the last frame
}

// An item is one line of a picker.
type item struct{ id, label, note string }

// among finds the items of a fixed list of which the label or the note contains a text, whatever its blanks, signs and capitals.
func among(all []item) func(string) []item {
	keys := make([]string, len(all))
	for i := range all {
		keys[i] = squeezed(all[i].label + all[i].note)
	}
	return func(text string) []item {
		text = squeezed(text)
		var out []item
		for i := range all {
			if strings.Contains(keys[i], text) {
				out = append(out, all[i])
			}
		}
		return out
	}
}

// squeezed is a text without blanks and signs, as it is compared.
func squeezed(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// open lays a picker over the editor.
func (f *Form) open(p picker) {
	p.filter = widget.NewField()
	p.shown = p.find("")
	slices.SortStableFunc(p.shown, func(a, b item) int { return p.rank(a) - p.rank(b) })
	f.picker = &p
}

// rank puts what is marked first.
func (p *picker) rank(one item) int {
	if slices.Contains(p.marked, one.id) {
		return 0
	}
	return 1
}

// pick gives a key to the picker.
func (f *Form) pick(msg tea.Msg) tea.Cmd {
	p := f.picker
	key, pressed := msg.(tea.KeyPressMsg)
	if !pressed {
		return p.narrow(msg)
	}
	switch name := key.String(); {
	case name == "esc":
		f.picker = nil
	case name == "enter":
		f.picker = nil
		p.choose(f)
	case name == "up" || name == "down" || name == "pgup" || name == "pgdown":
		p.move(name)
	case name == "space" && p.several:
		p.mark()
	default:
		return p.narrow(msg)
	}
	return nil
}

func (p *picker) choose(f *Form) {
	chosen := p.marked
	if len(p.shown) > 0 && (!p.several || len(chosen) == 0) {
		chosen = []string{p.shown[p.row].id}
	}
	if p.several || len(chosen) > 0 {
		p.take(f, chosen)
	}
}

func (p *picker) move(key string) {
	by := map[string]int{"up": -1, "down": 1, "pgup": -max(1, p.size-1), "pgdown": max(1, p.size-1)}[key]
	p.row = max(0, min(p.row+by, len(p.shown)-1))
}

func (p *picker) mark() {
	if len(p.shown) == 0 {
		return
	}
	id := p.shown[p.row].id
	if i := slices.Index(p.marked, id); i >= 0 {
		p.marked = slices.Delete(slices.Clone(p.marked), i, i+1)
		return
	}
	p.marked = append(slices.Clone(p.marked), id)
}

// narrow lets the filter take a key or a paste.
func (p *picker) narrow(msg tea.Msg) tea.Cmd {
	changed, cmd := p.filter.Update(clean(msg))
	if changed {
		p.shown, p.row = p.find(strings.TrimSpace(p.filter.Value())), 0
	}
	return cmd
}

func (p *picker) hints() []action.Hint {
	hints := []action.Hint{{Keys: "type", Label: "to find"}, {Keys: "↑ ↓", Label: "move"}}
	if p.several {
		hints = append(hints, action.Hint{Keys: "space", Label: "mark"})
	}
	return append(hints, action.Hint{Keys: "enter", Label: "take"}, action.Hint{Keys: "esc", Label: "back"})
}

// draw draws the picker into so many lines, and returns where its text is being typed.
func (p *picker) draw(pen *widget.Pen, first, lines int) *tea.Position {
	pen.Gap(1)
	pen.Text(theme.Accent, p.title)
	if p.several {
		pen.Gap(3)
		pen.Text(theme.Muted, strconv.Itoa(len(p.marked))+" marked")
	}
	pen.NewLine()
	pen.Gap(1)
	pen.Glyph(theme.Accent, theme.Cursor)
	pen.Gap(1)
	at := &tea.Position{X: 3, Y: pen.Lines() - first}
	if p.filter.Value() == "" {
		pen.Text(theme.Muted, "type a few letters to find it")
	} else {
		at.X += p.filter.Draw(pen, theme.Text, pen.Room()-1)
	}
	pen.NewLine()
	label := p.labelCells()
	p.size = max(1, lines-2)
	top := max(0, min(p.row-p.size/2, len(p.shown)-p.size))
	for y := range lines - 2 {
		if top+y < len(p.shown) {
			p.line(pen, top+y, label)
		} else if y == 0 {
			pen.Gap(3)
			pen.Text(theme.Muted, "nothing has these letters")
		}
		pen.NewLine()
	}
	return at
}

// labelCells is how many cells the labels take, so that the notes have the rest.
func (p *picker) labelCells() int {
	const most = 44
	cells := 0
	for i := range p.shown {
		cells = max(cells, widget.Width(p.shown[i].label))
	}
	return min(cells, most)
}

func (p *picker) line(pen *widget.Pen, at, label int) {
	one := &p.shown[at]
	if at == p.row {
		pen.Bar(theme.Selected)
	}
	pen.Gap(1)
	switch {
	case slices.Contains(p.marked, one.id):
		pen.Glyph(theme.Works, theme.Marked)
	default:
		pen.Gap(1)
	}
	pen.Gap(1)
	pen.Name(theme.Text, one.label, min(label, pen.Room()-1))
	pen.Gap(2)
	pen.Region(pen.Room() - 1)
	pen.Text(theme.Muted, one.note)
	pen.EndRegion()
}
