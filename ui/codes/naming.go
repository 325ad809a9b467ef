package codes

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"seamdash/ui/action"
	"seamdash/ui/nav"
)

// naming is what a name is being typed for in the panel of views.
type naming uint8

const (
	noName   naming = iota
	saveAs          // a new view of what is on the screen
	renameTo        // another name for the view under the cursor
)

func (v *viewsPanel) ask(what naming, name string) {
	v.naming = what
	v.field.Set(name)
}

// suggestion is the name under which somebody probably wants to save: that of a view of their own.
func (v *viewsPanel) suggestion() string {
	if one := v.screen.shelf.view(); one.own {
		return one.now.Name
	}
	return ""
}

func (v *viewsPanel) typeName(msg tea.KeyPressMsg) (nav.Intent, tea.Cmd) {
	switch msg.String() {
	case "esc":
		v.naming = noName
	case "enter":
		return v.finish(strings.TrimSpace(v.field.Value()))
	default:
		_, cmd := v.field.Update(msg)
		return nil, cmd
	}
	return nil, nil
}

// finish saves or renames, unless the name is empty or another view has it.
func (v *viewsPanel) finish(name string) (nav.Intent, tea.Cmd) {
	s := v.screen
	at, _ := v.list.Row()
	other := s.shelf.named(name)
	switch {
	case name == "":
		return nav.Refuse{Reason: "a view needs a name"}, nil
	case other >= 0 && !s.shelf.all[other].own:
		return nav.Refuse{Reason: "“" + s.shelf.all[other].now.Name + "” came with the program or the configuration; take another name"}, nil
	case v.naming == renameTo && other >= 0 && other != at:
		return nav.Refuse{Reason: "there is a view “" + name + "” already"}, nil
	case v.naming == renameTo:
		v.naming = noName
		s.shelf.all[at].now.Name = name
		return nil, s.remember(at)
	case s.field.Mistake() != "":
		return nav.Refuse{Reason: "the filter is not understood, so there is nothing to save: " + s.field.Mistake()}, nil
	default:
		return v.saveAs(name, other)
	}
}

// saveAs saves what is on the screen, in the place of a view of one's own where that has the name. The view that it was
// made from is as it was.
func (v *viewsPanel) saveAs(name string, other int) (nav.Intent, tea.Cmd) {
	s := v.screen
	from := s.shelf.view()
	next := from.now
	next.Name, next.Filter, next.Hidden = name, strings.TrimSpace(next.Filter), false
	from.now.Filter = from.kept.Filter
	if other >= 0 {
		one := &s.shelf.all[other]
		next.ID, next.Place = one.now.ID, one.now.Place
		one.now, one.kept, one.moved = next, next, true
	} else {
		next.ID = s.shelf.newID(s.config.Now())
		other = s.shelf.add(next)
	}
	s.fold()
	turned := s.turn(func(f *shelf) { f.front = other })
	return nav.Say{Text: "saved as “" + name + "”; " + action.KeyOf("next-view") + " turns the views"}, tea.Batch(s.clerk.save(s.shelf.view()), turned)
}
