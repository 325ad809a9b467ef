package problems

import (
	tea "charm.land/bubbletea/v2"

	"seamdash/ui/coderow"
	"seamdash/ui/nav"
)

// Update takes keys and pastes while the screen is in front, and at all times what was found.
func (s *Screen) Update(msg tea.Msg) (nav.Intent, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return s.press(msg)
	case tea.PasteMsg:
		if s.filter.Typing() {
			changed, cmd := s.filter.Edit(msg)
			s.narrow(changed)
			return nil, cmd
		}
	case Surveyed:
		s.survey = msg.Survey
		s.table.fill(&msg)
		s.settle()
	case coderow.Owned:
		s.Owned = msg
	}
	return nil, nil
}

func (s *Screen) press(msg tea.KeyPressMsg) (nav.Intent, tea.Cmd) {
	if s.filter.Typing() {
		move, changed, cmd := s.filter.Press(msg)
		s.narrow(changed)
		return move, cmd
	}
	intent, ours := s.keys.Press(msg, s)
	if r, ok := s.under(); ours && ok {
		s.list.Choose(r.key) // what somebody acts on keeps the cursor, wherever it comes to stand
	}
	return intent, nil
}

// narrow shows the troubles that contain every word of the filter.
func (s *Screen) narrow(changed bool) {
	if changed {
		s.table.words = s.filter.Words()
		s.settle()
	}
}

// Perform does what one of the screen's own intents wants.
func (s *Screen) Perform(intent nav.Intent) (nav.Intent, tea.Cmd) {
	switch intent := intent.(type) {
	case nav.Move:
		s.move(intent.Step)
	case nav.Turn:
		s.turn(intent.To)
	case nav.Find:
		s.give(listPane)
		s.filter.Begin()
	case nav.Leave:
		s.leave()
	case nav.ShowQuiet:
		s.table.withQuiet = !s.table.withQuiet
		s.settle()
	default:
	}
	return nil, nil
}

// move moves the cursor of the part that has the keyboard.
func (s *Screen) move(step nav.Step) {
	switch s.focus {
	case codesPane:
		r, _ := s.under()
		s.codes.list.Move(step, func(at int) nav.CodeOf { return codeOf(&r.Codes[at]) })
	case dangersPane:
		s.dangers.Move(step, func(at int) nav.CodeOf { return codeOf(&s.survey.Dangers[at].Hurt) })
	default:
		s.list.Move(step, func(at int) string { return s.table.at(at).key })
		s.settleCodes()
	}
}

// turn gives the keyboard to another part: the next one that has anything in it.
func (s *Screen) turn(to nav.Direction) {
	switch to {
	case nav.Left:
		s.give(listPane)
		return
	case nav.Right:
		s.give(codesPane)
		return
	case nav.Next:
	}
	next := (s.focus + 1) % panes
	if next == codesPane && s.noCodes() != "" {
		next = dangersPane
	}
	if next == dangersPane && (s.survey == nil || len(s.survey.Dangers) == 0) {
		next = listPane
	}
	s.give(next)
}

// give gives the keyboard to a part, which may need room that another had.
func (s *Screen) give(to pane) {
	s.focus = to
	s.Resize(s.size)
}

// leave goes back to the list, and there drops first the filter and then what is quiet.
func (s *Screen) leave() {
	switch {
	case s.focus != listPane:
		s.give(listPane)
	case !s.filter.Empty():
		s.filter.Clear()
		s.narrow(true)
	default:
		s.table.withQuiet = false
		s.settle()
	}
}
