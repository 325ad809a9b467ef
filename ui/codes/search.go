package codes

import (
	"errors"

	tea "charm.land/bubbletea/v2"

	"seamdash/model/find"
	"seamdash/ui/nav"
	"seamdash/ui/widget"
)

// A search is the filter field.
type search struct {
	field   widget.Field
	typing  bool
	mistake *find.Mistake // what is wrong with the text, nil for nothing
}

func newSearch() search { return search{field: widget.NewField()} }

func parse(text string, states []string) (find.Query, *find.Mistake) {
	q, err := find.Parse(text, find.Codes, states)
	if mistake, ok := errors.AsType[*find.Mistake](err); ok {
		return q, mistake
	}
	return q, nil
}

// typeKey edits the filter; the rows can be walked at the same time. All other keys are text, and nothing leaks.
func (s *Screen) typeKey(msg tea.KeyPressMsg) (nav.Intent, tea.Cmd) {
	switch msg.String() {
	case "enter", "tab":
		s.search.typing = false
		s.choose()
	case "esc":
		s.search.typing = false
		s.retract()
	case "up":
		return nav.Move{Step: nav.Up}, nil
	case "down":
		return nav.Move{Step: nav.Down}, nil
	case "pgup":
		return nav.Move{Step: nav.PageUp}, nil
	case "pgdown":
		return nav.Move{Step: nav.PageDown}, nil
	default:
		return nil, s.edit(msg)
	}
	return nil, nil
}

func (s *Screen) edit(msg tea.Msg) tea.Cmd {
	changed, cmd := s.search.field.Update(msg)
	if changed {
		s.shelf.view().now.Filter = s.search.field.Value()
		s.ask()
	}
	return cmd
}

// retract goes back to the filter of the view.
func (s *Screen) retract() {
	one := s.shelf.view()
	one.now.Filter = one.kept.Filter
	s.search.field.Set(one.now.Filter)
	s.ask()
}
