package codes

import (
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"seamdash/ui/action"
	"seamdash/ui/nav"
	"seamdash/ui/theme"
	"seamdash/ui/widget"
)

// A viewsPanel saves, renames, hides, orders and deletes views.
type viewsPanel struct {
	screen *Screen
	list   widget.List[string] // by id
	naming naming
	field  widget.Field
}

func newViewsPanel(s *Screen) *viewsPanel {
	v := &viewsPanel{screen: s, field: widget.NewField()}
	v.list.Choose(s.shelf.view().now.ID)
	v.settle()
	return v
}

func (v *viewsPanel) settle() {
	shelf := &v.screen.shelf
	v.list.Settle(len(shelf.all), func(id string) (int, bool) { at := shelf.find(id); return at, at >= 0 })
	v.screen.Resize(v.screen.size)
}

func (v *viewsPanel) lines() int { return len(v.screen.shelf.all) }

func (v *viewsPanel) resize(lines int) { v.list.Resize(lines) }

func (v *viewsPanel) hints() []action.Hint {
	if v.naming != noName {
		return []action.Hint{{Keys: "type", Label: "a name"}, {Keys: "enter", Label: "save"}, {Keys: "esc", Label: "cancel"}}
	}
	return []action.Hint{
		{Keys: "n", Label: "new"},
		{Keys: "enter", Label: "go"},
		{Keys: "space", Label: "hide"},
		{Keys: "K J", Label: "move"},
		{Keys: "r", Label: "rename"},
		{Keys: "z", Label: "reset"},
		{Keys: "x", Label: "delete"},
		{Keys: "esc", Label: "close"},
	}
}

func (v *viewsPanel) paste(msg tea.PasteMsg) tea.Cmd {
	if v.naming == noName {
		return nil
	}
	_, cmd := v.field.Update(msg)
	return cmd
}

func (v *viewsPanel) press(msg tea.KeyPressMsg) (nav.Intent, tea.Cmd) {
	key := msg.String()
	if v.naming != noName {
		return v.typeName(msg)
	}
	if step, ok := stepOf(key); ok {
		v.list.Move(step, func(row int) string { return v.screen.shelf.all[row].now.ID })
		return nil, nil
	}
	at, _ := v.list.Row()
	switch key {
	case "esc", "w":
		v.screen.fold()
	case "enter":
		return nil, v.visit(at)
	case "n":
		v.ask(saveAs, v.suggestion())
	case "r":
		return v.rename(at), nil
	case "x":
		return v.remove(at), nil
	default:
		return v.arrange(at, key)
	}
	return nil, nil
}

// arrange is for the keys that change which views are shown, and where.
func (v *viewsPanel) arrange(at int, key string) (nav.Intent, tea.Cmd) {
	switch key {
	case "space":
		return v.hide(at)
	case "K", "shift+up":
		return nil, v.swap(at, -1)
	case "J", "shift+down":
		return nil, v.swap(at, 1)
	case "z":
		return nil, v.reset(at)
	default:
		return nil, nil
	}
}

// visit goes to a view; one that was hidden is shown again.
func (v *viewsPanel) visit(at int) tea.Cmd {
	s := v.screen
	var shown tea.Cmd
	if s.shelf.all[at].now.Hidden {
		s.shelf.all[at].now.Hidden = false
		shown = s.remember(at)
	}
	s.fold()
	return tea.Batch(shown, s.turn(func(f *shelf) { f.front = at }))
}

func (v *viewsPanel) rename(at int) nav.Intent {
	one := &v.screen.shelf.all[at]
	if !one.own {
		return nav.Refuse{Reason: "this view came with the program or the configuration and keeps its name; n saves a view of your own"}
	}
	v.ask(renameTo, one.now.Name)
	return nil
}

func (v *viewsPanel) hide(at int) (nav.Intent, tea.Cmd) {
	one := &v.screen.shelf.all[at]
	if !one.now.Hidden && v.screen.shelf.visible() == 1 {
		return nav.Refuse{Reason: "one view has to stay"}, nil
	}
	one.now.Hidden = !one.now.Hidden
	cmd := v.screen.remember(at)
	if one.now.Hidden && at == v.screen.shelf.front {
		cmd = tea.Batch(cmd, v.screen.turn(func(f *shelf) { f.turn(1) }))
	}
	return nil, cmd
}

func (v *viewsPanel) swap(at, by int) tea.Cmd {
	shelf := &v.screen.shelf
	v.list.Choose(shelf.all[at].now.ID)
	changed, ok := shelf.swap(at, by)
	if !ok {
		return nil
	}
	v.settle()
	cmds := make([]tea.Cmd, 0, len(changed))
	for _, i := range changed {
		cmds = append(cmds, v.screen.remember(i))
	}
	return tea.Batch(cmds...)
}

// reset takes back what was changed of a view since it came, or of one's own the filter that is only tried.
func (v *viewsPanel) reset(at int) tea.Cmd {
	one := &v.screen.shelf.all[at]
	back := one.came
	if one.own {
		back = one.kept
	}
	back.Place, back.Hidden = one.now.Place, one.now.Hidden
	one.now = back
	cmd := v.screen.remember(at)
	if at == v.screen.shelf.front {
		cmd = tea.Batch(cmd, v.screen.open())
	}
	return cmd
}

func (v *viewsPanel) remove(at int) nav.Intent {
	one := &v.screen.shelf.all[at]
	if !one.own {
		return nav.Refuse{Reason: "this view came with the program or the configuration; space hides it"}
	}
	return nav.Ask{
		Title:   "Delete the view “" + one.now.Name + "”?",
		Body:    []string{"The codes stay as they are; only this way to look at them goes."},
		Choices: []nav.Choice{{Key: "y", Label: "delete it", Intent: nav.DropView{ID: one.now.ID}}},
	}
}

// dropView deletes a view of one's own.
func (s *Screen) dropView(id string) (nav.Intent, tea.Cmd) {
	at := s.shelf.find(id)
	if at < 0 || !s.shelf.all[at].own {
		return nil, nil
	}
	gone := s.shelf.all[at].now
	turned := s.turn(func(f *shelf) { f.drop(at) })
	if s.panel != nil {
		s.unfold(nav.Views)
	}
	return nav.Say{Text: "the view “" + gone.Name + "” is deleted"}, tea.Batch(s.clerk.drop(gone), turned)
}

func (v *viewsPanel) draw(p *widget.Pen, w, lines int) (cursor *tea.Position) {
	title := "VIEWS"
	switch v.naming {
	case saveAs:
		title = "SAVE WHAT IS ON THE SCREEN AS"
	case renameTo:
		title = "RENAME TO"
	case noName:
	}
	panelTitle(p, title)
	if v.naming != noName {
		x := widget.Width(title) + 3
		cursor = &tea.Position{X: x + v.field.Draw(p, theme.Text, min(p.Room(), 30))}
		p.Gap(1)
	}
	p.Repeat(theme.Rule, theme.HLine, p.Room())
	p.NewLine()
	from, to := v.list.Visible()
	under, _ := v.list.Row()
	for y := range lines - 1 {
		if row := from + y; row < to {
			p.Region(w - 1)
			v.line(p, &v.screen.shelf.all[row], row == under)
			p.EndRegion()
		}
		p.NewLine()
	}
	return cursor
}

func (*viewsPanel) line(p *widget.Pen, one *slot, under bool) {
	beginLine(p, under, !one.now.Hidden)
	role := theme.Text
	if one.now.Hidden {
		role = theme.Muted
	}
	p.Name(role, one.now.Name, 22)
	p.Gap(1)
	p.Text(theme.Muted, describe(one))
	p.Fill()
}

// describe says what a view shows.
func describe(one *slot) string {
	v := &one.now
	parts := make([]string, 0, 6)
	if v.Hidden {
		parts = append(parts, "hidden")
	}
	switch filter := strings.TrimSpace(v.Filter); {
	case filter == "":
		parts = append(parts, "all codes")
	case one.tried():
		parts = append(parts, filter+" (not saved)")
	default:
		parts = append(parts, filter)
	}
	if v.Problems {
		parts = append(parts, "only problems")
	}
	if v.Sort != "" {
		parts = append(parts, orderWords(v))
	}
	if n := len(v.Columns); n > 0 {
		parts = append(parts, strconv.Itoa(n)+" columns")
	}
	return strings.Join(parts, " · ")
}
