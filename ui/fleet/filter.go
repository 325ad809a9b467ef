package fleet

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"seamdash/ui/nav"
	"seamdash/ui/widget"
)

// A filter keeps the rows that contain all its words, in any order and case.
type filter struct {
	field widget.Field
	words []string // folded
	// last is the text that the rows were last filtered by: while it only grows, its rows are enough to search.
	last string
}

func newFilter() filter { return filter{field: widget.NewField()} }

func (f *filter) text() string { return strings.TrimSpace(f.field.Value()) }

func (f *filter) clear() { f.field.Set("") }

// renew takes the typed text and says whether it only grew since the last time, so that no row can come back.
func (f *filter) renew() (narrower bool) {
	text := fold(f.text())
	narrower = f.last != "" && strings.HasPrefix(text, f.last)
	f.words, f.last = strings.Fields(text), text
	return narrower
}

func (f *filter) match(folded string) bool {
	for _, w := range f.words {
		if !strings.Contains(folded, w) {
			return false
		}
	}
	return true
}

func fold(s string) string { return strings.ToLower(s) }

// filter is the one of the pane that has the keyboard.
func (s *Screen) filter() *filter {
	if s.focus == codesPane {
		return &s.codes.filter
	}
	return &s.locks.filter
}

// typeKey edits the filter; the list can be walked at the same time. All other keys are text, and nothing leaks.
func (s *Screen) typeKey(msg tea.KeyPressMsg) (nav.Intent, tea.Cmd) {
	switch msg.String() {
	case "enter", "tab":
		s.typing = false
		s.choose()
		return nil, nil
	case "esc":
		s.typing = false
		s.filter().clear()
		return nil, s.applyFilter()
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
}

// choose makes the row under the cursor the one that the cursor stays with when the filter is dropped. Until then
// somebody only looked around, and dropping the filter goes back to where they were.
func (s *Screen) choose() {
	if code, ok := s.code(); ok && s.focus == codesPane {
		s.codes.list.Choose(code.ID)
	}
	if lock, ok := s.lock(); ok {
		s.locks.list.Choose(lock.Device.ID)
	}
}

func (s *Screen) edit(msg tea.Msg) tea.Cmd {
	changed, cmd := s.filter().field.Update(msg)
	if !changed {
		return cmd
	}
	return tea.Batch(cmd, s.applyFilter())
}

func (s *Screen) applyFilter() tea.Cmd {
	if s.focus == codesPane {
		s.turnCodes()
		return nil
	}
	s.locks.apply(s.picture)
	s.turnCodes()
	return s.zoneOfSelected()
}
