package problems

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"seamdash/ui/nav"
)

// Update takes keys and pastes while the screen is in front, and at all times what was found.
func (s *Screen) Update(msg tea.Msg) (nav.Intent, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return s.press(msg)
	case tea.PasteMsg:
		if s.filter.typing {
			return nil, s.edit(msg)
		}
	case Surveyed:
		s.take(msg)
	}
	return nil, nil
}

// take shows what was found. As long as nobody has chosen a trouble the cursor stays with the first.
func (s *Screen) take(msg Surveyed) {
	s.survey = msg.Survey
	s.table.fill(msg.Survey)
	s.settle()
}

func (s *Screen) press(msg tea.KeyPressMsg) (nav.Intent, tea.Cmd) {
	if s.filter.typing {
		return s.typeKey(msg)
	}
	intent, ours := s.keys.Press(msg, s)
	if r, ok := s.under(); ours && ok {
		s.list.Choose(r.key) // what somebody acts on keeps the cursor, wherever it comes to stand
	}
	return intent, nil
}

func (s *Screen) typeKey(msg tea.KeyPressMsg) (nav.Intent, tea.Cmd) {
	switch msg.String() {
	case "enter", "tab":
		s.filter.typing = false
	case "esc":
		s.filter.typing = false
		s.narrow("")
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
	changed, cmd := s.filter.field.Update(msg)
	if changed {
		s.narrow(s.filter.field.Value())
	}
	return cmd
}

// narrow shows the troubles that contain every word of a text.
func (s *Screen) narrow(text string) {
	if text != s.filter.field.Value() {
		s.filter.field.Set(text)
	}
	s.table.words = strings.Fields(strings.ToLower(text))
	s.settle()
}

// Perform does what one of the screen's own intents wants.
func (s *Screen) Perform(intent nav.Intent) (nav.Intent, tea.Cmd) {
	switch intent := intent.(type) {
	case nav.Move:
		s.list.Move(intent.Step, func(at int) string { return s.table.at(at).key })
	case nav.Find:
		s.filter.typing = true
	case nav.Leave:
		s.narrow("")
	default:
	}
	return nil, nil
}
