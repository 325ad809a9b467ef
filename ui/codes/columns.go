package codes

import (
	"slices"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"seamdash/ui/action"
	"seamdash/ui/nav"
	"seamdash/ui/theme"
	"seamdash/ui/views"
	"seamdash/ui/widget"
)

// A choice is a column in the panel, shown or not.
type choice struct {
	views.Column

	shown bool
}

// A columnsPanel chooses the columns of the view in front, their order and their widths.
type columnsPanel struct {
	screen *Screen
	before views.View // as it was when the panel was unfolded
	all    []choice
	list   widget.List[string]
}

func newColumnsPanel(s *Screen) *columnsPanel {
	c := &columnsPanel{screen: s, before: s.shelf.view().now}
	c.read()
	return c
}

// read takes the columns of the view: those that are shown, and behind them the others.
func (c *columnsPanel) read() {
	c.all = c.all[:0]
	for _, one := range c.screen.columns() {
		c.all = append(c.all, choice{one, true})
	}
	for _, fact := range views.Known() {
		if !slices.ContainsFunc(c.all, func(one choice) bool { return one.Name == fact.Name }) {
			c.all = append(c.all, choice{views.Column{Name: fact.Name}, false})
		}
	}
	c.settle()
}

func (c *columnsPanel) settle() {
	c.list.Settle(len(c.all), func(name string) (int, bool) {
		at := slices.IndexFunc(c.all, func(one choice) bool { return one.Name == name })
		return at, at >= 0
	})
}

func (c *columnsPanel) lines() int { return len(c.all) }

func (c *columnsPanel) resize(lines int) { c.list.Resize(lines) }

func (*columnsPanel) hints() []action.Hint {
	return []action.Hint{
		{Keys: "space", Label: "show"},
		{Keys: "← →", Label: "width"},
		{Keys: "K J", Label: "move"},
		{Keys: "s", Label: "sort"},
		{Keys: "0", Label: "auto"},
		{Keys: "z", Label: "reset"},
		{Keys: "enter", Label: "keep"},
		{Keys: "esc", Label: "undo"},
	}
}

func (*columnsPanel) paste(tea.PasteMsg) tea.Cmd { return nil }

func (c *columnsPanel) press(msg tea.KeyPressMsg) (nav.Intent, tea.Cmd) {
	key := msg.String()
	if step, ok := stepOf(key); ok {
		c.list.Move(step, func(row int) string { return c.all[row].Name })
		return nil, nil
	}
	at, _ := c.list.Row()
	switch key {
	case "enter", "o":
		c.screen.fold()
		return nil, c.screen.remember(c.screen.shelf.front)
	case "esc":
		c.screen.shelf.view().now = c.before
		c.screen.fold()
		return nil, c.screen.open()
	case "space":
		return c.toggle(at), nil
	case "s":
		return nil, c.sort(at)
	case "z":
		c.screen.shelf.view().now.Columns = slices.Clone(c.screen.shelf.view().came.Columns)
		c.read()
	default:
		c.arrange(at, key)
	}
	return nil, nil
}

// arrange is for the keys that change width and order.
func (c *columnsPanel) arrange(at int, key string) {
	switch key {
	case "left", "h", "-":
		c.widen(at, -1)
	case "right", "l", "+":
		c.widen(at, 1)
	case "0":
		c.all[at].Width = 0
		c.write()
	case "K", "shift+up":
		c.swap(at, -1)
	case "J", "shift+down":
		c.swap(at, 1)
	default:
	}
}

// write brings what was chosen to the view, whose rows show it at once.
func (c *columnsPanel) write() {
	var out []views.Column
	for _, one := range c.all {
		if one.shown {
			out = append(out, one.Column)
		}
	}
	if slices.Equal(out, c.screen.config.Columns) {
		out = nil
	}
	c.screen.shelf.view().now.Columns = out
	c.settle()
}

func (c *columnsPanel) toggle(at int) nav.Intent {
	shown := 0
	for _, one := range c.all {
		if one.shown {
			shown++
		}
	}
	if c.all[at].shown && shown == 1 {
		return nav.Refuse{Reason: "one column has to stay"}
	}
	c.all[at].shown = !c.all[at].shown
	c.write()
	return nil
}

// widen changes a width, beginning with the one that the column has on the screen.
func (c *columnsPanel) widen(at, by int) {
	one := &c.all[at]
	if one.Width == 0 {
		one.Width = c.widthOf(one.Name)
	}
	one.Width = max(3, min(one.Width+by, views.WidestColumn))
	c.write()
}

// widthOf is the width of a column on the screen, or what it needs where it has no room.
func (c *columnsPanel) widthOf(name string) int {
	for _, one := range c.screen.ink.layout.columns {
		if one.Name == name {
			return one.width
		}
	}
	fact, _ := views.Named(name)
	return fact.Least
}

func (c *columnsPanel) swap(at, by int) {
	to := at + by
	if to < 0 || to >= len(c.all) {
		return
	}
	c.list.Choose(c.all[at].Name)
	c.all[at], c.all[to] = c.all[to], c.all[at]
	c.write()
}

func (c *columnsPanel) sort(at int) tea.Cmd {
	fact, _ := views.Named(c.all[at].Name)
	if !fact.Sorts {
		return nil
	}
	v := &c.screen.shelf.view().now
	if v.Sort == fact.Name {
		v.Down = !v.Down
	} else {
		v.Sort, v.Down = fact.Name, false
	}
	return c.screen.open()
}

func (c *columnsPanel) draw(p *widget.Pen, w, lines int) *tea.Position {
	panelTitle(p, "COLUMNS of "+c.screen.shelf.view().now.Name)
	p.Repeat(theme.Rule, theme.HLine, p.Room())
	p.NewLine()
	from, to := c.list.Visible()
	under, _ := c.list.Row()
	for y := range lines - 1 {
		if row := from + y; row < to {
			p.Region(w - 1)
			c.line(p, &c.all[row], row == under)
			p.EndRegion()
		}
		p.NewLine()
	}
	return nil
}

func (c *columnsPanel) line(p *widget.Pen, one *choice, under bool) {
	fact, _ := views.Named(one.Name)
	beginLine(p, under, one.shown)
	role := theme.Muted
	if one.shown {
		role = theme.Text
	}
	p.Cell(role, fact.Heading, 9)
	p.Cell(theme.Muted, c.width(one), 18)
	v := &c.screen.shelf.view().now
	p.Text(theme.Muted, fact.Explain)
	if v.Sort == one.Name {
		p.Text(theme.Accent, "  the order")
	}
	p.Fill()
}

// width says how wide a column is, and why it is not on the screen.
func (c *columnsPanel) width(one *choice) string {
	switch {
	case !one.shown:
		return "hidden"
	case !c.screen.ink.layout.has(one.Name):
		return "no room for it"
	case one.Width == 0:
		return strconv.Itoa(c.widthOf(one.Name)) + " by itself"
	default:
		return strconv.Itoa(one.Width) + " wide"
	}
}
